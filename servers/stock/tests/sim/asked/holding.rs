//! Holding units for a buyer.

use std::collections::BTreeMap;

use serde_json::json;
use uuid::Uuid;

use super::{Asked, Known, What, any_product, keeping::look, own_id};
use crate::random::Random;

/// Few, so that they meet their own reservations.
const OWNERS: [&str; 3] = ["ana", "ben", "eva"];
const SECOND: i64 = 1000;

pub(super) fn hold(name: String, random: &mut Random, known: &Known) -> Asked {
    let mut lines = BTreeMap::new();
    for _ in 0..random.within(1, 2) {
        lines.insert(any_product(random), random.within(1, 4));
    }
    let (id, owner) = (own_id(random), *random.pick(&OWNERS));
    let written = |(product, quantity): (_, &i64)| json!({ "productId": product, "quantity": quantity });
    let mut attributes = json!({ "lines": lines.iter().map(written).collect::<Vec<_>>(), "owner": owner });
    // Mostly so short that time ends it while somebody is about to buy.
    if random.percent(80) {
        let until = known.now.plus_millis(random.within(20, 400) * SECOND);
        attributes["expiresAt"] = json!(until.to_string());
    }
    let data = json!({ "type": "reservations", "id": id.to_string(), "attributes": attributes });
    Asked::post(name, "reservations", &data, What::Hold { id, lines, owner })
}

/// Holds it longer, or gives it up.
pub(super) fn change(name: String, random: &mut Random, known: &Known) -> Asked {
    if known.holds.is_empty() {
        return look(name, random, known);
    }
    let hold = random.pick(&known.holds).0;
    if random.percent(50) {
        let until = known.now.plus_millis(random.within(200, 900) * SECOND);
        let attributes = json!({ "expiresAt": until.to_string() });
        return Asked::patch(name, "reservations", hold, &attributes, What::Extend { hold });
    }
    Asked::patch(name, "reservations", hold, &json!({ "status": "released" }), What::Release { hold })
}

/// A reservation to buy from, and how many units of each of its products: fewer, as many, or more.
pub(super) fn claim(random: &mut Random, known: &Known) -> Option<(Uuid, super::Lines)> {
    if known.holds.is_empty() {
        return None;
    }
    // The newest is the one most likely to be held still.
    let newest = known.holds.len() - 1 - random.place(known.holds.len().min(3));
    let (hold, lines) = &known.holds[newest];
    let wanted = lines.iter().map(|(product, held)| {
        let quantity = (held + random.within(-1, 1)).max(1);
        (*product, (quantity, None))
    });
    Some((*hold, wanted.collect()))
}
