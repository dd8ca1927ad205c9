//! Inventories: how stock begins and how it is treated.

use serde_json::{Value as Json, json};

use super::{
    Suite, Verdict,
    catalogue::{create, existing, path, product_with},
    check::{ensure, ensure_eq},
    stock::{NOBODY, begin, buy, document, stock_path, stocked},
};
use crate::transport::Transport;

const INVENTORY: &str = "/api/v1/inventory";

fn settings(product: &str, attributes: &Json) -> Json {
    json!({ "data": { "type": "inventory", "id": product, "attributes": attributes } })
}

pub(super) fn stock_begins_with_what_is_said<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = existing(suite)?;
    let given = json!({ "quantity": 7, "policy": "backorder", "backorderLimit": 3, "safetyStock": 2, "lowStockAt": 4 });
    let reply = begin(suite, &product, &given)?.is(201)?;
    for (name, value) in [
        ("onHand", json!(7)),
        ("reserved", json!(0)),
        ("committed", json!(0)),
        ("unavailable", json!(0)),
        ("incoming", json!(0)),
        ("available", json!(5)),
        ("purchasable", json!(8)),
        ("state", json!("in-stock")),
        ("policy", json!("backorder")),
        ("backorderLimit", json!(3)),
        ("safetyStock", json!(2)),
        ("lowStockAt", json!(4)),
    ] {
        ensure_eq!(reply.at("/data/attributes")[name], value, "{reply}: {name}");
    }
    ensure_eq!(reply.text("/data/id"), product, "{reply}: its id is the product's");
    ensure_eq!(reply.header("location"), Some(stock_path(&product).as_str()), "{reply}: Location");
    ensure_eq!(reply.text("/data/relationships/product/data/id"), product, "{reply}: relationship");
    let defaults = begin(suite, &existing(suite)?, &json!({}))?.is(201)?;
    for (name, value) in [
        ("onHand", json!(0)),
        ("policy", json!("deny")),
        ("backorderLimit", Json::Null),
        ("lowStockAt", Json::Null),
        ("state", json!("out")),
    ] {
        ensure_eq!(defaults.at("/data/attributes")[name], value, "{defaults}: {name}");
    }
    Ok(())
}

pub(super) fn stock_begins_once_and_of_a_product<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 1)?;
    begin(suite, &product, &json!({ "quantity": 5 }))?
        .is(409)?
        .has_fault("inventory-exists", "/data/relationships/product")?;
    begin(suite, NOBODY, &json!({}))?.refused(404, "product-not-found", "/data/relationships/product")?;
    let draft = create(suite, &product_with(suite, &json!({ "status": "draft" })))?;
    begin(suite, draft.text("/data/id"), &json!({}))?.is(201)?;
    let mut other = document("inventory", &json!({}), &existing(suite)?);
    other["data"]["id"] = json!(NOBODY);
    suite.post(INVENTORY, &other).send()?.refused(409, "id-mismatch", "/data/id")?;
    Ok(())
}

pub(super) fn its_values_are_checked<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = existing(suite)?;
    for (name, value) in [
        ("quantity", json!(-1)),
        ("quantity", json!(1.5)),
        ("quantity", json!("1")),
        ("quantity", json!(9_007_199_254_740_992_i64)),
        ("policy", json!("allow")),
        ("safetyStock", json!(-1)),
        ("safetyStock", Json::Null),
        ("backorderLimit", json!(-1)),
        ("lowStockAt", json!("1")),
    ] {
        let reply = begin(suite, &product, &json!({ name: value }))?;
        reply.refused(422, "attribute-invalid", &format!("/data/attributes/{name}"))?;
    }
    begin(suite, &product, &json!({ "colour": 1 }))?.refused(
        422,
        "attribute-unknown",
        "/data/attributes/colour",
    )?;
    begin(suite, "1", &json!({}))?.is(422)?;
    let without = json!({ "data": { "type": "inventory", "attributes": {}, "relationships": {} } });
    suite.post(INVENTORY, &without).send()?.refused(422, "relationship-missing", "/data/relationships")?;
    for linkage in [
        json!({}),
        json!({ "data": null }),
        json!({ "data": [] }),
        json!({ "data": { "type": "things", "id": product } }),
    ] {
        let mut document = document("inventory", &json!({}), &product);
        document["data"]["relationships"]["product"] = linkage;
        suite.post(INVENTORY, &document).send()?.refused(
            422,
            "relationship-invalid",
            "/data/relationships/product",
        )?;
    }
    Ok(())
}

pub(super) fn settings_change_and_figures_do_not<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 5)?;
    let before = suite.get(&stock_path(&product)).send()?.is(200)?;
    let tag = before.header("etag").unwrap_or_default().to_owned();
    let change = settings(&product, &json!({ "safetyStock": 2, "lowStockAt": 4, "onHand": 99 }));
    let patch = |tag: &str| suite.patch(&stock_path(&product), &change).set("if-match", tag).send();
    let after = patch(&tag)?.is(200)?;
    ensure_eq!(after.at("/data/attributes/onHand"), &json!(5), "{after}: a read-only figure changed");
    ensure_eq!(after.at("/data/attributes/available"), &json!(3), "{after}");
    ensure_eq!(after.text("/data/attributes/state"), "low", "{after}");
    patch(&tag)?.refused(412, "precondition-failed", "If-Match")?;
    let again = suite.patch(&stock_path(&product), &change).send()?.is(200)?;
    ensure_eq!(
        again.at("/data/attributes/version"),
        after.at("/data/attributes/version"),
        "{again}: nothing changed"
    );
    suite.patch(&stock_path(NOBODY), &change).send()?.refused(404, "not-found", "")?;
    suite.delete(&stock_path(&product)).send()?.refused(405, "method-not-allowed", "")?;
    Ok(())
}

pub(super) fn the_state_follows_the_figures<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = existing(suite)?;
    begin(suite, &product, &json!({ "quantity": 6, "lowStockAt": 3 }))?.is(201)?;
    for (quantity, state) in [(1, "in-stock"), (2, "low"), (3, "out")] {
        buy(suite, &[(&product, quantity)])?.is(201)?;
        let reply = suite.get(&stock_path(&product)).send()?.is(200)?;
        ensure_eq!(reply.text("/data/attributes/state"), state, "{reply}");
    }
    suite
        .patch(&stock_path(&product), &settings(&product, &json!({ "policy": "untracked" })))
        .send()?
        .is(200)?;
    let reply = suite.get(&stock_path(&product)).send()?.is(200)?;
    ensure_eq!(reply.text("/data/attributes/state"), "in-stock", "{reply}: untracked");
    ensure!(reply.at("/data/attributes/purchasable").is_null(), "{reply}: no limit");
    Ok(())
}

pub(super) fn members_that_came_are_read_over<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 3)?;
    let read = suite.get(&stock_path(&product)).send()?.is(200)?;
    let sent = suite.patch(&stock_path(&product), &read.json).send()?.is(200)?;
    ensure_eq!(sent.at("/data"), read.at("/data"), "{sent}");
    Ok(())
}

pub(super) fn what_is_not_there_is_404<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for id in [NOBODY, "1", "main"] {
        suite.get(&stock_path(id)).send()?.refused(404, "not-found", "")?;
    }
    let deleted = stocked(suite, 2)?;
    suite.delete(&path(&deleted)).send()?.is(204)?;
    suite.get(&stock_path(&deleted)).send()?.is(200)?;
    Ok(())
}
