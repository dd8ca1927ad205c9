//! What is asked of stock, by a purchase or a reservation, and whether it may be sold.

use std::collections::BTreeMap;

use catalog_core::product::ProductId;

use super::{
    draft::Draft,
    split::{Order, Take},
};
use crate::{
    error::StockError,
    model::{LevelId, Policy, PurchaseForm, Quantity},
};

/// Why lines are refused, by the place of the first of them.
pub(super) type Faults = BTreeMap<usize, (StockError, String)>;

/// The lines that name what there is, in a number that can be counted; the others are noted.
pub(super) fn known<'a>(
    draft: &Draft<'_>,
    form: PurchaseForm,
    orders: impl IntoIterator<Item = &'a Order>,
    faults: &mut Faults,
) -> Vec<Order> {
    let mut known = Vec::new();
    for order in orders {
        match check(draft, form, order) {
            Ok(()) => known.push(*order),
            Err(fault) => drop(faults.insert(order.place, fault)),
        }
    }
    known
}

fn check(draft: &Draft<'_>, form: PurchaseForm, order: &Order) -> Result<(), (StockError, String)> {
    let Order { place, product, location, quantity } = *order;
    if let Some(location) = location {
        draft.check_location(location).map_err(|error| (error, form.location_pointer(place)))?;
    }
    draft.inventory(product).map_err(|error| (error, form.product_pointer(place)))?;
    match quantity {
        Some(_) => Ok(()),
        None => Err((StockError::QuantityOverflow(product), form.quantity_pointer(place))),
    }
}

/// The lines that stock allows beside the units that the buyer holds already; the others are noted.
///
/// What may be sold of a product is looked at for all its lines together, then, under `deny`, what each
/// location that is named has: so the order of lines does not matter.
pub(super) fn fulfillable(
    draft: &Draft<'_>,
    form: PurchaseForm,
    orders: Vec<Order>,
    held: &[Take],
    faults: &mut Faults,
) -> Vec<Order> {
    let mut by_product: BTreeMap<ProductId, Vec<Order>> = BTreeMap::new();
    for order in orders {
        by_product.entry(order.product).or_default().push(order);
    }
    let mut allowed = Vec::new();
    for orders in by_product.into_values() {
        match short(draft, &orders, held) {
            shorts if shorts.is_empty() => allowed.extend(orders),
            shorts => faults.extend(
                shorts.into_iter().map(|(place, error)| (place, (error, form.quantity_pointer(place)))),
            ),
        }
    }
    allowed.sort_by_key(|order| order.place);
    allowed
}

/// Which lines of one product ask for more than there is, each with its place.
fn short(draft: &Draft<'_>, orders: &[Order], held: &[Take]) -> Vec<(usize, StockError)> {
    let units = |quantity: Option<Quantity>| quantity.map_or(0, Quantity::get);
    let Some(first) = orders.first() else { return Vec::new() };
    let product = first.product;
    let Ok(inventory) = draft.inventory(product) else { return Vec::new() };
    let own = |is_own: &dyn Fn(&Take) -> bool| -> i64 {
        held.iter().filter(|take| is_own(take)).map(|take| units(take.quantity)).sum()
    };
    let asked: i128 = orders.iter().map(|order| i128::from(units(order.quantity))).sum();
    let asked = i64::try_from(asked).unwrap_or(i64::MAX);
    let purchasable = inventory.purchasable();
    if let Some(most) = purchasable.filter(|most| asked > *most) {
        let own = own(&|take| take.product == product);
        let (requested, purchasable) = (asked.saturating_add(own), most.saturating_add(own));
        return vec![(first.place, StockError::InsufficientStock { product, requested, purchasable })];
    }
    if inventory.settings.policy != Policy::Deny {
        return Vec::new();
    }
    let most = purchasable.unwrap_or_default();
    let short_at = |order: &Order| {
        let (location, asked) = (order.location?, units(order.quantity));
        let sellable = draft.level(LevelId::new(product, location)).buckets.sellable;
        let own = own(&|take| take.place == order.place);
        let (requested, purchasable) =
            (asked.saturating_add(own), sellable.clamp(0, most).saturating_add(own));
        let error = StockError::LocationShort { product, location, requested, purchasable };
        (asked > sellable).then_some((order.place, error))
    };
    orders.iter().filter_map(short_at).collect()
}

/// The lines without the units that the buyer holds already.
pub(super) fn without(orders: Vec<Order>, held: &[Take]) -> Vec<Order> {
    let left = |order: Order| {
        let own: i64 = held
            .iter()
            .filter(|take| take.place == order.place)
            .map(|take| take.quantity.map_or(0, Quantity::get))
            .sum();
        let quantity = Quantity::new(order.quantity?.get() - own)?;
        Some(Order { quantity: Some(quantity), ..order })
    };
    orders.into_iter().filter_map(left).collect()
}
