//! The barest durable purchase: one UPDATE and one INSERT in SQLite, so many a transaction.

use std::{
    io::{self, BufRead, Write},
    time::{Duration, Instant},
};

use rusqlite::{Connection, TransactionBehavior};

use crate::Failed;

/// The word that makes this program such a database.
pub(crate) const COMMAND: &str = "commit-bare";

const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE stock (id INTEGER PRIMARY KEY, units INTEGER NOT NULL CHECK (units >= 0)) STRICT;
    CREATE TABLE sales (id INTEGER PRIMARY KEY, product INTEGER NOT NULL, units INTEGER NOT NULL) STRICT;
    INSERT INTO stock VALUES (1, 9000000000000);
";

/// Reads a number of milliseconds a line, commits for so long, and says how many purchases a second it made.
pub(crate) fn obey(file: &str, group: &str) -> Result<(), Failed> {
    let group: u32 = group.parse()?;
    let mut db = Connection::open(file)?;
    db.execute_batch(SCHEMA)?;
    for order in io::stdin().lock().lines() {
        let time = Duration::from_millis(order?.parse()?);
        let rate = commit_for(&mut db, time, group)?;
        writeln!(io::stdout(), "{rate}")?;
    }
    Ok(())
}

fn commit_for(db: &mut Connection, time: Duration, group: u32) -> rusqlite::Result<f64> {
    let (began, mut made) = (Instant::now(), 0_u32);
    while began.elapsed() < time {
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut take = transaction.prepare_cached("UPDATE stock SET units = units - 1 WHERE id = 1")?;
            let mut note = transaction.prepare_cached("INSERT INTO sales (product, units) VALUES (1, 1)")?;
            for _ in 0..group {
                take.execute(())?;
                note.execute(())?;
            }
        }
        transaction.commit()?;
        made += group;
    }
    Ok(f64::from(made) / began.elapsed().as_secs_f64())
}
