//! Holding units for a buyer, holding them longer, and giving them up.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use catalog_core::{api::instant::UnixMillis, product::ProductId};

use super::{
    Refusal, Refusals,
    demand::{Faults, fulfillable, known},
    draft::{Draft, Posting},
    expire::{GiveBack, begin},
    split::{Order, Take, orders},
};
use crate::{
    error::{HeldBy, HoldUnit, StockError},
    model::{
        Bucket, Change, CreateReservation, MovementKind, PurchaseForm, Reservation, ReservationLine,
        ReservationStatus, Stamp, UpdateReservation, View, holds::Tally, seen::Offer,
    },
};

/// Reservations are written with lines only.
const FORM: PurchaseForm = PurchaseForm::Lines;
const EXPIRES_AT: &str = "/attributes/expiresAt";

/// What someone gives up himself.
const RELEASE: GiveBack = GiveBack { kind: MovementKind::Release, end: ReservationStatus::Released };

pub(super) fn create(
    view: &dyn View,
    command: &CreateReservation,
    stamp: &Stamp,
) -> Result<Change, Vec<Refusal>> {
    let offered = offered(command)?;
    let mut refusals = Refusals::default();
    if view.reservation(command.id).is_some() {
        refusals.add(StockError::IdTaken, "/id");
    }
    let max_until = stamp.at.plus_millis(command.rules.longest_millis);
    let usual = stamp.at.plus_millis(command.rules.usual_millis).min(max_until);
    let expires_at = command.expires_at.unwrap_or(usual);
    if let Err(error) = check_moment(expires_at, stamp.at, max_until) {
        refusals.add(error, EXPIRES_AT);
    }
    let products = command.products();
    let mut draft = begin(view, stamp, products.iter().copied())?;
    replace(&mut draft, command, &products)
        .map_err(|error| vec![Refusal::at(error, FORM.lines_pointer())])?;
    let mut faults = Faults::new();
    let orders = known(&draft, FORM, offered.iter().map(|(order, _)| order), &mut faults);
    let orders = fulfillable(&draft, FORM, orders, &[], &mut faults);
    let offers: BTreeMap<_, _> = offered.iter().map(|(order, offer)| (order.product, offer)).collect();
    let mut lines = Vec::with_capacity(orders.len());
    for take in draft.split(&orders, &command.allocation) {
        let cached = offers.get(&take.product).is_some_and(|offer| offer.cached);
        match hold(&mut draft, command, &take, cached) {
            Ok(line) => lines.push(line),
            Err(error) => drop(faults.insert(take.place, (error, FORM.quantity_pointer(take.place)))),
        }
    }
    for (error, pointer) in faults.into_values() {
        refusals.add(error, pointer);
    }
    let reservation = Reservation {
        id: command.id,
        lines,
        expires_at,
        max_until,
        owner: Arc::clone(&command.owner),
        status: ReservationStatus::Active,
        at: stamp.at,
        actor: Arc::clone(&stamp.actor),
        version: 0,
    };
    draft.keep(reservation);
    if let Err(error) = check_limits(&draft, command) {
        refusals.add(error, FORM.lines_pointer());
    }
    refusals.end()?;
    Ok(draft.finish())
}

/// The lines, each of a product that is for sale.
fn offered(command: &CreateReservation) -> Result<Vec<(Order, Offer)>, Vec<Refusal>> {
    let mut refusals = Refusals::default();
    let mut offered = Vec::new();
    for order in orders(&command.lines) {
        match command.sightings.offer(order.product) {
            Ok(offer) => offered.push((order, offer)),
            Err(error) => refusals.add(error, FORM.product_pointer(order.place)),
        }
    }
    refusals.end()?;
    Ok(offered)
}

/// Lets go of what the owner holds of the same products, so that nobody stands in his own way.
fn replace(
    draft: &mut Draft<'_>,
    command: &CreateReservation,
    products: &BTreeSet<ProductId>,
) -> Result<(), StockError> {
    for mut reservation in draft.held_by(&command.owner) {
        let named = |place: &usize| products.contains(&reservation.lines[*place].product);
        let places: Vec<usize> = (0..reservation.lines.len()).filter(named).collect();
        for place in &places {
            RELEASE.line(draft, &mut reservation, *place)?;
        }
        if !places.is_empty() {
            RELEASE.settle(draft, reservation);
        }
    }
    Ok(())
}

/// Holds units of one product at one location.
fn hold(
    draft: &mut Draft<'_>,
    command: &CreateReservation,
    take: &Take,
    cached: bool,
) -> Result<ReservationLine, StockError> {
    let Take { product, location, .. } = *take;
    let quantity = take.quantity.ok_or(StockError::QuantityOverflow(product))?;
    let posting = Posting {
        kind: MovementKind::Reserve,
        location,
        destination: None,
        from: Bucket::Sellable,
        to: Bucket::Reserved,
        quantity,
        reason: None,
        reference: None,
        group: command.id.into(),
        floor: draft.inventory(product)?.settings.floor(),
        cached,
    };
    draft.post(product, &posting)?;
    Ok(ReservationLine::new(product, location, quantity))
}

/// Whether units can be held until `moment`: later than `earliest`, and no later than `latest`.
fn check_moment(moment: UnixMillis, earliest: UnixMillis, latest: UnixMillis) -> Result<(), StockError> {
    if earliest < moment && moment <= latest {
        Ok(())
    } else {
        Err(StockError::ExpiryOutOfRange { asked: moment, earliest, latest })
    }
}

/// Whether the owner and the key hold no more than they may, once the command is done.
fn check_limits(draft: &Draft<'_>, command: &CreateReservation) -> Result<(), StockError> {
    let held = draft.held_by(&command.owner);
    let of_owner = held.iter().map(Tally::of).fold(Tally::default(), Tally::plus);
    for (by, tally, limit) in [
        (HeldBy::Owner, of_owner, command.rules.per_owner),
        (HeldBy::Key, draft.held_by_key(), command.rules.per_key),
    ] {
        for (of, would, most) in [
            (HoldUnit::Reservations, i128::from(tally.reservations), u64::from(limit.reservations)),
            (HoldUnit::Units, tally.units, limit.units),
        ] {
            if would > i128::from(most) {
                return Err(StockError::ReservationLimit { by, of, most });
            }
        }
    }
    Ok(())
}

pub(super) fn update(
    view: &dyn View,
    command: &UpdateReservation,
    stamp: &Stamp,
) -> Result<Change, Vec<Refusal>> {
    let Some(found) = view.reservation(command.id) else {
        return Err(vec![Refusal { error: StockError::TargetMissing, pointer: None }]);
    };
    let mut draft = begin(view, stamp, found.products())?;
    let Some(reservation) = draft.reservation(command.id).cloned() else { return Ok(draft.finish()) };
    let (from, to) = (reservation.status, command.status.unwrap_or(reservation.status));
    let not_active = || StockError::ReservationNotActive { id: command.id, status: from };
    let until = command.expires_at.filter(|moment| *moment != reservation.expires_at);
    let done = match (from, to) {
        (ReservationStatus::Active, ReservationStatus::Released) => {
            RELEASE.all(&mut draft, reservation).map_err(|error| (error, "/attributes/status"))
        }
        (ReservationStatus::Active, ReservationStatus::Active) => match until {
            None => Ok(()),
            Some(until) => extend(&mut draft, reservation, until).map_err(|error| (error, EXPIRES_AT)),
        },
        (ReservationStatus::Active, _) => {
            Err((StockError::ReservationStatusConflict { from, to }, "/attributes/status"))
        }
        (from, to) if from != to => Err((not_active(), "/attributes/status")),
        _ if until.is_some() => Err((not_active(), EXPIRES_AT)),
        _ => Ok(()),
    };
    done.map_err(|(error, pointer)| vec![Refusal::at(error, pointer)])?;
    Ok(draft.finish())
}

/// Holds the units longer. No units move, but the feed tells of each product, as of any change.
fn extend(draft: &mut Draft<'_>, mut reservation: Reservation, until: UnixMillis) -> Result<(), StockError> {
    check_moment(until, reservation.expires_at, reservation.max_until)?;
    for product in reservation.products() {
        draft.tell(product)?;
    }
    reservation.expires_at = until;
    draft.keep(reservation);
    Ok(())
}
