//! Writing the many values of a row: each set of values, and each text that is searched, has a table of its own.

use std::collections::BTreeSet;

use catalog_core::api::{
    field::{Listed, Many},
    value::Value,
};
use rusqlite::Connection;

use crate::table::Parameter;

/// A set of values, one a row beside its owner.
#[derive(Debug)]
pub(super) struct SetRows<R: 'static> {
    pub(super) table: &'static str,
    values: fn(&R) -> Vec<String>,
    select: String,
    insert: String,
    delete: String,
    /// Removes the whole set of an owner.
    pub(super) remove: String,
}

impl<R: Listed> SetRows<R> {
    pub(super) fn of(Many { table, values }: &Many<R>) -> Self {
        Self {
            table,
            values: *values,
            select: format!("SELECT value FROM {table} WHERE owner = ?"),
            insert: format!("INSERT INTO {table} (owner, value) VALUES (?, ?)"),
            delete: format!("DELETE FROM {table} WHERE owner = ? AND value = ?"),
            remove: format!("DELETE FROM {table} WHERE owner = ?"),
        }
    }

    /// Writes the values of a new row.
    pub(super) fn add(&self, db: &Connection, owner: &Value, row: &R) -> rusqlite::Result<()> {
        BTreeSet::from_iter((self.values)(row))
            .iter()
            .try_for_each(|value| write(db, &self.insert, owner, value))
    }

    /// Makes the values of a row those that it has now; what stays is not written again.
    pub(super) fn change(
        &self,
        db: &Connection,
        owner: &Value,
        before: &R,
        after: &R,
    ) -> rusqlite::Result<()> {
        self.replace(db, owner, &BTreeSet::from_iter((self.values)(before)), after)
    }

    /// The same where it is not known which values the row has.
    pub(super) fn put(&self, db: &Connection, owner: &Value, row: &R) -> rusqlite::Result<()> {
        let before = db
            .prepare_cached(&self.select)?
            .query_map([Parameter(owner)], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        self.replace(db, owner, &before, row)
    }

    fn replace(
        &self,
        db: &Connection,
        owner: &Value,
        before: &BTreeSet<String>,
        row: &R,
    ) -> rusqlite::Result<()> {
        let after = BTreeSet::from_iter((self.values)(row));
        before.difference(&after).try_for_each(|value| write(db, &self.delete, owner, value))?;
        after.difference(before).try_for_each(|value| write(db, &self.insert, owner, value))
    }
}

fn write(db: &Connection, sql: &str, owner: &Value, value: &str) -> rusqlite::Result<()> {
    db.prepare_cached(sql)?.execute((Parameter(owner), value)).map(|_| ())
}

/// A text that is searched, under the number of its row.
#[derive(Debug)]
pub(super) struct TextRows<R: 'static> {
    values: fn(&R) -> Vec<String>,
    insert: String,
    update: String,
    /// Removes the text of the row with an identifier, while that row is there.
    pub(super) remove: String,
}

impl<R: Listed> TextRows<R> {
    /// The texts of the rows of `owners`.
    pub(super) fn of(Many { table, values }: &Many<R>, owners: &str) -> Self {
        let number = format!("(SELECT rowid FROM {owners} WHERE {} = ?)", R::listing().id.name);
        Self {
            values: *values,
            insert: format!("INSERT INTO {table} (rowid, words) VALUES (?, ?)"),
            update: format!("UPDATE {table} SET words = ? WHERE rowid = {number}"),
            remove: format!("DELETE FROM {table} WHERE rowid = {number}"),
        }
    }

    /// Writes the words of a new row.
    pub(super) fn add(&self, db: &Connection, number: i64, row: &R) -> rusqlite::Result<()> {
        db.prepare_cached(&self.insert)?.execute((number, self.words(row))).map(|_| ())
    }

    /// Makes the words of the row with an identifier those that it has now, unless they are so already: the index
    /// over them is the dearest part of a row.
    pub(super) fn change(&self, db: &Connection, id: &Value, before: &R, after: &R) -> rusqlite::Result<()> {
        let words = self.words(after);
        if words != self.words(before) {
            db.prepare_cached(&self.update)?.execute((words, Parameter(id)))?;
        }
        Ok(())
    }

    fn words(&self, row: &R) -> String {
        (self.values)(row).join(" ")
    }
}
