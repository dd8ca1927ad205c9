//! Levels: what is where, now and before.

use serde_json::{Value as Json, json};

use super::{
    Reply, Suite, Verdict,
    check::{ensure, ensure_eq},
    locations::{adjust_at, spread},
    stock::{NOBODY, adjust, begin, figure, stocked},
};
use crate::transport::Transport;

const LEVELS: &str = "/api/v1/levels";

pub(super) fn level<T: Transport>(
    suite: &Suite<'_, T>,
    product: &str,
    location: &str,
) -> Result<Reply, String> {
    suite.get(&format!("{LEVELS}/{product}.{location}")).send()
}

pub(super) fn an_inventory_is_the_sum_of_its_levels<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, place) = spread(suite, 5, 3)?;
    adjust_at(suite, &place, &product, &json!({ "kind": "quarantine", "quantity": 1 }))?.is(201)?;
    let reply = suite.get(&format!("{LEVELS}?filter[product]={product}")).send()?.is(200)?;
    for name in ["onHand", "reserved", "committed", "unavailable", "incoming", "available"] {
        let units = |level: &Json| level["attributes"][name].as_i64().unwrap_or_default();
        let sum: i64 = reply.items().iter().map(units).sum();
        ensure_eq!(figure(suite, &product, name)?, json!(sum), "{name} of {reply}");
    }
    let one = level(suite, &product, &place)?.is(200)?;
    ensure_eq!(one.at("/data/attributes/unavailable"), &json!(1), "{one}");
    ensure_eq!(one.text("/data/relationships/location/data/id"), place, "{one}");
    let inventory = suite.get(&format!("/api/v1/inventory/{product}?include=levels")).send()?.is(200)?;
    let linked = inventory.at("/data/relationships/levels/data").as_array().map(Vec::len);
    let included = inventory.at("/included").as_array().map(Vec::len);
    ensure_eq!((linked, included), (Some(2), Some(2)), "{inventory}");
    for (filter, count) in [("main", 1), (&place, 1), (&format!("main,{place}"), 1)] {
        let query = format!("/api/v1/inventory?filter[product]={product}&filter[location]={filter}");
        ensure_eq!(suite.get(&query).send()?.is(200)?.items().len(), count, "{query}");
    }
    let other = stocked(suite, 1)?;
    let query = format!("/api/v1/inventory?filter[product]={other}&filter[location]={place}");
    ensure_eq!(suite.get(&query).send()?.is(200)?.items().len(), 0, "it was never there");
    Ok(())
}

pub(super) fn a_level_that_was_never_touched_is_404<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 0)?;
    let main = level(suite, &product, "main")?.is(200)?;
    ensure_eq!(main.at("/data/attributes/onHand"), &json!(0), "{main}");
    level(suite, &product, NOBODY)?.refused(404, "not-found", "")?;
    level(suite, NOBODY, "main")?.refused(404, "not-found", "")?;
    for id in ["main", product.as_str(), &format!("{product}.Main")] {
        suite.get(&format!("{LEVELS}/{id}")).send()?.refused(404, "not-found", "")?;
    }
    let unknown = format!("{LEVELS}?filter[location]={NOBODY}");
    suite.get(&unknown).send()?.refused(404, "location-not-found", "?filter[location]")?;
    Ok(())
}

pub(super) fn the_past_is_what_the_journal_says<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, place) = spread(suite, 5, 3)?;
    let before = level(suite, &product, &place)?.is(200)?;
    let at = before.text("/data/attributes/updatedAt").to_owned();
    // Another millisecond, so that what follows is later than what was.
    super::suite::eventually(|| {
        let reply =
            adjust_at(suite, &place, &product, &json!({ "kind": "receive", "quantity": 2 }))?.is(201)?;
        ensure!(reply.text("/data/attributes/at") > at.as_str(), "no time went by");
        Ok(())
    })?;
    adjust(suite, &product, &json!({ "kind": "count", "counted": 1 }))?.is(201)?;
    let past = |at: &str, query: &str| {
        suite.get(&format!("{LEVELS}?filter[at]={at}&filter[product]={product}&{query}")).send()
    };
    let on_hand = |reply: &Reply| -> Vec<(String, Json)> {
        let shown = |level: &Json| {
            (level["id"].as_str().unwrap_or_default().to_owned(), level["attributes"]["onHand"].clone())
        };
        reply.items().iter().map(shown).collect()
    };
    let (here, there) = (format!("{product}.main"), format!("{product}.{place}"));
    let then = past(&at, "sort=-available")?.is(200)?;
    // Receipts of the same millisecond belong to it, and each is of two.
    let units = on_hand(&then).iter().find(|(id, _)| *id == there).map(|(_, units)| units.clone());
    ensure!(units.as_ref().and_then(Json::as_i64).is_some_and(|units| units % 2 == 1), "{then}");
    ensure!(on_hand(&then).contains(&(here.clone(), json!(5))), "{then}");
    let now = past("2999-01-01T00:00:00Z", "sort=available")?.is(200)?;
    ensure_eq!(now.ids(), [here.as_str(), there.as_str()], "{now}");
    let kept = suite.get(&format!("{LEVELS}?filter[product]={product}&sort=available")).send()?.is(200)?;
    let shown = |reply: &Reply| -> Vec<Json> {
        reply.items().iter().map(|level| level["attributes"].clone()).collect()
    };
    ensure_eq!(shown(&now), shown(&kept), "now is what is kept");
    ensure_eq!(past("2001-01-01T00:00:00Z", "")?.is(200)?.items().len(), 0, "before it began");
    let one = past("2999-01-01T00:00:00Z", &format!("filter[location]={place}"))?.is(200)?;
    ensure_eq!(one.ids(), [there.as_str()], "{one}");
    suite.get(&format!("{LEVELS}?filter[at]={at}")).send()?.refused(400, "filter-invalid", "?filter[at]")?;
    past("yesterday", "")?.refused(400, "filter-invalid", "?filter[at]")?;
    Ok(())
}

pub(super) fn goods_are_announced_and_arrive<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 1)?;
    let expected = "2030-05-01T08:00:00.000Z";
    let given = json!({ "kind": "receive", "quantity": 6, "to": "incoming", "expectedAt": expected });
    let reply = adjust(suite, &product, &given)?.is(201)?;
    ensure_eq!(reply.text("/data/attributes/expectedAt"), expected, "{reply}");
    ensure_eq!(reply.text("/data/attributes/to"), "incoming", "{reply}");
    ensure_eq!(
        (figure(suite, &product, "incoming")?, figure(suite, &product, "purchasable")?),
        (json!(6), json!(1)),
        "it cannot be bought yet"
    );
    adjust(suite, &product, &json!({ "kind": "arrive", "quantity": 4 }))?.is(201)?;
    let beyond = adjust(suite, &product, &json!({ "kind": "arrive", "quantity": 3 }))?;
    beyond.refused(409, "insufficient-stock", "/data/attributes/quantity")?;
    adjust(suite, &product, &json!({ "kind": "write-off", "from": "incoming", "quantity": 2 }))?.is(201)?;
    ensure_eq!(
        (figure(suite, &product, "incoming")?, figure(suite, &product, "onHand")?),
        (json!(0), json!(5)),
        "two never came"
    );
    for (given, name) in [
        (json!({ "kind": "receive", "quantity": 1, "expectedAt": expected }), "expectedAt"),
        (json!({ "kind": "receive", "quantity": 1, "to": "reserved" }), "to"),
        (json!({ "kind": "receive", "quantity": 1, "to": "incoming", "expectedAt": "soon" }), "expectedAt"),
        (json!({ "kind": "arrive", "quantity": 1, "to": "sellable" }), "to"),
    ] {
        let reply = adjust(suite, &product, &given)?;
        reply.refused(422, "attribute-invalid", &format!("/data/attributes/{name}"))?;
    }
    Ok(())
}

pub(super) fn back_orders_are_owed_by_the_main_location<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = super::catalogue::existing(suite)?;
    begin(suite, &product, &json!({ "quantity": 1, "policy": "backorder", "backorderLimit": 5 }))?.is(201)?;
    let place = super::locations::place(suite)?;
    adjust_at(suite, &place, &product, &json!({ "kind": "receive", "quantity": 2 }))?.is(201)?;
    super::stock::buy(suite, &[(&product, 6)])?.is(201)?;
    let units = |location: &str| -> Result<Json, String> {
        Ok(level(suite, &product, location)?.is(200)?.at("/data/attributes/available").clone())
    };
    ensure_eq!((units("main")?, units(&place)?), (json!(-3), json!(0)), "the remainder");
    ensure_eq!(figure(suite, &product, "purchasable")?, json!(2), "of a limit of five");
    Ok(())
}
