//! What the writer gives to those who read.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use catalog_core::{
    api::{field::Listed, query::Query},
    engine::Ranks,
};
use rusqlite::Connection;

use super::{RankedTable, order_of};
use crate::{
    sql::{Counts, Sequence, last},
    sqlite::{Columns, Feed},
};

/// How many states are held: a reader takes his at once after he has asked for its number, and so many commits
/// do not fit between.
const STATES_MAX: usize = 8;

/// The ranks of a table in those of its orders that somebody asked for.
pub(super) type Orders = Arc<[Option<Ranks>]>;

/// The ranked tables of a store.
#[derive(Debug, Default)]
pub(crate) struct Shelves(Vec<Shelf>);

/// One ranked table.
#[derive(Debug)]
pub(crate) struct Shelf {
    table: &'static str,
    feed: Feed,
    sequences: Vec<Sequence>,
    /// The orders that were asked for, a bit each.
    asked: AtomicU64,
    /// By number of the state, the newest last.
    states: Mutex<VecDeque<(i64, Orders)>>,
    counts: Mutex<Counts>,
}

/// What is known of the state that a reader sees.
pub(crate) struct Known<'a> {
    shelf: &'a Shelf,
    state: i64,
    orders: Option<Orders>,
}

impl Shelves {
    /// Empty ones for these tables.
    pub(crate) fn of<D>(tables: &[&dyn RankedTable<D>], columns: &Columns) -> Self {
        let shelf = |table: &&dyn RankedTable<D>| Shelf {
            table: table.name(),
            feed: table.feed(),
            sequences: table
                .orders()
                .into_iter()
                .map(|names| Sequence::new(table.name(), columns, names))
                .collect(),
            asked: AtomicU64::default(),
            states: Mutex::default(),
            counts: Mutex::default(),
        };
        Self(tables.iter().map(shelf).collect())
    }

    /// That of a table.
    pub(crate) fn find(&self, table: &str) -> Option<&Shelf> {
        self.0.iter().find(|shelf| shelf.table == table)
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Shelf> {
        self.0.iter()
    }
}

impl Shelf {
    /// Asks for the ranks that a query needs. Whether nobody had.
    pub(crate) fn ask<R: Listed>(&self, query: &Query<R>) -> bool {
        let Some((order, _)) = order_of(query) else { return false };
        let bit = 1 << order;
        self.asked.load(Ordering::Relaxed) & bit == 0
            && self.asked.fetch_or(bit, Ordering::Relaxed) & bit == 0
    }

    /// Whether a page of a query is found by a short walk: in the newest state no block of its order is large.
    pub(crate) fn is_near<R: Listed>(&self, query: &Query<R>) -> bool {
        let Some((order, _)) = order_of(query).filter(|_| query.conditions.is_empty()) else { return false };
        let states = lock(&self.states);
        let ranks = states.back().and_then(|(_, orders)| orders.get(order)?.as_ref());
        ranks.is_some_and(|ranks| ranks.crowded().is_none())
    }

    pub(super) fn is_asked(&self, order: usize) -> bool {
        self.asked.load(Ordering::Relaxed) & (1 << order) != 0
    }

    /// What is known of the state that `snapshot` sees.
    pub(crate) fn at(&self, snapshot: &Connection) -> rusqlite::Result<Known<'_>> {
        let state = self.state(snapshot)?;
        let states = lock(&self.states);
        let orders =
            states.iter().rfind(|(number, _)| *number == state).map(|(_, orders)| Arc::clone(orders));
        Ok(Known { shelf: self, state, orders })
    }

    /// The number of the state that a connection sees.
    pub(super) fn state(&self, db: &Connection) -> rusqlite::Result<i64> {
        last(db, self.feed)
    }

    pub(super) fn sequences(&self) -> &[Sequence] {
        &self.sequences
    }

    /// Gives the ranks of a state, those that it had before let go.
    pub(super) fn give(&self, state: i64, orders: Orders) {
        let mut states = lock(&self.states);
        states.retain(|(number, _)| *number != state);
        states.push_back((state, orders));
        if states.len() > STATES_MAX {
            states.pop_front();
        }
    }

    /// Takes all back.
    pub(super) fn clear(&self) {
        lock(&self.states).clear();
    }
}

impl Known<'_> {
    /// The ranks in an order.
    pub(crate) fn ranks(&self, order: usize) -> Option<&Ranks> {
        self.orders.as_ref()?.get(order)?.as_ref()
    }

    /// How many rows the table has, where any of its orders is ranked.
    pub(crate) fn rows(&self) -> Option<u64> {
        self.orders.as_ref()?.iter().flatten().next().map(Ranks::rows)
    }

    /// Where counts of this state are kept, and its number.
    pub(crate) fn counts(&self) -> (&Mutex<Counts>, i64) {
        (&self.shelf.counts, self.state)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
