use std::collections::BTreeSet;

use proptest::{collection::vec, prelude::*};

use super::*;

fn key(number: i64) -> RankKey {
    [Value::Int(number / 3), Value::Text(format!("{number:06}"))].into()
}

/// What a store is: it has the keys, in order, and can walk on from one.
fn behind(rows: &BTreeSet<RankKey>, fence: &RankKey) -> Option<RankKey> {
    rows.range(RankKey::clone(fence)..).nth(usize::try_from(BLOCK_ROWS).unwrap()).cloned()
}

fn refine(ranks: &mut Ranks, rows: &BTreeSet<RankKey>, cuts: usize) {
    for _ in 0..cuts {
        let Some(fence) = ranks.crowded().cloned() else { return };
        let key = behind(rows, &fence).unwrap();
        ranks.cut(&fence, key);
    }
}

/// Every spot leads to its row from both sides.
fn check(ranks: &Ranks, rows: &BTreeSet<RankKey>) {
    assert_eq!(ranks.rows(), rows.len() as u64);
    assert_eq!(ranks.spot(rows.len() as u64), None);
    for (rank, row) in rows.iter().enumerate().step_by(97) {
        let spot = ranks.spot(rank as u64).unwrap();
        let (skip, left) = (usize::try_from(spot.skip).unwrap(), usize::try_from(spot.left).unwrap());
        assert_eq!(rows.range(spot.from..).nth(skip), Some(row));
        let from_above = match spot.until {
            Some(until) => rows.range(..until).nth_back(left),
            None => rows.iter().nth_back(left),
        };
        assert_eq!(from_above, Some(row));
    }
}

#[derive(Clone, Debug)]
enum Action {
    /// So many rows from a number on, every second, third … of them.
    Insert(i64, usize, usize),
    Remove(i64, usize, usize),
    Refine(usize),
}

fn action() -> impl Strategy<Value = Action> {
    let run = || (0..6_000_i64, 1..900_usize, 1..5_usize);
    prop_oneof![
        3 => run().prop_map(|(start, count, step)| Action::Insert(start, count, step)),
        2 => run().prop_map(|(start, count, step)| Action::Remove(start, count, step)),
        2 => (1..20_usize).prop_map(Action::Refine),
    ]
}

fn run(start: i64, count: usize, step: usize) -> impl Iterator<Item = RankKey> {
    (start..).step_by(step).take(count).map(key)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn ranks_are_places_in_a_sorted_list(
        first in 0..3_000_usize,
        actions in vec(action(), 1..16),
    ) {
        let mut rows: BTreeSet<RankKey> = run(2_000, first, 1).collect();
        let mut ranks = match (rows.first(), rows.last()) {
            (Some(lowest), Some(highest)) => Ranks::coarse(rows.len() as u64, lowest.clone(), highest.clone()),
            _ => Ranks::default(),
        };
        let (earlier, were) = (ranks.clone(), rows.clone());
        for action in actions {
            match action {
                Action::Insert(start, count, step) => {
                    run(start, count, step).filter(|key| rows.insert(key.clone())).for_each(|key| ranks.insert(&key));
                }
                Action::Remove(start, count, step) => {
                    run(start, count, step).filter(|key| rows.remove(key)).for_each(|key| ranks.remove(&key));
                }
                Action::Refine(cuts) => refine(&mut ranks, &rows, cuts),
            }
            check(&ranks, &rows);
        }
        // Whoever kept the ranks of an earlier state still has those.
        check(&earlier, &were);
        refine(&mut ranks, &rows, usize::MAX);
        check(&ranks, &rows);
        prop_assert!(ranks.spot(0).is_none_or(|spot| spot.skip + spot.left < 2 * BLOCK_ROWS));
    }
}

fn blocks(ranks: &Ranks) -> impl Iterator<Item = &Block> {
    ranks.chunks.iter().flat_map(|chunk| chunk.blocks())
}

#[test]
fn a_table_that_grows_at_its_end_is_never_crowded() {
    let mut ranks = Ranks::default();
    (0..100_000).for_each(|number| ranks.insert(&key(number)));
    assert_eq!((ranks.crowded(), ranks.rows()), (None, 100_000));
    assert_eq!(blocks(&ranks).count(), 100_000_usize.div_ceil(64));
}

#[test]
fn a_table_that_shrinks_has_fewer_blocks() {
    let mut ranks = Ranks::default();
    (0..100_000).for_each(|number| ranks.insert(&key(number)));
    (0..100_000).filter(|number| number % 1_000 > 0).for_each(|number| ranks.remove(&key(number)));
    assert_eq!(ranks.rows(), 100);
    assert!(blocks(&ranks).count() < 32, "{}", blocks(&ranks).count());
    (0..100_000).step_by(1_000).for_each(|number| ranks.remove(&key(number)));
    assert_eq!((ranks.rows(), ranks.spot(0), ranks.chunks.len()), (0, None, 0));
}

#[test]
fn a_change_copies_one_chunk() {
    let mut ranks = Ranks::default();
    (0..200_000).step_by(2).for_each(|number| ranks.insert(&key(number)));
    let before = ranks.clone();
    ranks.insert(&key(100_001));
    let shared =
        ranks.chunks.iter().filter(|chunk| before.chunks.iter().any(|other| Arc::ptr_eq(chunk, other)));
    assert_eq!(shared.count(), ranks.chunks.len() - 1);
}
