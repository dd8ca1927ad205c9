//! How many rows whole tables have, remembered until the database changes: counting costs a walk over an
//! index, which with many rows is dearer than the page that is asked for.

use std::collections::BTreeMap;

use rusqlite::Connection;

/// What one connection has counted.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    /// The state of the database that was counted, as this connection numbers it.
    state: Option<i64>,
    rows: BTreeMap<&'static str, u64>,
}

impl Totals {
    /// How many rows `table` has; `count` counts them where that is not known. Within a transaction both are
    /// as of its moment.
    pub(super) fn of(
        &mut self,
        db: &Connection,
        table: &'static str,
        count: impl FnOnce() -> rusqlite::Result<u64>,
    ) -> rusqlite::Result<u64> {
        let state = db.prepare_cached("PRAGMA data_version")?.query_row((), |row| row.get(0))?;
        if self.state.replace(state) != Some(state) {
            self.rows.clear();
        }
        if let Some(rows) = self.rows.get(table) {
            return Ok(*rows);
        }
        let rows = count()?;
        self.rows.insert(table, rows);
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_counted_once_until_another_connection_writes() {
        let path = std::env::temp_dir().join(format!("totals-{}.db", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let (writer, reader) = (Connection::open(&path).unwrap(), Connection::open(&path).unwrap());
        writer.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE rows (a INTEGER) STRICT").unwrap();
        let mut totals = Totals::default();
        let mut counted = 0;
        let mut total = |counted: &mut u32| {
            let count = || {
                *counted += 1;
                reader.query_row("SELECT count(*) FROM rows", (), |row| row.get::<_, u32>(0)).map(u64::from)
            };
            totals.of(&reader, "rows", count).unwrap()
        };
        assert_eq!((total(&mut counted), total(&mut counted), counted), (0, 0, 1));
        writer.execute("INSERT INTO rows VALUES (1)", ()).unwrap();
        assert_eq!((total(&mut counted), total(&mut counted), counted), (1, 1, 2));
        std::fs::remove_file(&path).unwrap();
    }
}
