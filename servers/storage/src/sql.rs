//! A query as SQL. What it means is said by the list over memory (`catalog_core::api::query::page_of`); a
//! property test holds both against each other.
//!
//! No text of a request ever becomes text of a statement: names come from field tables, everything else is a
//! parameter.

mod compare;
mod condition;
mod counts;
mod many;
mod page;
mod place;
mod rows;
mod sequence;
mod statement;

use catalog_core::api::{
    cursor::Cursor,
    document::{Piece, Piecewise},
    field::Listed,
    value::Value,
};
use rusqlite::{CachedStatement, Connection, OptionalExtension, params_from_iter};

pub(crate) use counts::Counts;
pub(crate) use page::{Reading, page};
pub use rows::Rows;
pub(crate) use sequence::Sequence;
use statement::Statement;

use crate::{
    sqlite::Feed,
    table::{Parameter, Table, unreadable},
};

/// The number of a feed's last entry; 0 where it has none.
pub(crate) fn last(db: &Connection, feed: Feed) -> rusqlite::Result<i64> {
    let Feed { table, key } = feed;
    let last = format!("SELECT coalesce(max({key}), 0) FROM {table}");
    db.prepare_cached(&last)?.query_row((), |row| row.get(0))
}

impl<R: Listed> Table<R> {
    /// One row by its identifier.
    pub fn get(&self, db: &Connection, id: &R::Id) -> rusqlite::Result<Option<R>> {
        let mut statement = self.select();
        statement.push(&format!(" WHERE {} = ", R::listing().id.name));
        statement.bind(&(self.key)(id));
        statement.prepare(db)?.query_row(statement.parameters(), self.from_row).optional()
    }

    /// The same in pieces, out of the column that keeps the whole of a row.
    pub(crate) fn piece(&self, db: &Connection, record: &str, id: &R::Id) -> rusqlite::Result<Option<Piece>>
    where
        R: Piecewise,
    {
        let sql = format!("SELECT {record} FROM {} WHERE {} = ?", self.name, R::listing().id.name);
        let place = Cursor(vec![(self.key)(id)]);
        let mut prepared = db.prepare_cached(&sql)?;
        let mut rows = prepared.query(params_from_iter(place.0.iter().map(Parameter)))?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let attributes = R::cut_attributes(row.get_ref(0)?.as_str()?);
        let attributes = attributes.ok_or_else(|| unreadable(0, "no record of this version"))?;
        drop(rows);
        Ok(Some(Piece { attributes, place }))
    }

    /// Every row, in no order.
    pub fn all(&self, db: &Connection) -> rusqlite::Result<Vec<R>> {
        self.select().prepare(db)?.query_map((), self.from_row)?.collect()
    }

    /// Every row that has this value in a column, in no order.
    pub fn all_with(&self, db: &Connection, column: &'static str, value: &Value) -> rusqlite::Result<Vec<R>> {
        let mut statement = self.select();
        statement.push(&format!(" WHERE {column} = "));
        statement.bind(value);
        statement.prepare(db)?.query_map(statement.parameters(), self.from_row)?.collect()
    }

    /// Every row in the order of ids, to be read one by one.
    pub(crate) fn in_order<'db>(&self, db: &'db Connection) -> rusqlite::Result<CachedStatement<'db>> {
        let mut statement = self.select();
        statement.push(&format!(" ORDER BY {}", R::listing().id.name));
        statement.prepare(db)
    }

    fn select(&self) -> Statement {
        let mut statement = Statement::default();
        statement.push(&format!("SELECT {} FROM {}", self.columns.join(", "), self.name));
        statement
    }
}
