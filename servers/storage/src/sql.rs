//! A query as SQL. What it means is said by the list over memory (`catalog_core::api::query::page_of`); a
//! property test holds both against each other.
//!
//! No text of a request ever becomes text of a statement: names come from field tables, everything else is a
//! parameter.

mod compare;
mod condition;
mod page;
mod place;
mod statement;

use catalog_core::api::field::Listed;
use rusqlite::{Connection, OptionalExtension};

pub(crate) use page::page;
use statement::Statement;

use crate::table::Table;

/// One row by its identifier.
pub(crate) fn get<R: Listed>(db: &Connection, table: &Table<R>, id: &R::Id) -> rusqlite::Result<Option<R>> {
    let mut statement = Statement::default();
    let (columns, name) = (table.columns.join(", "), table.name);
    statement.push(&format!("SELECT {columns} FROM {name} WHERE {} = ", R::listing().id.name));
    statement.bind(&(table.key)(id));
    statement.prepare(db)?.query_row(statement.parameters(), |row| (table.from_row)(row)).optional()
}
