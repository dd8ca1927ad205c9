//! The index over kept answers, written behind them in bulk.
//!
//! A scope is a hash, so where it belongs in an index is random: put there one by one, each answer would cost a
//! page. So the newest stand in memory only ([`Newest`]). When there are enough of them they are a *run*: sorted
//! once, and put into the index in their order, a piece with every so many new answers, so that what falls on
//! one page is written together. A run that a crash interrupts is put there again.

use std::{ops::Range, sync::Arc};

use catalog_core::engine::Scope;
use rusqlite::{Connection, OptionalExtension};

use super::newest::{Newest, Place, block_of};

/// How many answers make a run: they are a megabyte at most in memory, and what a start after a crash reads.
const RUN: usize = 8_192;
/// How many answers come before the next piece of a run, which is twice as many: a run is done before the next
/// one is full.
const PIECE_AFTER: usize = 64;

/// The index, as the one who writes keeps it up.
#[derive(Debug)]
pub(crate) struct Places {
    newest: Arc<Newest>,
    /// Newer than the run, in the order of their numbers.
    waiting: Vec<Place>,
    /// On its way into the index, sorted, and how far it has come.
    run: Vec<Place>,
    done: usize,
    /// How many answers came since the last piece.
    since: usize,
    /// [`RUN`], but in tests.
    pub(super) run_len: usize,
}

/// What one commit does to the index; nothing, unless it succeeds.
#[derive(Debug)]
pub(crate) struct Step {
    appended: Vec<Place>,
    piece: Range<usize>,
    /// Blocks before this one are gone.
    first_block: Option<i64>,
}

impl Places {
    /// The index as it stands in a database. `newest` is told what it lacks.
    pub(crate) fn open(db: &Connection, newest: Arc<Newest>) -> rusqlite::Result<Self> {
        let indexed: i64 = db.query_row("SELECT number FROM kept_indexed", (), |row| row.get(0))?;
        let mut later = db.prepare("SELECT scope, number FROM kept WHERE number > ? ORDER BY number")?;
        let place = |row: &rusqlite::Row<'_>| Ok(Place { scope: Scope(row.get(0)?), number: row.get(1)? });
        let waiting = later.query_map([indexed], place)?.collect::<Result<Vec<_>, _>>()?;
        let block = |sql| db.query_row(sql, (), |row| row.get::<_, i64>(0)).optional();
        let first = block("SELECT block FROM kept_places ORDER BY block LIMIT 1")?;
        let last = block("SELECT block FROM kept_places ORDER BY block DESC LIMIT 1")?;
        let blocks = first.zip(last).map(|(first, last)| first..last + 1);
        {
            let mut state = newest.state();
            state.numbers.clear();
            state.add(&waiting);
            state.blocks = blocks.unwrap_or_default();
        }
        let mut places = Self { newest, waiting, run: Vec::new(), done: 0, since: 0, run_len: RUN };
        places.begin_run();
        Ok(places)
    }

    /// What is not in the index.
    pub(crate) fn newest(&self) -> &Newest {
        &self.newest
    }

    /// In the transaction that appended these: writes the next piece of the run, and lets go of places whose
    /// answers are gone, where `first` is the first number that is left.
    pub(crate) fn write(
        &self,
        db: &Connection,
        appended: Vec<Place>,
        first: Option<i64>,
    ) -> rusqlite::Result<Step> {
        let count = self.piece_after(appended.len());
        let piece = self.done..self.run.len().min(self.done + count);
        put(db, &self.run[piece.clone()])?;
        if !piece.is_empty() && piece.end == self.run.len() {
            note_indexed(db, &self.run)?;
        }
        let first_block = if count > 0 { self.let_go(db, first.map(block_of), count)? } else { None };
        Ok(Step { appended, piece, first_block })
    }

    /// The commit succeeded.
    pub(crate) fn committed(&mut self, step: Step) {
        let Step { appended, piece, first_block } = step;
        self.since = if self.piece_after(appended.len()) > 0 { 0 } else { self.since + appended.len() };
        let mut state = self.newest.state();
        state.add(&appended);
        state.let_go(&self.run[piece.clone()]);
        if let Some(first) = first_block {
            state.blocks.start = first.min(state.blocks.end);
        }
        drop(state);
        self.done = piece.end;
        self.waiting.extend(appended);
        self.begin_run();
    }

    /// Puts all into the index, so that the next start has nothing to read.
    pub(crate) fn write_all(&self, db: &Connection) -> rusqlite::Result<()> {
        let mut rest = [&self.run[self.done..], &self.waiting].concat();
        rest.sort_unstable_by_key(order);
        let transaction = db.unchecked_transaction()?;
        put(&transaction, &rest)?;
        note_indexed(&transaction, &rest)?;
        transaction.commit()
    }

    /// How much of the index is written with so many new answers.
    fn piece_after(&self, appended: usize) -> usize {
        let since = self.since + appended;
        if since < PIECE_AFTER { 0 } else { 2 * since }
    }

    fn begin_run(&mut self) {
        if self.done == self.run.len() && self.waiting.len() >= self.run_len {
            self.run = std::mem::take(&mut self.waiting);
            self.run.sort_unstable_by_key(order);
            self.done = 0;
        }
    }

    /// Lets go of so many places in blocks before `first`; gives it when none are left there.
    fn let_go(&self, db: &Connection, first: Option<i64>, count: usize) -> rusqlite::Result<Option<i64>> {
        let Some(first) = first.filter(|first| self.newest.state().blocks.start < *first) else {
            return Ok(None);
        };
        let gone = db
            .prepare_cached(
                "DELETE FROM kept_places WHERE (block, short, number) IN
                 (SELECT block, short, number FROM kept_places WHERE block < ? LIMIT ?)",
            )?
            .execute((first, i64::try_from(count).unwrap_or(i64::MAX)))?;
        Ok((gone < count).then_some(first))
    }
}

/// The order of the index.
fn order(place: &Place) -> (i64, i64, i64) {
    (place.block(), place.scope.short(), place.number)
}

/// Puts places into the index; those of a run that was interrupted may be there.
fn put(db: &Connection, places: &[Place]) -> rusqlite::Result<()> {
    if places.is_empty() {
        return Ok(());
    }
    let mut insert =
        db.prepare_cached("INSERT OR IGNORE INTO kept_places (block, short, number) VALUES (?, ?, ?)")?;
    places.iter().try_for_each(|place| insert.execute(order(place)).map(drop))
}

/// Notes that all up to the last of these are in the index.
fn note_indexed(db: &Connection, places: &[Place]) -> rusqlite::Result<()> {
    let Some(last) = places.iter().map(|place| place.number).max() else { return Ok(()) };
    db.prepare_cached("UPDATE kept_indexed SET number = ?")?.execute([last]).map(drop)
}
