//! A query run over rows in memory. It says what a query means; every other store must give the same.

use std::{cmp::Ordering, ops::Range};

use super::{Condition, Query, Window};
use crate::{
    api::{
        cursor::Cursor,
        field::{Column, Listed, Paging, Test},
        value::Value,
    },
    engine::Page,
};

/// The page of `rows` that `query` asks for.
pub fn page_of<'a, R: Listed>(query: &Query<R>, rows: impl Iterator<Item = &'a R>) -> Page<R> {
    let columns = query.columns();
    let rows: Vec<&R> =
        rows.filter(|row| query.conditions.iter().all(|condition| condition.holds(row))).collect();
    let values = |row: &R| columns.iter().map(|(column, _)| (column.value)(row)).collect();
    let mut found: Vec<Found> = rows.iter().enumerate().map(|(at, row)| (values(row), at)).collect();
    let descending: Vec<bool> = columns.iter().map(|(_, descending)| *descending).collect();
    sort(&mut found, &descending);
    let counted = R::listing().paging == Paging::NumberOrCursor || query.conditions.is_empty();
    let total = counted.then_some(found.len() as u64);
    let range = match &query.window {
        Window::Number { number, size } => {
            let start = (number - 1).saturating_mul(u64::from(*size)).min(found.len() as u64);
            let start = usize::try_from(start).unwrap_or(found.len());
            start..(start + *size as usize).min(found.len())
        }
        Window::Cursor { size, after, before } => {
            let place = |cursor: &Cursor, side: Ordering| {
                found.partition_point(|(values, _)| {
                    let order = compare(&descending, values, &cursor.0);
                    order == Ordering::Less || order == side
                })
            };
            let start = after.as_ref().map_or(0, |cursor| place(cursor, Ordering::Equal));
            let end = before.as_ref().map_or(found.len(), |cursor| place(cursor, Ordering::Less)).max(start);
            let size = *size as usize;
            if after.is_none() && before.is_some() {
                end.saturating_sub(size)..end
            } else {
                let stop = (start + size).min(end);
                return Page {
                    more_before: start > 0,
                    more_after: stop < end,
                    ..page(&rows, &found, total, start..stop)
                };
            }
        }
    };
    page(&rows, &found, total, range)
}

/// What a row is sorted by, and its place among those found.
type Found = (Vec<Value>, usize);

fn page<R: Listed>(rows: &[&R], found: &[Found], total: Option<u64>, range: Range<usize>) -> Page<R> {
    Page {
        more_before: range.start > 0,
        more_after: range.end < found.len(),
        items: found.get(range).unwrap_or_default().iter().map(|(_, at)| rows[*at].clone()).collect(),
        total,
    }
}

/// One function for the rows of every resource: a page loads this code once.
fn sort(found: &mut [Found], descending: &[bool]) {
    found.sort_by(|(a, _), (b, _)| compare(descending, a, b));
}

fn compare(descending: &[bool], a: &[Value], b: &[Value]) -> Ordering {
    let pairs = descending.iter().zip(a.iter().zip(b));
    pairs.fold(Ordering::Equal, |order, (descending, (a, b))| {
        order.then_with(|| if *descending { b.cmp(a) } else { a.cmp(b) })
    })
}

impl<R> Condition<R> {
    /// Whether it holds of `row`.
    pub fn holds(&self, row: &R) -> bool {
        match &self.filter.test {
            Test::Is(column) | Test::AnyOf(column) => self.values.contains(&(column.value)(row)),
            Test::EitherOf(one, other) => {
                [one, other].into_iter().any(|column| self.values.contains(&(column.value)(row)))
            }
            Test::AtLeast(column) => self.compares(column, row, Ordering::is_ge),
            Test::AtMost(column) => self.compares(column, row, Ordering::is_le),
            Test::Under(column) => {
                let Value::Text(path) = (column.value)(row) else { return false };
                self.texts().any(|wanted| {
                    path.strip_prefix(wanted).is_some_and(|below| below.is_empty() || below.starts_with('/'))
                })
            }
            Test::Holds(many) => {
                let values = (many.values)(row);
                self.texts().any(|wanted| values.iter().any(|value| value == wanted))
            }
            Test::Words(many) => {
                let words = (many.values)(row);
                self.texts().all(|wanted| has_words(&words, wanted))
            }
        }
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.values.iter().filter_map(|value| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// A row without a value is neither at least nor at most anything.
    fn compares(&self, column: &Column<R>, row: &R, fits: fn(Ordering) -> bool) -> bool {
        let value = (column.value)(row);
        value != Value::Null && self.values.iter().all(|wanted| fits(value.cmp(wanted)))
    }
}

/// Whether every word of `wanted` is among `words`, the last one at least as the beginning of one.
fn has_words(words: &[String], wanted: &str) -> bool {
    let mut wanted: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
    let last = wanted.pop();
    wanted.iter().all(|word| words.iter().any(|other| other == word))
        && last.is_none_or(|prefix| words.iter().any(|word| word.starts_with(prefix)))
}
