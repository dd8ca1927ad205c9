//! From which locations a purchase is served, where its lines leave that open. Pure: the stock in, the split
//! out.

use std::{cmp::Reverse, collections::BTreeMap};

use catalog_core::product::ProductId;

use super::{id::LocationId, location::Priority, quantity::Quantity, word::words};

words! {
    /// How locations are chosen, in one word.
    Strategy {
        /// From one location when one can serve every line, the first by priority; else by priority.
        SingleLocationFirst = "single-location-first",
        /// By the priority of locations.
        Priority = "priority",
        /// From the location that has the most of a product.
        MostStock = "most-stock",
        /// In the order of a list; locations that are not on it come last, by priority.
        Nearest = "nearest",
    }
}

/// How locations are chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Allocation {
    /// As [`Strategy::SingleLocationFirst`].
    #[default]
    SingleLocationFirst,
    /// As [`Strategy::Priority`].
    Priority,
    /// As [`Strategy::MostStock`].
    MostStock,
    /// As [`Strategy::Nearest`], with the list.
    Nearest(Vec<LocationId>),
}

impl Allocation {
    /// The allocation of a strategy; none for [`Strategy::Nearest`], which needs a list.
    pub fn of(strategy: Strategy) -> Option<Self> {
        match strategy {
            Strategy::SingleLocationFirst => Some(Self::SingleLocationFirst),
            Strategy::Priority => Some(Self::Priority),
            Strategy::MostStock => Some(Self::MostStock),
            Strategy::Nearest => None,
        }
    }

    /// The word for it.
    pub fn strategy(&self) -> Strategy {
        match self {
            Self::SingleLocationFirst => Strategy::SingleLocationFirst,
            Self::Priority => Strategy::Priority,
            Self::MostStock => Strategy::MostStock,
            Self::Nearest(_) => Strategy::Nearest,
        }
    }
}

/// The most locations that a list of near ones has: as many values as a filter takes.
pub const NEAR_MAX: usize = 100;

/// What is wanted from anywhere; each product once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What.
    pub product: ProductId,
    /// How many units.
    pub quantity: Quantity,
}

/// An active location, and how many units it can give of each product; none is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// Where.
    pub location: LocationId,
    /// When its turn comes.
    pub priority: Priority,
    /// The units of each product. What is below zero is promised already: nothing can be taken.
    pub units: BTreeMap<ProductId, i64>,
}

impl Shelf {
    fn units_of(&self, product: ProductId) -> i64 {
        self.units.get(&product).copied().unwrap_or(0).max(0)
    }

    fn serves(&self, wanted: &Wanted) -> bool {
        self.units_of(wanted.product) >= wanted.quantity.get()
    }

    fn rank(&self) -> (Priority, LocationId) {
        (self.priority, self.location)
    }
}

/// What one location gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which one.
    pub location: LocationId,
    /// How many units.
    pub quantity: Quantity,
}

/// Splits each line over the shelves, in the order of lines.
///
/// The parts of a line are together what is wanted, each location once. No shelf gives more than it has, but
/// for the remainder that no shelf has: it goes to the main location, to be delivered when there is more.
pub fn allocate(lines: &[Wanted], shelves: &[Shelf], allocation: &Allocation) -> Vec<Vec<Part>> {
    let mut by_priority = Vec::from_iter(shelves);
    by_priority.sort_by_key(|shelf| shelf.rank());
    let single = by_priority.iter().find(|shelf| lines.iter().all(|line| shelf.serves(line)));
    if let (Allocation::SingleLocationFirst, Some(shelf)) = (allocation, single) {
        let whole = |line: &Wanted| vec![Part { location: shelf.location, quantity: line.quantity }];
        return lines.iter().map(whole).collect();
    }
    lines.iter().map(|line| split(line, ordered(&by_priority, line.product, allocation))).collect()
}

/// The shelves in the order in which they are asked for a product.
fn ordered<'a>(by_priority: &[&'a Shelf], product: ProductId, allocation: &Allocation) -> Vec<&'a Shelf> {
    let mut shelves = by_priority.to_vec();
    match allocation {
        Allocation::SingleLocationFirst | Allocation::Priority => {}
        Allocation::MostStock => {
            shelves.sort_by_key(|shelf| (Reverse(shelf.units_of(product)), shelf.location));
        }
        Allocation::Nearest(near) => {
            let place = |shelf: &Shelf| near.iter().position(|location| *location == shelf.location);
            shelves.sort_by_key(|shelf| place(shelf).unwrap_or(usize::MAX));
        }
    }
    shelves
}

/// Takes what each shelf has until there is enough.
fn split(line: &Wanted, shelves: Vec<&Shelf>) -> Vec<Part> {
    let mut left = line.quantity.get();
    let mut parts = Vec::new();
    for shelf in shelves {
        let taken = left.min(shelf.units_of(line.product));
        if let Some(quantity) = Quantity::new(taken) {
            parts.push(Part { location: shelf.location, quantity });
            left -= taken;
        }
    }
    if let Some(rest) = Quantity::new(left) {
        add(&mut parts, LocationId::Main, rest);
    }
    parts
}

/// Adds to the part of a location, or begins it.
fn add(parts: &mut Vec<Part>, location: LocationId, more: Quantity) {
    match parts.iter_mut().find(|part| part.location == location) {
        // Together they are no more than the line wants, which is a quantity.
        Some(part) => part.quantity = part.quantity.plus(more).unwrap_or(part.quantity),
        None => parts.push(Part { location, quantity: more }),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::{collection::vec, prelude::*, strategy::Strategy as Proptest};
    use uuid::Uuid;

    use super::*;

    fn product(number: u8) -> ProductId {
        ProductId(Uuid::from_u128(u128::from(number)))
    }

    fn location(number: u8) -> LocationId {
        match number {
            0 => LocationId::Main,
            _ => LocationId::Other(Uuid::from_u128(u128::from(number))),
        }
    }

    fn wanted(number: u8, units: i64) -> Wanted {
        Wanted { product: product(number), quantity: Quantity::new(units).unwrap() }
    }

    /// Location, priority, units of products 0, 1, ….
    fn shelf(number: u8, priority: i64, units: &[i64]) -> Shelf {
        Shelf {
            location: location(number),
            priority: Priority::new(priority).unwrap(),
            units: (0..).map(product).zip(units.iter().copied()).collect(),
        }
    }

    /// Splits as (location, units).
    fn splits(lines: &[Wanted], shelves: &[Shelf], allocation: &Allocation) -> Vec<Vec<(u8, i64)>> {
        let number = |part: &Part| (0..9).find(|number| location(*number) == part.location).unwrap();
        let parts =
            |parts: &Vec<Part>| parts.iter().map(|part| (number(part), part.quantity.get())).collect();
        allocate(lines, shelves, allocation).iter().map(parts).collect()
    }

    #[test]
    fn each_strategy_has_its_order() {
        let shelves = [shelf(0, 2, &[4]), shelf(1, 1, &[3]), shelf(2, 1, &[5])];
        let of = |units, allocation| splits(&[wanted(0, units)], &shelves, &allocation).remove(0);
        assert_eq!(of(9, Allocation::Priority), [(1, 3), (2, 5), (0, 1)]);
        assert_eq!(of(9, Allocation::MostStock), [(2, 5), (0, 4)]);
        assert_eq!(of(9, Allocation::Nearest(vec![location(0)])), [(0, 4), (1, 3), (2, 2)]);
        assert_eq!(of(4, Allocation::SingleLocationFirst), [(2, 4)], "the first that has them all");
        assert_eq!(of(6, Allocation::SingleLocationFirst), [(1, 3), (2, 3)], "none has them all");
    }

    #[test]
    fn a_word_is_enough_for_all_but_the_nearest() {
        for strategy in super::Strategy::ALL {
            let named = Allocation::of(*strategy).map(|allocation| allocation.strategy());
            assert_eq!(named, Some(*strategy).filter(|strategy| *strategy != super::Strategy::Nearest));
        }
    }

    #[test]
    fn ties_are_broken_by_the_location() {
        let shelves = [shelf(2, 0, &[2]), shelf(1, 0, &[2]), shelf(0, 0, &[2])];
        for allocation in [Allocation::Priority, Allocation::MostStock, Allocation::Nearest(Vec::new())] {
            assert_eq!(splits(&[wanted(0, 5)], &shelves, &allocation), [[(0, 2), (1, 2), (2, 1)]]);
        }
    }

    #[test]
    fn one_location_serves_every_line_or_none_does() {
        let shelves = [shelf(0, 0, &[9, 0]), shelf(1, 1, &[2, 2])];
        let both = [wanted(0, 1), wanted(1, 1)];
        assert_eq!(splits(&both, &shelves, &Allocation::default()), [[(1, 1)], [(1, 1)]]);
        assert_eq!(splits(&both[..1], &shelves, &Allocation::default()), [[(0, 1)]]);
    }

    #[test]
    fn what_nobody_has_is_owed_by_the_main_location() {
        let shelves = [shelf(0, 1, &[1]), shelf(1, 0, &[2]), shelf(2, 2, &[-4])];
        assert_eq!(splits(&[wanted(0, 9)], &shelves, &Allocation::Priority), [[(1, 2), (0, 7)]]);
        assert_eq!(splits(&[wanted(0, 9)], &[], &Allocation::Priority), [[(0, 9)]]);
    }

    fn allocation() -> impl Proptest<Value = Allocation> {
        prop_oneof![
            Just(Allocation::SingleLocationFirst),
            Just(Allocation::Priority),
            Just(Allocation::MostStock),
            vec(0..5_u8, 0..4).prop_map(|near| Allocation::Nearest(near.into_iter().map(location).collect())),
        ]
    }

    fn lines() -> impl Proptest<Value = Vec<Wanted>> {
        let units = prop_oneof![9 => 1..9_i64, 1 => Just(crate::model::UNITS_MAX)];
        vec(units, 1..4)
            .prop_map(|units| (0..).zip(units).map(|(number, units)| wanted(number, units)).collect())
    }

    fn shelves() -> impl Proptest<Value = Vec<Shelf>> {
        vec((0..3_i64, vec(-3..9_i64, 3)), 0..5).prop_map(|shelves| {
            (0..).zip(shelves).map(|(number, (priority, units))| shelf(number, priority, &units)).collect()
        })
    }

    proptest! {
        /// What is given out is what was asked for, each location once, none more than it has; only what
        /// nobody has is owed. Neither the order of lines nor that of shelves matters.
        #[test]
        fn parts_are_the_line(
            lines in lines(), shelves in shelves(), allocation in allocation(), turn in any::<usize>(),
        ) {
            let found = allocate(&lines, &shelves, &allocation);
            prop_assert_eq!(found.len(), lines.len());
            for (line, parts) in lines.iter().zip(&found) {
                let sum: i64 = parts.iter().map(|part| part.quantity.get()).sum();
                prop_assert_eq!(sum, line.quantity.get());
                let places: BTreeSet<_> = parts.iter().map(|part| part.location).collect();
                prop_assert_eq!(places.len(), parts.len());
                let has = |location| {
                    let shelf = shelves.iter().find(|shelf| shelf.location == location);
                    shelf.map_or(0, |shelf| shelf.units_of(line.product))
                };
                let there: i64 = shelves.iter().map(|shelf| shelf.units_of(line.product)).sum();
                let owed = (line.quantity.get() - there).max(0);
                for part in parts {
                    let most = has(part.location) + if part.location == LocationId::Main { owed } else { 0 };
                    prop_assert!(part.quantity.get() <= most, "{:?} of {:?}", part, line);
                }
            }
            let (mut turned, mut moved) = (lines.clone(), shelves.clone());
            turned.rotate_left(turn % lines.len());
            moved.reverse();
            let mut again = allocate(&turned, &moved, &allocation);
            again.rotate_right(turn % lines.len());
            prop_assert_eq!(found, again);
        }

        /// When one location can serve everything, one does.
        #[test]
        fn nothing_is_split_without_need(lines in lines(), shelves in shelves()) {
            let serves = |shelf: &Shelf| lines.iter().all(|line| shelf.serves(line));
            if shelves.iter().any(serves) {
                let parts = allocate(&lines, &shelves, &Allocation::SingleLocationFirst).concat();
                prop_assert!(parts.windows(2).all(|pair| pair[0].location == pair[1].location));
            }
        }
    }
}
