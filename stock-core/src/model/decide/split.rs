//! What a purchase takes from where: lines with the same product and location are one, and those that name no
//! location are allocated.

use std::collections::BTreeMap;

use catalog_core::product::ProductId;

use crate::model::{
    Allocation, LevelId, Lines, LocationId, PurchaseOrder, Quantity, Shelf, View, Wanted, allocate,
    line::merge,
};

/// Lines of one product and one wish about the location, taken together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Order {
    /// The place of the first of them.
    pub(crate) place: usize,
    /// What.
    pub(crate) product: ProductId,
    /// From where, if that is named.
    pub(crate) location: Option<LocationId>,
    /// How many units; none when they are out of range together.
    pub(crate) quantity: Option<Quantity>,
}

/// What is taken of one product from one location.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Take {
    /// The place of the first line that asks for it.
    pub(crate) place: usize,
    /// What.
    pub(crate) product: ProductId,
    /// From where.
    pub(crate) location: LocationId,
    /// How many units; none when they are out of range together.
    pub(crate) quantity: Option<Quantity>,
}

/// The lines of a purchase, in the order first named.
pub(crate) fn orders(lines: &Lines<PurchaseOrder>) -> Vec<Order> {
    merge(lines, |line| (line.product, line.location), |line| line.quantity)
        .into_iter()
        .map(|line| {
            let (product, location) = line.key;
            Order { place: line.place, product, location, quantity: line.quantity }
        })
        .collect()
}

/// What each location gives, in the order of lines: one entry per product and location.
///
/// Lines that name their location come before the others, wherever they stand: what they take is not there to
/// be allocated.
///
/// `sellable` are the units that each location has to sell.
pub(crate) fn split(
    view: &dyn View,
    sellable: &dyn Fn(LevelId) -> i64,
    orders: &[Order],
    allocation: &Allocation,
) -> Vec<Take> {
    let open = orders.iter().filter(|order| order.location.is_none());
    let wanted: Vec<Wanted> = open
        .filter_map(|order| order.quantity.map(|quantity| Wanted { product: order.product, quantity }))
        .collect();
    let shelves = if wanted.is_empty() { Vec::new() } else { shelves(view, sellable, orders, &wanted) };
    let mut allocated = allocate(&wanted, &shelves, allocation).into_iter();
    let mut takes = Takes::default();
    for order in orders {
        match (order.location, order.quantity) {
            (Some(location), quantity) => takes.add(order, location, quantity),
            (None, None) => takes.add(order, LocationId::Main, None),
            (None, Some(_)) => {
                for part in allocated.next().into_iter().flatten() {
                    takes.add(order, part.location, Some(part.quantity));
                }
            }
        }
    }
    takes.entries
}

/// What active locations have of the products that are wanted, without what other lines take there.
fn shelves(
    view: &dyn View,
    sellable: &dyn Fn(LevelId) -> i64,
    orders: &[Order],
    wanted: &[Wanted],
) -> Vec<Shelf> {
    let mut taken = BTreeMap::<LevelId, i64>::new();
    for order in orders {
        if let (Some(location), Some(quantity)) = (order.location, order.quantity) {
            *taken.entry(LevelId::new(order.product, location)).or_default() += quantity.get();
        }
    }
    let units = |product, location| {
        let id = LevelId::new(product, location);
        (product, sellable(id) - taken.get(&id).copied().unwrap_or(0))
    };
    let active = view.locations().into_iter().filter(|location| location.active);
    active
        .map(|location| Shelf {
            location: location.id,
            priority: location.priority,
            units: wanted.iter().map(|wanted| units(wanted.product, location.id)).collect(),
        })
        .collect()
}

/// Entries with the place of each.
#[derive(Default)]
struct Takes {
    entries: Vec<Take>,
    places: BTreeMap<LevelId, usize>,
}

impl Takes {
    fn add(&mut self, order: &Order, location: LocationId, quantity: Option<Quantity>) {
        let Order { place, product, .. } = *order;
        let entry = *self.places.entry(LevelId::new(product, location)).or_insert(self.entries.len());
        match self.entries.get_mut(entry) {
            Some(same) => same.quantity = same.quantity.zip(quantity).and_then(|(sum, more)| sum.plus(more)),
            None => self.entries.push(Take { place, product, location, quantity }),
        }
    }
}
