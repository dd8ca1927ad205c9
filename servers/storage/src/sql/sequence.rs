//! The rows of a whole table in one order, each column ascending, as far as ranks have to know them.

use catalog_core::{
    api::{cursor::Cursor, value::Value},
    engine::RankKey,
};
use rusqlite::{Connection, OptionalExtension, Row, types::ValueRef};

use super::{
    compare::Side,
    place::{Step, push_order, push_place},
    statement::Statement,
};
use crate::{sqlite::Columns, table::unreadable};

/// A table in an order.
#[derive(Debug)]
pub(crate) struct Sequence {
    table: &'static str,
    steps: Vec<Step>,
}

impl Sequence {
    /// The table in the order of these columns, the identifier last.
    pub(crate) fn new(table: &'static str, columns: &Columns, names: Vec<&'static str>) -> Self {
        let step = |name| Step { column: columns.get(table, name), descending: false };
        Self { table, steps: names.into_iter().map(step).collect() }
    }

    /// How many rows there are.
    pub(crate) fn count(&self, db: &Connection) -> rusqlite::Result<u64> {
        let count = format!("SELECT count(*) FROM {}", self.table);
        db.query_row(&count, (), |row| row.get::<_, i64>(0)).map(i64::cast_unsigned)
    }

    /// The key of the first row, or of the last one.
    pub(crate) fn end(&self, db: &Connection, last: bool) -> rusqlite::Result<Option<RankKey>> {
        let mut statement = self.select();
        push_order(&mut statement, &self.steps, "", last);
        statement.push(" LIMIT 1");
        self.key(db, &statement)
    }

    /// The key of the row that is `rows` rows behind the first one that is not below `fence`.
    pub(crate) fn behind(
        &self,
        db: &Connection,
        fence: &RankKey,
        rows: u64,
    ) -> rusqlite::Result<Option<RankKey>> {
        let mut statement = self.select();
        statement.push(" WHERE ");
        push_place(&mut statement, &self.steps, &Cursor(fence.to_vec()), Side::From);
        push_order(&mut statement, &self.steps, "", false);
        statement.push(" LIMIT 1 OFFSET ");
        statement.bind(&Value::Int(rows.cast_signed()));
        self.key(db, &statement)
    }

    fn select(&self) -> Statement {
        let names: Vec<_> = self.steps.iter().map(|step| step.column.name).collect();
        let mut statement = Statement::default();
        statement.push(&format!("SELECT {} FROM {}", names.join(", "), self.table));
        statement
    }

    fn key(&self, db: &Connection, statement: &Statement) -> rusqlite::Result<Option<RankKey>> {
        let read = |row: &Row<'_>| (0..self.steps.len()).map(|column| value(row, column)).collect();
        statement.prepare(db)?.query_row(statement.parameters(), read).optional()
    }
}

/// What stands in a column.
pub(super) fn value(row: &Row<'_>, column: usize) -> rusqlite::Result<Value> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => Ok(Value::Int(number)),
        ValueRef::Text(text) => Ok(String::from_utf8_lossy(text).into_owned().into()),
        ValueRef::Real(_) | ValueRef::Blob(_) => Err(unreadable(column, "neither a whole number nor text")),
    }
}
