//! What a verifier keeps of one product, all locations together.

use super::{
    Bucket, Movement, MovementKind,
    place::{figures, is_in_range},
};
use crate::model::buckets::Buckets;

/// What became of units that were reserved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Holds {
    pub(super) reserved: i128,
    pub(super) bought: i128,
    pub(super) went_back: i128,
}

/// Sums of one product's journal, and of the rows kept beside it. Wide enough for any journal.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    buckets: [i128; Bucket::ALL.len()],
    /// Units that purchases and shipments gave to customers.
    pub(super) handed_over: i128,
    /// Units that customers brought back.
    pub(super) brought_back: i128,
    /// The last movement.
    pub(super) last_seq: Option<u64>,
    /// Units that were reserved, and what became of them, by the journal.
    pub(super) holds: Holds,
    /// The same by the reservations.
    pub(super) reservations: Holds,
    /// The figures that are kept.
    pub(super) kept: Option<Buckets>,
    /// Units in completed purchases.
    pub(super) completed: i128,
    /// Units that purchases say were brought back.
    pub(super) returned_of_purchases: i128,
    /// Units in returns.
    pub(super) returned: i128,
    /// Units in returns of a known purchase.
    pub(super) returned_with_purchase: i128,
}

impl Ledger {
    /// Posts a movement.
    pub(super) fn post(&mut self, movement: &Movement) {
        let units = i128::from(movement.quantity.get());
        *self.slot(movement.from) -= units;
        *self.slot(movement.to) += units;
        match movement.kind {
            MovementKind::Purchase | MovementKind::Ship => self.handed_over += units,
            MovementKind::Return => self.brought_back += units,
            _ => {}
        }
        match (movement.from, movement.to) {
            (_, Bucket::Reserved) => self.holds.reserved += units,
            (Bucket::Reserved, Bucket::Sellable) => self.holds.went_back += units,
            (Bucket::Reserved, _) => self.holds.bought += units,
            _ => {}
        }
        self.last_seq = Some(movement.seq);
    }

    /// The units in a bucket by the journal.
    pub(super) fn units(&self, bucket: Bucket) -> i128 {
        self.buckets[bucket as usize]
    }

    fn slot(&mut self, bucket: Bucket) -> &mut i128 {
        &mut self.buckets[bucket as usize]
    }

    pub(super) fn inside(&self) -> [i128; 5] {
        [Bucket::Sellable, Bucket::Reserved, Bucket::Committed, Bucket::Unavailable, Bucket::Incoming]
            .map(|bucket| self.units(bucket))
    }

    pub(super) fn is_in_range(&self) -> bool {
        is_in_range(self.inside())
    }

    pub(super) fn is_replayed(&self) -> bool {
        figures(self.kept.unwrap_or_default()) == self.inside()
    }

    pub(super) fn is_conserved(&self) -> bool {
        let outside = Bucket::ALL.iter().filter(|bucket| !bucket.is_inside());
        let inside: i128 = figures(self.kept.unwrap_or_default()).iter().sum();
        inside + outside.map(|bucket| self.units(*bucket)).sum::<i128>() == 0
    }
}
