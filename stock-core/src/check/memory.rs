//! Earlier answers of the Product service, in bounded memory, and when one of them may serve.
//!
//! Whoever follows the product events tells it what happened, so an answer may serve longer: a change reaches
//! it at once. An answer from before the feed was followed is trusted no longer than without.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use catalog_core::product::{Product, ProductEvent, ProductHappening, ProductId, Status};

use crate::model::{Seen, Sighting, Sightings};

/// How many products are remembered: some megabytes at most.
const PRODUCTS_MAX: usize = 65_536;

/// For how long an answer may serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// So long an answer counts as if it were given now.
    pub fresh: Duration,
    /// The same while product events are followed.
    pub followed: Duration,
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
    /// Since when product events are followed.
    followed_since: Option<Duration>,
    /// When a change of a product was last heard of.
    changed: BTreeMap<ProductId, Duration>,
    /// Answers from before this moment may miss a change, whichever product they are about.
    unsure_until: Duration,
}

impl Memory {
    /// A memory that knows nothing.
    pub fn new(freshness: Freshness) -> Self {
        Self {
            freshness,
            answers: BTreeMap::new(),
            order: VecDeque::new(),
            followed_since: None,
            changed: BTreeMap::new(),
            unsure_until: Duration::ZERO,
        }
    }

    /// Product events are followed from now on, without a gap to those heard before.
    pub fn follow(&mut self, now: Duration) {
        self.followed_since = Some(now);
    }

    /// They are not followed any more.
    pub fn unfollow(&mut self) {
        self.followed_since = None;
    }

    /// What is known well enough of these products, and which ones must be asked about, each once.
    pub fn recall(&self, ids: &[ProductId], now: Duration) -> (Sightings, Vec<ProductId>) {
        let (mut known, mut unknown) = (BTreeMap::new(), Vec::new());
        for id in ids {
            match self.fresh(*id, now) {
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
    /// They count from then. A product that does not exist is not remembered, for it may be created next; nor
    /// is an answer about a product that changed meanwhile, for it may be from before the change.
    pub fn learn(&mut self, answers: impl IntoIterator<Item = (ProductId, Seen)>, asked: Duration) {
        for (id, seen) in answers.into_iter().filter(|(_, seen)| *seen != Seen::Unknown) {
            let changed = self.changed.get(&id).copied().unwrap_or_default();
            if asked >= changed.max(self.unsure_until) {
                self.remember(id, seen, asked);
            }
        }
    }

    /// Hears of what happened to a product, at `now`. One that nobody asked about is not remembered.
    pub fn hear(&mut self, event: &ProductEvent, now: Duration) {
        let id = event.product_id();
        self.note_change(id, now);
        if !self.answers.contains_key(&id) {
            return;
        }
        match &event.happening {
            ProductHappening::Created(product) | ProductHappening::Updated(product) => {
                self.remember(id, seen(product), now);
            }
            ProductHappening::Deleted { .. } => {
                self.answers.remove(&id);
                self.order.retain(|other| *other != id);
            }
        }
    }

    /// Forgets all of it at `now`, because changes were missed.
    pub fn forget(&mut self, now: Duration) {
        self.unsure_until = now;
        self.changed.clear();
        self.answers.clear();
        self.order.clear();
    }

    fn note_change(&mut self, id: ProductId, now: Duration) {
        if self.changed.len() >= PRODUCTS_MAX {
            self.unsure_until = now;
            self.changed.clear();
        }
        self.changed.insert(id, now);
    }

    fn remember(&mut self, id: ProductId, seen: Seen, at: Duration) {
        if self.answers.insert(id, (seen, at)).is_none() {
            self.order.push_back(id);
        }
        while self.answers.len() > PRODUCTS_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.answers.remove(&oldest);
        }
    }

    fn fresh(&self, id: ProductId, now: Duration) -> Option<Seen> {
        let (_, at) = self.answers.get(&id)?;
        let followed = self.followed_since.is_some_and(|since| *at >= since);
        self.no_older(id, if followed { self.freshness.followed } else { self.freshness.fresh }, now)
    }

    fn no_older(&self, id: ProductId, age: Duration, now: Duration) -> Option<Seen> {
        let (seen, at) = self.answers.get(&id)?;
        (now.saturating_sub(*at) < age).then(|| seen.clone())
    }
}

/// What a product is to a purchase.
fn seen(product: &Product) -> Seen {
    match product.attributes.status {
        Status::Active => Seen::ForSale { price: product.attributes.price, version: product.version },
        Status::Draft | Status::Archived => Seen::NotForSale,
    }
}

#[cfg(test)]
mod tests {
    use catalog_core::{
        api::instant::UnixMillis,
        product::{Currency, Money, Name, ProductAttributes, Sku},
    };

    use super::*;

    const fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    fn id(number: u128) -> ProductId {
        ProductId(uuid::Uuid::from_u128(number))
    }

    /// A memory that was told at 10 s that product 1 is not for sale.
    fn memory(stands_in: Option<Duration>) -> Memory {
        let mut memory = Memory::new(Freshness { fresh: secs(2), followed: secs(30), stands_in });
        memory.learn([(id(1), Seen::NotForSale)], secs(10));
        memory
    }

    fn product(number: u128) -> Product {
        let price = Money::new(950, Currency::parse("EUR").unwrap()).unwrap();
        let attributes = ProductAttributes::new(Sku::new("A").unwrap(), Name::new("A").unwrap(), price);
        let at = UnixMillis::new(0);
        Product { id: id(number), attributes, version: 7, created_at: at, updated_at: at }
    }

    fn event(happening: ProductHappening) -> ProductEvent {
        ProductEvent { seq: 7, at: UnixMillis::new(0), actor: "ana".to_owned(), happening }
    }

    fn updated(number: u128) -> ProductEvent {
        event(ProductHappening::Updated(Box::new(product(number))))
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
    fn an_answer_is_fresh_for_longer_while_events_are_followed() {
        let mut memory = memory(None);
        memory.follow(secs(11));
        assert_eq!(memory.recall(&[id(1)], secs(12)).1, [id(1)], "it is from before");
        memory.learn([(id(1), Seen::NotForSale)], secs(12));
        assert_eq!(memory.recall(&[id(1)], secs(41)).1, []);
        assert_eq!(memory.recall(&[id(1)], secs(42)).1, [id(1)], "the bound holds in any case");
        memory.unfollow();
        assert_eq!(memory.recall(&[id(1)], secs(14)).1, [id(1)]);
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
    fn what_happened_to_a_known_product_counts_at_once() {
        let mut memory = memory(None);
        memory.hear(&updated(1), secs(11));
        let (known, unknown) = memory.recall(&[id(1)], secs(11));
        let price = product(1).attributes.price;
        assert_eq!(known.get(id(1)), Some(&Sighting::fresh(Seen::ForSale { price, version: 7 })));
        assert_eq!(unknown, []);
        memory.hear(&updated(2), secs(11));
        assert_eq!(memory.recall(&[id(2)], secs(11)).1, [id(2)], "nobody asked about it");
    }

    #[test]
    fn a_deleted_product_does_not_even_stand_in() {
        let mut memory = memory(Some(secs(300)));
        let sku = Sku::new("A").unwrap();
        memory.hear(&event(ProductHappening::Deleted { id: id(1), sku }), secs(11));
        assert_eq!(memory.recall(&[id(1)], secs(11)).1, [id(1)]);
        assert_eq!(memory.stand_in(&[id(1)], secs(11)), None);
    }

    #[test]
    fn an_answer_from_before_a_change_is_let_go() {
        let mut memory = memory(None);
        memory.hear(&updated(1), secs(11));
        memory.learn([(id(1), Seen::NotForSale), (id(2), Seen::NotForSale)], secs(10));
        let (known, unknown) = memory.recall(&[id(1), id(2)], secs(11));
        assert!(matches!(known.get(id(1)).map(|known| &known.seen), Some(Seen::ForSale { .. })));
        assert_eq!(unknown, [], "the other one did not change");
        memory.learn([(id(1), Seen::NotForSale)], secs(11));
        let (known, _) = memory.recall(&[id(1)], secs(11));
        assert_eq!(known.get(id(1)), Some(&Sighting::fresh(Seen::NotForSale)));
    }

    #[test]
    fn missed_changes_forget_all_and_what_is_under_way() {
        let mut memory = memory(Some(secs(300)));
        memory.forget(secs(11));
        memory.learn([(id(1), Seen::NotForSale)], secs(10));
        assert_eq!(memory.stand_in(&[id(1)], secs(11)), None);
        memory.learn([(id(1), Seen::NotForSale)], secs(11));
        assert_eq!(memory.recall(&[id(1)], secs(12)).1, []);
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
        for n in 0..PRODUCTS_MAX as u128 + 10 {
            memory.hear(&updated(n + 1_000_000), secs(11));
        }
        assert!(memory.changed.len() <= PRODUCTS_MAX);
        memory.learn([(id(1), Seen::NotForSale)], secs(10));
        assert_eq!(memory.recall(&[id(1)], secs(11)).1, [id(1)], "which ones changed is no longer known");
    }
}
