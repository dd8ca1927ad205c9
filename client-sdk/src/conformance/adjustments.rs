//! Adjustments.

use serde_json::{Value as Json, json};

use super::{
    Suite, Verdict,
    catalogue::existing,
    check::ensure_eq,
    stock::{NOBODY, adjust, buy, document, figure, stocked},
};
use crate::transport::Transport;

const ADJUSTMENTS: &str = "/api/v1/adjustments";

pub(super) fn each_kind_does_what_it_says<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 10)?;
    for (given, on_hand, unavailable) in [
        (json!({ "kind": "receive", "quantity": 5 }), 15, 0),
        (json!({ "kind": "correct", "quantity": -2 }), 13, 0),
        (json!({ "kind": "quarantine", "quantity": 4 }), 13, 4),
        (json!({ "kind": "restore", "quantity": 1 }), 13, 3),
        (json!({ "kind": "write-off", "quantity": 1 }), 12, 3),
        (json!({ "kind": "write-off", "quantity": 2, "from": "unavailable" }), 10, 1),
        (json!({ "kind": "count", "counted": 8 }), 8, 1),
        (json!({ "kind": "count", "counted": 8, "expected": 8, "reference": "C-1" }), 8, 1),
    ] {
        let reply = adjust(suite, &product, &given)?.is(201)?;
        for (name, value) in given.as_object().into_iter().flatten() {
            ensure_eq!(&reply.at("/data/attributes")[name], value, "{reply}: {name}");
        }
        let figures = (figure(suite, &product, "onHand")?, figure(suite, &product, "unavailable")?);
        ensure_eq!(figures, (json!(on_hand), json!(unavailable)), "after {given}");
        let target = format!("{ADJUSTMENTS}/{}", reply.text("/data/id"));
        ensure_eq!(suite.get(&target).send()?.is(200)?.at("/data"), reply.at("/data"), "what is read");
    }
    suite.get(&format!("{ADJUSTMENTS}/{NOBODY}")).send()?.refused(404, "not-found", "")?;
    Ok(())
}

pub(super) fn figures_that_a_kind_has_not_are_refused<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 10)?;
    for (given, pointer) in [
        (json!({ "kind": "receive", "quantity": 1, "counted": 1 }), "counted"),
        (json!({ "kind": "count", "counted": 1, "quantity": 1 }), "quantity"),
        (json!({ "kind": "restore", "quantity": 1, "from": "sellable" }), "from"),
        (json!({ "kind": "receive", "quantity": 0 }), "quantity"),
        (json!({ "kind": "receive", "quantity": -1 }), "quantity"),
        (json!({ "kind": "correct", "quantity": 0 }), "quantity"),
        (json!({ "kind": "count", "counted": -1 }), "counted"),
        (json!({ "kind": "write-off", "quantity": 1, "from": "customer" }), "from"),
        (json!({ "kind": "steal", "quantity": 1 }), "kind"),
        (json!({ "kind": "receive", "quantity": 1, "reason": "" }), "reason"),
        (json!({ "kind": "receive", "quantity": 1, "reason": "x".repeat(501) }), "reason"),
    ] {
        let reply = adjust(suite, &product, &given)?;
        reply.refused(422, "attribute-invalid", &format!("/data/attributes/{pointer}"))?;
    }
    let without = document("adjustments", &json!({}), &product);
    let reply =
        suite.post(ADJUSTMENTS, &without).send()?.refused(422, "attribute-missing", "/data/attributes")?;
    ensure_eq!(reply.faults().len(), 2, "{reply}: kind and reason");
    Ok(())
}

pub(super) fn no_bucket_goes_below_zero<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 3)?;
    for given in [
        json!({ "kind": "write-off", "quantity": 4 }),
        json!({ "kind": "quarantine", "quantity": 4 }),
        json!({ "kind": "restore", "quantity": 1 }),
        json!({ "kind": "correct", "quantity": -4 }),
    ] {
        let reply = adjust(suite, &product, &given)?.is(409)?;
        ensure_eq!(reply.text("/errors/0/code"), "insufficient-stock", "{reply}");
    }
    let unkept = adjust(suite, &existing(suite)?, &json!({ "kind": "receive", "quantity": 1 }))?.is(409)?;
    ensure_eq!(unkept.text("/errors/0/code"), "inventory-not-initialised", "{unkept}");
    let mut elsewhere =
        document("adjustments", &json!({ "kind": "receive", "quantity": 1, "reason": "x" }), &product);
    elsewhere["data"]["relationships"]["location"] = json!({ "data": { "type": "locations", "id": NOBODY } });
    let reply = suite.post(ADJUSTMENTS, &elsewhere).send()?;
    reply.refused(404, "location-not-found", "/data/relationships/location")?;
    Ok(())
}

pub(super) fn a_stale_count_is_refused<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 5)?;
    let count = |counted: i64, expected: i64| {
        adjust(suite, &product, &json!({ "kind": "count", "counted": counted, "expected": expected }))
    };
    let stale = count(4, 6)?.is(409)?;
    ensure_eq!(stale.text("/errors/0/code"), "count-stale", "{stale}");
    ensure_eq!(stale.at("/errors/0/meta"), &json!({ "expected": 6, "onHand": 5 }), "{stale}");
    count(2, 5)?.is(201)?;
    // A count may find fewer units than are promised; nothing is sold until that is cured.
    let product = stocked(suite, 5)?;
    adjust(suite, &product, &json!({ "kind": "quarantine", "quantity": 5 }))?.is(201)?;
    adjust(suite, &product, &json!({ "kind": "count", "counted": 1 }))?.is(201)?;
    ensure_eq!(figure(suite, &product, "available")?, json!(-4), "available");
    buy(suite, &[(&product, 1)])?.refused(409, "insufficient-stock", "/data/attributes/lines/0/quantity")?;
    Ok(())
}

pub(super) fn figures_have_a_range<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 9_007_199_254_740_991)?;
    let reply = adjust(suite, &product, &json!({ "kind": "receive", "quantity": 1 }))?.is(409)?;
    ensure_eq!(reply.text("/errors/0/code"), "quantity-overflow", "{reply}");
    let most: Json = json!(9_007_199_254_740_991_i64);
    ensure_eq!(figure(suite, &product, "onHand")?, most, "on hand");
    Ok(())
}
