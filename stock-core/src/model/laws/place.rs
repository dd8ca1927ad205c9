//! What a verifier keeps of one product at one location.

use std::collections::BTreeMap;

use super::{Bucket, Movement};
use crate::model::{Level, LevelId, MovementKind, buckets::Buckets, quantity::UNITS_MAX};

/// Sums of the journal, and of the rows kept beside it, at one location. Wide enough for any journal.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    inside: [i128; INSIDE.len()],
    in_transit: i128,
    /// The last movement.
    pub(super) last_seq: Option<u64>,
    /// The level that is kept.
    pub(super) level: Option<Level>,
    /// Units in open purchases.
    pub(super) open: i128,
    /// Units in reservations that are active.
    pub(super) held: i128,
    /// Units of transfers that are on their way here.
    pub(super) shipped: i128,
}

const INSIDE: [Bucket; 5] =
    [Bucket::Sellable, Bucket::Reserved, Bucket::Committed, Bucket::Unavailable, Bucket::Incoming];

impl Place {
    /// The units in a bucket by the journal; none outside.
    pub(super) fn units(&self, bucket: Bucket) -> i128 {
        INSIDE.iter().position(|inside| *inside == bucket).map_or(0, |place| self.inside[place])
    }

    fn change(&mut self, bucket: Bucket, units: i128) {
        if let Some(place) = INSIDE.iter().position(|inside| *inside == bucket) {
            self.inside[place] += units;
        }
    }

    pub(super) fn is_non_negative(&self) -> bool {
        let others = self.inside.iter().skip(1).all(|units| *units >= 0);
        others && (0..=self.units(Bucket::Incoming)).contains(&self.in_transit)
    }

    pub(super) fn is_in_range(&self) -> bool {
        is_in_range(self.inside)
    }

    /// Whether the level that is kept is the sum of the journal; one that was never touched need not be kept.
    pub(super) fn is_replayed(&self) -> bool {
        let kept = self.level.map(|level| (level.buckets, level.in_transit)).unwrap_or_default();
        figures(kept.0) == self.inside && i128::from(kept.1) == self.in_transit
    }

    /// Whether shipped transfers say what is on its way here from other locations.
    pub(super) fn is_in_step(&self) -> bool {
        self.shipped == self.in_transit
    }

    /// Whether nothing is here by the journal.
    pub(super) fn is_vacant(&self) -> bool {
        self.inside.iter().all(|units| *units == 0)
    }
}

/// Posts a movement at the places that it touches.
pub(super) fn post(places: &mut BTreeMap<LevelId, Place>, movement: &Movement) {
    let units = i128::from(movement.quantity.get());
    let origin = LevelId::new(movement.product, movement.location);
    let destination = movement.destination.map_or(origin, |there| LevelId::new(movement.product, there));
    let transfer = movement.kind == MovementKind::Transfer;
    let here = places.entry(origin).or_default();
    here.change(movement.from, -units);
    here.last_seq = Some(movement.seq);
    if transfer && movement.from == Bucket::Incoming {
        here.in_transit -= units;
    }
    let there = places.entry(destination).or_default();
    there.change(movement.to, units);
    there.last_seq = Some(movement.seq);
    if transfer && movement.to == Bucket::Incoming {
        there.in_transit += units;
    }
}

/// Figures as [`INSIDE`] orders them.
pub(super) fn figures(buckets: Buckets) -> [i128; INSIDE.len()] {
    INSIDE.map(|bucket| buckets.get(bucket).map_or(0, i128::from))
}

/// Whether every figure, and what is on hand, is within ±(2^53 − 1).
pub(super) fn is_in_range(inside: [i128; INSIDE.len()]) -> bool {
    let [sellable, reserved, committed, unavailable, _] = inside;
    let most = i128::from(UNITS_MAX);
    let on_hand = sellable + reserved + committed + unavailable;
    inside.iter().chain([&on_hand]).all(|units| (-most..=most).contains(units))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_hand_is_in_range_too() {
        let most = i128::from(UNITS_MAX);
        for (inside, fits) in [
            ([most, 0, 0, 0, most], true),
            ([most, 1, 0, 0, 0], false),
            ([most, 0, 1, 0, 0], false),
            ([most, 0, 0, 1, 0], false),
            ([-most, 1, 1, 1, 0], true),
            ([-most - 1, 1, 0, 0, 0], false),
            ([0, 0, 0, 0, most + 1], false),
        ] {
            assert_eq!(is_in_range(inside), fits, "{inside:?}");
        }
    }
}
