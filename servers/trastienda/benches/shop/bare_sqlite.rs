//! The barest durable writes: a few statements in SQLite, so many requests a transaction.

use std::{
    io::{self, BufRead, Write},
    time::{Duration, Instant},
};

use rusqlite::{Connection, TransactionBehavior};

use crate::Failed;

/// The word that makes this program such a database.
pub(crate) const COMMAND: &str = "commit-bare";

/// What one request writes at the least.
#[derive(Debug)]
pub(crate) struct Writes {
    /// Its name, also as an argument of this program.
    pub(crate) name: &'static str,
    /// Each is told the number of a product.
    statements: &'static [&'static str],
    /// How many products take turns.
    products: u32,
    /// How many of them one request is about.
    pub(crate) lines: u32,
}

const SALE: &[&str] = &[
    "UPDATE stock SET units = units - 1 WHERE id = ?1",
    "INSERT INTO sales (product, units) VALUES (?1, 1)",
];

/// A purchase of the one product that all buy.
pub(crate) const HOT: Writes = Writes { name: "hot", statements: SALE, products: 1, lines: 1 };
/// A purchase of one of many products.
pub(crate) const SPREAD: Writes = Writes { name: "spread", statements: SALE, products: 1_000, lines: 1 };
/// A purchase of three of them.
pub(crate) const LINES: Writes = Writes { name: "lines", statements: SALE, products: 1_000, lines: 3 };
/// A new product.
pub(crate) const CREATE: Writes = Writes {
    name: "create",
    statements: &["INSERT INTO products (sku, record) VALUES ('SKU-' || ?1, printf('%0500d', ?1))"],
    products: u32::MAX,
    lines: 1,
};
/// A change of one of many products.
pub(crate) const PATCH: Writes = Writes {
    name: "patch",
    statements: &["UPDATE stock SET record = printf('%0500d', units), units = units + 1 WHERE id = ?1"],
    products: 1_000,
    lines: 1,
};

const ALL: [&Writes; 5] = [&HOT, &SPREAD, &LINES, &CREATE, &PATCH];

const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE stock (id INTEGER PRIMARY KEY, units INTEGER NOT NULL CHECK (units >= 0), record TEXT) STRICT;
    CREATE TABLE sales (id INTEGER PRIMARY KEY, product INTEGER NOT NULL, units INTEGER NOT NULL) STRICT;
    CREATE TABLE products (id INTEGER PRIMARY KEY, sku TEXT NOT NULL UNIQUE, record TEXT NOT NULL) STRICT;
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000)
    INSERT INTO stock SELECT n, 9000000000000, printf('%0500d', n) FROM numbers;
";

/// Reads a number of milliseconds a line, commits for so long, and says how many requests a second it wrote.
pub(crate) fn obey(file: &str, writes: &str, group: &str) -> Result<(), Failed> {
    let writes = ALL.into_iter().find(|known| known.name == writes).ok_or("unknown writes")?;
    let group: u32 = group.parse()?;
    let mut db = Connection::open(file)?;
    db.execute_batch(SCHEMA)?;
    let mut written = 0;
    for order in io::stdin().lock().lines() {
        let time = Duration::from_millis(order?.parse()?);
        let (began, before) = (Instant::now(), written);
        while began.elapsed() < time {
            commit(&mut db, writes, written..written + group)?;
            written += group;
        }
        writeln!(io::stdout(), "{}", f64::from(written - before) / began.elapsed().as_secs_f64())?;
    }
    Ok(())
}

fn commit(db: &mut Connection, writes: &Writes, requests: std::ops::Range<u32>) -> rusqlite::Result<()> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for line in requests.start * writes.lines..requests.end * writes.lines {
        let product = 1 + line % writes.products;
        for statement in writes.statements {
            transaction.prepare_cached(statement)?.execute([product])?;
        }
    }
    transaction.commit()
}
