//! What must hold of every row.

use catalog_core::api::{
    field::{Listed, Many, Test},
    query::Condition,
    value::Value,
};

use super::{
    compare::{Side, push_compare},
    many::is_numbered,
    statement::Statement,
};
use crate::{
    sqlite::{Column, Columns},
    table::Tally,
};

/// How rows are found of which conditions hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Way {
    /// All of them are gathered, by the indexes of what is asked for.
    #[default]
    Gathered,
    /// The same, by the indexes of some conditions alone; of each row found so the others are asked.
    GatheredBy(Lead),
    /// The list is walked in its order and each row is looked at. No index of what is asked for is used: none serves
    /// the inside of an `IS TRUE`, and what a row owns is looked up for the row.
    Walked,
}

/// Conditions that one index can serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// Those over the row's own columns.
    Columns,
    /// That at this place, over what a row owns.
    Owned(usize),
}

impl Lead {
    /// That to which the condition at a place belongs.
    fn of<R>(place: usize, condition: &Condition<R>) -> Self {
        match condition.filter.test {
            Test::Holds(_) | Test::Words(_) => Self::Owned(place),
            _ => Self::Columns,
        }
    }
}

/// The conditions by what can lead to the rows of which they hold.
pub(super) fn leads<R>(conditions: &[Condition<R>]) -> Vec<(Lead, Vec<&Condition<R>>)> {
    let mut leads: Vec<(Lead, Vec<_>)> = Vec::new();
    for (place, condition) in conditions.iter().enumerate() {
        let lead = Lead::of(place, condition);
        match leads.iter_mut().find(|(other, _)| *other == lead) {
            Some((_, together)) => together.push(condition),
            None => leads.push((lead, vec![condition])),
        }
    }
    leads
}

/// Appends all conditions, each behind ` AND `.
pub(super) fn push_conditions<R: Listed>(
    statement: &mut Statement,
    columns: &Columns,
    table: &str,
    conditions: &[&Condition<R>],
    way: Way,
) {
    for (place, condition) in conditions.iter().enumerate() {
        let lead = Lead::of(place, condition);
        let looked_at = match way {
            Way::Gathered => false,
            Way::GatheredBy(leading) => lead == Lead::Columns && leading != lead,
            Way::Walked => true,
        };
        statement.push(if looked_at { " AND ((" } else { " AND (" });
        let way = if way == Way::GatheredBy(lead) { Way::Gathered } else { way };
        push_condition(statement, columns, table, condition, way);
        statement.push(if looked_at { ") IS TRUE)" } else { ")" });
    }
    if matches!(way, Way::Gathered | Way::GatheredBy(Lead::Columns)) {
        push_stretches(statement, columns, table, conditions);
    }
}

/// Appends that a column has any of the values it has, where bounds are asked for of the column behind it in an
/// order: the index of that order then leads to them, one stretch for each value. An order begins with few values.
fn push_stretches<R: Listed>(
    statement: &mut Statement,
    columns: &Columns,
    table: &str,
    conditions: &[&Condition<R>],
) {
    for sort in R::listing().sorts {
        let [lead, bounded] = sort.columns else { continue };
        let is_bounded = conditions.iter().any(|condition| match &condition.filter.test {
            Test::AtLeast(tested) | Test::AtMost(tested) => tested.name == bounded.name,
            _ => false,
        });
        let is_fixed = conditions.iter().any(|condition| match &condition.filter.test {
            Test::Is(tested) | Test::AnyOf(tested) => tested.name == lead.name,
            _ => false,
        });
        let lead = columns.get(table, lead.name);
        if is_bounded && !is_fixed && !lead.nullable {
            let next = |beyond: &str| format!("SELECT min({0}) FROM {table}{beyond}", lead.name);
            let (first, next) = (next(""), next(&format!(" WHERE {} > lead", lead.name)));
            statement.push(&format!(
                " AND {} IN (WITH RECURSIVE leads (lead) AS \
                 ({first} UNION ALL SELECT ({next}) FROM leads WHERE lead IS NOT NULL) SELECT lead FROM leads)",
                lead.name,
            ));
        }
    }
}

fn push_condition<R: Listed>(
    statement: &mut Statement,
    columns: &Columns,
    table: &str,
    condition: &Condition<R>,
    way: Way,
) {
    let values = condition.values.as_slice();
    let column = |name| columns.get(table, name);
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
        Test::Holds(many) if way == Way::Walked => {
            let table = format!("{} WHERE owner = {table}.{}", many.table, owner::<R>());
            statement.push(&format!("EXISTS (SELECT 1 FROM {table} AND "));
            push_owned(statement, values);
            statement.push(")");
        }
        Test::Holds(many) => {
            let row = format!("{}{}", unindexed(way), owner::<R>());
            statement.push(&format!("{row} IN (SELECT owner FROM {} WHERE ", many.table));
            push_owned(statement, values);
            statement.push(")");
        }
        Test::Words(_) if way == Way::Walked => push_words_of_row(statement, values),
        Test::Words(many) => push_words(statement, many, values, way),
    }
}

/// What keeps an index from being used for the column behind it, where another condition leads.
fn unindexed(way: Way) -> &'static str {
    if matches!(way, Way::GatheredBy(_)) { "+" } else { "" }
}

/// The column by which what a row owns knows it.
fn owner<R: Listed>() -> &'static str {
    if is_numbered::<R>() { "rowid" } else { R::listing().id.name }
}

/// Makes a statement that looks up of how many rows a single condition holds, where that is counted with every
/// write. Whether it did.
pub(super) fn push_tally<R>(
    statement: &mut Statement,
    tallies: &[Tally],
    conditions: &[&Condition<R>],
) -> bool {
    let [Condition { filter, values, .. }] = conditions else { return false };
    let ([value], Some(Tally { table, rows, .. })) =
        (values.as_slice(), tallies.iter().find(|tally| tally.filter == filter.name))
    else {
        return false;
    };
    statement.push(&format!("SELECT coalesce((SELECT {rows} FROM {table} WHERE id = "));
    statement.bind(value);
    statement.push("), 0)");
    true
}

/// Makes a statement that counts the rows of which a single condition holds, where what they own tells it alone.
/// Whether it did.
pub(super) fn push_owned_count<R: Listed>(statement: &mut Statement, conditions: &[&Condition<R>]) -> bool {
    let [Condition { filter, values, .. }] = conditions else { return false };
    match (&filter.test, values.as_slice()) {
        (Test::Holds(many), values) => {
            // What holds several of the values is one all the same.
            let counted = if values.len() == 1 { "*" } else { "DISTINCT owner" };
            statement.push(&format!("SELECT count({counted}) FROM {} WHERE ", many.table));
            push_owned(statement, values);
            true
        }
        (Test::Words(many), [Value::Text(text)]) => {
            let Some(phrase) = match_phrase(text) else { return false };
            statement.push(&format!("SELECT count(*) FROM {0} WHERE {0} MATCH ", many.table));
            statement.bind(&phrase.into());
            true
        }
        _ => false,
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

/// The column is one of the paths or below it: between `path/` and `path0`, since `0` follows `/`. From
/// `path` to `path0` is one stretch of an index, with little else in it.
fn push_under(statement: &mut Statement, column: &str, values: &[Value]) {
    let mut paths = texts(values).peekable();
    if paths.peek().is_none() {
        statement.push("FALSE");
    }
    for (place, path) in paths.enumerate() {
        statement.push(if place == 0 { "(" } else { " OR (" });
        for (operator, bound) in [(">=", path.to_owned()), ("<", format!("{path}0"))] {
            statement.push(&format!("{column} {operator} "));
            statement.bind(&bound.into());
            statement.push(" AND ");
        }
        statement.push(&format!("({column} = "));
        statement.bind(&path.into());
        statement.push(&format!(" OR {column} >= "));
        statement.bind(&format!("{path}/").into());
        statement.push("))");
    }
}

/// What is owned is any of the values.
fn push_owned(statement: &mut Statement, values: &[Value]) {
    statement.push("value IN (");
    statement.bind_all(values.iter().filter(|value| matches!(value, Value::Text(_))));
    statement.push(")");
}

/// The row has all the words of every text, the last word of each as a prefix.
fn push_words<R>(statement: &mut Statement, many: &Many<R>, values: &[Value], way: Way) {
    let (table, plus) = (many.table, unindexed(way));
    statement.push("TRUE");
    for phrase in texts(values).filter_map(match_phrase) {
        statement.push(&format!(" AND {plus}rowid IN (SELECT rowid FROM {table} WHERE {table} MATCH "));
        statement.bind(&phrase.into());
        statement.push(")");
    }
}

/// The same, looked for in the words of one row, between which stands one space.
fn push_words_of_row(statement: &mut Statement, values: &[Value]) {
    statement.push("TRUE");
    for text in texts(values) {
        let mut wanted: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        let prefix = wanted.pop();
        for word in wanted {
            statement.push(" AND instr(' ' || words || ' ', ");
            statement.bind(&format!(" {word} ").into());
            statement.push(")");
        }
        if let Some(prefix) = prefix {
            statement.push(" AND instr(' ' || words, ");
            statement.bind(&format!(" {prefix}").into());
            statement.push(")");
        }
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
