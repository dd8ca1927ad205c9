//! Buying, shipping and cancelling.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use catalog_core::product::money::Money;

use super::{
    Refusal, Refusals,
    claim::Claim,
    demand::{Faults, fulfillable, known, without},
    draft::{Draft, Posting},
    expire::begin,
    split::{Order, Take, orders},
};
use crate::{
    error::StockError,
    model::{
        Bucket, Change, CreatePurchase, Fulfilment, MovementKind, Purchase, PurchaseLine, PurchaseStatus,
        Quantity, Reservation, ReservationId, Stamp, Units, UpdatePurchase, View, seen::Offer,
    },
};

/// Where a purchase names the reservation that it takes.
const RESERVATION: &str = "/relationships/reservation";

/// A line whose product is for sale.
struct Priced {
    order: Order,
    offer: Offer,
}

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
    let reserved = command.reservation.and_then(|id| view.reservation(id));
    let products = reserved.into_iter().flat_map(Reservation::products).chain(command.products());
    let mut draft = begin(view, stamp, products)?;
    let mut faults = Faults::new();
    let orders = known(&draft, command.form, priced.iter().map(|line| &line.order), &mut faults);
    let (mut claim, mut held) = (None, Vec::new());
    if let Some(id) = command.reservation {
        match claim_on(&mut draft, id, &orders) {
            Ok((of, takes)) => (claim, held) = (Some(of), takes),
            Err(error) => refusals.add(error, RESERVATION),
        }
    }
    let orders = fulfillable(&draft, command.form, without(orders, &held), &held, &mut faults);
    let free = draft.split(&orders, &command.allocation);
    let offers: BTreeMap<_, _> = priced.iter().map(|line| (line.order.product, line.offer)).collect();
    let takes = held.iter().map(|take| (take, Bucket::Reserved));
    let takes = takes.chain(free.iter().map(|take| (take, Bucket::Sellable)));
    let mut lines = Vec::with_capacity(orders.len());
    let mut overflown = BTreeSet::new();
    for (take, from) in takes {
        let Some(offer) = offers.get(&take.product).filter(|_| !overflown.contains(&take.product)) else {
            continue;
        };
        let bought = buy(&mut draft, command, take, from, offer);
        if let Err(error) = bought.and_then(|line| add(&mut lines, take.place, line)) {
            overflown.insert(take.product);
            faults.insert(take.place, (error, command.form.quantity_pointer(take.place)));
        }
    }
    lines.sort_by_key(|(place, _)| *place);
    for (error, pointer) in faults.into_values() {
        refusals.add(error, pointer);
    }
    let total = total(&priced);
    if let Err(error) = &total {
        refusals.add(error.clone(), command.form.lines_pointer());
    }
    let (Ok(total), true) = (total, refusals.0.is_empty()) else { return Err(refusals.0) };
    let bought_from = claim.map(|claim| claim.end(&mut draft));
    let mut change = draft.finish();
    change.purchase = Some(Purchase {
        id: command.id,
        lines: lines.into_iter().map(|(_, line)| line).collect(),
        total,
        bought_from,
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
        match command.sightings.offer(order.product) {
            Ok(offer) => priced.push(Priced { order, offer }),
            Err(error) => refusals.add(error, command.form.product_pointer(order.place)),
        }
    }
    refusals.end()?;
    Ok(priced)
}

/// The claim on a reservation, and what it gives to the lines; the rest of what is held goes back.
fn claim_on(
    draft: &mut Draft<'_>,
    id: ReservationId,
    orders: &[Order],
) -> Result<(Claim, Vec<Take>), StockError> {
    let mut claim = Claim::on(draft, id)?;
    let takes = claim.take(orders);
    claim.release_rest(draft)?;
    Ok((claim, takes))
}

/// Takes units of one product from one location: those that are held for the buyer, or those that are free.
fn buy(
    draft: &mut Draft<'_>,
    command: &CreatePurchase,
    take: &Take,
    from: Bucket,
    offer: &Offer,
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
        from,
        to,
        quantity,
        reason: None,
        reference: command.reference.as_ref(),
        group: command.id.into(),
        // What is held was looked at when it was reserved.
        floor: if from == Bucket::Sellable { draft.inventory(product)?.settings.floor() } else { None },
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

/// Adds a line to those of other places, or to the one of the same product and location.
fn add(lines: &mut Vec<(usize, PurchaseLine)>, place: usize, line: PurchaseLine) -> Result<(), StockError> {
    let same = lines.iter_mut().find(|(_, it)| (it.product, it.location) == (line.product, line.location));
    match same {
        None => lines.push((place, line)),
        Some((first, same)) => {
            let sum = same.quantity.plus(line.quantity);
            same.quantity = sum.ok_or(StockError::QuantityOverflow(line.product))?;
            *first = place.min(*first);
        }
    }
    Ok(())
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
    let mut draft = begin(view, stamp, before.lines.iter().map(|line| line.product))?;
    if from == to {
        return Ok(draft.finish());
    }
    let (kind, bucket) = match (from, to) {
        (PurchaseStatus::Open, PurchaseStatus::Completed) => (MovementKind::Ship, Bucket::Customer),
        (PurchaseStatus::Open, PurchaseStatus::Cancelled) => (MovementKind::Cancel, Bucket::Sellable),
        _ => return Err(refuse(StockError::PurchaseStatusConflict { from, to })),
    };
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
