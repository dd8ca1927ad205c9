//! The engine's journal: a domain's tables and the kept answers beside them, in one transaction.

use std::{marker::PhantomData, path::Path, sync::Arc};

use catalog_core::engine::{Batch, Domain, Journal, KEPT_MILLIS, Kept, Once, StoreError};
use rusqlite::Connection;

use super::{
    SqliteJournal,
    expire::{self, Expiry},
    open_writer,
};
use crate::{
    error::{OpenError, failed},
    kept::{self, Newest, Places},
    ranks::{Ranker, Shelves},
};

/// A day in milliseconds.
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// The one connection that writes.
///
/// A [`Store`](crate::Store) owns one and holds the lock that keeps other processes away; whoever opens one by
/// itself sees to that.
#[derive(Debug)]
pub struct Keeper<S> {
    db: Connection,
    places: Places,
    events_keep_days: u32,
    kept: Expiry,
    feeds: Vec<Expiry>,
    ranker: Ranker,
    tables: PhantomData<fn() -> S>,
}

impl<S> Keeper<S> {
    /// The connection that writes to the file at `path`, and the domain as it stands there.
    pub fn open<D: Domain>(path: &Path, events_keep_days: u32) -> Result<(D, Self), OpenError>
    where
        S: SqliteJournal<D>,
    {
        Self::over(path, open_writer(path, &S::FORMAT)?, Arc::default(), events_keep_days)
    }

    /// The same over a connection that is open; `newest` learns where the newest kept answers are.
    pub(crate) fn over<D: Domain>(
        path: &Path,
        db: Connection,
        newest: Arc<Newest>,
        events_keep_days: u32,
    ) -> Result<(D, Self), OpenError>
    where
        S: SqliteJournal<D>,
    {
        let domain = S::open(&db).map_err(OpenError::of(path))?;
        let places = Places::open(&db, newest).map_err(OpenError::of(path))?;
        let (kept, feeds) = (Expiry::of(expire::KEPT), S::FEEDS.iter().copied().map(Expiry::of).collect());
        let ranker = Ranker::default();
        Ok((domain, Self { db, places, events_keep_days, kept, feeds, ranker, tables: PhantomData }))
    }

    /// The same, giving the ranks of rows to those who read.
    pub(crate) fn ranking(self, shelves: Arc<Shelves>) -> Self {
        Self { ranker: Ranker::new(shelves), ..self }
    }

    /// Does a little for the ranks of rows, between two batches. Whether there was anything to do.
    pub(crate) fn tend(&mut self) -> rusqlite::Result<bool> {
        self.ranker.tend(&self.db)
    }

    /// Begins the transaction of a batch, unless it has begun. What the batch reads belongs to it: each look outside
    /// of a transaction would take and leave a lock of the file. Begun for writing, since a transaction that reads
    /// first and then writes can find its snapshot outdated.
    fn begin(&self) -> rusqlite::Result<()> {
        if self.db.is_autocommit() { self.run("BEGIN IMMEDIATE") } else { Ok(()) }
    }

    fn run(&self, sql: &str) -> rusqlite::Result<()> {
        self.db.prepare_cached(sql)?.execute(()).map(|_| ())
    }

    /// Undoes the transaction that could not be written. Some failures have done so themselves.
    fn roll_back(&self) {
        if !self.db.is_autocommit()
            && let Err(error) = self.run("ROLLBACK")
        {
            tracing::error!(%error, "a transaction could not be undone");
        }
    }

    /// Puts the log into the file and empties it, and leaves nothing for the next start to do.
    pub fn checkpoint(&self) -> rusqlite::Result<()> {
        self.places.write_all(&self.db)?;
        self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()))
    }
}

impl<D: Domain, S: SqliteJournal<D>> Journal<D> for Keeper<S> {
    fn load(&mut self, domain: &mut D, keys: &[D::Key]) -> Result<(), StoreError> {
        self.begin().and_then(|()| S::load(&self.db, domain, keys)).map_err(failed)
    }

    fn kept(&mut self, once: &Once) -> Result<Option<Kept>, StoreError> {
        let find = |()| kept::find(&self.db, self.places.newest(), once);
        self.begin().and_then(find).map_err(failed)
    }

    fn commit(&mut self, batch: &Batch<'_, D>) -> Result<(), StoreError> {
        let (now, keep_days) = (batch.now, i64::from(self.events_keep_days));
        let mut write = || {
            self.begin()?;
            let db = &self.db;
            let before = db.total_changes();
            S::store(db, batch.domain)?;
            let appended = kept::append(db, batch.kept)?;
            // As many rows as were written may go, so that letting go keeps pace however large batches are.
            let written = usize::try_from(db.total_changes() - before).unwrap_or(0);
            let kept = self.kept.after(db, now.plus_millis(-KEPT_MILLIS), written)?;
            let moment = now.plus_millis(-keep_days * DAY_MILLIS);
            let feeds = self.feeds.iter().map(|feed| feed.after(db, moment, written));
            let feeds = feeds.collect::<Result<_, _>>()?;
            let step = self.places.write(db, appended, kept.first())?;
            self.ranker.follow(db, S::RANKED, batch.domain)?;
            self.run("COMMIT")?;
            Ok((kept, feeds, step))
        };
        let (kept, feeds, step) = write().map_err(|error| {
            self.roll_back();
            self.ranker.forget();
            failed(error)
        })?;
        (self.kept, self.feeds) = (kept, feeds);
        self.places.committed(step);
        S::committed(batch.domain);
        Ok(())
    }
}
