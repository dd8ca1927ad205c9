//! Writing rows. Which columns a row has, and what stands in them, is said by the resource's field table, so
//! that a store cannot hold anything else than what memory would compare.

use catalog_core::api::{
    field::{Column, Listed, Many, Paging, Test},
    value::Value,
};
use rusqlite::Connection;

use super::{
    many::{SetRows, TextIndex, is_numbered},
    statement::Statement,
};
use crate::table::{Parameter, Table};

/// Writes the rows of a table: every column of the field table and those stored beside them, and the tables
/// of its many values. Its statements are made once; a service holds it for as long as it runs.
#[derive(Debug)]
pub struct Rows<R: Listed> {
    table: &'static str,
    cells: Vec<Cell<R>>,
    /// The column of which alone a row is made.
    whole: Option<&'static str>,
    add: String,
    put: String,
    remove: String,
    key: fn(&R::Id) -> Value,
    sets: Vec<SetRows<R>>,
    texts: Vec<TextIndex>,
}

/// What stands in a column.
#[derive(Debug)]
enum Cell<R: 'static> {
    /// One value.
    One(&'static Column<R>),
    /// The words that are searched, with one space between.
    Words(&'static Many<R>),
}

impl<R> Cell<R> {
    fn name(&self) -> &'static str {
        match self {
            Self::One(column) => column.name,
            Self::Words(_) => "words",
        }
    }

    fn value(&self, row: &R) -> Value {
        match self {
            Self::One(column) => (column.value)(row),
            Self::Words(many) => (many.values)(row).join(" ").into(),
        }
    }
}

impl<R: Listed> Rows<R> {
    /// The rows of `table`. Its identifier must be unique; a table whose words are searched must have an
    /// `INTEGER PRIMARY KEY`, under which what a row owns stands.
    pub fn of(table: &Table<R>) -> Self {
        let (listing, name) = (R::listing(), table.name);
        let mut rows = Self {
            table: name,
            cells: vec![Cell::One(&listing.id)],
            whole: if let [whole] = table.columns { Some(whole) } else { None },
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
                Test::Words(many) => {
                    rows.texts.push(TextIndex::of(many, rows.cells.len()));
                    rows.cells.push(Cell::Words(many));
                }
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
        if self.cells.iter().all(|other| other.name() != column.name) {
            self.cells.push(Cell::One(column));
        }
    }

    fn add_statement(&self) -> String {
        let names: Vec<_> = self.cells.iter().map(Cell::name).collect();
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
                let changes = self.cells.iter().map(Cell::name).filter(|name| *name != id);
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
            let values = self.values(row);
            for (value, place) in values.iter().zip(1..) {
                add.raw_bind_parameter(place, Parameter(value))?;
            }
            add.raw_execute()?;
            if self.owns_nothing() {
                continue;
            }
            let owner =
                if is_numbered::<R>() { Value::Int(db.last_insert_rowid()) } else { Self::id_of(row) };
            self.texts.iter().try_for_each(|text| text.add(db, &owner, &values))?;
            self.sets.iter().try_for_each(|set| set.add(db, &owner, row))?;
        }
        Ok(())
    }

    /// Puts `after` in the place of `before`, which is there and has the same identifier. Only what differs is
    /// written: an index over what stays the same is not touched.
    pub fn change(&self, db: &Connection, before: &R, after: &R) -> rusqlite::Result<()> {
        // What the whole row is made of differs whenever anything does; it is not made once more to see that.
        let old = self.cells.iter().map(|cell| match self.whole {
            Some(whole) if whole == cell.name() => Value::Null,
            _ => cell.value(before),
        });
        let (old, new) = (old.collect::<Vec<_>>(), self.values(after));
        if !self.owns_nothing() {
            let owner = self.owner(db, after)?;
            self.texts.iter().try_for_each(|text| text.change(db, &owner, &old, &new))?;
            self.sets.iter().try_for_each(|set| set.change(db, &owner, before, after))?;
        }
        let mut update = Statement::default();
        update.push(&format!("UPDATE {}", self.table));
        let differing = self.cells.iter().zip(old.iter().zip(&new)).filter(|(_, (old, new))| old != new);
        for (place, (cell, (_, value))) in differing.enumerate() {
            update.push(if place == 0 { " SET " } else { ", " });
            update.push(cell.name());
            update.push(" = ");
            update.bind(value);
        }
        if old != new {
            update.push(&format!(" WHERE {} = ", R::listing().id.name));
            update.bind(&Self::id_of(after));
            update.prepare(db)?.execute(update.parameters())?;
        }
        Ok(())
    }

    /// Removes a row and what it owns.
    pub fn remove_whole(&self, db: &Connection, row: &R) -> rusqlite::Result<()> {
        let owner = self.owner(db, row)?;
        self.texts.iter().try_for_each(|text| text.remove(db, &owner))?;
        self.sets.iter().try_for_each(|set| set.remove(db, &owner, row))?;
        self.remove(db, R::id(row))
    }

    /// Puts a row: a new one, or, unless it is of a journal, in the place of that with the same identifier. Not for
    /// tables whose words are searched: an index over them must be told what was there.
    pub fn put(&self, db: &Connection, row: &R) -> rusqlite::Result<()> {
        self.put_all(db, [row])
    }

    /// Puts rows, in order.
    pub fn put_all<'r>(
        &self,
        db: &Connection,
        rows: impl IntoIterator<Item = &'r R>,
    ) -> rusqlite::Result<()> {
        debug_assert!(self.texts.is_empty(), "the words of {} would be left out", self.table);
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_none() {
            return Ok(());
        }
        let mut put = db.prepare_cached(&self.put)?;
        for row in rows {
            for (cell, place) in self.cells.iter().zip(1..) {
                put.raw_bind_parameter(place, Parameter(&cell.value(row)))?;
            }
            put.raw_execute()?;
            let owner = Self::id_of(row);
            self.sets.iter().try_for_each(|set| set.put(db, &owner, row))?;
        }
        Ok(())
    }

    /// Removes a row that owns nothing, if there is one.
    pub fn remove(&self, db: &Connection, id: &R::Id) -> rusqlite::Result<()> {
        db.prepare_cached(&self.remove)?.execute([Parameter(&(self.key)(id))]).map(|_| ())
    }

    fn owns_nothing(&self) -> bool {
        self.texts.is_empty() && self.sets.is_empty()
    }

    fn values(&self, row: &R) -> Vec<Value> {
        self.cells.iter().map(|cell| cell.value(row)).collect()
    }

    fn id_of(row: &R) -> Value {
        (R::listing().id.value)(row)
    }

    /// What a row that is there is known by to what it owns.
    fn owner(&self, db: &Connection, row: &R) -> rusqlite::Result<Value> {
        let id = Self::id_of(row);
        if !is_numbered::<R>() {
            return Ok(id);
        }
        let mut number = Statement::default();
        number.push(&format!("SELECT rowid FROM {} WHERE {} = ", self.table, R::listing().id.name));
        number.bind(&id);
        number.prepare(db)?.query_row(number.parameters(), |row| row.get(0).map(Value::Int))
    }
}
