//! Buying, shipping and cancelling.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use catalog_core::product::{ProductId, money::Money};

use super::{
    Refusal, Refusals,
    draft::{Draft, Posting},
    split::{Order, Take, orders, split},
};
use crate::{
    error::StockError,
    model::{
        Bucket, Change, CreatePurchase, Fulfilment, LevelId, MovementKind, Policy, Purchase, PurchaseForm,
        PurchaseLine, PurchaseStatus, Quantity, Seen, Stamp, Units, UpdatePurchase, View,
    },
};

/// A line whose product is for sale.
struct Priced {
    order: Order,
    offer: Offer,
}

/// What a product is sold for.
#[derive(Clone, Copy)]
struct Offer {
    price: Money,
    version: u64,
    cached: bool,
}

/// Why lines are refused, by the place of the first of them.
type Faults = BTreeMap<usize, (StockError, String)>;

pub(crate) fn create(
    view: &dyn View,
    command: &CreatePurchase,
    stamp: &Stamp,
) -> Result<Change, Vec<Refusal>> {
    let priced = priced(command)?;
    let mut refusals = Refusals::default();
    if view.purchase(command.id).is_some() {
        refusals.add(StockError::IdTaken, "/id");
    }
    let mut draft = Draft::new(view, stamp);
    let mut faults = Faults::new();
    let orders = fulfillable(&draft, command, &priced, &mut faults);
    let offers: BTreeMap<_, _> = priced.iter().map(|line| (line.order.product, line.offer)).collect();
    let mut lines = Vec::with_capacity(orders.len());
    let mut overflown = BTreeSet::new();
    for take in split(view, &orders, &command.allocation) {
        let Some(offer) = offers.get(&take.product).filter(|_| !overflown.contains(&take.product)) else {
            continue;
        };
        match buy(&mut draft, command, &take, *offer) {
            Ok(line) => lines.push(line),
            Err(error) => {
                overflown.insert(take.product);
                faults.insert(take.place, (error, command.form.quantity_pointer(take.place)));
            }
        }
    }
    for (error, pointer) in faults.into_values() {
        refusals.add(error, pointer);
    }
    let total = total(&priced);
    if let Err(error) = &total {
        refusals.add(error.clone(), command.form.lines_pointer());
    }
    let (Ok(total), true) = (total, refusals.0.is_empty()) else { return Err(refusals.0) };
    let mut change = draft.finish();
    change.purchase = Some(Purchase {
        id: command.id,
        lines,
        total,
        fulfilment: command.fulfilment,
        status: match command.fulfilment {
            Fulfilment::Now => PurchaseStatus::Completed,
            Fulfilment::Later => PurchaseStatus::Open,
        },
        reference: command.reference.clone(),
        customer: command.customer.clone(),
        at: stamp.at,
        actor: Arc::clone(&stamp.actor),
        version: change.version(),
    });
    Ok(change)
}

/// The lines with what the product check saw of each.
fn priced(command: &CreatePurchase) -> Result<Vec<Priced>, Vec<Refusal>> {
    let orders = orders(&command.lines);
    let mut priced = Vec::with_capacity(orders.len());
    let mut refusals = Refusals::default();
    for order in orders {
        let product = order.product;
        let sighting = command.sightings.get(product);
        let refused = match sighting.map(|sighting| &sighting.seen) {
            Some(Seen::ForSale { price, version }) => {
                let cached = sighting.is_some_and(|sighting| sighting.cached);
                priced.push(Priced { order, offer: Offer { price: *price, version: *version, cached } });
                continue;
            }
            Some(Seen::NotForSale) => StockError::ProductNotForSale(product),
            Some(Seen::Unknown) | None => StockError::ProductNotFound(product),
        };
        refusals.add(refused, command.form.product_pointer(order.place));
    }
    refusals.end()?;
    Ok(priced)
}

/// The lines that stock allows; the others are noted.
///
/// What may be sold of a product is looked at for all its lines together, then, under `deny`, what each
/// location that is named has: so the order of lines does not matter.
fn fulfillable(
    draft: &Draft<'_>,
    command: &CreatePurchase,
    priced: &[Priced],
    faults: &mut Faults,
) -> Vec<Order> {
    let form = command.form;
    let mut known: BTreeMap<ProductId, Vec<Order>> = BTreeMap::new();
    for Priced { order, .. } in priced {
        match known_order(draft, form, order) {
            Ok(()) => known.entry(order.product).or_default().push(*order),
            Err(fault) => drop(faults.insert(order.place, fault)),
        }
    }
    let mut allowed = Vec::with_capacity(priced.len());
    for orders in known.into_values() {
        match short(draft, &orders) {
            shorts if shorts.is_empty() => allowed.extend(orders),
            shorts => faults.extend(
                shorts.into_iter().map(|(place, error)| (place, (error, form.quantity_pointer(place)))),
            ),
        }
    }
    allowed.sort_by_key(|order| order.place);
    allowed
}

/// Whether a line names what there is, in a number that can be counted.
fn known_order(draft: &Draft<'_>, form: PurchaseForm, order: &Order) -> Result<(), (StockError, String)> {
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

/// Which lines of one product ask for more than there is, each with its place.
fn short(draft: &Draft<'_>, orders: &[Order]) -> Vec<(usize, StockError)> {
    let units = |order: &Order| order.quantity.map_or(0, Quantity::get);
    let Some(first) = orders.first() else { return Vec::new() };
    let product = first.product;
    let Ok(inventory) = draft.inventory(product) else { return Vec::new() };
    let asked: i128 = orders.iter().map(|order| i128::from(units(order))).sum();
    let requested = i64::try_from(asked).unwrap_or(i64::MAX);
    let purchasable = inventory.purchasable();
    if let Some(purchasable) = purchasable.filter(|purchasable| requested > *purchasable) {
        return vec![(first.place, StockError::InsufficientStock { product, requested, purchasable })];
    }
    if inventory.settings.policy != Policy::Deny {
        return Vec::new();
    }
    let most = purchasable.unwrap_or_default();
    let short_at = |order: &Order| {
        let (location, requested) = (order.location?, units(order));
        let sellable = draft.level(LevelId::new(product, location)).buckets.sellable;
        let purchasable = sellable.clamp(0, most);
        let error = StockError::LocationShort { product, location, requested, purchasable };
        (requested > sellable).then_some((order.place, error))
    };
    orders.iter().filter_map(short_at).collect()
}

/// Takes units of one product from one location.
fn buy(
    draft: &mut Draft<'_>,
    command: &CreatePurchase,
    take: &Take,
    offer: Offer,
) -> Result<PurchaseLine, StockError> {
    let Take { product, location, .. } = *take;
    let quantity = take.quantity.ok_or(StockError::QuantityOverflow(product))?;
    let (kind, to) = match command.fulfilment {
        Fulfilment::Now => (MovementKind::Purchase, Bucket::Customer),
        Fulfilment::Later => (MovementKind::Commit, Bucket::Committed),
    };
    let posting = Posting {
        kind,
        location,
        destination: None,
        from: Bucket::Sellable,
        to,
        quantity,
        reason: None,
        reference: command.reference.as_ref(),
        group: command.id.into(),
        floor: draft.inventory(product)?.settings.floor(),
        cached: offer.cached,
    };
    draft.post(product, &posting)?;
    Ok(PurchaseLine {
        product,
        location,
        quantity,
        price: offer.price,
        product_version: offer.version,
        returned: Units::default(),
    })
}

/// The sum of all lines, which have one currency.
fn total(lines: &[Priced]) -> Result<Money, StockError> {
    let currencies: BTreeSet<_> = lines.iter().map(|line| line.offer.price.currency()).collect();
    let currencies = Vec::from_iter(currencies);
    let [currency] = currencies[..] else { return Err(StockError::MixedCurrencies(currencies)) };
    let of = |line: &Priced| {
        let units = line.order.quantity.map_or(0, Quantity::get);
        i128::from(line.offer.price.amount()) * i128::from(units)
    };
    i64::try_from(lines.iter().map(of).sum::<i128>())
        .ok()
        .and_then(|amount| Money::new(amount, currency).ok())
        .ok_or(StockError::TotalTooLarge)
}

pub(super) fn update(
    view: &dyn View,
    command: &UpdatePurchase,
    stamp: &Stamp,
) -> Result<Change, Vec<Refusal>> {
    let Some(before) = view.purchase(command.id) else {
        return Err(vec![Refusal { error: StockError::TargetMissing, pointer: None }]);
    };
    let refuse = |error| vec![Refusal::at(error, "/attributes/status")];
    let (from, to) = (before.status, command.status);
    if from == to {
        return Ok(Change::default());
    }
    let (kind, bucket) = match (from, to) {
        (PurchaseStatus::Open, PurchaseStatus::Completed) => (MovementKind::Ship, Bucket::Customer),
        (PurchaseStatus::Open, PurchaseStatus::Cancelled) => (MovementKind::Cancel, Bucket::Sellable),
        _ => return Err(refuse(StockError::PurchaseStatusConflict { from, to })),
    };
    let mut draft = Draft::new(view, stamp);
    for line in &before.lines {
        let posting = Posting {
            kind,
            location: line.location,
            destination: None,
            from: Bucket::Committed,
            to: bucket,
            quantity: line.quantity,
            reason: None,
            reference: before.reference.as_ref(),
            group: before.id.into(),
            floor: None,
            cached: false,
        };
        draft.post(line.product, &posting).map_err(refuse)?;
    }
    let mut change = draft.finish();
    change.purchase = Some(Purchase { status: to, version: change.version(), ..before.clone() });
    Ok(change)
}
