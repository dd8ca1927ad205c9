//! What a file is, and how its tables came to be.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::error::OpenError;

/// What marks the files of a service.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What it is, in a word for people: `catalogue`.
    pub kind: &'static str,
    /// SQLite's `application_id`: no other service's file is opened by mistake.
    pub application_id: i32,
    /// Scripts, each run once and never changed after it was released. The first is
    /// [`KEPT_SCHEMA`](crate::KEPT_SCHEMA).
    pub migrations: &'static [&'static str],
}

/// Refuses a file that is something else, or newer than this program. Writes nothing.
pub(crate) fn check(db: &Connection, path: &Path, format: &Format) -> Result<usize, OpenError> {
    let number = |sql| db.query_row(sql, (), |row| row.get::<_, i64>(0)).map_err(OpenError::of(path));
    let marked = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")?;
    let is_new = marked == 0 && version == 0 && number("SELECT count(*) FROM sqlite_schema")? == 0;
    let is_ours = marked == i64::from(format.application_id);
    let foreign = || OpenError::Foreign { path: path.to_owned(), kind: format.kind };
    let done = usize::try_from(version).map_err(|_| foreign())?;
    if !is_new && !is_ours {
        Err(foreign())
    } else if done > format.migrations.len() {
        Err(OpenError::Newer { path: path.to_owned(), found: version, known: format.migrations.len() })
    } else {
        Ok(done)
    }
}

/// Runs the scripts that the file has not seen, each in a transaction of its own together with the file's
/// new version: a process that ends half way leaves it between two scripts.
pub(crate) fn migrate(db: &mut Connection, path: &Path, format: &Format) -> Result<(), OpenError> {
    let done = check(db, path, format)?;
    for (place, script) in format.migrations.iter().enumerate().skip(done) {
        run(db, script, place + 1, format).map_err(OpenError::of(path))?;
    }
    Ok(())
}

fn run(db: &mut Connection, script: &str, version: usize, format: &Format) -> rusqlite::Result<()> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(script)?;
    transaction.pragma_update(None, "application_id", format.application_id)?;
    transaction.pragma_update(None, "user_version", i64::try_from(version).unwrap_or(i64::MAX))?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "CREATE TABLE one (a INTEGER) STRICT;";
    const TWO: &str = "CREATE TABLE two (a INTEGER) STRICT; INSERT INTO one VALUES (2);";

    fn format(migrations: &'static [&'static str]) -> Format {
        Format { kind: "test", application_id: 0x5445_5354, migrations }
    }

    fn migrated(db: &mut Connection, migrations: &'static [&'static str]) -> Result<(), OpenError> {
        migrate(db, Path::new("test.db"), &format(migrations))
    }

    #[test]
    fn each_script_runs_once() {
        let mut db = Connection::open_in_memory().unwrap();
        migrated(&mut db, &[ONE]).unwrap();
        for _ in 0..2 {
            migrated(&mut db, &[ONE, TWO]).unwrap();
        }
        let rows: i64 = db.query_row("SELECT count(*) FROM one", (), |row| row.get(0)).unwrap();
        assert_eq!(rows, 1);
    }

    #[test]
    fn a_script_that_fails_leaves_nothing_and_runs_again() {
        let mut db = Connection::open_in_memory().unwrap();
        assert!(migrated(&mut db, &[ONE, "CREATE TABLE two (a INTEGER) STRICT; nonsense"]).is_err());
        migrated(&mut db, &[ONE, TWO]).unwrap();
    }

    #[test]
    fn a_newer_or_foreign_file_is_refused() {
        let mut db = Connection::open_in_memory().unwrap();
        migrated(&mut db, &[ONE, TWO]).unwrap();
        let newer = migrated(&mut db, &[ONE]);
        assert!(matches!(newer, Err(OpenError::Newer { found: 2, known: 1, .. })), "{newer:?}");

        let mut other = Connection::open_in_memory().unwrap();
        other.execute_batch("CREATE TABLE something (a)").unwrap();
        let foreign = migrated(&mut other, &[ONE]);
        assert!(matches!(foreign, Err(OpenError::Foreign { .. })), "{foreign:?}");
    }
}
