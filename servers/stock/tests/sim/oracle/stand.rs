//! What is there of a product, by the journal.

use std::collections::BTreeMap;

use stock_core::model::{Bucket, Buckets, Inventory, Level, LocationId, Movement};

use super::{Held, hold};

/// What is in the house.
const ON_HAND: [Bucket; 4] = [Bucket::Sellable, Bucket::Reserved, Bucket::Committed, Bucket::Unavailable];

/// What is there of a product.
#[derive(Clone, Debug, Default)]
pub(super) struct Stand {
    units: BTreeMap<(LocationId, Bucket), i64>,
    /// The event that began it.
    pub(super) begun: u64,
    /// The event that last changed it.
    pub(super) version: u64,
}

/// The buckets in the house, and what is on its way.
fn inside(buckets: &Buckets) -> [(Bucket, i64); 5] {
    [
        (Bucket::Sellable, buckets.sellable),
        (Bucket::Reserved, buckets.reserved),
        (Bucket::Committed, buckets.committed),
        (Bucket::Unavailable, buckets.unavailable),
        (Bucket::Incoming, buckets.incoming),
    ]
}

impl Stand {
    pub(super) fn begun_by(event: u64) -> Self {
        Self { begun: event, ..Self::default() }
    }

    /// All places together.
    pub(super) fn units(&self, bucket: Bucket) -> i64 {
        self.units.iter().filter(|((_, of), _)| *of == bucket).map(|(_, units)| units).sum()
    }

    fn units_at(&self, location: LocationId, bucket: Bucket) -> i64 {
        self.units.get(&(location, bucket)).copied().unwrap_or_default()
    }

    pub(super) fn on_hand(&self) -> i64 {
        ON_HAND.iter().map(|bucket| self.units(*bucket)).sum()
    }

    pub(super) fn on_hand_at(&self, location: LocationId) -> i64 {
        ON_HAND.iter().map(|bucket| self.units_at(location, *bucket)).sum()
    }

    /// Whether anything ever moved here.
    pub(super) fn was_at(&self, location: LocationId) -> bool {
        self.units.keys().any(|(at, _)| *at == location)
    }

    pub(super) fn post(&mut self, movement: &Movement) {
        let (units, here) = (movement.quantity.get(), movement.location);
        let there = movement.destination.unwrap_or(here);
        *self.units.entry((here, movement.from)).or_default() -= units;
        *self.units.entry((there, movement.to)).or_default() += units;
    }

    /// An inventory says what the journal says.
    pub(super) fn is(&self, row: &Inventory) -> Held {
        for (bucket, units) in inside(&row.buckets) {
            let posted = self.units(bucket);
            hold!(units == posted, "{}: `{bucket}` is {units}, by the journal {posted}", row.product);
        }
        Ok(())
    }

    /// So does a level.
    pub(super) fn is_at(&self, row: &Level) -> Held {
        for (bucket, units) in inside(&row.buckets) {
            let posted = self.units_at(row.id.location, bucket);
            hold!(units == posted, "{}: `{bucket}` is {units}, by the journal {posted}", row.id);
            hold!(units >= 0 || bucket == Bucket::Sellable, "{}: `{bucket}` is {units}", row.id);
        }
        Ok(())
    }
}
