//! Transfers.

use serde_json::{Value as Json, json};

use super::{
    Reply, Suite, Verdict,
    catalogue::existing,
    check::ensure_eq,
    levels::level,
    locations::{LOCATIONS, adjust_at, place, spread},
    stock::{NOBODY, figure, stocked},
};
use crate::transport::Transport;

const TRANSFERS: &str = "/api/v1/transfers";

fn transfer(lines: &[(&str, i64)], (from, to): (&str, &str), attributes: &Json) -> Json {
    let place = |id: &str| json!({ "data": { "type": "locations", "id": id } });
    let lines: Vec<Json> =
        lines.iter().map(|(product, units)| json!({ "productId": product, "quantity": units })).collect();
    let mut document = json!({ "data": {
        "type": "transfers", "attributes": attributes,
        "relationships": { "from": place(from), "to": place(to) },
    } });
    document["data"]["attributes"]["lines"] = json!(lines);
    document
}

fn send<T: Transport>(suite: &Suite<'_, T>, document: &Json) -> Result<Reply, String> {
    suite.post(TRANSFERS, document).send()
}

fn advance<T: Transport>(suite: &Suite<'_, T>, id: &str, status: &str) -> Result<Reply, String> {
    let document = json!({ "data": { "type": "transfers", "id": id, "attributes": { "status": status } } });
    suite.patch(&format!("{TRANSFERS}/{id}"), &document).send()
}

/// What is for sale and what is on its way at a location; nothing where it never was.
fn units<T: Transport>(suite: &Suite<'_, T>, product: &str, location: &str) -> Result<(i64, i64), String> {
    let reply = level(suite, product, location)?;
    let units = |name: &str| reply.at("/data/attributes")[name].as_i64().unwrap_or_default();
    Ok((units("available"), units("incoming")))
}

pub(super) fn stock_goes_there_at_once_or_in_two_steps<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, place) = spread(suite, 9, 0)?;
    let ends = ("main", place.as_str());
    let at_once = send(suite, &transfer(&[(&product, 2), (&product, 1)], ends, &json!({})))?.is(201)?;
    ensure_eq!(at_once.text("/data/attributes/status"), "received", "{at_once}");
    ensure_eq!(at_once.at("/data/attributes/lines/0/quantity"), &json!(3), "{at_once}: merged");
    ensure_eq!(
        (units(suite, &product, "main")?, units(suite, &product, &place)?),
        ((6, 0), (3, 0)),
        "at once"
    );

    let expected = "2030-05-01T08:00:00.000Z";
    let given =
        json!({ "status": "shipped", "expectedAt": expected, "reason": "Shelf", "reference": "Van 2" });
    let shipped = send(suite, &transfer(&[(&product, 4)], ends, &given))?.is(201)?;
    for (name, value) in given.as_object().into_iter().flatten() {
        ensure_eq!(&shipped.at("/data/attributes")[name], value, "{shipped}: {name}");
    }
    let id = shipped.text("/data/id").to_owned();
    let target = format!("{TRANSFERS}/{id}");
    ensure_eq!(shipped.header("location"), Some(target.as_str()), "{shipped}");
    ensure_eq!(suite.get(&target).send()?.is(200)?.at("/data"), shipped.at("/data"), "what is read");
    ensure_eq!(
        (units(suite, &product, "main")?, units(suite, &product, &place)?),
        ((2, 0), (3, 4)),
        "shipped"
    );
    ensure_eq!(figure(suite, &product, "onHand")?, json!(5), "what is on its way is in no house");
    // What comes from another location does not arrive from the supplier.
    adjust_at(suite, &place, &product, &json!({ "kind": "arrive", "quantity": 1 }))?.refused(
        409,
        "insufficient-stock",
        "/data/attributes/quantity",
    )?;

    let received = advance(suite, &id, "received")?.is(200)?;
    ensure_eq!(received.text("/data/attributes/status"), "received", "{received}");
    ensure_eq!(
        (units(suite, &product, "main")?, units(suite, &product, &place)?),
        ((2, 0), (7, 0)),
        "received"
    );
    let again = advance(suite, &id, "received")?.is(200)?;
    ensure_eq!(again.at("/data"), received.at("/data"), "the same again");
    advance(suite, &id, "shipped")?.refused(409, "transfer-status-conflict", "/data/attributes/status")?;
    ensure_eq!(figure(suite, &product, "onHand")?, json!(9), "nothing was lost");
    Ok(())
}

pub(super) fn a_transfer_is_told_in_the_journal<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, place) = spread(suite, 2, 0)?;
    let sent = send(suite, &transfer(&[(&product, 2)], ("main", &place), &json!({})))?.is(201)?;
    let group = sent.text("/data/id");
    let journal = suite.get(&format!("/api/v1/movements?filter[group]={group}")).send()?.is(200)?;
    let told: Vec<_> = journal
        .items()
        .iter()
        .map(|movement| {
            let end = |name: &str| movement["relationships"][name]["data"]["id"].as_str().unwrap_or("none");
            let word = |name: &str| movement["attributes"][name].as_str().unwrap_or_default();
            (word("kind"), word("from"), end("location"), word("to"), end("destination"))
        })
        .collect();
    let expected = [
        ("transfer", "sellable", "main", "incoming", place.as_str()),
        ("transfer", "incoming", place.as_str(), "sellable", "none"),
    ];
    ensure_eq!(told, expected, "{journal}");
    for (location, count) in [("main", 2), (place.as_str(), 2)] {
        let query = format!("/api/v1/movements?filter[product]={product}&filter[location]={location}");
        ensure_eq!(suite.get(&query).send()?.is(200)?.items().len(), count, "{query}");
    }
    Ok(())
}

pub(super) fn a_transfer_is_all_or_nothing<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, place) = spread(suite, 3, 0)?;
    let (other, ends) = (stocked(suite, 1)?, ("main", place.as_str()));
    let refused = send(suite, &transfer(&[(&product, 4), (&other, 2)], ends, &json!({})))?.is(409)?;
    for line in [0, 1] {
        refused.has_fault("insufficient-stock", &format!("/data/attributes/lines/{line}/quantity"))?;
    }
    let meta = json!({ "productId": product, "requested": 4, "bucket": "sellable", "held": 3 });
    ensure_eq!(refused.at("/errors/0/meta"), &meta, "{refused}");
    let half = send(suite, &transfer(&[(&product, 1), (&other, 2)], ends, &json!({})))?.is(409)?;
    ensure_eq!(half.faults().len(), 1, "{half}");
    ensure_eq!(units(suite, &product, "main")?, (3, 0), "nothing went");
    let unkept = send(suite, &transfer(&[(&existing(suite)?, 1)], ends, &json!({})))?;
    unkept.refused(409, "inventory-not-initialised", "/data/attributes/lines/0/productId")?;
    Ok(())
}

pub(super) fn a_transfer_is_checked<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, place) = spread(suite, 3, 0)?;
    let lines = [(product.as_str(), 1)];
    send(suite, &transfer(&lines, ("main", "main"), &json!({})))?.refused(
        422,
        "relationship-invalid",
        "/data/relationships/to",
    )?;
    send(suite, &transfer(&lines, ("main", NOBODY), &json!({})))?.refused(
        404,
        "location-not-found",
        "/data/relationships/to",
    )?;
    let closed = json!({ "data": { "type": "locations", "id": place, "attributes": { "active": false } } });
    suite.patch(&format!("{LOCATIONS}/{place}"), &closed).send()?.is(200)?;
    send(suite, &transfer(&lines, ("main", &place), &json!({})))?.refused(
        409,
        "location-inactive",
        "/data/relationships/to",
    )?;
    for (given, name) in [
        (json!({ "status": "lost" }), "status"),
        (json!({ "expectedAt": "soon" }), "expectedAt"),
        (json!({ "reason": "x".repeat(501) }), "reason"),
    ] {
        let reply = send(suite, &transfer(&lines, ("main", &place), &given))?;
        reply.refused(422, "attribute-invalid", &format!("/data/attributes/{name}"))?;
    }
    let without = json!({ "data": { "type": "transfers", "attributes": { "lines": [] } } });
    let reply = send(suite, &without)?.is(422)?;
    reply.has_fault("attribute-invalid", "/data/attributes/lines")?;
    suite.get(&format!("{TRANSFERS}/{NOBODY}")).send()?.refused(404, "not-found", "")?;
    advance(suite, NOBODY, "received")?.refused(404, "not-found", "")?;
    Ok(())
}

pub(super) fn transfers_are_filtered<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, there) = spread(suite, 9, 0)?;
    let elsewhere = place(suite)?;
    let make = |from: &str, to: &str, given: Json| -> Result<String, String> {
        let reply = send(suite, &transfer(&[(&product, 1)], (from, to), &given))?.is(201)?;
        Ok(reply.text("/data/id").to_owned())
    };
    let reference = suite.unique("VAN");
    let first = make("main", &there, json!({ "reference": reference }))?;
    let second = make(&there, &elsewhere, json!({ "status": "shipped" }))?;
    for (query, expected) in [
        (String::new(), vec![&first, &second]),
        ("&filter[status]=shipped".to_owned(), vec![&second]),
        (format!("&filter[from]={there}"), vec![&second]),
        (format!("&filter[to]={there}"), vec![&first]),
        (format!("&filter[reference]={reference}"), vec![&first]),
    ] {
        let target = format!("{TRANSFERS}?filter[product]={product}&sort=at{query}");
        let reply = suite.get(&target).send()?.is(200)?;
        let (mut found, mut expected): (Vec<_>, Vec<_>) =
            (reply.ids(), expected.into_iter().map(String::as_str).collect());
        // Both may be of one millisecond, and then the ids decide.
        found.sort_unstable();
        expected.sort_unstable();
        ensure_eq!(found, expected, "{reply}");
    }
    let unknown = format!("{TRANSFERS}?filter[to]={NOBODY}");
    suite.get(&unknown).send()?.refused(404, "location-not-found", "?filter[to]")?;
    Ok(())
}
