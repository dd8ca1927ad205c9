//! Places in an ordered list.

use catalog_core::api::{cursor::Cursor, value::Value};

use super::{
    compare::{Side, is_comparable, push_compare},
    statement::Statement,
};
use crate::sqlite::Column;

/// One column of an order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// The column.
    pub(super) column: Column,
    /// Largest first.
    pub(super) descending: bool,
}

/// Appends `ORDER BY`, each column behind `prefix`; `reversed` turns the list round.
pub(super) fn push_order(statement: &mut Statement, steps: &[Step], prefix: &str, reversed: bool) {
    for (place, step) in steps.iter().enumerate() {
        statement.push(if place == 0 { " ORDER BY " } else { ", " });
        statement.push(prefix);
        statement.push(step.column.name);
        statement.push(if step.descending == reversed { "" } else { " DESC" });
    }
}

/// Appends the condition that a row stands on `side` of the cursor's place: [`Side::Above`] is behind it.
pub(super) fn push_place(statement: &mut Statement, steps: &[Step], cursor: &Cursor, side: Side) {
    let pairs: Vec<(Step, &Value)> = steps.iter().copied().zip(&cursor.0).collect();
    let Some(((first, value), _)) = pairs.split_first() else { return };
    if is_plain(&pairs) {
        // One comparison of all columns together: an index over them leads straight to the place.
        push_names(statement, &pairs);
        statement.push(turned(*first, side).operator());
        statement.push("(");
        statement.bind_all(pairs.iter().map(|(_, value)| *value));
        statement.push(")");
    } else {
        // The first column's bound follows from the rest, and lets an index over it be used.
        push_compare(statement, first.column, turned(*first, side).inclusive(), value);
        statement.push(" AND ");
        push_lexicographic(statement, &pairs, side);
    }
}

/// Whether SQL compares the columns together as the list orders them.
fn is_plain(pairs: &[(Step, &Value)]) -> bool {
    let descending = pairs.first().is_some_and(|(step, _)| step.descending);
    pairs.iter().all(|(step, value)| {
        step.descending == descending && !step.column.nullable && is_comparable(step.column, value)
    })
}

fn push_names(statement: &mut Statement, pairs: &[(Step, &Value)]) {
    for (place, (step, _)) in pairs.iter().enumerate() {
        statement.push(if place == 0 { "(" } else { ", " });
        statement.push(step.column.name);
    }
    statement.push(")");
}

/// `a` is on that side, or `a` is the same and the rest is on that side.
fn push_lexicographic(statement: &mut Statement, pairs: &[(Step, &Value)], side: Side) {
    let Some(((step, value), rest)) = pairs.split_first() else { return };
    if rest.is_empty() {
        push_compare(statement, step.column, turned(*step, side), value);
        return;
    }
    statement.push("(");
    push_compare(statement, step.column, turned(*step, side).strict(), value);
    statement.push(" OR ");
    push_compare(statement, step.column, Side::At, value);
    statement.push(" AND ");
    push_lexicographic(statement, rest, side);
    statement.push(")");
}

/// A side of the list as a side of the column's values.
fn turned(step: Step, side: Side) -> Side {
    if step.descending { side.reversed() } else { side }
}
