//! Writing the many values of a row: each set of values, and each text that is searched, has a table of its own.

use std::collections::BTreeSet;

use catalog_core::api::{
    field::{Listed, Many},
    value::Value,
};
use rusqlite::{Connection, OptionalExtension};

use crate::table::Parameter;

/// A set of values, one a row beside its owner.
#[derive(Debug)]
pub(super) struct SetRows<R: 'static> {
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
            values: *values,
            select: format!("SELECT value FROM {table} WHERE owner = ?"),
            insert: format!("INSERT INTO {table} (owner, value) VALUES (?, ?)"),
            delete: format!("DELETE FROM {table} WHERE owner = ? AND value = ?"),
            remove: format!("DELETE FROM {table} WHERE owner = ?"),
        }
    }

    /// Makes the values of a row those that it has now; what stays is not written again.
    pub(super) fn put(&self, db: &Connection, owner: &Value, row: &R) -> rusqlite::Result<()> {
        let after = BTreeSet::from_iter((self.values)(row));
        let before: BTreeSet<String> = db
            .prepare_cached(&self.select)?
            .query_map([Parameter(owner)], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let change = |sql: &str, value: &String| {
            db.prepare_cached(sql)?.execute((Parameter(owner), value)).map(|_| ())
        };
        before.difference(&after).try_for_each(|value| change(&self.delete, value))?;
        after.difference(&before).try_for_each(|value| change(&self.insert, value))
    }
}

/// A text that is searched, under the number of its row.
#[derive(Debug)]
pub(super) struct TextRows<R: 'static> {
    values: fn(&R) -> Vec<String>,
    select: String,
    insert: String,
    update: String,
    /// Removes the text of the row with an identifier, while that row is there.
    pub(super) remove: String,
}

impl<R: Listed> TextRows<R> {
    /// The texts of the rows of `owners`.
    pub(super) fn of(Many { table, values }: &Many<R>, owners: &str) -> Self {
        let id = R::listing().id.name;
        Self {
            values: *values,
            select: format!("SELECT words FROM {table} WHERE rowid = ?"),
            insert: format!("INSERT INTO {table} (rowid, words) VALUES (?, ?)"),
            update: format!("UPDATE {table} SET words = ? WHERE rowid = ?"),
            remove: format!("DELETE FROM {table} WHERE rowid = (SELECT rowid FROM {owners} WHERE {id} = ?)"),
        }
    }

    /// Makes the words of a row those that it has now, unless they are so already: the index over them is the
    /// dearest part of a row.
    pub(super) fn put(&self, db: &Connection, number: i64, row: &R) -> rusqlite::Result<()> {
        let words = (self.values)(row).join(" ");
        let before: Option<String> =
            db.prepare_cached(&self.select)?.query_row([number], |row| row.get(0)).optional()?;
        match before {
            Some(before) if before == words => {}
            Some(_) => drop(db.prepare_cached(&self.update)?.execute((words, number))?),
            None => drop(db.prepare_cached(&self.insert)?.execute((number, words))?),
        }
        Ok(())
    }
}
