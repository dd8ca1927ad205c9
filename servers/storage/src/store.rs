//! A store of either kind behind the ports.

use catalog_core::{
    api::{
        document::{Piece, Piecewise},
        field::Listed,
        instant::UnixMillis,
        query::Query,
    },
    engine::{
        Answer, Call, Commands, Domain, Generations, Holds, Kept, Memory, MemoryJournal, Once, Page, Pieces,
        Reads, Refused, StoreError, Watch,
    },
};
use event_listener::EventListener;

use crate::{
    error::OpenError,
    options::Options,
    sqlite::{Sqlite, SqliteJournal},
    table::{Lists, Records},
    url::DatabaseUrl,
};

/// The store of a service: `S` are its tables in SQLite, `T` those in memory.
#[derive(Debug)]
pub enum Store<D: Domain, S, T> {
    /// In one file.
    Sqlite(Sqlite<D, S>),
    /// Forgotten when the process ends.
    Memory(Memory<D, T>),
}

impl<D: Domain, S: SqliteJournal<D>, T: MemoryJournal<D>> Store<D, S, T> {
    /// Opens the store at `url`.
    pub fn open(url: &DatabaseUrl, options: &Options) -> Result<Self, OpenError> {
        Ok(match url {
            DatabaseUrl::Sqlite(path) => Self::Sqlite(Sqlite::open(path, options)?),
            DatabaseUrl::Memory => Self::Memory(Memory::new()),
        })
    }

    /// Lets the calls that wait be decided and makes the files tidy. Blocks; later calls are refused.
    pub fn close(&self) {
        if let Self::Sqlite(store) = self {
            store.close();
        }
    }
}

impl<D: Domain, S: SqliteJournal<D>, T: MemoryJournal<D>> Commands<D> for Store<D, S, T> {
    async fn execute(&self, call: Call<D::Command>) -> Result<Answer, Refused> {
        match self {
            Self::Sqlite(store) => store.execute(call).await,
            Self::Memory(store) => store.execute(call).await,
        }
    }

    async fn recorded(&self, once: &Once) -> Result<Option<Kept>, Refused> {
        match self {
            Self::Sqlite(store) => store.recorded(once).await,
            Self::Memory(store) => store.recorded(once).await,
        }
    }
}

impl<D, S, T, R> Reads<R> for Store<D, S, T>
where
    D: Domain,
    S: SqliteJournal<D> + Lists<R>,
    T: MemoryJournal<D> + Holds<R>,
    R: Listed,
{
    async fn page(&self, query: &Query<R>) -> Result<Page<R>, StoreError> {
        match self {
            Self::Sqlite(store) => store.page(query).await,
            Self::Memory(store) => store.page(query).await,
        }
    }

    async fn get(&self, id: &R::Id) -> Result<Option<R>, StoreError> {
        match self {
            Self::Sqlite(store) => Reads::<R>::get(store, id).await,
            Self::Memory(store) => Reads::<R>::get(store, id).await,
        }
    }
}

impl<D, S, T, R> Pieces<R> for Store<D, S, T>
where
    D: Domain,
    S: SqliteJournal<D> + Records<R>,
    T: MemoryJournal<D> + Holds<R>,
    R: Piecewise,
{
    async fn pieces(&self, query: &Query<R>) -> Result<Option<Page<Piece>>, StoreError> {
        match self {
            Self::Sqlite(store) => store.pieces(query).await,
            Self::Memory(store) => store.pieces(query).await,
        }
    }

    async fn piece(&self, id: &R::Id) -> Result<Option<Piece>, StoreError> {
        match self {
            Self::Sqlite(store) => Pieces::<R>::piece(store, id).await,
            Self::Memory(store) => Pieces::<R>::piece(store, id).await,
        }
    }
}

impl<D: Domain, S: SqliteJournal<D>, T: MemoryJournal<D>> Watch for Store<D, S, T> {
    fn listen(&self) -> EventListener {
        match self {
            Self::Sqlite(store) => store.listen(),
            Self::Memory(store) => store.listen(),
        }
    }

    fn generations(&self) -> &Generations {
        match self {
            Self::Sqlite(store) => store.generations(),
            Self::Memory(store) => store.generations(),
        }
    }

    fn next_due(&self) -> Option<UnixMillis> {
        match self {
            Self::Sqlite(store) => store.next_due(),
            Self::Memory(store) => store.next_due(),
        }
    }

    fn ready(&self) -> bool {
        match self {
            Self::Sqlite(store) => store.ready(),
            Self::Memory(store) => store.ready(),
        }
    }
}
