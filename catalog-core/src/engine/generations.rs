//! When what a store shows was last changed, told by the one who writes to those who keep what they have read.

use std::sync::atomic::{AtomicU64, Ordering};

use super::shows::{Aspect, Shows};

/// Batches are counted, and of each aspect it is known which batch was the last to change it.
///
/// Aspects share numbers, so this has the same size for any store. An answer whose aspect shares one with another
/// that has changed is made again for nothing; a change that is not seen there cannot be.
#[derive(Debug)]
pub struct Generations {
    batches: AtomicU64,
    changed: Box<[AtomicU64]>,
}

impl Default for Generations {
    fn default() -> Self {
        Self { batches: AtomicU64::new(0), changed: (0..Aspect::SHARED).map(|_| AtomicU64::new(0)).collect() }
    }
}

impl Generations {
    /// How many batches were run. What is read afterwards shows what all of them did.
    pub fn batches(&self) -> u64 {
        self.batches.load(Ordering::Acquire)
    }

    /// Whether an answer that was asked for after so many batches is still what would be answered; one that does
    /// not say what it shows only until the next batch.
    pub fn still_hold(&self, batches: u64, shows: Option<&Shows>) -> bool {
        match shows {
            Some(shows) => shows.aspects().iter().all(|aspect| self.changed(*aspect) <= batches),
            None => self.batches() == batches,
        }
    }

    /// A batch was run that changed these aspects, whether its commit is known to have succeeded or not. It is to
    /// be told after the commit, and before anyone else hears of it.
    pub fn raise(&self, changed: &[Aspect]) {
        let batch = self.batches() + 1;
        for number in changed.iter().filter_map(|aspect| self.changed.get(aspect.number())) {
            number.store(batch, Ordering::Release);
        }
        self.batches.store(batch, Ordering::Release);
    }

    /// A batch was run, and nobody knows what it changed.
    pub fn raise_all(&self) {
        let batch = self.batches() + 1;
        self.changed.iter().for_each(|number| number.store(batch, Ordering::Release));
        self.batches.store(batch, Ordering::Release);
    }

    /// The batch that last changed an aspect, or one that shares its number.
    fn changed(&self, aspect: Aspect) -> u64 {
        self.changed.get(aspect.number()).map_or(u64::MAX, |number| number.load(Ordering::Acquire))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_ends_what_shows_it_and_little_else() {
        let generations = Generations::default();
        let rows: Vec<Shows> = (0..20_000).map(|row| Shows::row(&row)).collect();
        generations.raise(&[Aspect::row(&7)]);
        let ended: Vec<_> = (0..20_000).filter(|row| !generations.still_hold(0, rows.get(*row))).collect();
        assert!(ended.contains(&7) && ended.len() < 20, "{ended:?}");
        assert!(rows.iter().all(|shows| generations.still_hold(1, Some(shows))));
    }

    #[test]
    fn what_does_not_say_what_it_shows_ends_with_each_batch() {
        let generations = Generations::default();
        assert!(generations.still_hold(0, None));
        generations.raise(&[]);
        assert!(!generations.still_hold(0, None) && generations.still_hold(1, None));
    }

    #[test]
    fn where_nobody_knows_everything_has_changed() {
        let generations = Generations::default();
        generations.raise_all();
        assert!(!generations.still_hold(0, Some(&Shows::row(&1))));
        assert!(generations.still_hold(1, Some(&Shows::row(&1))));
        assert_eq!(generations.batches(), 1);
    }
}
