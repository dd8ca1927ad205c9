//! A database file without a service: read from end to end, as of one moment, also while a service writes it;
//! or mended, while none does.

use std::path::Path;

use catalog_core::api::field::Listed;
use rusqlite::{Connection, TransactionBehavior};

use super::{
    lock::Lock,
    migrate,
    migrate::Format,
    open::{open_reader, open_writer},
};
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

/// A file that is written to while no service has it.
#[derive(Debug)]
pub struct Workshop {
    db: Connection,
    _lock: Lock,
}

impl Workshop {
    /// Opens the file at `path`, which must exist, be of `format`, be up to date with this program, and be in
    /// nobody else's hands.
    pub fn open(path: &Path, format: &Format) -> Result<Self, OpenError> {
        Archive::open(path, format)?;
        let lock = Lock::take(path)?;
        Ok(Self { db: open_writer(path, format)?, _lock: lock })
    }

    /// Reads and writes in one transaction. When the work fails, nothing was done.
    pub fn mend<T, E: From<rusqlite::Error>>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
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
