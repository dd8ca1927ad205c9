//! Reservations.

use catalog_core::api::instant::UnixMillis;
use serde_json::{Value as Json, json};

use super::{
    Reply, Suite, Verdict,
    buyers::at_once,
    check::{ensure, ensure_eq},
    stock::{NOBODY, PURCHASES, buy, figure, order, stocked},
};
use crate::transport::Transport;

const RESERVATIONS: &str = "/api/v1/reservations";

/// Holds these lines for an owner.
fn hold<T: Transport>(
    suite: &Suite<'_, T>,
    owner: &str,
    lines: &[(&str, i64)],
    attributes: &Json,
) -> Result<Reply, String> {
    suite.post(RESERVATIONS, &document(owner, lines, attributes)).send()
}

fn document(owner: &str, lines: &[(&str, i64)], attributes: &Json) -> Json {
    let mut document = order(lines);
    document["data"]["type"] = json!("reservations");
    if let (Some(all), Some(more)) = (document["data"]["attributes"].as_object_mut(), attributes.as_object())
    {
        all.insert("owner".to_owned(), json!(owner));
        all.extend(more.clone());
    }
    document
}

/// Changes a reservation.
fn amend<T: Transport>(suite: &Suite<'_, T>, id: &str, attributes: &Json) -> Result<Reply, String> {
    let document = json!({ "data": { "type": "reservations", "id": id, "attributes": attributes } });
    suite.patch(&format!("{RESERVATIONS}/{id}"), &document).send()
}

/// Buys these lines by a reservation.
fn commit<T: Transport>(suite: &Suite<'_, T>, id: &str, lines: &[(&str, i64)]) -> Result<Reply, String> {
    let mut document = order(lines);
    document["data"]["relationships"] =
        json!({ "reservation": { "data": { "type": "reservations", "id": id } } });
    suite.post(PURCHASES, &document).send()
}

/// A moment of an answer, some milliseconds later.
fn after(reply: &Reply, name: &str, millis: i64) -> Result<String, String> {
    let moment = UnixMillis::parse(reply.text(&format!("/data/attributes/{name}")));
    let moment = moment.ok_or_else(|| format!("{reply}: {name} is no moment"))?;
    Ok(moment.plus_millis(millis).to_string())
}

/// Waits until the service says that a reservation has another status than `active`. The clock of a shop in the
/// page goes on by a moment for each request.
#[expect(clippy::disallowed_methods, reason = "a case over sockets waits for time to pass")]
fn wait_until_ended<T: Transport>(suite: &Suite<'_, T>, id: &str) -> Result<Reply, String> {
    for _ in 0..2_000 {
        let reply = suite.get(&format!("{RESERVATIONS}/{id}")).send()?.is(200)?;
        if reply.text("/data/attributes/status") != "active" {
            return Ok(reply);
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    Err(format!("reservation {id} does not end"))
}

pub(super) fn what_is_held_is_not_for_sale<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, ana) = (stocked(suite, 5)?, suite.unique("ana"));
    let reply = hold(suite, &ana, &[(&product, 1), (&product, 2)], &json!({}))?.is(201)?;
    for (name, value) in [("status", json!("active")), ("owner", json!(ana))] {
        ensure_eq!(reply.at("/data/attributes")[name], value, "{reply}: {name}");
    }
    let line = reply.at("/data/attributes/lines/0");
    for (name, value) in [("quantity", json!(3)), ("held", json!(3)), ("bought", json!(0))] {
        ensure_eq!(line[name], value, "{reply}: {name}");
    }
    let location = format!("{RESERVATIONS}/{}", reply.text("/data/id"));
    ensure_eq!(reply.header("location"), Some(location.as_str()), "{reply}");
    let read = suite.get(&location).send()?.is(200)?;
    ensure_eq!(read.at("/data"), reply.at("/data"), "what is read");
    ensure_eq!(
        (figure(suite, &product, "reserved")?, figure(suite, &product, "available")?),
        (json!(3), json!(2)),
        "reserved and available"
    );
    buy(suite, &[(&product, 3)])?.refused(409, "insufficient-stock", "/data/attributes/lines/0/quantity")?;
    let other = hold(suite, &suite.unique("ben"), &[(&product, 3)], &json!({}))?;
    other.refused(409, "insufficient-stock", "/data/attributes/lines/0/quantity")?;
    Ok(())
}

pub(super) fn nobody_stands_in_his_own_way<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, ana) = (stocked(suite, 3)?, suite.unique("ana"));
    let first = hold(suite, &ana, &[(&product, 3)], &json!({}))?.is(201)?;
    hold(suite, &ana, &[(&product, 2)], &json!({}))?.is(201)?;
    ensure_eq!(figure(suite, &product, "reserved")?, json!(2), "the later one alone");
    let first = suite.get(&format!("{RESERVATIONS}/{}", first.text("/data/id"))).send()?.is(200)?;
    ensure_eq!(first.text("/data/attributes/status"), "released", "{first}");
    Ok(())
}

pub(super) fn it_is_released_or_extended<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 5)?;
    let made = hold(suite, &suite.unique("ana"), &[(&product, 2)], &json!({}))?.is(201)?;
    let id = made.text("/data/id");
    let later = after(&made, "expiresAt", 1_000)?;
    let longer = amend(suite, id, &json!({ "expiresAt": later }))?.is(200)?;
    ensure_eq!(longer.text("/data/attributes/expiresAt"), later, "{longer}");
    ensure!(longer.header("etag") != made.header("etag"), "{longer}: the same tag");
    let again = amend(suite, id, longer.at("/data/attributes"))?.is(200)?;
    ensure_eq!(again.at("/data"), longer.at("/data"), "what was read is sent back");
    let beyond = [after(&made, "maxUntil", 1)?, after(&made, "at", 1)?];
    for moment in beyond {
        let reply = amend(suite, id, &json!({ "expiresAt": moment }))?;
        let reply = reply.refused(409, "expiry-out-of-range", "/data/attributes/expiresAt")?;
        ensure_eq!(
            reply.at("/errors/0/meta/latest"),
            made.at("/data/attributes/maxUntil"),
            "{reply}: the latest moment"
        );
    }
    let stale = suite.patch(
        &format!("{RESERVATIONS}/{id}"),
        &json!({ "data": { "type": "reservations", "id": id, "attributes": { "status": "released" } } }),
    );
    stale.set("if-match", made.header("etag").unwrap_or_default()).send()?.refused(
        412,
        "precondition-failed",
        "If-Match",
    )?;
    let status = "/data/attributes/status";
    amend(suite, id, &json!({ "status": "committed" }))?.refused(
        409,
        "reservation-status-conflict",
        status,
    )?;
    let released = amend(suite, id, &json!({ "status": "released" }))?.is(200)?;
    ensure_eq!(released.at("/data/attributes/lines/0/held"), &json!(0), "{released}");
    amend(suite, id, &json!({ "status": "released" }))?.is(200)?;
    amend(suite, id, &json!({ "status": "active" }))?.refused(409, "reservation-not-active", status)?;
    ensure_eq!(figure(suite, &product, "available")?, json!(5), "all of it is back");
    amend(suite, NOBODY, &json!({ "status": "released" }))?.refused(404, "not-found", "")?;
    Ok(())
}

pub(super) fn a_purchase_takes_what_is_held<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 4)?;
    let made = hold(suite, &suite.unique("ana"), &[(&product, 3)], &json!({}))?.is(201)?;
    let id = made.text("/data/id");
    let bought = commit(suite, id, &[(&product, 2)])?.is(201)?;
    ensure_eq!(bought.text("/data/attributes/reservationStatus"), "committed", "{bought}");
    ensure_eq!(bought.text("/data/relationships/reservation/data/id"), id, "{bought}");
    let after = suite.get(&format!("{RESERVATIONS}/{id}")).send()?.is(200)?;
    ensure_eq!(after.text("/data/attributes/status"), "committed", "{after}");
    ensure_eq!(after.at("/data/attributes/lines/0/bought"), &json!(2), "{after}");
    ensure_eq!(
        (figure(suite, &product, "reserved")?, figure(suite, &product, "available")?),
        (json!(0), json!(2)),
        "the rest is back"
    );
    let pointer = "/data/relationships/reservation";
    commit(suite, id, &[(&product, 1)])?.refused(409, "reservation-not-active", pointer)?;
    commit(suite, NOBODY, &[(&product, 1)])?.refused(404, "reservation-not-found", pointer)?;
    Ok(())
}

/// Beyond what is held the rules of any purchase count.
pub(super) fn a_purchase_may_take_more_than_is_held<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 4)?;
    let made = hold(suite, &suite.unique("ana"), &[(&product, 2)], &json!({}))?.is(201)?;
    let id = made.text("/data/id");
    let reply = commit(suite, id, &[(&product, 5)])?;
    let reply = reply.refused(409, "insufficient-stock", "/data/attributes/lines/0/quantity")?;
    ensure_eq!(
        reply.at("/errors/0/meta"),
        &json!({ "productId": product, "requested": 5, "purchasable": 4 }),
        "{reply}"
    );
    let bought = commit(suite, id, &[(&product, 4)])?.is(201)?;
    ensure_eq!(bought.at("/data/attributes/lines").as_array().map(Vec::len), Some(1), "{bought}");
    ensure_eq!(bought.at("/data/attributes/lines/0/quantity"), &json!(4), "{bought}");
    ensure_eq!(figure(suite, &product, "onHand")?, json!(0), "all is sold");
    Ok(())
}

pub(super) fn time_ends_it<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, ana) = (stocked(suite, 1)?, suite.unique("ana"));
    // What the first says of the moment tells how to ask for a short one.
    let first = hold(suite, &ana, &[(&product, 1)], &json!({}))?.is(201)?;
    let soon = json!({ "expiresAt": after(&first, "at", 400)? });
    let made = hold(suite, &ana, &[(&product, 1)], &soon)?.is(201)?;
    let before = suite.get(&format!("/api/v1/inventory/{product}")).send()?.is(200)?;
    buy(suite, &[(&product, 1)])?.is(409)?;
    let ended = wait_until_ended(suite, made.text("/data/id"))?;
    ensure_eq!(ended.text("/data/attributes/status"), "expired", "{ended}");
    ensure_eq!(ended.at("/data/attributes/lines/0/held"), &json!(0), "{ended}");
    let level = suite.get(&format!("/api/v1/inventory/{product}")).send()?.is(200)?;
    ensure!(level.header("etag") != before.header("etag"), "{level}: the same tag");
    ensure_eq!(level.at("/data/attributes/reserved"), &json!(0), "{level}");
    let told = suite.get(&format!("/api/v1/stock-events?filter[product]={product}")).send()?.is(200)?;
    let back = told.items().iter().find(|event| event["attributes"]["kind"] == "stock.back");
    ensure_eq!(back.map(|event| &event["attributes"]["cause"]), Some(&json!("expire")), "{told}");
    let reply = amend(suite, made.text("/data/id"), &json!({ "status": "released" }))?;
    reply.refused(409, "reservation-not-active", "/data/attributes/status")?;
    // It comes too late, is bought from what is free, and says so.
    let late = commit(suite, made.text("/data/id"), &[(&product, 1)])?.is(201)?;
    ensure_eq!(late.text("/data/attributes/reservationStatus"), "expired", "{late}");
    Ok(())
}

/// Nobody looks before the next buyer comes.
#[expect(clippy::disallowed_methods, reason = "a case over sockets waits for time to pass")]
pub(super) fn the_next_buyer_gets_what_expired<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, ana) = (stocked(suite, 1)?, suite.unique("ana"));
    let first = hold(suite, &ana, &[(&product, 1)], &json!({}))?.is(201)?;
    let soon = json!({ "expiresAt": after(&first, "at", 400)? });
    hold(suite, &ana, &[(&product, 1)], &soon)?.is(201)?;
    for _ in 0..2_000 {
        let reply = buy(suite, &[(&product, 1)])?;
        if reply.status() == 201 {
            return Ok(());
        }
        reply.refused(409, "insufficient-stock", "/data/attributes/lines/0/quantity")?;
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    Err("what expired is not for sale".to_owned())
}

pub(super) fn one_owner_holds_so_much_and_no_more<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, ana) = (stocked(suite, 10_001)?, suite.unique("ana"));
    let reply = hold(suite, &ana, &[(&product, 10_001)], &json!({}))?;
    let reply = reply.refused(409, "reservation-limit", "/data/attributes/lines")?;
    ensure_eq!(
        reply.at("/errors/0/meta"),
        &json!({ "by": "owner", "of": "units", "most": 10_000 }),
        "{reply}"
    );
    Ok(())
}

pub(super) fn a_repeated_reservation_is_made_once<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, ana, key) = (stocked(suite, 5)?, suite.unique("ana"), suite.unique("key"));
    let document = document(&ana, &[(&product, 2)], &json!({}));
    let post = || suite.post(RESERVATIONS, &document).set("idempotency-key", &key).send();
    let (first, second) = (post()?.is(201)?, post()?.is(201)?);
    ensure_eq!(second.response.body(), first.response.body(), "{second}");
    ensure_eq!(second.header("idempotency-replayed"), Some("true"), "{second}");
    ensure_eq!(figure(suite, &product, "reserved")?, json!(2), "held once");
    let mut taken = document;
    taken["data"]["id"] = json!(first.text("/data/id"));
    suite.post(RESERVATIONS, &taken).send()?.refused(409, "id-taken", "/data/id")?;
    Ok(())
}

pub(super) fn reservations_are_filtered_and_checked<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, ana) = (stocked(suite, 9)?, suite.unique("ana"));
    let first = hold(suite, &ana, &[(&product, 1)], &json!({}))?.is(201)?;
    let second = hold(suite, &ana, &[(&product, 2)], &json!({}))?.is(201)?;
    let (first, second) = (first.text("/data/id"), second.text("/data/id"));
    for (query, expected) in [
        ("sort=at", vec![first, second]),
        ("filter[status]=active", vec![second]),
        ("filter[status]=released", vec![first]),
        ("filter[status]=expired", vec![]),
    ] {
        let target = format!("{RESERVATIONS}?filter[owner]={ana}&filter[product]={product}&{query}");
        let reply = suite.get(&target).send()?.is(200)?;
        ensure_eq!(reply.ids(), expected, "{query}");
    }
    let unknown = suite.get(&format!("{RESERVATIONS}?filter[status]=held")).send()?;
    unknown.refused(400, "filter-invalid", "?filter[status]")?;
    for (name, value) in
        [("owner", json!("")), ("owner", json!("x".repeat(201))), ("expiresAt", json!("soon"))]
    {
        let reply = hold(suite, &ana, &[(&product, 1)], &json!({ name: value }))?;
        reply.refused(422, "attribute-invalid", &format!("/data/attributes/{name}"))?;
    }
    hold(suite, &ana, &[(NOBODY, 1)], &json!({}))?.refused(
        404,
        "product-not-found",
        "/data/attributes/lines/0/productId",
    )?;
    if let Some(reader) = suite.reader_key() {
        let document = document(&ana, &[(&product, 1)], &json!({}));
        let reply = suite.post(RESERVATIONS, &document).set("x-api-key", reader).send()?;
        reply.refused(403, "forbidden", "")?;
    }
    Ok(())
}

/// Many want to hold the same few units.
pub(super) fn as_many_hold_as_there_are_units<T: Transport + Sync>(suite: &Suite<'_, T>) -> Verdict {
    let (product, mark) = (stocked(suite, 8)?, suite.unique("owner"));
    let answers =
        at_once(24, |number| hold(suite, &format!("{mark}-{number}"), &[(&product, 1)], &json!({})))?;
    let held = answers.iter().filter(|answer| answer.status() == 201).count();
    ensure_eq!(held, 8, "those who hold one");
    ensure_eq!(
        (figure(suite, &product, "reserved")?, figure(suite, &product, "available")?),
        (json!(8), json!(0)),
        "reserved and available"
    );
    Ok(())
}
