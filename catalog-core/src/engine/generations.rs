//! How often a store was changed, told by the one who writes to those who keep what they have read.

use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

/// How many numbers the resources share. With as many as this, a change of one lets hardly any other look changed.
const SHARED: u64 = 4_096;

/// The generations of a store: one of the whole, and one of each resource, which shares it with a few others.
///
/// It has the same size however many resources there are. Whatever is raised by a change of another resource is
/// read again for nothing; a change that is not seen there cannot be.
#[derive(Debug)]
pub struct Generations {
    batches: AtomicU64,
    shared: Box<[AtomicU64]>,
}

impl Default for Generations {
    fn default() -> Self {
        Self { batches: AtomicU64::new(0), shared: (0..SHARED).map(|_| AtomicU64::new(0)).collect() }
    }
}

impl Generations {
    /// How many batches were run.
    pub fn batches(&self) -> u64 {
        self.batches.load(Ordering::Acquire)
    }

    /// A number that is another one after each change of the resource with this id.
    pub fn of(&self, id: Uuid) -> u64 {
        self.shared(id).map_or_else(|| self.batches(), |number| number.load(Ordering::Acquire))
    }

    /// A batch was run that changed the resources with these ids, whether its commit is known to have succeeded
    /// or not. It is to be told after the commit, and before anyone else hears of it.
    pub fn raise<'a>(&self, changed: impl IntoIterator<Item = &'a Uuid>) {
        for id in changed {
            self.shared(*id).into_iter().for_each(raise);
        }
        raise(&self.batches);
    }

    /// A batch was run, and nobody knows what it changed.
    pub fn raise_all(&self) {
        self.shared.iter().for_each(raise);
        raise(&self.batches);
    }

    /// The number that a resource shares: its id has chance enough in it.
    fn shared(&self, id: Uuid) -> Option<&AtomicU64> {
        let (high, low) = id.as_u64_pair();
        self.shared.get(usize::try_from((high ^ low) % SHARED).ok()?)
    }
}

fn raise(number: &AtomicU64) {
    number.fetch_add(1, Ordering::Release);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_raises_the_whole_and_its_own() {
        let generations = Generations::default();
        let ids: Vec<Uuid> = (0..20_000).map(Uuid::from_u128).collect();
        let before: Vec<u64> = ids.iter().map(|id| generations.of(*id)).collect();
        generations.raise([&ids[7]]);
        let raised = ids.iter().zip(before).filter(|(id, before)| generations.of(**id) != *before);
        let raised: Vec<&Uuid> = raised.map(|(id, _)| id).collect();
        assert!(raised.contains(&&ids[7]) && raised.len() < 10, "{raised:?}");
        assert_eq!(generations.batches(), 1);
    }

    #[test]
    fn where_nobody_knows_everything_has_changed() {
        let generations = Generations::default();
        let before = generations.of(Uuid::max());
        generations.raise_all();
        assert_ne!(generations.of(Uuid::max()), before);
        assert_eq!(generations.batches(), 1);
    }
}
