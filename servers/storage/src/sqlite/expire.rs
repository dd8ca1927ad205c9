//! Letting old rows go, a bounded number with each commit, the oldest first: what is left has no holes.

use catalog_core::api::instant::UnixMillis;
use rusqlite::Connection;

/// A table of events: rows in order of `key`, each with the moment `at`.
#[derive(Clone, Copy, Debug)]
pub struct Feed {
    /// The table.
    pub table: &'static str,
    /// Its ever rising integer key: the `seq` of an event.
    pub key: &'static str,
}

/// The kept answers, which grow old in the same way.
pub(crate) const KEPT: Feed = Feed { table: "kept", key: "number" };

/// How many rows one commit lets go beside as many as it wrote itself.
const ROWS_MAX: usize = 64;

/// Deletes the oldest rows from before `moment`, but never the newest row: a feed whose newest row is gone
/// would not know how far it came.
pub(crate) fn expire(
    db: &Connection,
    feed: Feed,
    moment: UnixMillis,
    written: usize,
) -> rusqlite::Result<()> {
    let Feed { table, key } = feed;
    let mut oldest = db.prepare_cached(&format!("SELECT {key}, at FROM {table} ORDER BY {key}"))?;
    let mut rows = oldest.query(())?;
    let mut before = None;
    for _ in 0..=ROWS_MAX + written {
        let Some(row) = rows.next()? else { break };
        // The row after the last one to go must exist, so the bound is that row's key.
        before = Some(row.get::<_, i64>(0)?);
        if row.get::<_, i64>(1)? >= moment.get() {
            break;
        }
    }
    drop(rows);
    let Some(before) = before else { return Ok(()) };
    db.prepare_cached(&format!("DELETE FROM {table} WHERE {key} < ?"))?.execute([before])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(moments: &[i64]) -> Connection {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT")
            .unwrap();
        for at in moments {
            db.execute("INSERT INTO events (at) VALUES (?)", [at]).unwrap();
        }
        db
    }

    fn left_after(db: &Connection, moment: i64) -> Vec<i64> {
        expire(db, Feed { table: "events", key: "seq" }, UnixMillis::new(moment), 0).unwrap();
        let mut left = db.prepare("SELECT seq FROM events ORDER BY seq").unwrap();
        left.query_map((), |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn what_is_older_goes_and_the_rest_has_no_holes() {
        assert_eq!(left_after(&feed(&[1, 2, 5, 3, 6]), 4), [3, 4, 5]);
        assert_eq!(left_after(&feed(&[5]), 4), [1]);
        assert_eq!(left_after(&feed(&[]), 4), Vec::<i64>::new());
    }

    #[test]
    fn the_newest_row_stays() {
        assert_eq!(left_after(&feed(&[1, 2, 3]), 100), [3]);
    }

    #[test]
    fn one_commit_lets_only_so_many_go() {
        let db = feed(&[0; 200]);
        assert_eq!(left_after(&db, 1).len(), 200 - ROWS_MAX);
        assert_eq!(left_after(&db, 1).len(), 200 - 2 * ROWS_MAX);
    }
}
