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

/// How old rows of one feed go, and what is known of the oldest row that is left, so that a commit before its
/// time asks nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expiry {
    feed: Feed,
    /// Its key and its moment.
    oldest: Option<(i64, i64)>,
}

impl Expiry {
    pub(crate) fn of(feed: Feed) -> Self {
        Self { feed, oldest: None }
    }

    /// The key of the oldest row, where it is known.
    pub(crate) fn first(&self) -> Option<i64> {
        self.oldest.map(|(key, _)| key)
    }

    /// The same after deleting the oldest rows from before `moment`, but never the newest row: a feed whose
    /// newest row is gone would not know how far it came.
    pub(crate) fn after(self, db: &Connection, moment: UnixMillis, written: usize) -> rusqlite::Result<Self> {
        if self.oldest.is_some_and(|(_, at)| at >= moment.get()) {
            return Ok(self);
        }
        let Feed { table, key } = self.feed;
        let mut in_order = db.prepare_cached(&format!("SELECT {key}, at FROM {table} ORDER BY {key}"))?;
        let mut rows = in_order.query(())?;
        let mut oldest = None;
        for _ in 0..=ROWS_MAX + written {
            let Some(row) = rows.next()? else { break };
            // The row after the last one to go must exist, so the bound is that row's key.
            let (key, at) = (row.get(0)?, row.get(1)?);
            oldest = Some((key, at));
            if at >= moment.get() {
                break;
            }
        }
        drop(rows);
        if let Some((first, _)) = oldest.filter(|oldest| Some(*oldest) != self.oldest) {
            db.prepare_cached(&format!("DELETE FROM {table} WHERE {key} < ?"))?.execute([first])?;
        }
        Ok(Self { oldest, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEED: Feed = Feed { table: "events", key: "seq" };

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
        Expiry::of(FEED).after(db, UnixMillis::new(moment), 0).unwrap();
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

    #[test]
    fn what_is_known_of_the_oldest_row_stays_true() {
        let db = feed(&[]);
        let (mut expiry, mut moment) = (Expiry::of(FEED), 0);
        for at in [5, 5, 3, 9, 8, 20, 4, 30] {
            db.execute("INSERT INTO events (at) VALUES (?)", [at]).unwrap();
            moment += 3;
            expiry = expiry.after(&db, UnixMillis::new(moment), 0).unwrap();
            let sql = "SELECT seq, at FROM events ORDER BY seq LIMIT 1";
            let oldest = db.query_row(sql, (), |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
            assert_eq!(expiry.oldest, Some(oldest));
            let anew = Expiry::of(FEED).after(&db, UnixMillis::new(moment), 0).unwrap();
            assert_eq!(anew.oldest, expiry.oldest);
        }
    }
}
