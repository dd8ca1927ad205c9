//! Buying, shipping and cancelling.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use catalog_core::product::{ProductId, money::Money};

use super::{
    Refusal, Refusals,
    claim::Claim,
    draft::{Draft, Posting},
    expire::begin,
};
use crate::{
    error::StockError,
    model::{
        Bucket, Change, CreatePurchase, Fulfilment, LocationId, MovementKind, Purchase, PurchaseLine,
        PurchaseStatus, Quantity, Reservation, ReservationId, Stamp, Units, UpdatePurchase, View,
        line::merge, seen::Offer,
    },
};

/// A line whose product is for sale.
struct Priced {
    place: usize,
    product: ProductId,
    location: LocationId,
    /// None when the lines taken together are out of range.
    quantity: Option<Quantity>,
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
    let mut claim = None;
    if let Some(id) = command.reservation {
        match claim_of(&mut draft, id, &priced) {
            Ok(of) => claim = Some(of),
            Err(error) => refusals.add(error, "/relationships/reservation"),
        }
    }
    let mut lines = Vec::with_capacity(priced.len());
    for line in &priced {
        match buy(&mut draft, command, line, claim.as_mut()) {
            Ok(line) => lines.push(line),
            Err((error, pointer)) => refusals.add(error, pointer),
        }
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
        lines,
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

/// The lines, taken together per product and location, with what the product check saw of each.
fn priced(command: &CreatePurchase) -> Result<Vec<Priced>, Vec<Refusal>> {
    let merged = merge(&command.lines, |line| (line.product, line.location), |line| line.quantity);
    let mut priced = Vec::with_capacity(merged.len());
    let mut refusals = Refusals::default();
    for line in merged {
        let (product, location) = line.key;
        match command.sightings.offer(product) {
            Ok(offer) => {
                priced.push(Priced { place: line.place, product, location, quantity: line.quantity, offer });
            }
            Err(error) => refusals.add(error, command.form.product_pointer(line.place)),
        }
    }
    refusals.end()?;
    Ok(priced)
}

/// The claim on a reservation, which keeps no more than the lines want.
fn claim_of(draft: &mut Draft<'_>, id: ReservationId, lines: &[Priced]) -> Result<Claim, StockError> {
    let mut claim = Claim::on(draft, id)?;
    let units = |line: &Priced| line.quantity.map_or(i64::MAX, Quantity::get);
    let wanted: BTreeMap<_, _> =
        lines.iter().map(|line| ((line.product, line.location), units(line))).collect();
    claim.release_rest(draft, &wanted)?;
    Ok(claim)
}

/// Takes the units of one line: what is held of it first, the rest by the rules from what is free.
fn buy(
    draft: &mut Draft<'_>,
    command: &CreatePurchase,
    line: &Priced,
    claim: Option<&mut Claim>,
) -> Result<PurchaseLine, (StockError, String)> {
    let (form, product) = (command.form, line.product);
    let at_quantity = |error| (error, form.quantity_pointer(line.place));
    if !line.location.exists() {
        return Err((StockError::LocationNotFound(line.location), form.location_pointer(line.place)));
    }
    let inventory = draft.inventory(product).map_err(|error| (error, form.product_pointer(line.place)))?;
    let quantity = line.quantity.ok_or_else(|| at_quantity(StockError::QuantityOverflow(product)))?;
    let held = claim.and_then(|claim| claim.take(product, line.location, quantity));
    let (requested, held_units) = (quantity.get(), held.map_or(0, Quantity::get));
    let free = Quantity::new(requested - held_units);
    if let (Some(free), Some(purchasable)) = (free, inventory.purchasable())
        && free.get() > purchasable
    {
        let purchasable = held_units.saturating_add(purchasable);
        return Err(at_quantity(StockError::InsufficientStock { product, requested, purchasable }));
    }
    let (kind, to) = match command.fulfilment {
        Fulfilment::Now => (MovementKind::Purchase, Bucket::Customer),
        Fulfilment::Later => (MovementKind::Commit, Bucket::Committed),
    };
    let floor = inventory.settings.floor();
    for (from, quantity, floor) in [(Bucket::Reserved, held, None), (Bucket::Sellable, free, floor)] {
        let Some(quantity) = quantity else { continue };
        let posting = Posting {
            kind,
            location: line.location,
            from,
            to,
            quantity,
            reason: None,
            reference: command.reference.as_ref(),
            group: command.id.into(),
            floor,
            cached: line.offer.cached,
        };
        draft.post(product, &posting).map_err(at_quantity)?;
    }
    Ok(PurchaseLine {
        product,
        location: line.location,
        quantity,
        price: line.offer.price,
        product_version: line.offer.version,
        returned: Units::default(),
    })
}

/// The sum of all lines, which have one currency.
fn total(lines: &[Priced]) -> Result<Money, StockError> {
    let currencies: BTreeSet<_> = lines.iter().map(|line| line.offer.price.currency()).collect();
    let currencies = Vec::from_iter(currencies);
    let [currency] = currencies[..] else { return Err(StockError::MixedCurrencies(currencies)) };
    let of = |line: &Priced| {
        i128::from(line.offer.price.amount()) * i128::from(line.quantity.map_or(0, Quantity::get))
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
