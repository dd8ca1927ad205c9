//! Earlier answers of the Product service, in bounded memory, and when one of them may serve.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use catalog_core::product::ProductId;

use crate::model::{Seen, Sighting, Sightings};

/// How many products are remembered: some megabytes at most.
const PRODUCTS_MAX: usize = 65_536;

/// For how long an answer may serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// So long an answer counts as if it were given now.
    pub fresh: Duration,
    /// So old may an answer be that stands in while the Product service cannot be asked; none under `strict`.
    pub stands_in: Option<Duration>,
}

/// What was answered, and when. Time is given as what passed since any fixed moment.
#[derive(Debug)]
pub struct Memory {
    freshness: Freshness,
    answers: BTreeMap<ProductId, (Seen, Duration)>,
    /// In the order of their first answer, to forget the oldest.
    order: VecDeque<ProductId>,
    /// When a product was last forgotten.
    forgotten: Duration,
}

impl Memory {
    /// A memory that knows nothing.
    pub fn new(freshness: Freshness) -> Self {
        Self { freshness, answers: BTreeMap::new(), order: VecDeque::new(), forgotten: Duration::ZERO }
    }

    /// What is known well enough of these products, and which ones must be asked about, each once.
    pub fn recall(&self, ids: &[ProductId], now: Duration) -> (Sightings, Vec<ProductId>) {
        let (mut known, mut unknown) = (BTreeMap::new(), Vec::new());
        for id in ids {
            match self.no_older(*id, self.freshness.fresh, now) {
                Some(seen) => drop(known.insert(*id, Sighting::fresh(seen))),
                None if unknown.contains(id) => {}
                None => unknown.push(*id),
            }
        }
        (known.into_iter().collect(), unknown)
    }

    /// What may stand in for an answer about all of these products, if anything may.
    pub fn stand_in(&self, ids: &[ProductId], now: Duration) -> Option<Sightings> {
        let age = self.freshness.stands_in?;
        let seen = |id: &ProductId| {
            let seen = self.no_older(*id, age, now)?;
            Some((*id, Sighting { seen, cached: true }))
        };
        ids.iter().map(seen).collect()
    }

    /// Remembers the answers to a question that was asked at `asked`.
    ///
    /// They count from then. A product that does not exist is not remembered, for it may be created next; and
    /// answers are let go when a product was forgotten meanwhile, for they may be from before its change.
    pub fn learn(&mut self, answers: impl IntoIterator<Item = (ProductId, Seen)>, asked: Duration) {
        if asked < self.forgotten {
            return;
        }
        for (id, seen) in answers.into_iter().filter(|(_, seen)| *seen != Seen::Unknown) {
            if self.answers.insert(id, (seen, asked)).is_none() {
                self.order.push_back(id);
            }
        }
        while self.answers.len() > PRODUCTS_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.answers.remove(&oldest);
        }
    }

    /// Forgets a product, because it changed; this was heard at `now`.
    pub fn forget(&mut self, id: ProductId, now: Duration) {
        self.forgotten = self.forgotten.max(now);
        if self.answers.remove(&id).is_some() {
            self.order.retain(|other| *other != id);
        }
    }

    fn no_older(&self, id: ProductId, age: Duration, now: Duration) -> Option<Seen> {
        let (seen, at) = self.answers.get(&id)?;
        (now.saturating_sub(*at) < age).then(|| seen.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    fn id(number: u128) -> ProductId {
        ProductId(uuid::Uuid::from_u128(number))
    }

    fn memory(stands_in: Option<Duration>) -> Memory {
        let mut memory = Memory::new(Freshness { fresh: secs(2), stands_in });
        memory.learn([(id(1), Seen::NotForSale)], secs(10));
        memory
    }

    #[test]
    fn an_answer_is_fresh_for_a_while() {
        let memory = memory(None);
        let (known, unknown) = memory.recall(&[id(1), id(2), id(2)], secs(11));
        assert_eq!(known.get(id(1)), Some(&Sighting::fresh(Seen::NotForSale)));
        assert_eq!(unknown, [id(2)]);
        assert_eq!(memory.recall(&[id(1)], secs(12)).1, [id(1)]);
    }

    #[test]
    fn an_older_answer_stands_in_only_where_that_is_allowed_and_for_all() {
        assert_eq!(memory(None).stand_in(&[id(1)], secs(11)), None);
        let cached = memory(Some(secs(300)));
        let stood_in = cached.stand_in(&[id(1)], secs(200)).unwrap();
        assert_eq!(stood_in.get(id(1)), Some(&Sighting { seen: Seen::NotForSale, cached: true }));
        assert_eq!(cached.stand_in(&[id(1), id(2)], secs(200)), None);
        assert_eq!(cached.stand_in(&[id(1)], secs(310)), None);
    }

    #[test]
    fn a_changed_product_is_asked_about_again() {
        let mut memory = memory(None);
        memory.forget(id(1), secs(11));
        assert_eq!(memory.recall(&[id(1)], secs(11)).1, [id(1)]);
        memory.learn([(id(1), Seen::NotForSale)], secs(10));
        assert_eq!(memory.recall(&[id(1)], secs(11)).1, [id(1)], "the answer may be from before the change");
        memory.learn([(id(1), Seen::NotForSale)], secs(11));
        assert_eq!(memory.recall(&[id(1)], secs(11)).1, []);
    }

    #[test]
    fn what_does_not_exist_is_asked_about_each_time() {
        let mut memory = memory(None);
        memory.learn([(id(2), Seen::Unknown)], secs(10));
        assert_eq!(memory.recall(&[id(2)], secs(10)).1, [id(2)]);
    }

    #[test]
    fn memory_stays_bounded() {
        let mut memory = memory(None);
        memory.learn((0..PRODUCTS_MAX as u128 + 10).map(|n| (id(n + 2), Seen::NotForSale)), secs(10));
        assert_eq!((memory.answers.len(), memory.order.len()), (PRODUCTS_MAX, PRODUCTS_MAX));
        assert!(!memory.answers.contains_key(&id(1)), "the oldest goes first");
    }
}
