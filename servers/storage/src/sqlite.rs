//! The store in one SQLite file.

mod archive;
mod checkpoints;
mod columns;
mod expire;
mod keeper;
mod lock;
mod migrate;
mod open;

use std::{marker::PhantomData, path::Path, sync::Arc};

use catalog_core::{
    api::{
        document::{Piece, Piecewise},
        field::Listed,
        instant::UnixMillis,
        query::Query,
    },
    engine::{
        Answer, Call, Commands, Domain, Generations, Kept, Once, Page, Pieces, Reads, Refused, StoreError,
        Watch,
    },
};
use event_listener::EventListener;
use rusqlite::Connection;

pub use archive::{Archive, Workshop};
pub(crate) use checkpoints::Checkpoints;
pub(crate) use columns::{Column, Columns, Kind};
pub use expire::Feed;
pub use keeper::Keeper;
use lock::Lock;
pub use migrate::Format;
pub(crate) use open::{open_reader, open_writer};

use crate::{
    error::OpenError,
    kept::{self, Newest},
    options::Options,
    ranks::{RankedTable, Shelves},
    readers::{Reader, Readers},
    sql::{self, Reading},
    table::{Lists, Records},
    writer::Writer,
};

/// How the domain of a service is loaded from its tables and written to them.
///
/// Every failure undoes the whole transaction; nothing has to be put right here.
pub trait SqliteJournal<D: Domain>: Send + Sync + 'static {
    /// What marks its files, and how their tables came to be.
    const FORMAT: Format;

    /// Its feeds of events and logs, of which only the last days are kept.
    const FEEDS: &'static [Feed];

    /// Its tables whose rows are ranked, so that any page of them is found by its number.
    const RANKED: &'static [&'static dyn RankedTable<D>] = &[];

    /// The domain as it stands: its counters, and the rows that are resident.
    fn open(db: &Connection) -> rusqlite::Result<D>;

    /// Loads the rows that `keys` name, or notes that they do not exist.
    fn load(db: &Connection, domain: &mut D, keys: &[D::Key]) -> rusqlite::Result<()>;

    /// Writes what `domain` has drafted.
    fn store(db: &Connection, domain: &D) -> rusqlite::Result<()>;

    /// Called after a commit, while what it stored is still drafted: for the log.
    fn committed(domain: &D) {
        let _ = domain;
    }

    /// Forgets loaded rows when there are many. Called between batches.
    fn bound(domain: &mut D) {
        let _ = domain;
    }
}

/// A store in one SQLite file, with the tables `S`.
#[derive(Debug)]
pub struct Sqlite<D: Domain, S> {
    writer: Writer<D>,
    newest: Arc<Newest>,
    readers: Readers,
    columns: Columns,
    shelves: Arc<Shelves>,
    tables: PhantomData<fn() -> S>,
    _lock: Lock,
}

impl<D: Domain, S: SqliteJournal<D>> Sqlite<D, S> {
    /// Opens the file at `path` and brings its tables up to date.
    pub fn open(path: &Path, options: &Options) -> Result<Self, OpenError> {
        if !options.create && !path.exists() {
            return Err(OpenError::Missing(path.to_owned()));
        }
        let lock = Lock::take(path)?;
        lock.check_content(path)?;
        let db = open_writer(path, &S::FORMAT)?;
        lock.mark_filled()?;
        let columns = Columns::read(&db).map_err(OpenError::of(path))?;
        let readers = Readers::open(path, options.readers)?;
        let newest = Arc::default();
        let shelves = Arc::new(Shelves::of(S::RANKED, &columns));
        let writer = Writer::start::<S>(path, db, &newest, &shelves, options)?;
        Ok(Self { writer, newest, readers, columns, shelves, tables: PhantomData, _lock: lock })
    }

    /// Lets the calls that wait be decided, puts the log into the file and ends the writer. Blocks.
    pub fn close(&self) {
        self.readers.close();
        self.writer.close();
    }
}

impl<D: Domain, S: SqliteJournal<D>> Commands<D> for Sqlite<D, S> {
    async fn execute(&self, call: Call<D::Command>) -> Result<Answer, Refused> {
        self.writer.execute(call).await
    }

    async fn recorded(&self, once: &Once) -> Result<Option<Kept>, Refused> {
        let (once, newest) = (*once, Arc::clone(&self.newest));
        Ok(self.readers.look(move |reader| kept::find(&reader.db, &newest, &once)).await?)
    }
}

impl<D: Domain, S: SqliteJournal<D> + Lists<R>, R: Listed> Reads<R> for Sqlite<D, S> {
    async fn page(&self, query: &Query<R>) -> Result<Page<R>, StoreError> {
        self.page_of(query, Reading::whole(&S::TABLE).told_by(S::TALLIES)).await
    }

    async fn get(&self, id: &R::Id) -> Result<Option<R>, StoreError> {
        let id = id.clone();
        self.readers.look(move |reader| S::TABLE.get(&reader.db, &id)).await
    }
}

impl<D: Domain, S: SqliteJournal<D> + Records<R>, R: Piecewise> Pieces<R> for Sqlite<D, S> {
    async fn pieces(&self, query: &Query<R>) -> Result<Option<Page<Piece>>, StoreError> {
        Ok(Some(self.page_of(query, Reading::pieces(&S::TABLE, S::RECORD, query).told_by(S::TALLIES)).await?))
    }

    async fn piece(&self, id: &R::Id) -> Result<Option<Piece>, StoreError> {
        let id = id.clone();
        self.readers.look(move |reader| S::TABLE.piece(&reader.db, S::RECORD, &id)).await
    }
}

impl<D: Domain, S: SqliteJournal<D>> Sqlite<D, S> {
    /// One page of what is read of its rows.
    async fn page_of<R: Listed, T: Send + 'static>(
        &self,
        query: &Query<R>,
        rows: Reading<T>,
    ) -> Result<Page<T>, StoreError> {
        let (query, columns, shelves) = (query.clone(), self.columns.clone(), Arc::clone(&self.shelves));
        let table = rows.table();
        let ranked = shelves.find(table);
        if ranked.is_some_and(|ranked| ranked.ask(&query)) {
            self.writer.tend();
        }
        let is_near = ranked.is_some_and(|ranked| ranked.is_near(&query));
        let read = move |reader: &mut Reader| {
            sql::page(&mut reader.db, &reader.counts, &columns, shelves.find(table), &query, &rows)
        };
        if is_near { self.readers.look(read).await } else { self.readers.read(read).await }
    }
}

impl<D: Domain, S: SqliteJournal<D>> Watch for Sqlite<D, S> {
    fn listen(&self) -> EventListener {
        self.writer.listen()
    }

    fn generations(&self) -> &Generations {
        self.writer.generations()
    }

    fn next_due(&self) -> Option<UnixMillis> {
        self.writer.next_due()
    }

    /// Not so while the state is built anew after a panic, and after [`Sqlite::close`].
    fn ready(&self) -> bool {
        self.writer.is_ready()
    }
}
