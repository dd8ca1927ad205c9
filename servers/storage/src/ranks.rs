//! The ranks of rows, kept up with what is written: a numbered page is found however far behind it is.
//!
//! Nothing is counted before somebody asks for an order. Then the writer counts the table once and cuts it into
//! blocks, a few between two batches, until a page in that order costs the same everywhere. Meanwhile and
//! always it is exact: before each commit the writer tells the ranks as that commit leaves them, under the
//! number of the state; whoever reads asks his snapshot for its number and takes the ranks of that.

mod ranker;
mod shelf;

use catalog_core::{
    api::{
        field::{Column, Listed, Paging},
        query::Query,
    },
    engine::{RankKey, Tracked},
};

pub(crate) use ranker::Ranker;
pub(crate) use shelf::{Known, Shelf, Shelves};

use crate::{sqlite::Feed, table::Table};

/// A table whose rows are ranked.
#[derive(Debug)]
pub struct Ranked<D, R: Listed + 'static> {
    /// The table.
    pub table: &'static Table<R>,
    /// A feed that has a new entry whenever a row of the table changes: its last number is that of the state.
    pub feed: Feed,
    /// The rows, as a batch changes them.
    pub rows: fn(&D) -> &Tracked<R::Id, R>,
}

/// A [`Ranked`] table, whatever its rows are.
pub trait RankedTable<D>: Sync {
    /// Its name.
    fn name(&self) -> &'static str;

    /// The feed that numbers its states.
    fn feed(&self) -> Feed;

    /// The columns of each order in which it can be ranked, the identifier last: one for each `sort`.
    fn orders(&self) -> Vec<Vec<&'static str>>;

    /// What a batch changes in one of the orders: the key that is no more, and the one that is new.
    fn changes(&self, domain: &D, order: usize) -> Vec<(Option<RankKey>, Option<RankKey>)>;
}

impl<D, R: Listed> RankedTable<D> for Ranked<D, R> {
    fn name(&self) -> &'static str {
        self.table.name
    }

    fn feed(&self) -> Feed {
        self.feed
    }

    fn orders(&self) -> Vec<Vec<&'static str>> {
        (0..R::listing().sorts.len())
            .map(|order| columns::<R>(order).map(|column| column.name).collect())
            .collect()
    }

    fn changes(&self, domain: &D, order: usize) -> Vec<(Option<RankKey>, Option<RankKey>)> {
        let key = |row: &R| columns::<R>(order).map(|column| (column.value)(row)).collect();
        let changes = (self.rows)(domain).changes().map(|(before, after)| (before.map(key), after.map(key)));
        changes.filter(|(before, after)| before != after).collect()
    }
}

/// The columns of an order, ascending.
fn columns<R: Listed>(order: usize) -> impl Iterator<Item = &'static Column<R>> {
    let listing = R::listing();
    listing.sorts.get(order).into_iter().flat_map(|sort| sort.columns).chain([&listing.id])
}

/// The order of a query, and whether it is turned round; none where it has several, for which there is no index.
pub(crate) fn order_of<R: Listed>(query: &Query<R>) -> Option<(usize, bool)> {
    let ([order], Paging::NumberOrCursor) = (query.order.as_slice(), R::listing().paging) else {
        return None;
    };
    let place = R::listing().sorts.iter().position(|sort| sort.name == order.sort.name)?;
    Some((place, order.descending))
}
