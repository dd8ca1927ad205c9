//! How many units each bucket holds.

use super::{
    bucket::Bucket,
    quantity::{Quantity, in_range},
};

/// The units in each inside bucket. All but `sellable` are never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Buckets {
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

impl Buckets {
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

    /// The buckets after `quantity` units went from one to another.
    pub fn moved(self, from: Bucket, to: Bucket, quantity: Quantity) -> Result<Self, Unmovable> {
        self.less(from, quantity)?.more(to, quantity).checked()
    }

    /// The buckets after units left one for another place.
    pub fn left(self, from: Bucket, quantity: Quantity) -> Result<Self, Unmovable> {
        self.less(from, quantity)?.checked()
    }

    /// The buckets after units came into one from another place.
    pub fn joined(self, to: Bucket, quantity: Quantity) -> Result<Self, Unmovable> {
        self.more(to, quantity).checked()
    }

    fn less(mut self, from: Bucket, quantity: Quantity) -> Result<Self, Unmovable> {
        if let Some(units) = self.slot(from) {
            *units -= quantity.get();
            if *units < 0 && from != Bucket::Sellable {
                return Err(Unmovable::Short(from));
            }
        }
        Ok(self)
    }

    fn more(mut self, to: Bucket, quantity: Quantity) -> Self {
        if let Some(units) = self.slot(to) {
            *units += quantity.get();
        }
        self
    }

    fn checked(self) -> Result<Self, Unmovable> {
        if self.is_in_range() { Ok(self) } else { Err(Unmovable::Overflow) }
    }

    /// Whether there is nothing in any of them.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether every figure is within ±(2^53 − 1).
    pub fn is_in_range(&self) -> bool {
        [self.sellable, self.reserved, self.committed, self.unavailable, self.incoming, self.on_hand()]
            .into_iter()
            .all(in_range)
    }
}

impl std::iter::Sum for Buckets {
    fn sum<I: Iterator<Item = Self>>(buckets: I) -> Self {
        buckets.fold(Self::default(), |sum, more| Self {
            sellable: sum.sellable + more.sellable,
            reserved: sum.reserved + more.reserved,
            committed: sum.committed + more.committed,
            unavailable: sum.unavailable + more.unavailable,
            incoming: sum.incoming + more.incoming,
        })
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
        let held = Buckets { sellable: 5, ..Buckets::default() };
        let moved = held.moved(Bucket::Sellable, Bucket::Committed, quantity(2));
        assert_eq!(moved, Ok(Buckets { sellable: 3, committed: 2, ..held }));
        let left = held.moved(Bucket::Sellable, Bucket::Customer, quantity(5));
        assert_eq!(left, Ok(Buckets::default()));
    }

    #[test]
    fn only_sellable_goes_below_zero() {
        let held = Buckets::default();
        let sold = held.moved(Bucket::Sellable, Bucket::Customer, quantity(1));
        assert_eq!(sold.map(|held| held.sellable), Ok(-1));
        let shipped = held.moved(Bucket::Committed, Bucket::Customer, quantity(1));
        assert_eq!(shipped, Err(Unmovable::Short(Bucket::Committed)));
    }

    #[test]
    fn no_figure_passes_what_javascript_holds() {
        let full = Buckets { sellable: UNITS_MAX - 1, unavailable: 1, ..Buckets::default() };
        assert_eq!(
            full.moved(Bucket::Supplier, Bucket::Sellable, quantity(1)),
            Err(Unmovable::Overflow),
            "on hand counts both buckets",
        );
        let empty = Buckets { sellable: -UNITS_MAX, ..Buckets::default() };
        assert_eq!(empty.moved(Bucket::Sellable, Bucket::Customer, quantity(1)), Err(Unmovable::Overflow));
    }
}
