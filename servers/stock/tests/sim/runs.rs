//! Many histories, one history again, and histories with a bug in them.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use crate::{bug::Bug, disk::Kind, tally::Tally, world::World};

/// How many histories a test lives through, unless `SIM_SEEDS` says otherwise.
const SEEDS: u64 = 500;
/// Every so manieth history has its store in a file.
const FILE_EVERY: u64 = 10;
/// Within so many histories each bug is found.
const SEEDS_TO_FIND: u64 = 60;

/// A number from the environment.
fn given(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is {text:?}")))
}

fn kind(seed: u64) -> Kind {
    if seed.is_multiple_of(FILE_EVERY) { Kind::File } else { Kind::Memory }
}

/// The history of a seed, and its log where it is wanted. A panic is a broken history too.
fn lived(seed: u64, kind: Kind, bug: Option<Bug>, logged: bool) -> (Result<Tally, String>, Vec<String>) {
    let world = World::new(seed, kind, bug, logged);
    catch_unwind(AssertUnwindSafe(|| world.live()))
        .unwrap_or_else(|_| (Err("something panicked; see above".to_owned()), Vec::new()))
}

/// Lives through histories on all processors; what happened in them, and those that broke, in order.
fn all(first: u64, count: u64) -> (Tally, Vec<(u64, String)>) {
    let next = &AtomicU64::new(first);
    let (tally, mut broken) = thread::scope(|scope| {
        let work = move || {
            let (mut tally, mut broken) = (Tally::default(), Vec::new());
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= first + count {
                    return (tally, broken);
                }
                match lived(seed, kind(seed), None, false).0 {
                    Ok(happened) => tally.add(&happened),
                    Err(sentence) => broken.push((seed, sentence)),
                }
            }
        };
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..processors).map(|_| scope.spawn(work)).collect();
        let (mut tally, mut broken) = (Tally::default(), Vec::new());
        for worker in workers {
            let (happened, broke) = worker.join().unwrap();
            tally.add(&happened);
            broken.extend(broke);
        }
        (tally, broken)
    });
    broken.sort();
    (tally, broken)
}

#[test]
fn whatever_happens_nothing_is_oversold_lost_or_done_twice() {
    if let Some(seed) = given("SIM_SEED") {
        let (lived, log) = lived(seed, kind(seed), None, true);
        for line in log {
            eprintln!("{line}");
        }
        return assert!(lived.is_ok(), "seed {seed}: {}", lived.unwrap_err());
    }
    let count = given("SIM_SEEDS").unwrap_or(SEEDS);
    let (tally, broken) = all(0, count);
    for (seed, sentence) in broken.iter().take(10) {
        eprintln!("seed {seed}: {sentence}\nAgain, with every step: cargo xtask simulate --seed {seed}");
    }
    assert!(broken.is_empty(), "{} of {count} histories broke", broken.len());
    eprintln!("{count} histories\n{tally}");
    // Fewer histories need not have met everything.
    if count >= SEEDS {
        assert_eq!(tally.never(), Vec::<&str>::new(), "these never happened in {count} histories");
    }
}

#[test]
fn a_seed_gives_the_same_history_again() {
    for (seed, kind) in [(3, Kind::Memory), (5, Kind::File), (5, Kind::Memory)] {
        let (first, second) = (lived(seed, kind, None, true).1, lived(seed, kind, None, true).1);
        assert!(first.len() > 60, "{} steps", first.len());
        assert_eq!(first, second);
    }
    assert_ne!(lived(3, Kind::Memory, None, true).1, lived(4, Kind::Memory, None, true).1);
}

#[test]
fn a_file_lives_the_same_history_as_memory() {
    for seed in 1_000..1_003 {
        assert_eq!(lived(seed, Kind::File, None, true).1, lived(seed, Kind::Memory, None, true).1);
    }
}

/// A simulation that cannot fail proves nothing.
#[test]
fn every_bug_is_found_soon() {
    for bug in Bug::ALL {
        // Only a file can lose what was written last.
        let kind = if *bug == Bug::AcknowledgesEarly { Kind::File } else { Kind::Memory };
        let found =
            (0..SEEDS_TO_FIND).find_map(|seed| Some((seed, lived(seed, kind, Some(*bug), false).0.err()?)));
        let Some((seed, sentence)) = found else {
            panic!("{bug:?} is not found in {SEEDS_TO_FIND} histories")
        };
        eprintln!("{bug:?} is found by seed {seed}: {sentence}");
    }
}
