//! The writer's side: ranks go with each batch, and are refined between two.

use std::sync::Arc;

use catalog_core::engine::{BLOCK_ROWS, Ranks};
use rusqlite::Connection;

use super::{
    RankedTable, Shelves,
    shelf::{Orders, Shelf},
};
use crate::sql::Sequence;

/// How many blocks are cut at a time, while calls may be waiting: well below a millisecond.
const CUTS_MAX: usize = 64;

/// The ranks of every table as the newest batch leaves them.
#[derive(Debug, Default)]
pub(crate) struct Ranker {
    shelves: Arc<Shelves>,
    /// For each shelf, those of its orders.
    ranks: Vec<Vec<Option<Ranks>>>,
}

impl Ranker {
    /// Knows nothing yet, and takes back what another one gave.
    pub(crate) fn new(shelves: Arc<Shelves>) -> Self {
        let mut ranker = Self { shelves, ranks: Vec::new() };
        ranker.forget();
        ranker
    }

    /// Follows a batch and gives the ranks as it leaves them. Called within its transaction, last of all: whoever
    /// sees what it commits finds them there.
    pub(crate) fn follow<D>(
        &mut self,
        db: &Connection,
        tables: &[&dyn RankedTable<D>],
        domain: &D,
    ) -> rusqlite::Result<()> {
        for ((shelf, orders), table) in self.shelves.iter().zip(&mut self.ranks).zip(tables) {
            if orders.iter().all(Option::is_none) {
                continue;
            }
            for (order, ranks) in orders.iter_mut().enumerate() {
                let Some(ranks) = ranks else { continue };
                for (before, after) in table.changes(domain, order) {
                    if let Some(key) = before {
                        ranks.remove(&key);
                    }
                    if let Some(key) = after {
                        ranks.insert(&key);
                    }
                }
            }
            shelf.give(shelf.state(db)?, Orders::from(orders.as_slice()));
        }
        Ok(())
    }

    /// Forgets everything: what was followed may not have come to pass.
    pub(crate) fn forget(&mut self) {
        self.shelves.iter().for_each(Shelf::clear);
        self.ranks =
            self.shelves.iter().map(|shelf| shelf.sequences().iter().map(|_| None).collect()).collect();
    }

    /// Does a little of what is to be done, between two batches. Whether there was anything.
    pub(crate) fn tend(&mut self, db: &Connection) -> rusqlite::Result<bool> {
        for (shelf, orders) in self.shelves.iter().zip(&mut self.ranks) {
            let counted = orders.iter().flatten().next().map(Ranks::rows);
            for (order, sequence) in shelf.sequences().iter().enumerate() {
                let Some(ranks) = orders.get_mut(order).filter(|_| shelf.is_asked(order)) else { continue };
                if refine(ranks, counted, sequence, db)? {
                    shelf.give(shelf.state(db)?, Orders::from(orders.as_slice()));
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}

/// Begins to rank, or cuts some blocks. Whether anything was done.
fn refine(
    ranks: &mut Option<Ranks>,
    counted: Option<u64>,
    sequence: &Sequence,
    db: &Connection,
) -> rusqlite::Result<bool> {
    let Some(ranks) = ranks else {
        let (lowest, highest) = (sequence.end(db, false)?, sequence.end(db, true)?);
        *ranks = Some(match (lowest, highest) {
            (Some(lowest), Some(highest)) => {
                let rows = counted.map_or_else(|| sequence.count(db), Ok)?;
                Ranks::coarse(rows, lowest, highest)
            }
            _ => Ranks::default(),
        });
        return Ok(true);
    };
    for cut in 0..CUTS_MAX {
        let Some(fence) = ranks.crowded().cloned() else { return Ok(cut > 0) };
        let Some(key) = sequence.behind(db, &fence, BLOCK_ROWS)? else { return Ok(cut > 0) };
        ranks.cut(&fence, key);
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use catalog_core::api::value::Value;

    use super::*;
    use crate::sqlite::Columns;

    #[test]
    fn a_table_is_cut_into_blocks_bit_by_bit() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(
            "CREATE TABLE things (id TEXT NOT NULL PRIMARY KEY, rank INTEGER) STRICT;
             WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 19999)
             INSERT INTO things SELECT printf('%05d', n), nullif(n / 1000, 3) FROM n",
        )
        .unwrap();
        let sequence = Sequence::new("things", &Columns::read(&db).unwrap(), vec!["rank", "id"]);
        let mut ranks = None;
        let mut steps = 0;
        while refine(&mut ranks, None, &sequence, &db).unwrap() {
            steps += 1;
        }
        let ranks = ranks.unwrap();
        assert_eq!((steps, ranks.rows(), ranks.crowded()), (1 + 311_usize.div_ceil(CUTS_MAX), 20_000, None));
        // Those without a rank come first.
        let spot = ranks.spot(1_024).unwrap();
        assert_eq!((&*spot.from, spot.skip, spot.left), (&[Value::Int(0), "00024".into()][..], 0, 63));
    }
}
