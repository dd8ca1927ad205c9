//! How a resource stands in a database: a value, not a trait of the resource, which knows no SQL.

use catalog_core::api::{
    document::Piecewise,
    field::{Column, Listed},
    value::Value,
};
use rusqlite::{
    Row,
    types::{ToSql, ToSqlOutput, Type, ValueRef},
};

/// The table of `R`. It has the columns that the field table names, and those that are stored beside them.
#[derive(Debug)]
pub struct Table<R: Listed + 'static> {
    /// Its name.
    pub name: &'static str,
    /// The columns that are neither sorted nor filtered by.
    pub stored: &'static [Column<R>],
    /// The columns that make a row, in the order in which `from_row` reads them.
    pub columns: &'static [&'static str],
    /// Reads a row.
    pub from_row: fn(&Row<'_>) -> rusqlite::Result<R>,
    /// An identifier as the column that the field table names for it holds it.
    pub key: fn(&R::Id) -> Value,
}

/// Tables among which there is one of `R`.
pub trait Lists<R: Listed> {
    /// The table.
    const TABLE: Table<R>;
    /// What is counted of it with every write.
    const TALLIES: &'static [Tally] = &[];
}

/// A table that says of how many rows a filter holds, by the value that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    /// The filter.
    pub filter: &'static str,
    /// The table, whose `id` is the value.
    pub table: &'static str,
    /// The column with the count.
    pub rows: &'static str,
}

/// Tables among which that of `R` keeps the whole of a row as JSON.
pub trait Records<R: Piecewise>: Lists<R> {
    /// The column.
    const RECORD: &'static str;
}

/// The error of a column whose content is nothing that was ever written there.
pub fn unreadable(
    column: usize,
    what: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, what.into())
}

/// A value as a parameter.
pub(crate) struct Parameter<'a>(pub(crate) &'a Value);

impl ToSql for Parameter<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}
