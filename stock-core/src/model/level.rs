//! How many units each bucket of a location holds.

use super::{
    bucket::Bucket,
    quantity::{Quantity, in_range},
};

/// The units in each inside bucket. All but `sellable` are never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Level {
    /// Free to be sold; below zero after back-orders, or after a count found fewer than are promised.
    pub sellable: i64,
    /// Held for buyers.
    pub reserved: i64,
    /// Bought, not yet handed over.
    pub committed: i64,
    /// Not for sale.
    pub unavailable: i64,
    /// On its way.
    pub incoming: i64,
}

/// Why units cannot move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmovable {
    /// The bucket does not hold as many and may not go below zero.
    Short(Bucket),
    /// A figure would pass ±(2^53 − 1).
    Overflow,
}

impl Level {
    /// The units in the house: all but those on their way.
    pub fn on_hand(&self) -> i64 {
        self.sellable + self.reserved + self.committed + self.unavailable
    }

    /// The units in a bucket; none for one outside.
    pub fn get(&self, bucket: Bucket) -> Option<i64> {
        Some(match bucket {
            Bucket::Sellable => self.sellable,
            Bucket::Reserved => self.reserved,
            Bucket::Committed => self.committed,
            Bucket::Unavailable => self.unavailable,
            Bucket::Incoming => self.incoming,
            Bucket::Supplier | Bucket::Customer | Bucket::Loss | Bucket::Correction => return None,
        })
    }

    fn slot(&mut self, bucket: Bucket) -> Option<&mut i64> {
        Some(match bucket {
            Bucket::Sellable => &mut self.sellable,
            Bucket::Reserved => &mut self.reserved,
            Bucket::Committed => &mut self.committed,
            Bucket::Unavailable => &mut self.unavailable,
            Bucket::Incoming => &mut self.incoming,
            Bucket::Supplier | Bucket::Customer | Bucket::Loss | Bucket::Correction => return None,
        })
    }

    /// The level after `quantity` units went from one bucket to another.
    pub fn moved(mut self, from: Bucket, to: Bucket, quantity: Quantity) -> Result<Self, Unmovable> {
        if let Some(units) = self.slot(from) {
            *units -= quantity.get();
            if *units < 0 && from != Bucket::Sellable {
                return Err(Unmovable::Short(from));
            }
        }
        if let Some(units) = self.slot(to) {
            *units += quantity.get();
        }
        if self.is_in_range() { Ok(self) } else { Err(Unmovable::Overflow) }
    }

    /// Whether every figure is within ±(2^53 − 1).
    pub fn is_in_range(&self) -> bool {
        [self.sellable, self.reserved, self.committed, self.unavailable, self.incoming, self.on_hand()]
            .into_iter()
            .all(in_range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quantity::UNITS_MAX;

    fn quantity(units: i64) -> Quantity {
        Quantity::new(units).expect("in range")
    }

    #[test]
    fn units_move_between_two_buckets_only() {
        let level = Level { sellable: 5, ..Level::default() };
        let moved = level.moved(Bucket::Sellable, Bucket::Committed, quantity(2));
        assert_eq!(moved, Ok(Level { sellable: 3, committed: 2, ..level }));
        let left = level.moved(Bucket::Sellable, Bucket::Customer, quantity(5));
        assert_eq!(left, Ok(Level::default()));
    }

    #[test]
    fn only_sellable_goes_below_zero() {
        let level = Level::default();
        let sold = level.moved(Bucket::Sellable, Bucket::Customer, quantity(1));
        assert_eq!(sold.map(|level| level.sellable), Ok(-1));
        let shipped = level.moved(Bucket::Committed, Bucket::Customer, quantity(1));
        assert_eq!(shipped, Err(Unmovable::Short(Bucket::Committed)));
    }

    #[test]
    fn no_figure_passes_what_javascript_holds() {
        let full = Level { sellable: UNITS_MAX - 1, unavailable: 1, ..Level::default() };
        assert_eq!(
            full.moved(Bucket::Supplier, Bucket::Sellable, quantity(1)),
            Err(Unmovable::Overflow),
            "on hand counts both buckets",
        );
        let empty = Level { sellable: -UNITS_MAX, ..Level::default() };
        assert_eq!(empty.moved(Bucket::Sellable, Bucket::Customer, quantity(1)), Err(Unmovable::Overflow));
    }
}
