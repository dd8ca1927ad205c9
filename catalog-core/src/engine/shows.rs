//! What an answer shows, and what of it a batch changes.
//!
//! A list shows which rows there are, in an order, those of which its conditions hold, and what stands in the rows
//! of one page. While no row came or went, and none changed in a column that the list goes by, its pages have the
//! rows they had; and while none of those on the page changed at all, the page is what it was.

use std::fmt::Display;

use xxhash_rust::xxh3::xxh3_64;

use super::tracked::Tracked;
use crate::api::{
    document::Item,
    field::{Column, Listed, Many, Test},
    query::Query,
    value::Value,
};

/// Something that can change by itself, as one of the numbers that all of them share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aspect(u16);

impl Aspect {
    /// How many numbers they share. With as many as this, a change of one lets hardly any other look changed.
    pub const SHARED: u16 = 4_096;

    /// What stands in the row with an identifier.
    pub fn row(id: &impl Display) -> Self {
        Self::named(&id.to_string())
    }

    /// Which rows there are of a kind.
    fn rows(kind: &str) -> Self {
        Self::named(kind)
    }

    /// What stands in one column of all rows of a kind.
    fn column(kind: &str, name: &str) -> Self {
        Self::named(&format!("{kind}.{name}"))
    }

    fn named(name: &str) -> Self {
        Self(u16::try_from(xxh3_64(name.as_bytes()) % u64::from(Self::SHARED)).unwrap_or_default())
    }

    pub(super) fn number(self) -> usize {
        self.0.into()
    }
}

/// All that an answer shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shows(Box<[Aspect]>);

impl Shows {
    /// One row and nothing else.
    pub fn row(id: &impl Display) -> Self {
        Self([Aspect::row(id)].into())
    }

    /// A page of a list, whose items show nothing but their rows.
    pub fn page<R: Listed>(query: &Query<R>, items: &[impl Item<R>]) -> Self {
        let cursors = query.cursors();
        let order = query.columns().into_iter().map(|(column, _)| column.name);
        let conditions = query.conditions.iter().flat_map(|condition| names(&condition.filter.test));
        let columns = order.chain(conditions).map(|name| Aspect::column(R::KIND, name));
        let rows = items.iter().filter_map(|item| match item.place(&cursors).0.pop()? {
            Value::Text(id) => Some(Aspect::named(&id)),
            Value::Int(id) => Some(Aspect::row(&id)),
            Value::Null => None,
        });
        Self([Aspect::rows(R::KIND)].into_iter().chain(columns).chain(rows).collect())
    }

    pub(super) fn aspects(&self) -> &[Aspect] {
        &self.0
    }
}

/// What a batch changes of the rows of a kind.
pub fn changed<R: Listed>(rows: &Tracked<R::Id, R>) -> Vec<Aspect> {
    let columns = columns::<R>();
    let mut changed: Vec<_> = rows.drafted().map(|(id, _)| Aspect::row(id)).collect();
    for change in rows.changes() {
        match change {
            (Some(before), Some(after)) => {
                let differ = columns.iter().filter(|column| column.differs(before, after));
                changed.extend(differ.map(|column| Aspect::column(R::KIND, column.name())));
            }
            _ => changed.push(Aspect::rows(R::KIND)),
        }
    }
    changed
}

/// What lists go by.
enum By<R: 'static> {
    Value(&'static Column<R>),
    Values(&'static Many<R>),
    /// Words, which are dearer to find than a list is to make again: they count as changed with their row.
    Words(&'static Many<R>),
}

impl<R> By<R> {
    fn name(&self) -> &'static str {
        match self {
            Self::Value(column) => column.name,
            Self::Values(many) | Self::Words(many) => many.table,
        }
    }

    fn differs(&self, before: &R, after: &R) -> bool {
        match self {
            Self::Value(column) => (column.value)(before) != (column.value)(after),
            Self::Values(many) => (many.values)(before) != (many.values)(after),
            Self::Words(_) => true,
        }
    }
}

/// Everything that lists of a kind go by, each once.
fn columns<R: Listed>() -> Vec<By<R>> {
    let listing = R::listing();
    let mut columns: Vec<By<R>> = listing.sorts.iter().flat_map(|sort| sort.columns).map(By::Value).collect();
    columns.extend(listing.filters.iter().flat_map(|filter| tested(&filter.test)));
    columns.sort_unstable_by_key(By::name);
    columns.dedup_by_key(|column| column.name());
    columns
}

/// The names of what a filter tests.
fn names<R>(test: &'static Test<R>) -> impl Iterator<Item = &'static str> {
    tested(test).into_iter().map(|by| by.name())
}

fn tested<R>(test: &'static Test<R>) -> Vec<By<R>> {
    match test {
        Test::Is(column)
        | Test::AnyOf(column)
        | Test::AtLeast(column)
        | Test::AtMost(column)
        | Test::Under(column) => vec![By::Value(column)],
        Test::EitherOf(one, other) => vec![By::Value(one), By::Value(other)],
        Test::Holds(many) => vec![By::Values(many)],
        Test::Words(many) => vec![By::Words(many)],
    }
}
