//! What customers do.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use stock_core::model::{Bucket, MovementKind};

use super::{Asked, Known, Lines, What, any_place, any_product, holding, keeping::look, named, own_id};
use crate::random::Random;

fn written(lines: &Lines) -> Json {
    let line = |(product, (quantity, location)): (_, &(i64, Option<_>))| {
        let mut line = json!({ "productId": product, "quantity": quantity });
        if let Some(location) = location {
            line["locationId"] = json!(ToString::to_string(location));
        }
        line
    };
    lines.iter().map(line).collect()
}

/// Some units of some products.
fn some(random: &mut Random) -> Lines {
    let mut lines = BTreeMap::new();
    for _ in 0..random.within(1, 3) {
        let location = random.percent(20).then(|| any_place(random));
        lines.insert(any_product(random), (random.within(1, 4), location));
    }
    lines
}

pub(super) fn quote(name: String, random: &mut Random, _: &Known) -> Asked {
    let data = json!({ "type": "quotes", "attributes": { "lines": written(&some(random)) } });
    Asked { keyed: false, ..Asked::post(name, "quotes", &data, What::Quote) }
}

pub(super) fn buy(name: String, random: &mut Random, known: &Known) -> Asked {
    let claim = if random.percent(35) { holding::claim(random, known) } else { None };
    let (hold, lines) = claim.map_or_else(|| (None, some(random)), |(hold, lines)| (Some(hold), lines));
    let later = random.percent(50);
    let id = random.percent(25).then(|| own_id(random));
    let fulfilment = if later { "later" } else { "now" };
    let mut attributes = json!({ "lines": written(&lines), "reference": name, "fulfilment": fulfilment });
    if random.percent(30) {
        let strategy = *random.pick(&["single-location-first", "priority", "most-stock"]);
        attributes["allocation"] = json!({ "strategy": strategy });
    }
    let mut data = json!({ "type": "purchases", "attributes": attributes });
    if let Some(id) = id {
        data["id"] = json!(id.to_string());
    }
    if let Some(hold) = hold {
        data["relationships"] = json!({ "reservation": named("reservations", &hold) });
    }
    // An id of one's own guards as a key does.
    let keyed = id.is_none() || random.percent(50);
    Asked { keyed, ..Asked::post(name, "purchases", &data, What::Buy { lines, later, id, hold }) }
}

pub(super) fn advance(name: String, random: &mut Random, known: &Known) -> Asked {
    if known.purchases.is_empty() {
        return look(name, random, known);
    }
    let purchase = random.pick(&known.purchases).0;
    let (status, kind) =
        *random.pick(&[("completed", MovementKind::Ship), ("cancelled", MovementKind::Cancel)]);
    let what = What::Advance { purchase, kind };
    Asked::patch(name, "purchases", purchase, &json!({ "status": status }), what)
}

pub(super) fn bring_back(name: String, random: &mut Random, known: &Known) -> Asked {
    if known.purchases.is_empty() {
        return look(name, random, known);
    }
    let (purchase, bought) = random.pick(&known.purchases);
    let products: Vec<_> = bought.keys().copied().collect();
    let (purchase, product, quantity) = (*purchase, *random.pick(&products), random.within(1, 3));
    let to = *random.pick(&[Bucket::Sellable, Bucket::Unavailable]);
    let lines = json!([{ "productId": product, "quantity": quantity }]);
    let attributes = json!({ "lines": lines, "to": to.name(), "reference": name });
    let mut relationships = json!({ "purchase": named("purchases", &purchase) });
    if random.percent(20) {
        relationships["location"] = named("locations", &any_place(random));
    }
    let data = json!({ "type": "returns", "attributes": attributes, "relationships": relationships });
    Asked::post(name, "returns", &data, What::Return { purchase, product, quantity, to })
}
