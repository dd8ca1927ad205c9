//! Writing rows. Which columns a row has, and what stands in them, is said by the resource's field table, so
//! that a store cannot hold anything else than what memory would compare.

use std::collections::BTreeSet;

use catalog_core::api::{
    field::{Column, Listed, Many, Paging, Test},
    value::Value,
};
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::table::{Parameter, Table};

/// Writes the rows of a table: every column of the field table and those stored beside them, and the tables
/// of its many values.
#[derive(Debug)]
pub struct Rows<R: Listed> {
    table: &'static str,
    key: fn(&R::Id) -> Value,
    columns: Vec<&'static Column<R>>,
    put: String,
    sets: Vec<&'static Many<R>>,
    texts: Vec<&'static Many<R>>,
}

impl<R: Listed> Rows<R> {
    /// The rows of `table`. Its identifier must be unique; a table whose words are searched must have an
    /// `INTEGER PRIMARY KEY`, under which the words stand too.
    pub fn of(table: &Table<R>) -> Self {
        let listing = R::listing();
        let mut rows = Self {
            table: table.name,
            key: table.key,
            columns: vec![&listing.id],
            put: String::new(),
            sets: Vec::new(),
            texts: Vec::new(),
        };
        table.stored.iter().for_each(|column| rows.add(column));
        listing.sorts.iter().flat_map(|sort| sort.columns).for_each(|column| rows.add(column));
        for filter in listing.filters {
            match &filter.test {
                Test::Is(column)
                | Test::AnyOf(column)
                | Test::AtLeast(column)
                | Test::AtMost(column)
                | Test::Under(column) => rows.add(column),
                Test::EitherOf(one, other) => [one, other].into_iter().for_each(|column| rows.add(column)),
                Test::Holds(many) => rows.sets.push(many),
                Test::Words(many) => rows.texts.push(many),
            }
        }
        rows.put = rows.put_statement();
        rows
    }

    fn add(&mut self, column: &'static Column<R>) {
        if self.columns.iter().all(|other| other.name != column.name) {
            self.columns.push(column);
        }
    }

    fn put_statement(&self) -> String {
        let list = |text: fn(&str) -> String| {
            self.columns.iter().map(|column| text(column.name)).collect::<Vec<_>>().join(", ")
        };
        let insert = format!("INSERT INTO {} ({})", self.table, list(str::to_owned));
        let values = list(|_| "?".to_owned());
        // What was written into a journal is never written over.
        let over = match R::listing().paging {
            Paging::Seq => String::new(),
            Paging::NumberOrCursor => {
                let change = list(|name| format!("{name} = excluded.{name}"));
                format!(" ON CONFLICT ({}) DO UPDATE SET {change}", R::listing().id.name)
            }
        };
        format!("{insert} VALUES ({values}){over} RETURNING rowid")
    }

    /// Puts a row: a new one, or, unless it is of a journal, in the place of that with the same identifier.
    pub fn put(&self, db: &Connection, row: &R) -> rusqlite::Result<()> {
        let values: Vec<Value> = self.columns.iter().map(|column| (column.value)(row)).collect();
        let number: i64 = db
            .prepare_cached(&self.put)?
            .query_row(params_from_iter(values.iter().map(Parameter)), |row| row.get(0))?;
        let owner = (R::listing().id.value)(row);
        self.sets.iter().try_for_each(|set| put_set(db, set, &owner, row))?;
        self.texts.iter().try_for_each(|text| put_text(db, text, number, row))
    }

    /// Removes a row, if there is one.
    pub fn remove(&self, db: &Connection, id: &R::Id) -> rusqlite::Result<()> {
        let (table, id_name, owner) = (self.table, R::listing().id.name, (self.key)(id));
        let run = |sql: &str| db.prepare_cached(sql)?.execute([Parameter(&owner)]);
        for Many { table: texts, .. } in &self.texts {
            run(&format!(
                "DELETE FROM {texts} WHERE rowid = (SELECT rowid FROM {table} WHERE {id_name} = ?)"
            ))?;
        }
        for Many { table: set, .. } in &self.sets {
            run(&format!("DELETE FROM {set} WHERE owner = ?"))?;
        }
        run(&format!("DELETE FROM {table} WHERE {id_name} = ?"))?;
        Ok(())
    }
}

/// Makes the values of a row those that it has now; what stays is not written again.
fn put_set<R>(db: &Connection, set: &Many<R>, owner: &Value, row: &R) -> rusqlite::Result<()> {
    let table = set.table;
    let after: BTreeSet<String> = (set.values)(row).into_iter().collect();
    let before: BTreeSet<String> = db
        .prepare_cached(&format!("SELECT value FROM {table} WHERE owner = ?"))?
        .query_map([Parameter(owner)], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let change =
        |sql: &str, value: &String| db.prepare_cached(sql)?.execute((Parameter(owner), value)).map(|_| ());
    let delete = format!("DELETE FROM {table} WHERE owner = ? AND value = ?");
    before.difference(&after).try_for_each(|value| change(&delete, value))?;
    let insert = format!("INSERT INTO {table} (owner, value) VALUES (?, ?)");
    after.difference(&before).try_for_each(|value| change(&insert, value))
}

/// Makes the words of a row those that it has now, unless they are so already: the index over them is the
/// dearest part of a row.
fn put_text<R>(db: &Connection, text: &Many<R>, number: i64, row: &R) -> rusqlite::Result<()> {
    let table = text.table;
    let words = (text.values)(row).join(" ");
    let before: Option<String> = db
        .prepare_cached(&format!("SELECT words FROM {table} WHERE rowid = ?"))?
        .query_row([number], |row| row.get(0))
        .optional()?;
    match before {
        Some(before) if before == words => {}
        Some(_) => {
            db.prepare_cached(&format!("UPDATE {table} SET words = ? WHERE rowid = ?"))?
                .execute((words, number))?;
        }
        None => {
            db.prepare_cached(&format!("INSERT INTO {table} (rowid, words) VALUES (?, ?)"))?
                .execute((number, words))?;
        }
    }
    Ok(())
}
