//! Numbers of units, each within what JavaScript holds exactly.

use std::ops::RangeInclusive;

/// The most units that anything holds or moves: 2^53 − 1, the largest integer safe in JavaScript.
pub const UNITS_MAX: i64 = (1 << 53) - 1;

/// Whether a number of units, negative ones included, is in range.
pub(crate) fn in_range(units: i64) -> bool {
    (-UNITS_MAX..=UNITS_MAX).contains(&units)
}

/// How many units move or are asked for: 1 to 2^53 − 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

impl Quantity {
    /// What a quantity can be.
    pub const RANGE: RangeInclusive<i64> = 1..=UNITS_MAX;

    /// A quantity; none when it is out of range.
    pub fn new(units: i64) -> Option<Self> {
        Self::RANGE.contains(&units).then_some(Self(units))
    }

    /// The number of units.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Both together; none when that is out of range.
    pub fn plus(self, other: Self) -> Option<Self> {
        Self::new(self.0 + other.0)
    }
}

/// A number of units that may be none: 0 to 2^53 − 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Units(i64);

impl Units {
    /// What it can be.
    pub const RANGE: RangeInclusive<i64> = 0..=UNITS_MAX;

    /// That many units; none when out of range.
    pub fn new(units: i64) -> Option<Self> {
        Self::RANGE.contains(&units).then_some(Self(units))
    }

    /// The number of units.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The same with more units; none when that is out of range.
    pub fn plus(self, more: Quantity) -> Option<Self> {
        Self::new(self.0 + more.0)
    }
}

impl From<Quantity> for Units {
    fn from(quantity: Quantity) -> Self {
        Self(quantity.0)
    }
}

/// By how much something is put right, up or down: −(2^53 − 1) to 2^53 − 1, but not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Difference(i64);

impl Difference {
    /// A difference; none when it is 0 or out of range.
    pub fn new(units: i64) -> Option<Self> {
        (units != 0 && in_range(units)).then_some(Self(units))
    }

    /// The number of units, signed.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The number of units, without the sign.
    pub fn quantity(self) -> Quantity {
        Quantity(self.0.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_number_ends_where_it_must() {
        let taken = |units| {
            (Quantity::new(units).is_some(), Units::new(units).is_some(), Difference::new(units).is_some())
        };
        assert_eq!(taken(0), (false, true, false));
        assert_eq!(taken(-1), (false, false, true));
        assert_eq!(UNITS_MAX, 9_007_199_254_740_991, "Number.MAX_SAFE_INTEGER");
        assert_eq!(taken(UNITS_MAX), (true, true, true));
        for beyond in [UNITS_MAX + 1, -UNITS_MAX - 1, i64::MAX, i64::MIN] {
            assert_eq!(taken(beyond), (false, false, false), "{beyond}");
        }
    }

    #[test]
    fn sums_stay_in_range() {
        let (one, most) = (Quantity(1), Quantity(UNITS_MAX));
        assert_eq!(one.plus(one).map(Quantity::get), Some(2));
        assert_eq!(most.plus(one), None);
        assert_eq!(Units(UNITS_MAX).plus(one), None);
        assert_eq!(Difference(-7).quantity(), Quantity(7));
    }
}
