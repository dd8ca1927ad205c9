//! Reading a row's columns one after another, each into the type that it was written from.

use std::vec;

use catalog_core::api::value::Value;
use rusqlite::{Row, types::ValueRef};
use trastienda_storage::unreadable;

/// The columns of a row that are still to be read.
#[derive(Debug)]
pub(super) struct Fields {
    values: vec::IntoIter<Value>,
    /// How many were read, for errors.
    place: usize,
}

impl Fields {
    /// All columns of a row.
    pub(super) fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let count = row.as_ref().column_count();
        let values = (0..count).map(|place| value(row, place)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { values: values.into_iter(), place: 0 })
    }

    /// Columns that stand in one, as a JSON array.
    pub(super) fn of_json(text: &str) -> Option<Self> {
        let values: Vec<Value> = serde_json::from_str(text).ok()?;
        Some(Self { values: values.into_iter(), place: 0 })
    }

    /// A whole number.
    pub(super) fn number<T>(&mut self, read: impl FnOnce(i64) -> Option<T>) -> rusqlite::Result<T> {
        self.optional_number(read)?.ok_or_else(|| self.wrong("a number"))
    }

    /// A whole number or nothing.
    pub(super) fn optional_number<T>(
        &mut self,
        read: impl FnOnce(i64) -> Option<T>,
    ) -> rusqlite::Result<Option<T>> {
        match self.next() {
            Value::Null => Ok(None),
            Value::Int(number) => read(number).map(Some).ok_or_else(|| self.wrong("that number")),
            Value::Text(_) => Err(self.wrong("a number")),
        }
    }

    /// A sequence number or a version.
    pub(super) fn whole(&mut self) -> rusqlite::Result<u64> {
        self.number(|number| u64::try_from(number).ok())
    }

    /// Yes or no.
    pub(super) fn flag(&mut self) -> rusqlite::Result<bool> {
        self.number(|number| Some(number != 0))
    }

    /// A text.
    pub(super) fn text<T>(&mut self, read: impl FnOnce(&str) -> Option<T>) -> rusqlite::Result<T> {
        self.optional_text(read)?.ok_or_else(|| self.wrong("a text"))
    }

    /// A text or nothing.
    pub(super) fn optional_text<T>(
        &mut self,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> rusqlite::Result<Option<T>> {
        match self.next() {
            Value::Null => Ok(None),
            Value::Text(text) => read(&text).map(Some).ok_or_else(|| self.wrong("that text")),
            Value::Int(_) => Err(self.wrong("a text")),
        }
    }

    fn next(&mut self) -> Value {
        self.place += 1;
        self.values.next().unwrap_or(Value::Null)
    }

    fn wrong(&self, what: &str) -> rusqlite::Error {
        let place = self.place.saturating_sub(1);
        unreadable(place, format!("column {place} does not hold what is written there: {what}"))
    }
}

fn value(row: &Row<'_>, place: usize) -> rusqlite::Result<Value> {
    Ok(match row.get_ref(place)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Real(_) | ValueRef::Blob(_) => return Err(unreadable(place, "neither number nor text")),
    })
}

/// Lines as JSON, `line` saying what one is.
pub(super) fn read_lines<W: serde::de::DeserializeOwned, L>(
    text: &str,
    line: impl Fn(W) -> Option<L>,
) -> Option<Vec<L>> {
    serde_json::from_str::<Vec<W>>(text).ok()?.into_iter().map(line).collect()
}

/// Lines as JSON.
pub(super) fn write_lines<W: serde::Serialize>(lines: impl Iterator<Item = W>) -> Value {
    // Numbers and texts always have a JSON form.
    serde_json::to_string(&lines.collect::<Vec<_>>()).unwrap_or_default().into()
}
