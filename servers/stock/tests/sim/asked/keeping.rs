//! What those do who keep the stock.

use http::Method;
use serde_json::{Value as Json, json};
use stock_core::model::{Bucket, MovementKind};

use super::{Adjusting, Asked, Does, Known, What, any_place, named};
use crate::{
    catalogue::{PRODUCTS, product},
    random::Random,
};

/// Begins to keep a product.
pub(crate) fn begin(name: String, number: i64, quantity: i64, policy: &str) -> Asked {
    let product = product(number);
    let attributes = json!({ "quantity": quantity, "policy": policy, "safetyStock": number % 2 });
    let data = json!({
        "type": "inventory",
        "attributes": attributes,
        "relationships": { "product": named("products", &product) },
    });
    Asked::post(name, "inventory", &data, What::Begin { product, quantity })
}

pub(super) fn begin_any(name: String, random: &mut Random, _: &Known) -> Asked {
    begin(name, random.within(1, PRODUCTS + 1), random.within(0, 6), "deny")
}

pub(super) fn set(name: String, random: &mut Random, _: &Known) -> Asked {
    let product = product(random.within(1, PRODUCTS));
    let policy = *random.pick(&["deny", "deny", "deny", "backorder", "untracked"]);
    let mut attributes = json!({ "policy": policy, "safetyStock": random.within(0, 3) });
    attributes["backorderLimit"] = if random.percent(70) { json!(random.within(0, 4)) } else { Json::Null };
    attributes["lowStockAt"] = if random.percent(50) { json!(random.within(0, 4)) } else { Json::Null };
    Asked::patch(name, "inventory", product.0, &attributes, What::Set { product })
}

pub(super) fn look(name: String, random: &mut Random, _: &Known) -> Asked {
    look_at_product(name, random.within(1, PRODUCTS))
}

/// Reads an inventory.
pub(crate) fn look_at_product(name: String, number: i64) -> Asked {
    let product = product(number);
    Asked::get(name, format!("/api/v1/inventory/{product}"), What::Look { product })
}

/// An adjustment with a known quantity.
fn moving(random: &mut Random) -> Adjusting {
    use Bucket::{Correction, Incoming, Loss, Sellable, Supplier, Unavailable};
    let (kind, from, to) = *random.pick(&[
        (MovementKind::Receive, Supplier, Sellable),
        (MovementKind::Receive, Supplier, Sellable),
        (MovementKind::Receive, Supplier, Sellable),
        (MovementKind::Receive, Supplier, Sellable),
        (MovementKind::Receive, Supplier, Sellable),
        (MovementKind::Receive, Supplier, Sellable),
        (MovementKind::Receive, Supplier, Incoming),
        (MovementKind::Arrive, Incoming, Sellable),
        (MovementKind::Adjust, Correction, Sellable),
        (MovementKind::Adjust, Sellable, Correction),
        (MovementKind::WriteOff, Sellable, Loss),
        (MovementKind::WriteOff, Unavailable, Loss),
        (MovementKind::WriteOff, Incoming, Loss),
        (MovementKind::Quarantine, Sellable, Unavailable),
        (MovementKind::Restore, Unavailable, Sellable),
    ]);
    let does = Does::Move { kind, from, to, quantity: random.within(1, 4) };
    Adjusting { product: product(random.within(1, PRODUCTS)), location: any_place(random), does }
}

fn adjustment(reference: &str, adjusting: Adjusting) -> Json {
    let mut attributes = match adjusting.does {
        Does::Count { counted } => json!({ "kind": "count", "counted": counted }),
        Does::Move { kind: MovementKind::Adjust, to, quantity, .. } => {
            let signed = if to == Bucket::Sellable { quantity } else { -quantity };
            json!({ "kind": "correct", "quantity": signed })
        }
        Does::Move { kind: MovementKind::WriteOff, from, quantity, .. } => {
            json!({ "kind": "write-off", "quantity": quantity, "from": from.name() })
        }
        Does::Move { kind: MovementKind::Receive, to, quantity, .. } => {
            json!({ "kind": "receive", "quantity": quantity, "to": to.name() })
        }
        Does::Move { kind, quantity, .. } => json!({ "kind": kind.name(), "quantity": quantity }),
    };
    attributes["reason"] = json!("by chance");
    attributes["reference"] = json!(reference);
    let relationships = json!({
        "product": named("products", &adjusting.product),
        "location": named("locations", &adjusting.location),
    });
    json!({ "type": "adjustments", "attributes": attributes, "relationships": relationships })
}

pub(super) fn adjust(name: String, random: &mut Random, _: &Known) -> Asked {
    let adjusting = moving(random);
    let data = adjustment(&name, adjusting);
    Asked::post(name, "adjustments", &data, What::Adjust(vec![adjusting]))
}

/// A count that is right or a little off, and mostly compared with what was read before.
pub(super) fn count(name: String, random: &mut Random, known: &Known) -> Asked {
    let read: Vec<_> = known.on_hand.keys().copied().collect();
    let (product, location) = if read.is_empty() || random.percent(30) {
        (product(random.within(1, PRODUCTS)), any_place(random))
    } else {
        *random.pick(&read)
    };
    let read = known.on_hand.get(&(product, location)).copied();
    let counted = (read.unwrap_or(5) + random.within(-1, 1)).max(0);
    let adjusting = Adjusting { product, location, does: Does::Count { counted } };
    let mut data = adjustment(&name, adjusting);
    if let Some(read) = read.filter(|_| random.percent(80)) {
        data["attributes"]["expected"] = json!(read);
    }
    Asked::post(name, "adjustments", &data, What::Adjust(vec![adjusting]))
}

pub(super) fn operate(name: String, random: &mut Random, _: &Known) -> Asked {
    let adjusting: Vec<Adjusting> = (0..random.within(2, 3)).map(|_| moving(random)).collect();
    let operations: Vec<Json> = adjusting
        .iter()
        .enumerate()
        .map(|(place, adjusting)| json!({ "op": "add", "data": adjustment(&part(&name, place), *adjusting) }))
        .collect();
    Asked {
        keyed: true,
        what: What::Adjust(adjusting),
        method: Method::POST,
        path: "/api/v1/stock-operations".to_owned(),
        body: json!({ "atomic:operations": operations }),
        name,
    }
}

/// The reference of one operation of several.
pub(crate) fn part(name: &str, place: usize) -> String {
    format!("{name}/{place}")
}
