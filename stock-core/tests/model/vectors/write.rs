//! Verdicts into JSON.

use catalog_core::engine::Rejected;
use serde_json::{Value as Json, json};
use stock_core::model::{
    Change, Inventory, Level, Location, Movement, Purchase, Refusal, Reservation, StockEvent, Transfer,
    TransferLine,
};

/// What a step comes to; of one place alone the levels say nothing that the inventories do not.
pub(super) fn verdict(verdict: &Result<Change, Vec<Refusal>>, with_places: bool) -> Json {
    match verdict {
        Ok(change) if with_places => {
            let mut accepted = accepted(change);
            accepted["levels"] = change.levels.iter().map(level).collect();
            accepted["location"] = change.location.as_ref().map(location).into();
            accepted["transfer"] = change.transfer.as_ref().map(transfer).into();
            json!({ "accepted": accepted })
        }
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
    let mut shown = json!({
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
    });
    if let Some(destination) = movement.destination {
        shown["destination"] = destination.to_string().into();
    }
    shown
}

fn level(level: &Level) -> Json {
    json!({
        "id": level.id.to_string(),
        "sellable": level.buckets.sellable,
        "reserved": level.buckets.reserved,
        "committed": level.buckets.committed,
        "unavailable": level.buckets.unavailable,
        "incoming": level.buckets.incoming,
        "inTransit": level.in_transit,
        "version": level.version,
    })
}

fn location(location: &Location) -> Json {
    json!({
        "id": location.id.to_string(),
        "name": &*location.name,
        "priority": location.priority.get(),
        "active": location.active,
        "version": location.version,
    })
}

fn transfer(transfer: &Transfer) -> Json {
    let line = |line: &TransferLine| json!({ "product": line.product, "quantity": line.quantity.get() });
    json!({
        "id": transfer.id,
        "from": transfer.passage.from().to_string(),
        "to": transfer.passage.to().to_string(),
        "lines": transfer.lines.iter().map(line).collect::<Vec<_>>(),
        "status": transfer.status.name(),
        "expectedAt": transfer.expected_at,
        "version": transfer.version,
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
