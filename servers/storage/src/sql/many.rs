//! Writing the many values of a row: each set of values has a table of its own, and each text that is searched an
//! index over the column in which it stands.

use std::collections::BTreeSet;

use catalog_core::api::{
    field::{Listed, Many, Test},
    value::Value,
};
use rusqlite::Connection;

use crate::table::Parameter;

/// Whether rows are known by number to what they own. Those whose words are searched are, since a full-text index
/// knows nothing else; a number is also the shortest key that there is.
pub(super) fn is_numbered<R: Listed>() -> bool {
    R::listing().filters.iter().any(|filter| matches!(filter.test, Test::Words(_)))
}

/// A set of values, one a row beside its owner.
#[derive(Debug)]
pub(super) struct SetRows<R: 'static> {
    pub(super) table: &'static str,
    values: fn(&R) -> Vec<String>,
    select: String,
    insert: String,
    delete: String,
}

impl<R: Listed> SetRows<R> {
    pub(super) fn of(Many { table, values }: &Many<R>) -> Self {
        Self {
            table,
            values: *values,
            select: format!("SELECT value FROM {table} WHERE owner = ?"),
            insert: format!("INSERT INTO {table} (owner, value) VALUES (?, ?)"),
            delete: format!("DELETE FROM {table} WHERE owner = ? AND value = ?"),
        }
    }

    /// Writes the values of a new row.
    pub(super) fn add(&self, db: &Connection, owner: &Value, row: &R) -> rusqlite::Result<()> {
        self.replace(db, owner, &BTreeSet::new(), &self.of_row(row))
    }

    /// Makes the values of a row those that it has now; what stays is not written again.
    pub(super) fn change(
        &self,
        db: &Connection,
        owner: &Value,
        before: &R,
        after: &R,
    ) -> rusqlite::Result<()> {
        self.replace(db, owner, &self.of_row(before), &self.of_row(after))
    }

    /// The same where it is not known which values the row has.
    pub(super) fn put(&self, db: &Connection, owner: &Value, row: &R) -> rusqlite::Result<()> {
        let before = db
            .prepare_cached(&self.select)?
            .query_map([Parameter(owner)], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        self.replace(db, owner, &before, &self.of_row(row))
    }

    /// Removes the values of a row.
    pub(super) fn remove(&self, db: &Connection, owner: &Value, row: &R) -> rusqlite::Result<()> {
        self.replace(db, owner, &self.of_row(row), &BTreeSet::new())
    }

    fn of_row(&self, row: &R) -> BTreeSet<String> {
        (self.values)(row).into_iter().collect()
    }

    fn replace(
        &self,
        db: &Connection,
        owner: &Value,
        before: &BTreeSet<String>,
        after: &BTreeSet<String>,
    ) -> rusqlite::Result<()> {
        let write = |sql: &str, value: &String| {
            db.prepare_cached(sql)?.execute((Parameter(owner), value)).map(|_| ())
        };
        before.difference(after).try_for_each(|value| write(&self.delete, value))?;
        after.difference(before).try_for_each(|value| write(&self.insert, value))
    }
}

/// The index over a text that is searched. It holds no text: what it has to take out it reads in the row, which
/// therefore changes after it and comes before it.
#[derive(Debug)]
pub(super) struct TextIndex {
    /// The place of the text among the columns of a row.
    place: usize,
    insert: String,
    update: String,
    delete: String,
}

impl TextIndex {
    pub(super) fn of<R>(Many { table, .. }: &Many<R>, place: usize) -> Self {
        Self {
            place,
            insert: format!("INSERT INTO {table} (rowid, words) VALUES (?, ?)"),
            update: format!("UPDATE {table} SET words = ? WHERE rowid = ?"),
            delete: format!("DELETE FROM {table} WHERE rowid = ?"),
        }
    }

    /// Takes in the text of a new row, of which this is what stands in its columns.
    pub(super) fn add(&self, db: &Connection, number: &Value, row: &[Value]) -> rusqlite::Result<()> {
        let Some(words) = row.get(self.place) else { return Ok(()) };
        db.prepare_cached(&self.insert)?.execute((Parameter(number), Parameter(words))).map(|_| ())
    }

    /// Takes in the text of a row that is about to change, unless it stays: the index is the dearest part of a row.
    pub(super) fn change(
        &self,
        db: &Connection,
        number: &Value,
        before: &[Value],
        after: &[Value],
    ) -> rusqlite::Result<()> {
        match after.get(self.place) {
            Some(words) if before.get(self.place) != Some(words) => {
                db.prepare_cached(&self.update)?.execute((Parameter(words), Parameter(number))).map(|_| ())
            }
            _ => Ok(()),
        }
    }

    /// Takes out the text of a row that is about to go.
    pub(super) fn remove(&self, db: &Connection, number: &Value) -> rusqlite::Result<()> {
        db.prepare_cached(&self.delete)?.execute([Parameter(number)]).map(|_| ())
    }
}
