//! Opening connections.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::migrate::{self, Format};
use crate::error::OpenError;

/// How long a statement waits for a lock of another process, such as a backup.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Statements kept prepared: more than a service has.
const STATEMENTS_MAX: usize = 64;
/// Pages that the writer holds, in KiB: the inner pages of every index, so that a commit reads nothing.
const CACHE_KIB: i64 = 8 * 1024;
/// Pages that each connection to read with holds, in KiB: the inner pages, and what one page of a list needs.
const READER_CACHE_KIB: i64 = 1024;
/// The log is cut back to this after it was written into the file.
const LOG_BYTES_MAX: i64 = 64 * 1024 * 1024;

/// The connection that writes. The file is made when there is none, and its tables are brought up to date.
pub(crate) fn open_writer(path: &Path, format: &Format) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let mut db = Connection::open_with_flags(path, flags).map_err(OpenError::of(path))?;
    // Before anything is written: the file may be someone else's.
    migrate::check(&db, path, format)?;
    prepare_writer(&db).map_err(OpenError::of(path))?;
    migrate::migrate(&mut db, path, format)?;
    Ok(db)
}

fn prepare_writer(db: &Connection) -> rusqlite::Result<()> {
    prepare(db)?;
    let mode: String = db.query_row("PRAGMA journal_mode = WAL", (), |row| row.get(0))?;
    if mode != "wal" {
        return Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CANTOPEN),
            Some(format!("this file system cannot hold a write-ahead log (journal mode {mode:?})")),
        ));
    }
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "cache_size", -CACHE_KIB)?;
    // What a single statement would need to go back, and no more, so it is small; in a file, each statement of a
    // batch writes every page that it changes there first.
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.query_row(&format!("PRAGMA journal_size_limit = {LOG_BYTES_MAX}"), (), |_| Ok(()))
}

/// A connection beside the one that writes, which puts its log into the file.
pub(crate) fn open_beside(path: &Path) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let db = Connection::open_with_flags(path, flags).map_err(OpenError::of(path))?;
    prepare(&db).and_then(|()| db.pragma_update(None, "synchronous", "FULL")).map_err(OpenError::of(path))?;
    Ok(db)
}

/// A connection that only reads.
pub(crate) fn open_reader(path: &Path) -> Result<Connection, OpenError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let db = Connection::open_with_flags(path, flags).map_err(OpenError::of(path))?;
    prepare_reader(&db).map_err(OpenError::of(path))?;
    Ok(db)
}

fn prepare_reader(db: &Connection) -> rusqlite::Result<()> {
    prepare(db)?;
    db.pragma_update(None, "query_only", true)?;
    db.pragma_update(None, "cache_size", -READER_CACHE_KIB)
}

fn prepare(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(BUSY_TIMEOUT)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    // Plans do not look at the values of parameters. Else a statement is compiled anew for each new `LIMIT`, and
    // over a table with a partial index with each value it is given.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.pragma_update(None, "trusted_schema", false)
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;

    #[test]
    fn a_statement_over_a_partial_index_is_compiled_once() {
        let db = Connection::open_in_memory().unwrap();
        prepare(&db).unwrap();
        db.execute_batch(
            "CREATE TABLE sales (id INTEGER PRIMARY KEY, note TEXT) STRICT;
             CREATE INDEX sales_by_note ON sales (note) WHERE note IS NOT NULL;",
        )
        .unwrap();
        let mut statement = db.prepare("SELECT 1 FROM sales WHERE id = ?").unwrap();
        for id in 0..3 {
            assert!(!statement.exists([id]).unwrap());
        }
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }
}
