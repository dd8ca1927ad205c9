//! Locations, and buying from several.

use serde_json::{Value as Json, json};

use super::{
    Reply, Suite, Verdict,
    check::ensure_eq,
    stock::{NOBODY, PURCHASES, document, figure, order_with, stocked},
};
use crate::transport::Transport;

pub(super) const LOCATIONS: &str = "/api/v1/locations";

/// A place to keep stock: its id.
pub(super) fn place<T: Transport>(suite: &Suite<'_, T>) -> Result<String, String> {
    // Late in the order of selling, so that cases which do not name it are served by others.
    let reply = create(suite, &json!({ "name": suite.unique("place"), "priority": 1_000 }))?.is(201)?;
    Ok(reply.text("/data/id").to_owned())
}

fn create<T: Transport>(suite: &Suite<'_, T>, attributes: &Json) -> Result<Reply, String> {
    suite.post(LOCATIONS, &json!({ "data": { "type": "locations", "attributes": attributes } })).send()
}

fn change<T: Transport>(suite: &Suite<'_, T>, id: &str, attributes: &Json) -> Result<Reply, String> {
    let document = json!({ "data": { "type": "locations", "id": id, "attributes": attributes } });
    suite.patch(&format!("{LOCATIONS}/{id}"), &document).send()
}

/// Adjusts the stock of a product at a location.
pub(super) fn adjust_at<T: Transport>(
    suite: &Suite<'_, T>,
    location: &str,
    product: &str,
    attributes: &Json,
) -> Result<Reply, String> {
    let mut document = document("adjustments", attributes, product);
    document["data"]["attributes"]["reason"] = json!("a test");
    document["data"]["relationships"]["location"] =
        json!({ "data": { "type": "locations", "id": location } });
    suite.post("/api/v1/adjustments", &document).send()
}

/// A product with so many units at the main location and so many at a new one: both ids.
pub(super) fn spread<T: Transport>(
    suite: &Suite<'_, T>,
    here: i64,
    there: i64,
) -> Result<(String, String), String> {
    let (product, place) = (stocked(suite, here)?, place(suite)?);
    if there > 0 {
        adjust_at(suite, &place, &product, &json!({ "kind": "receive", "quantity": there }))?.is(201)?;
    }
    Ok((product, place))
}

/// Where each line came from, and how many units.
fn taken(reply: &Reply) -> Vec<(String, i64)> {
    let lines = reply.at("/data/attributes/lines").as_array().into_iter().flatten();
    let line = |line: &Json| {
        let units = line["quantity"].as_i64().unwrap_or_default();
        (line["locationId"].as_str().unwrap_or_default().to_owned(), units)
    };
    lines.map(line).collect()
}

pub(super) fn the_main_location_always_exists<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let reply = suite.get(&format!("{LOCATIONS}/main")).send()?.is(200)?;
    ensure_eq!(reply.at("/data/attributes/active"), &json!(true), "{reply}");
    let listed = suite.get(&format!("{LOCATIONS}?filter[active]=true&page[size]=100")).send()?.is(200)?;
    ensure_eq!(listed.ids().contains(&"main"), true, "{listed}");
    change(suite, "main", &json!({ "active": false }))?.refused(
        409,
        "location-is-main",
        "/data/attributes/active",
    )?;
    Ok(())
}

pub(super) fn a_location_is_made_and_changed<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let reply = create(suite, &json!({ "name": "Back room" }))?.is(201)?;
    for (name, value) in
        [("name", json!("Back room")), ("priority", json!(0)), ("active", json!(true)), ("version", json!(1))]
    {
        ensure_eq!(reply.at("/data/attributes")[name], value, "{reply}: {name}");
    }
    let id = reply.text("/data/id").to_owned();
    let target = format!("{LOCATIONS}/{id}");
    ensure_eq!(reply.header("location"), Some(target.as_str()), "{reply}");
    let changed =
        change(suite, &id, &json!({ "name": "Cellar", "priority": 7, "active": false }))?.is(200)?;
    ensure_eq!(changed.header("etag"), Some("\"2\""), "{changed}");
    let same = change(suite, &id, &json!({ "name": "Cellar", "version": 9 }))?.is(200)?;
    ensure_eq!(same.at("/data"), changed.at("/data"), "nothing changed");
    ensure_eq!(suite.get(&target).send()?.is(200)?.at("/data"), changed.at("/data"), "what is read");
    let stale = suite
        .patch(&target, &json!({ "data": { "type": "locations", "id": id, "attributes": { "name": "x" } } }))
        .set("if-match", "\"1\"");
    stale.send()?.refused(412, "precondition-failed", "If-Match")?;
    let taken = json!({ "data": { "type": "locations", "id": id, "attributes": { "name": "x" } } });
    suite.post(LOCATIONS, &taken).send()?.refused(409, "id-taken", "/data/id")?;
    suite.get(&format!("{LOCATIONS}/{NOBODY}")).send()?.refused(404, "not-found", "")?;
    change(suite, NOBODY, &json!({ "name": "x" }))?.refused(404, "not-found", "")?;
    Ok(())
}

pub(super) fn a_location_is_checked<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for (given, name) in [
        (json!({ "name": "" }), "name"),
        (json!({ "name": "a\nb" }), "name"),
        (json!({ "name": "x".repeat(121) }), "name"),
        (json!({ "name": "x", "priority": -1 }), "priority"),
        (json!({ "name": "x", "priority": 1_000_001 }), "priority"),
        (json!({ "name": "x", "active": "yes" }), "active"),
    ] {
        create(suite, &given)?.refused(422, "attribute-invalid", &format!("/data/attributes/{name}"))?;
    }
    create(suite, &json!({}))?.refused(422, "attribute-missing", "/data/attributes")?;
    create(suite, &json!({ "name": "x", "colour": 1 }))?.refused(
        422,
        "attribute-unknown",
        "/data/attributes/colour",
    )?;
    Ok(())
}

pub(super) fn only_an_empty_location_is_closed<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, place) = spread(suite, 2, 3)?;
    change(suite, &place, &json!({ "active": false }))?.refused(
        409,
        "location-not-empty",
        "/data/attributes/active",
    )?;
    adjust_at(suite, &place, &product, &json!({ "kind": "write-off", "quantity": 3 }))?.is(201)?;
    change(suite, &place, &json!({ "active": false }))?.is(200)?;
    adjust_at(suite, &place, &product, &json!({ "kind": "receive", "quantity": 1 }))?.refused(
        409,
        "location-inactive",
        "/data/relationships/location",
    )?;
    let lines = json!([{ "productId": product, "quantity": 1, "locationId": place }]);
    let order = json!({ "data": { "type": "purchases", "attributes": { "lines": lines } } });
    let reply = suite.post(PURCHASES, &order).send()?;
    reply.refused(409, "location-inactive", "/data/attributes/lines/0/locationId")?;
    change(suite, &place, &json!({ "active": true }))?.is(200)?;
    adjust_at(suite, &place, &product, &json!({ "kind": "receive", "quantity": 1 }))?.is(201)?;
    Ok(())
}

pub(super) fn a_line_buys_where_it_says<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, place) = spread(suite, 5, 3)?;
    let order = |location: &str, quantity: i64| {
        let lines = json!([{ "productId": product, "quantity": quantity, "locationId": location }]);
        json!({ "data": { "type": "purchases", "attributes": { "lines": lines } } })
    };
    let short = suite.post(PURCHASES, &order(&place, 4)).send()?.refused(
        409,
        "insufficient-stock",
        "/data/attributes/lines/0/quantity",
    )?;
    let meta = json!({ "productId": product, "locationId": place, "requested": 4, "purchasable": 3 });
    ensure_eq!(short.at("/errors/0/meta"), &meta, "{short}");
    let bought = suite.post(PURCHASES, &order(&place, 3)).send()?.is(201)?;
    ensure_eq!(taken(&bought), [(place.clone(), 3)], "{bought}");
    // Both locations together have five: a sixth is nowhere.
    let beyond = suite.post(PURCHASES, &order("main", 6)).send()?.is(409)?;
    ensure_eq!(beyond.at("/errors/0/meta/purchasable"), &json!(5), "{beyond}");
    // What comes back goes to where it was bought from.
    let back = json!({ "data": {
        "type": "returns", "attributes": { "lines": [{ "productId": product, "quantity": 2 }] },
        "relationships": { "purchase": { "data": { "type": "purchases", "id": bought.text("/data/id") } } },
    } });
    suite.post("/api/v1/returns", &back).send()?.is(201)?;
    let level = suite.get(&format!("/api/v1/levels/{product}.{place}")).send()?.is(200)?;
    ensure_eq!(level.at("/data/attributes/onHand"), &json!(2), "{level}");
    Ok(())
}

pub(super) fn other_lines_are_allocated<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, place) = spread(suite, 5, 6)?;
    let main = || "main".to_owned();
    let buy = |quantity: i64, allocation: &Json| {
        let given = if allocation.is_null() { json!({}) } else { json!({ "allocation": allocation }) };
        suite.post(PURCHASES, &order_with(&[(&product, quantity)], &given)).send()
    };
    let quote = |quantity: i64| {
        let mut order = order_with(&[(&product, quantity)], &json!({}));
        order["data"]["type"] = json!("quotes");
        suite.post("/api/v1/quotes", &order).send()
    };
    ensure_eq!(taken(&quote(6)?.is(200)?), [(place.clone(), 6)], "one location has them all");
    ensure_eq!(taken(&quote(8)?.is(200)?), [(main(), 5), (place.clone(), 3)], "none has them all");
    let most = buy(1, &json!({ "strategy": "most-stock" }))?.is(201)?;
    ensure_eq!(taken(&most), [(place.clone(), 1)], "{most}");
    let near = json!({ "strategy": "nearest", "locations": [place] });
    let near = buy(6, &near)?.is(201)?;
    ensure_eq!(taken(&near), [(place.clone(), 5), (main(), 1)], "{near}");
    let first = buy(1, &json!({ "strategy": "priority" }))?.is(201)?;
    ensure_eq!(taken(&first), [(main(), 1)], "{first}");
    let default = buy(3, &Json::Null)?.is(201)?;
    ensure_eq!(taken(&default), [(main(), 3)], "{default}");
    ensure_eq!(figure(suite, &product, "onHand")?, json!(0), "all are sold");
    Ok(())
}

pub(super) fn an_allocation_is_checked<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 1)?;
    for (allocation, below) in [
        (json!("priority"), ""),
        (json!({}), ""),
        (json!({ "strategy": "luck" }), "/strategy"),
        (json!({ "strategy": "nearest" }), ""),
        (json!({ "strategy": "nearest", "locations": ["Main"] }), "/locations/0"),
        (json!({ "strategy": "nearest", "locations": vec!["main"; 101] }), "/locations"),
        (json!({ "strategy": "priority", "locations": [] }), "/locations"),
        (json!({ "strategy": "priority", "near": [] }), "/near"),
    ] {
        let order = order_with(&[(&product, 1)], &json!({ "allocation": allocation }));
        let pointer = format!("/data/attributes/allocation{below}");
        suite.post(PURCHASES, &order).send()?.refused(422, "attribute-invalid", &pointer)?;
    }
    Ok(())
}
