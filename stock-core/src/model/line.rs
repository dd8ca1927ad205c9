//! The lines of purchases and returns, as asked for.

use std::collections::BTreeMap;

use catalog_core::product::ProductId;

use super::{id::LocationId, quantity::Quantity};

/// The most lines of one purchase or return. It bounds the work of one command: the writer is not held for
/// longer than some milliseconds.
pub const LINES_MAX: usize = 1_000;

/// 1 to [`LINES_MAX`] lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines<L>(Vec<L>);

/// Why lines are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinesFault {
    /// There is no line.
    Empty,
    /// There are more than [`LINES_MAX`].
    TooMany(usize),
}

impl<L> Lines<L> {
    /// Lines, if they are neither none nor too many.
    pub fn new(lines: Vec<L>) -> Result<Self, LinesFault> {
        match lines.len() {
            0 => Err(LinesFault::Empty),
            1..=LINES_MAX => Ok(Self(lines)),
            more => Err(LinesFault::TooMany(more)),
        }
    }

    /// The lines in order.
    pub fn as_slice(&self) -> &[L] {
        &self.0
    }
}

/// One line of a purchase that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PurchaseOrder {
    /// What.
    pub product: ProductId,
    /// From where; none leaves it to the allocation.
    pub location: Option<LocationId>,
    /// How many units.
    pub quantity: Quantity,
}

/// One line of a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnLine {
    /// What.
    pub product: ProductId,
    /// How many units.
    pub quantity: Quantity,
}

/// How a purchase was written: it decides where a fault is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PurchaseForm {
    /// With `lines`.
    Lines,
    /// With `quantity` and the relationship `product`.
    Simple,
}

impl PurchaseForm {
    /// Where the line at `place` names its product.
    pub fn product_pointer(self, place: usize) -> String {
        match self {
            Self::Lines => format!("/attributes/lines/{place}/productId"),
            Self::Simple => "/relationships/product".to_owned(),
        }
    }

    /// Where the line at `place` names its quantity.
    pub fn quantity_pointer(self, place: usize) -> String {
        match self {
            Self::Lines => format!("/attributes/lines/{place}/quantity"),
            Self::Simple => "/attributes/quantity".to_owned(),
        }
    }

    /// Where the line at `place` names its location.
    pub fn location_pointer(self, place: usize) -> String {
        match self {
            Self::Lines => format!("/attributes/lines/{place}/locationId"),
            Self::Simple => "/relationships/product".to_owned(),
        }
    }

    /// Where all lines are.
    pub fn lines_pointer(self) -> String {
        match self {
            Self::Lines => "/attributes/lines".to_owned(),
            Self::Simple => "/attributes/quantity".to_owned(),
        }
    }
}

/// Lines that name the same thing, taken together.
#[derive(Debug)]
pub(crate) struct Merged<K> {
    /// The place of the first of them.
    pub(crate) place: usize,
    /// What they name.
    pub(crate) key: K,
    /// Their quantities together; none when that is out of range.
    pub(crate) quantity: Option<Quantity>,
}

/// Takes lines with the same key together, in the order first named.
pub(crate) fn merge<L, K: Ord + Copy>(
    lines: &Lines<L>,
    key: impl Fn(&L) -> K,
    quantity: impl Fn(&L) -> Quantity,
) -> Vec<Merged<K>> {
    let mut merged: Vec<Merged<K>> = Vec::with_capacity(lines.0.len());
    let mut places = BTreeMap::new();
    for (place, line) in lines.0.iter().enumerate() {
        let at = *places.entry(key(line)).or_insert(merged.len());
        match merged.get_mut(at) {
            Some(same) => same.quantity = same.quantity.and_then(|sum| sum.plus(quantity(line))),
            None => merged.push(Merged { place, key: key(line), quantity: Some(quantity(line)) }),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_neither_none_nor_too_many() {
        assert_eq!(Lines::<u8>::new(Vec::new()), Err(LinesFault::Empty));
        assert!(Lines::new(vec![0; LINES_MAX]).is_ok());
        assert_eq!(Lines::new(vec![0; LINES_MAX + 1]), Err(LinesFault::TooMany(LINES_MAX + 1)));
    }

    #[test]
    fn lines_with_one_key_are_one_line() {
        let lines = Lines::new(vec![('b', 1), ('a', 2), ('b', 3)]).unwrap();
        let merged = merge(&lines, |line| line.0, |line| Quantity::new(line.1).unwrap());
        let merged: Vec<_> =
            merged.iter().map(|line| (line.place, line.key, line.quantity.map(Quantity::get))).collect();
        assert_eq!(merged, [(0, 'b', Some(4)), (1, 'a', Some(2))]);
    }
}
