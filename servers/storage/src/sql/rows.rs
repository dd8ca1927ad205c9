//! Writing rows. Which columns a row has, and what stands in them, is said by the resource's field table, so
//! that a store cannot hold anything else than what memory would compare.

use catalog_core::api::{
    field::{Column, Listed, Paging, Test},
    value::Value,
};
use rusqlite::Connection;

use super::{
    many::{SetRows, TextRows},
    statement::Statement,
};
use crate::table::{Parameter, Table};

/// Writes the rows of a table: every column of the field table and those stored beside them, and the tables
/// of its many values. Its statements are made once; a service holds it for as long as it runs.
#[derive(Debug)]
pub struct Rows<R: Listed> {
    table: &'static str,
    columns: Vec<&'static Column<R>>,
    add: String,
    put: String,
    remove: String,
    key: fn(&R::Id) -> Value,
    sets: Vec<SetRows<R>>,
    texts: Vec<TextRows<R>>,
}

impl<R: Listed> Rows<R> {
    /// The rows of `table`. Its identifier must be unique; a table whose words are searched must have an
    /// `INTEGER PRIMARY KEY`, under which the words stand too.
    pub fn of(table: &Table<R>) -> Self {
        let (listing, name) = (R::listing(), table.name);
        let mut rows = Self {
            table: name,
            columns: vec![&listing.id],
            add: String::new(),
            put: String::new(),
            remove: format!("DELETE FROM {name} WHERE {} = ?", listing.id.name),
            key: table.key,
            sets: Vec::new(),
            texts: Vec::new(),
        };
        table.stored.iter().for_each(|column| rows.collect(column));
        listing.sorts.iter().flat_map(|sort| sort.columns).for_each(|column| rows.collect(column));
        for filter in listing.filters {
            match &filter.test {
                Test::Is(column)
                | Test::AnyOf(column)
                | Test::AtLeast(column)
                | Test::AtMost(column)
                | Test::Under(column) => rows.collect(column),
                Test::EitherOf(one, other) => {
                    rows.collect(one);
                    rows.collect(other);
                }
                Test::Holds(many) => rows.sets.push(SetRows::of(many)),
                Test::Words(many) => rows.texts.push(TextRows::of(many, name)),
            }
        }
        rows.add = rows.add_statement();
        rows.put = rows.put_statement();
        rows
    }

    /// The same, but the sets of values in `table` are written by nobody: it is a view, which other rows tell.
    #[must_use]
    pub fn without(mut self, table: &str) -> Self {
        self.sets.retain(|set| set.table != table);
        self
    }

    fn collect(&mut self, column: &'static Column<R>) {
        if self.columns.iter().all(|other| other.name != column.name) {
            self.columns.push(column);
        }
    }

    fn add_statement(&self) -> String {
        let names: Vec<_> = self.columns.iter().map(|column| column.name).collect();
        let places = vec!["?"; names.len()].join(", ");
        format!("INSERT INTO {} ({}) VALUES ({places})", self.table, names.join(", "))
    }

    fn put_statement(&self) -> String {
        let id = R::listing().id.name;
        // What was written into a journal is never written over. The identifier is not set again: that would
        // write every index anew, since each ends with it.
        let over = match R::listing().paging {
            Paging::Seq => String::new(),
            Paging::NumberOrCursor => {
                let changes = self.columns.iter().map(|column| column.name).filter(|name| *name != id);
                let changes: Vec<_> = changes.map(|name| format!("{name} = excluded.{name}")).collect();
                format!(" ON CONFLICT ({id}) DO UPDATE SET {}", changes.join(", "))
            }
        };
        format!("{}{over}", self.add)
    }

    /// Adds rows that are not there yet, in order. It costs a third less than putting them.
    pub fn add_all<'r>(
        &self,
        db: &Connection,
        rows: impl IntoIterator<Item = &'r R>,
    ) -> rusqlite::Result<()> {
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_none() {
            return Ok(());
        }
        let mut add = db.prepare_cached(&self.add)?;
        for row in rows {
            for (column, place) in self.columns.iter().zip(1..) {
                add.raw_bind_parameter(place, Parameter(&(column.value)(row)))?;
            }
            add.raw_execute()?;
            let number = db.last_insert_rowid();
            self.texts.iter().try_for_each(|text| text.add(db, number, row))?;
            if !self.sets.is_empty() {
                let owner = (R::listing().id.value)(row);
                self.sets.iter().try_for_each(|set| set.add(db, &owner, row))?;
            }
        }
        Ok(())
    }

    /// Puts `after` in the place of `before`, which is there and has the same identifier. Only what differs is
    /// written: an index over what stays the same is not touched.
    pub fn change(&self, db: &Connection, before: &R, after: &R) -> rusqlite::Result<()> {
        let id = &R::listing().id;
        let mut update = Statement::default();
        update.push(&format!("UPDATE {} SET ", self.table));
        let mut differs = false;
        for column in &self.columns {
            let value = (column.value)(after);
            if value != (column.value)(before) {
                update.push(if differs { ", " } else { "" });
                update.push(column.name);
                update.push(" = ");
                update.bind(&value);
                differs = true;
            }
        }
        let owner = (id.value)(after);
        if differs {
            update.push(&format!(" WHERE {} = ", id.name));
            update.bind(&owner);
            update.prepare(db)?.execute(update.parameters())?;
        }
        self.texts.iter().try_for_each(|text| text.change(db, &owner, before, after))?;
        self.sets.iter().try_for_each(|set| set.change(db, &owner, before, after))
    }

    /// Puts a row: a new one, or, unless it is of a journal, in the place of that with the same identifier. Not for
    /// tables whose words are searched: what is known of their rows is said by adding and changing.
    pub fn put(&self, db: &Connection, row: &R) -> rusqlite::Result<()> {
        self.put_all(db, [row])
    }

    /// Puts rows, in order.
    pub fn put_all<'r>(
        &self,
        db: &Connection,
        rows: impl IntoIterator<Item = &'r R>,
    ) -> rusqlite::Result<()> {
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_none() {
            return Ok(());
        }
        debug_assert!(self.texts.is_empty(), "the words of {} would be left out", self.table);
        let mut put = db.prepare_cached(&self.put)?;
        for row in rows {
            for (column, place) in self.columns.iter().zip(1..) {
                put.raw_bind_parameter(place, Parameter(&(column.value)(row)))?;
            }
            put.raw_execute()?;
            let owner = (R::listing().id.value)(row);
            self.sets.iter().try_for_each(|set| set.put(db, &owner, row))?;
        }
        Ok(())
    }

    /// Removes a row, if there is one.
    pub fn remove(&self, db: &Connection, id: &R::Id) -> rusqlite::Result<()> {
        let owner = (self.key)(id);
        let texts = self.texts.iter().map(|text| &text.remove);
        let sets = self.sets.iter().map(|set| &set.remove);
        for remove in texts.chain(sets).chain([&self.remove]) {
            db.prepare_cached(remove)?.execute([Parameter(&owner)])?;
        }
        Ok(())
    }
}
