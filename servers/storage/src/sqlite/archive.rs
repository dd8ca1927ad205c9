//! A database file read from end to end, as of one moment, also while a service writes it.

use std::path::Path;

use catalog_core::api::field::Listed;
use rusqlite::{Connection, TransactionBehavior};

use super::{migrate, migrate::Format, open::open_reader};
use crate::{error::OpenError, table::Table};

/// A file that is only read.
#[derive(Debug)]
pub struct Archive {
    db: Connection,
}

impl Archive {
    /// Opens the file at `path`, which must exist, be of `format`, and be up to date with this program.
    pub fn open(path: &Path, format: &Format) -> Result<Self, OpenError> {
        let db = open_reader(path)?;
        let version = migrate::check(&db, path, format)?;
        if version < format.migrations.len() {
            return Err(OpenError::Older(path.to_owned()));
        }
        Ok(Self { db })
    }

    /// Reads as of one moment.
    pub fn read<T>(&mut self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        read(&*self.db.transaction_with_behavior(TransactionBehavior::Deferred)?)
    }
}

impl<R: Listed> Table<R> {
    /// Visits every row in the order of ids, holding one at a time.
    pub fn each(&self, db: &Connection, mut visit: impl FnMut(R)) -> rusqlite::Result<()> {
        let mut statement = self.in_order(db)?;
        let mut rows = statement.query(())?;
        while let Some(row) = rows.next()? {
            visit((self.from_row)(row)?);
        }
        Ok(())
    }
}
