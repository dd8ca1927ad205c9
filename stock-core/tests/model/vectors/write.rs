//! Verdicts into JSON.

use catalog_core::engine::Rejected;
use serde_json::{Value as Json, json};
use stock_core::model::{Change, Inventory, Movement, Purchase, Refusal, Reservation, StockEvent};

pub(super) fn verdict(verdict: &Result<Change, Vec<Refusal>>) -> Json {
    match verdict {
        Ok(change) => json!({ "accepted": accepted(change) }),
        Err(refusals) => json!({ "refused": refusals.iter().map(refusal).collect::<Vec<_>>() }),
    }
}

fn refusal(refusal: &Refusal) -> Json {
    let fault = refusal.fault();
    json!({ "code": fault.code.name, "pointer": refusal.pointer, "meta": fault.meta })
}

fn accepted(change: &Change) -> Json {
    let mut accepted = json!({
        "movements": change.movements.iter().map(movement).collect::<Vec<_>>(),
        "inventories": change.inventories.iter().map(inventory).collect::<Vec<_>>(),
        "purchase": change.purchase.as_ref().map(purchase),
        "events": change.events.iter().map(event).collect::<Vec<_>>(),
    });
    if !change.reservations.is_empty() {
        accepted["reservations"] = change.reservations.iter().map(reservation).collect();
    }
    accepted
}

fn reservation(reservation: &Reservation) -> Json {
    let lines = reservation.lines.iter().map(|line| {
        json!({
            "product": line.product,
            "location": line.location.to_string(),
            "quantity": line.quantity.get(),
            "held": line.held.get(),
            "bought": line.bought.get(),
        })
    });
    json!({
        "id": reservation.id,
        "lines": lines.collect::<Vec<_>>(),
        "expiresAt": reservation.expires_at,
        "maxUntil": reservation.max_until,
        "owner": &*reservation.owner,
        "status": reservation.status.name(),
        "version": reservation.version,
    })
}

fn movement(movement: &Movement) -> Json {
    json!({
        "seq": movement.seq,
        "at": movement.at,
        "kind": movement.kind.name(),
        "product": movement.product,
        "location": movement.location.to_string(),
        "from": movement.from.name(),
        "to": movement.to.name(),
        "quantity": movement.quantity.get(),
        "reason": movement.reason.as_deref(),
        "reference": movement.reference.as_deref(),
        "actor": &*movement.actor,
        "group": movement.group,
        "floor": movement.floor,
        "cached": movement.cached,
    })
}

fn inventory(inventory: &Inventory) -> Json {
    json!({
        "product": inventory.product,
        "sellable": inventory.buckets.sellable,
        "reserved": inventory.buckets.reserved,
        "committed": inventory.buckets.committed,
        "unavailable": inventory.buckets.unavailable,
        "incoming": inventory.buckets.incoming,
        "onHand": inventory.on_hand(),
        "available": inventory.available(),
        "purchasable": inventory.purchasable(),
        "state": inventory.state().name(),
        "version": inventory.version,
    })
}

fn purchase(purchase: &Purchase) -> Json {
    let lines = purchase.lines.iter().map(|line| {
        json!({
            "product": line.product,
            "location": line.location.to_string(),
            "quantity": line.quantity.get(),
            "price": line.price,
            "productVersion": line.product_version,
            "returned": line.returned.get(),
        })
    });
    let mut written = json!({
        "id": purchase.id,
        "lines": lines.collect::<Vec<_>>(),
        "total": purchase.total,
        "fulfilment": purchase.fulfilment.name(),
        "status": purchase.status.name(),
        "version": purchase.version,
    });
    if let Some(from) = purchase.bought_from {
        written["reservation"] = json!(from.reservation);
        written["reservationStatus"] = json!(from.status);
    }
    written
}

fn event(event: &StockEvent) -> Json {
    json!({
        "seq": event.seq,
        "kind": event.kind.name(),
        "product": event.level.product,
        "movement": event.movement.map(|(seq, _)| seq),
        "cause": event.movement.map(|(_, kind)| kind.name()),
        "available": event.level.available(),
    })
}
