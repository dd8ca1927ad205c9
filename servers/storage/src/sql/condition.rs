//! What must hold of every row.

use catalog_core::api::{
    field::{Listed, Many, Test},
    query::Condition,
    value::Value,
};

use super::{
    compare::{Side, push_compare},
    statement::Statement,
};
use crate::sqlite::{Column, Columns};

/// Appends all conditions, each behind ` AND `.
pub(super) fn push_conditions<R: Listed>(
    statement: &mut Statement,
    columns: &Columns,
    table: &str,
    conditions: &[Condition<R>],
) {
    for condition in conditions {
        statement.push(" AND (");
        push_condition(statement, columns, table, condition);
        statement.push(")");
    }
}

fn push_condition<R: Listed>(
    statement: &mut Statement,
    columns: &Columns,
    table: &str,
    condition: &Condition<R>,
) {
    let values = condition.values.as_slice();
    let column = |name| columns.get(table, name);
    let id = R::listing().id.name;
    match &condition.filter.test {
        Test::Is(tested) | Test::AnyOf(tested) => push_any_of(statement, column(tested.name), values),
        Test::EitherOf(one, other) => {
            push_any_of(statement, column(one.name), values);
            statement.push(" OR ");
            push_any_of(statement, column(other.name), values);
        }
        Test::AtLeast(tested) => push_all(statement, column(tested.name), Side::From, values),
        Test::AtMost(tested) => push_all(statement, column(tested.name), Side::UpTo, values),
        Test::Under(tested) => push_under(statement, tested.name, values),
        Test::Holds(many) => push_holds(statement, id, many, values),
        Test::Words(many) => push_words(statement, many, values),
    }
}

/// The column equals any of the values.
fn push_any_of(statement: &mut Statement, column: Column, values: &[Value]) {
    let comparable = |value: &&Value| super::compare::is_comparable(column, value);
    statement.push(column.name);
    statement.push(" IN (");
    statement.bind_all(values.iter().filter(comparable));
    statement.push(")");
    if values.contains(&Value::Null) {
        statement.push(&format!(" OR {} IS NULL", column.name));
    }
}

/// The column holds something that is on `side` of every value.
fn push_all(statement: &mut Statement, column: Column, side: Side, values: &[Value]) {
    statement.push(column.name);
    statement.push(" IS NOT NULL");
    // Nothing was just ruled out, which lets an index be used.
    let column = Column { nullable: false, ..column };
    for value in values {
        statement.push(" AND ");
        push_compare(statement, column, side, value);
    }
}

/// The column is one of the paths or below it: between `path/` and `path0`, since `0` follows `/`.
fn push_under(statement: &mut Statement, column: &str, values: &[Value]) {
    let mut paths = texts(values).peekable();
    if paths.peek().is_none() {
        statement.push("FALSE");
    }
    for (place, path) in paths.enumerate() {
        statement.push(if place == 0 { "" } else { " OR " });
        statement.push(&format!("{column} = "));
        statement.bind(&path.into());
        statement.push(&format!(" OR {column} >= "));
        statement.bind(&format!("{path}/").into());
        statement.push(&format!(" AND {column} < "));
        statement.bind(&format!("{path}0").into());
    }
}

/// The row owns any of the values.
fn push_holds<R>(statement: &mut Statement, id: &str, many: &Many<R>, values: &[Value]) {
    statement.push(&format!("{id} IN (SELECT owner FROM {} WHERE value IN (", many.table));
    statement.bind_all(values.iter().filter(|value| matches!(value, Value::Text(_))));
    statement.push("))");
}

/// The row has all the words of every text, the last word of each as a prefix.
fn push_words<R>(statement: &mut Statement, many: &Many<R>, values: &[Value]) {
    let table = many.table;
    statement.push("TRUE");
    for phrase in texts(values).filter_map(match_phrase) {
        statement.push(&format!(" AND rowid IN (SELECT rowid FROM {table} WHERE words MATCH "));
        statement.bind(&phrase.into());
        statement.push(")");
    }
}

/// Words as FTS5 is asked for them, each in quotes so that it is nothing but data; none when there are none.
fn match_phrase(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
        .collect();
    if words.is_empty() { None } else { Some(format!("{}*", words.join(" AND "))) }
}

fn texts(values: &[Value]) -> impl Iterator<Item = &str> {
    values.iter().filter_map(|value| match value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    })
}
