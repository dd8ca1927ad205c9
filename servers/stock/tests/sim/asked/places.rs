//! Where stock is kept, and what goes from place to place.

use std::collections::BTreeMap;

use serde_json::json;
use stock_core::model::LocationId;
use uuid::Uuid;

use super::{Asked, Known, PLACES, What, any_place, any_product, keeping::look, named, place};
use crate::{
    catalogue::{PRODUCTS, product},
    random::Random,
};

/// A place other than the main one.
fn other(number: i64) -> Uuid {
    match place(number) {
        LocationId::Other(id) => id,
        LocationId::Main => Uuid::nil(),
    }
}

/// Opens a place.
pub(crate) fn open_numbered(name: String, number: i64, priority: i64) -> Asked {
    let location = other(number);
    let attributes = json!({ "name": format!("Place {number}"), "priority": priority });
    let data = json!({ "type": "locations", "id": location.to_string(), "attributes": attributes });
    Asked::post(name, "locations", &data, What::Open { location })
}

pub(super) fn open(name: String, random: &mut Random, _: &Known) -> Asked {
    open_numbered(name, random.within(1, PLACES), random.within(0, 3))
}

/// Another priority, or closed, or opened again.
pub(super) fn change(name: String, random: &mut Random, _: &Known) -> Asked {
    let location = other(random.within(1, PLACES));
    let attributes = json!({ "priority": random.within(0, 3), "active": random.percent(70) });
    Asked::patch(name, "locations", location, &attributes, What::Place { location })
}

pub(super) fn look_at(name: String, random: &mut Random, _: &Known) -> Asked {
    let (product, location) = (product(random.within(1, PRODUCTS)), any_place(random));
    Asked::get(name, format!("/api/v1/levels/{product}.{location}"), What::LookAt { product, location })
}

pub(super) fn transfer(name: String, random: &mut Random, _: &Known) -> Asked {
    let from = random.within(0, PLACES);
    let to = (from + random.within(1, PLACES)) % (PLACES + 1);
    let (from, to, received) = (place(from), place(to), random.percent(40));
    let mut lines = BTreeMap::new();
    for _ in 0..random.within(1, 2) {
        lines.insert(any_product(random), random.within(1, 3));
    }
    let written = |(product, quantity): (_, &i64)| json!({ "productId": product, "quantity": quantity });
    let attributes = json!({
        "lines": lines.iter().map(written).collect::<Vec<_>>(),
        "status": if received { "received" } else { "shipped" },
        "reference": name,
    });
    let relationships = json!({ "from": named("locations", &from), "to": named("locations", &to) });
    let data = json!({ "type": "transfers", "attributes": attributes, "relationships": relationships });
    Asked::post(name, "transfers", &data, What::Transfer { from, to, lines, received })
}

pub(super) fn receive(name: String, random: &mut Random, known: &Known) -> Asked {
    if known.transfers.is_empty() {
        return look(name, random, known);
    }
    let transfer = *random.pick(&known.transfers);
    Asked::patch(name, "transfers", transfer, &json!({ "status": "received" }), What::Receive { transfer })
}
