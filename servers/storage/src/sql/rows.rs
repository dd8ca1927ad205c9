//! Writing rows. Which columns a row has, and what stands in them, is said by the resource's field table, so
//! that a store cannot hold anything else than what memory would compare.

use catalog_core::api::{
    field::{Column, Listed, Paging, Test},
    value::Value,
};
use rusqlite::Connection;

use super::many::{SetRows, TextRows};
use crate::table::{Parameter, Table};

/// Writes the rows of a table: every column of the field table and those stored beside them, and the tables
/// of its many values. Its statements are made once; a service holds it for as long as it runs.
#[derive(Debug)]
pub struct Rows<R: Listed> {
    columns: Vec<&'static Column<R>>,
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
            columns: vec![&listing.id],
            put: String::new(),
            remove: format!("DELETE FROM {name} WHERE {} = ?", listing.id.name),
            key: table.key,
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
                Test::Holds(many) => rows.sets.push(SetRows::of(many)),
                Test::Words(many) => rows.texts.push(TextRows::of(many, name)),
            }
        }
        rows.put = rows.put_statement(name);
        rows
    }

    fn add(&mut self, column: &'static Column<R>) {
        if self.columns.iter().all(|other| other.name != column.name) {
            self.columns.push(column);
        }
    }

    fn put_statement(&self, table: &str) -> String {
        let id = R::listing().id.name;
        let names: Vec<_> = self.columns.iter().map(|column| column.name).collect();
        let places = vec!["?"; names.len()].join(", ");
        // What was written into a journal is never written over. The identifier is not set again: that would
        // write every index anew, since each ends with it.
        let over = match R::listing().paging {
            Paging::Seq => String::new(),
            Paging::NumberOrCursor => {
                let changes = names.iter().filter(|name| **name != id);
                let changes: Vec<_> = changes.map(|name| format!("{name} = excluded.{name}")).collect();
                format!(" ON CONFLICT ({id}) DO UPDATE SET {}", changes.join(", "))
            }
        };
        // The number under which the words stand.
        let number = if self.texts.is_empty() { "" } else { " RETURNING rowid" };
        format!("INSERT INTO {table} ({}) VALUES ({places}){over}{number}", names.join(", "))
    }

    /// Puts a row: a new one, or, unless it is of a journal, in the place of that with the same identifier.
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
        let mut put = db.prepare_cached(&self.put)?;
        for row in rows {
            for (column, place) in self.columns.iter().zip(1..) {
                put.raw_bind_parameter(place, Parameter(&(column.value)(row)))?;
            }
            if self.texts.is_empty() {
                put.raw_execute()?;
            } else {
                let number = number(put.raw_query())?;
                self.texts.iter().try_for_each(|text| text.put(db, number, row))?;
            }
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

/// The number of the row that was put.
fn number(mut put: rusqlite::Rows<'_>) -> rusqlite::Result<i64> {
    let number = put.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?.get(0)?;
    // To its end: a statement that is left half way has not written everything.
    while put.next()?.is_some() {}
    Ok(number)
}
