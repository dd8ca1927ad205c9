//! Purchases.

use serde_json::{Value as Json, json};

use super::{
    Suite, Verdict,
    catalogue::{change, create, existing, path, product_with},
    check::{ensure, ensure_eq},
    quotes::quote,
    stock::{NOBODY, PURCHASES, adjust, begin, buy, document, figure, order, order_with, stocked},
    suite::eventually,
};
use crate::transport::Transport;

pub(super) fn a_purchase_lowers_the_stock<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 10)?;
    let given = json!({ "reference": "INV-1", "customer": "Ana" });
    let reply = suite.post(PURCHASES, &order_with(&[(&product, 4)], &given)).send()?.is(201)?;
    for (name, value) in [
        ("status", json!("completed")),
        ("fulfilment", json!("now")),
        ("total", json!({ "amount": 5_000, "currency": "EUR" })),
        ("reference", json!("INV-1")),
        ("customer", json!("Ana")),
    ] {
        ensure_eq!(reply.at("/data/attributes")[name], value, "{reply}: {name}");
    }
    let line = reply.at("/data/attributes/lines/0");
    ensure_eq!(line["quantity"], json!(4), "{reply}");
    ensure_eq!(line["price"], json!({ "amount": 1_250, "currency": "EUR" }), "{reply}: the price as seen");
    ensure_eq!((line["locationId"].as_str(), &line["returned"]), (Some("main"), &json!(0)), "{reply}");
    ensure!(line["productVersion"].is_u64(), "{reply}: the version as seen");
    let location = format!("{PURCHASES}/{}", reply.text("/data/id"));
    ensure_eq!(reply.header("location"), Some(location.as_str()), "{reply}");
    ensure_eq!(suite.get(&location).send()?.is(200)?.at("/data"), reply.at("/data"), "what is read");
    ensure_eq!(figure(suite, &product, "onHand")?, json!(6), "on hand");
    Ok(())
}

pub(super) fn both_forms_say_the_same<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 10)?;
    let simple = document("purchases", &json!({ "quantity": 2 }), &product);
    let reply = suite.post(PURCHASES, &simple).send()?.is(201)?;
    ensure_eq!(reply.at("/data/attributes/lines/0/quantity"), &json!(2), "{reply}");
    let too_many = document("purchases", &json!({ "quantity": 99 }), &product);
    suite.post(PURCHASES, &too_many).send()?.refused(
        409,
        "insufficient-stock",
        "/data/attributes/quantity",
    )?;
    let unknown = document("purchases", &json!({ "quantity": 1 }), NOBODY);
    suite.post(PURCHASES, &unknown).send()?.refused(
        404,
        "product-not-found",
        "/data/relationships/product",
    )?;
    let mut both = simple;
    both["data"]["attributes"]["lines"] = json!([{ "productId": product, "quantity": 1 }]);
    suite.post(PURCHASES, &both).send()?.is(422)?;
    for neither in [json!({}), json!({ "lines": [] }), json!({ "quantity": 1 })] {
        let neither = json!({ "data": { "type": "purchases", "attributes": neither } });
        suite.post(PURCHASES, &neither).send()?.is(422)?;
    }
    Ok(())
}

pub(super) fn lines_of_one_product_are_merged<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (one, two) = (stocked(suite, 5)?, stocked(suite, 5)?);
    let reply = buy(suite, &[(&one, 2), (&two, 1), (&one, 2)])?.is(201)?;
    let lines: Vec<(Option<&str>, Option<i64>)> = reply
        .at("/data/attributes/lines")
        .as_array()
        .into_iter()
        .flatten()
        .map(|line| (line["productId"].as_str(), line["quantity"].as_i64()))
        .collect();
    ensure_eq!(lines, [(Some(one.as_str()), Some(4)), (Some(two.as_str()), Some(1))], "{reply}");
    // Together they are too many, and the first of them is named.
    let reply = buy(suite, &[(&two, 1), (&one, 1), (&one, 1)])?;
    let reply = reply.refused(409, "insufficient-stock", "/data/attributes/lines/1/quantity")?;
    ensure_eq!(
        reply.at("/errors/0/meta"),
        &json!({ "productId": one, "requested": 2, "purchasable": 1 }),
        "{reply}"
    );
    Ok(())
}

pub(super) fn a_purchase_is_all_or_nothing_and_names_every_line<T: Transport>(
    suite: &Suite<'_, T>,
) -> Verdict {
    let (one, two, three) = (stocked(suite, 1)?, stocked(suite, 9)?, stocked(suite, 2)?);
    let reply = buy(suite, &[(&one, 5), (&two, 1), (&three, 3)])?.is(409)?;
    let expected = [0, 2]
        .map(|place| ("insufficient-stock".to_owned(), format!("/data/attributes/lines/{place}/quantity")));
    ensure_eq!(reply.faults(), expected, "{reply}");
    for (product, units) in [(&one, 1), (&two, 9), (&three, 2)] {
        ensure_eq!(figure(suite, product, "onHand")?, json!(units), "on hand");
    }
    Ok(())
}

pub(super) fn what_is_not_for_sale_is_refused<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for status in ["draft", "archived"] {
        let product =
            create(suite, &product_with(suite, &json!({ "status": status })))?.text("/data/id").to_owned();
        begin(suite, &product, &json!({ "quantity": 5 }))?.is(201)?;
        buy(suite, &[(&product, 1)])?.refused(
            409,
            "product-not-for-sale",
            "/data/attributes/lines/0/productId",
        )?;
    }
    let deleted = stocked(suite, 5)?;
    suite.delete(&path(&deleted)).send()?.is(204)?;
    // What was seen of a product may count for some seconds.
    eventually(|| {
        let quote = quote(suite, &[(&deleted, 1)])?;
        ensure_eq!(quote.text("/data/attributes/refusals/0/code"), "product-not-found", "{quote}");
        Ok(())
    })?;
    buy(suite, &[(&deleted, 1)])?.refused(404, "product-not-found", "/data/attributes/lines/0/productId")?;
    buy(suite, &[(NOBODY, 1)])?.refused(404, "product-not-found", "/data/attributes/lines/0/productId")?;
    Ok(())
}

pub(super) fn stock_that_is_not_kept_is_refused<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = existing(suite)?;
    buy(suite, &[(&product, 1)])?.refused(
        409,
        "inventory-not-initialised",
        "/data/attributes/lines/0/productId",
    )?;
    Ok(())
}

pub(super) fn one_currency_and_a_bounded_total<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let priced = |amount: i64, currency: &str| -> Result<String, String> {
        let attributes = json!({ "price": { "amount": amount, "currency": currency } });
        let product = create(suite, &product_with(suite, &attributes))?.text("/data/id").to_owned();
        begin(suite, &product, &json!({ "quantity": 10 }))?.is(201)?;
        Ok(product)
    };
    let (euro, yen, dear) = (priced(1, "EUR")?, priced(1, "JPY")?, priced(9_007_199_254_740_991, "EUR")?);
    let mixed = buy(suite, &[(&euro, 1), (&yen, 1)])?.is(409)?;
    ensure_eq!(mixed.text("/errors/0/code"), "mixed-currencies", "{mixed}");
    buy(suite, &[(&dear, 1)])?.is(201)?;
    let large = buy(suite, &[(&dear, 1), (&euro, 1)])?.is(409)?;
    ensure_eq!(large.text("/errors/0/code"), "total-too-large", "{large}");
    Ok(())
}

pub(super) fn lines_are_checked<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 5)?;
    for quantity in
        [json!(0), json!(-1), json!(1.5), json!("1"), json!(9_007_199_254_740_992_i64), Json::Null]
    {
        let mut document = order(&[(&product, 1), (&product, 1)]);
        document["data"]["attributes"]["lines"][1]["quantity"] = quantity;
        suite.post(PURCHASES, &document).send()?.refused(
            422,
            "attribute-invalid",
            "/data/attributes/lines/1/quantity",
        )?;
    }
    buy(suite, &[("1", 1)])?.refused(422, "attribute-invalid", "/data/attributes/lines/0/productId")?;
    let many = vec![(product.as_str(), 1); 1_001];
    let reply = buy(suite, &many)?.refused(422, "too-many-lines", "/data/attributes/lines")?;
    ensure_eq!(reply.at("/errors/0/meta/maxLines"), &json!(1_000), "{reply}");
    for (name, value) in
        [("fulfilment", json!("soon")), ("reference", json!("x".repeat(201))), ("customer", json!(1))]
    {
        let reply = suite.post(PURCHASES, &order_with(&[(&product, 1)], &json!({ name: value }))).send()?;
        reply.refused(422, "attribute-invalid", &format!("/data/attributes/{name}"))?;
    }
    let mut unknown = order(&[(&product, 1)]);
    unknown["data"]["relationships"] = json!({ "basket": { "data": null } });
    let reply = suite.post(PURCHASES, &unknown).send()?;
    reply.refused(422, "relationship-unknown", "/data/relationships/basket")?;
    Ok(())
}

pub(super) fn a_location_that_does_not_exist_is_404<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 5)?;
    let mut elsewhere = order(&[(&product, 1)]);
    elsewhere["data"]["attributes"]["lines"][0]["locationId"] = json!(NOBODY);
    let reply = suite.post(PURCHASES, &elsewhere).send()?;
    reply.refused(404, "location-not-found", "/data/attributes/lines/0/locationId")?;
    elsewhere["data"]["attributes"]["lines"][0]["locationId"] = json!("main");
    suite.post(PURCHASES, &elsewhere).send()?.is(201)?;
    Ok(())
}

pub(super) fn a_later_purchase_is_shipped_or_cancelled<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 10)?;
    let later = |quantity| {
        suite.post(PURCHASES, &order_with(&[(&product, quantity)], &json!({ "fulfilment": "later" }))).send()
    };
    let becomes = |id: &str, status: &str| {
        let document =
            json!({ "data": { "type": "purchases", "id": id, "attributes": { "status": status } } });
        suite.patch(&format!("{PURCHASES}/{id}"), &document).send()
    };
    let (first, second) = (later(3)?.is(201)?, later(2)?.is(201)?);
    ensure_eq!(first.text("/data/attributes/status"), "open", "{first}");
    ensure_eq!(figure(suite, &product, "committed")?, json!(5), "committed");
    ensure_eq!(figure(suite, &product, "onHand")?, json!(10), "on hand until it is shipped");
    let (first, second) = (first.text("/data/id"), second.text("/data/id"));
    let shipped = becomes(first, "completed")?.is(200)?;
    ensure_eq!(becomes(first, "completed")?.is(200)?.at("/data"), shipped.at("/data"), "the same again");
    becomes(first, "cancelled")?.refused(409, "purchase-status-conflict", "/data/attributes/status")?;
    becomes(second, "cancelled")?.is(200)?;
    becomes(second, "completed")?.is(409)?;
    ensure_eq!(
        (figure(suite, &product, "onHand")?, figure(suite, &product, "committed")?),
        (json!(7), json!(0)),
        "after"
    );
    becomes(first, "lost")?.refused(422, "attribute-invalid", "/data/attributes/status")?;
    becomes(NOBODY, "completed")?.refused(404, "not-found", "")?;
    Ok(())
}

pub(super) fn policies_decide_how_far_it_goes<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for (attributes, most) in [
        (json!({ "quantity": 5, "safetyStock": 2 }), Some(3)),
        (json!({ "quantity": 5, "policy": "backorder", "backorderLimit": 2 }), Some(7)),
        (json!({ "quantity": 5, "policy": "backorder" }), None),
        (json!({ "quantity": 0, "policy": "untracked" }), None),
    ] {
        let product = existing(suite)?;
        begin(suite, &product, &attributes)?.is(201)?;
        match most {
            Some(most) => {
                buy(suite, &[(&product, most + 1)])?.refused(
                    409,
                    "insufficient-stock",
                    "/data/attributes/lines/0/quantity",
                )?;
                buy(suite, &[(&product, most)])?.is(201)?;
                buy(suite, &[(&product, 1)])?.is(409)?;
            }
            None => {
                buy(suite, &[(&product, 1_000)])?.is(201)?;
            }
        }
    }
    Ok(())
}

pub(super) fn a_repeated_purchase_is_made_once<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, key) = (stocked(suite, 5)?, suite.unique("key"));
    let post = || suite.post(PURCHASES, &order(&[(&product, 2)])).set("idempotency-key", &key).send();
    let (first, second) = (post()?.is(201)?, post()?.is(201)?);
    ensure_eq!(second.response.body(), first.response.body(), "{second}");
    ensure_eq!(second.header("idempotency-replayed"), Some("true"), "{second}");
    ensure_eq!(figure(suite, &product, "onHand")?, json!(3), "bought once");
    // An acknowledged purchase is replayed although it could not be made now.
    suite.delete(&path(&product)).send()?.is(204)?;
    ensure_eq!(post()?.is(201)?.response.body(), first.response.body(), "after the product is gone");
    Ok(())
}

pub(super) fn an_id_of_ones_own_is_used_once<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 5)?;
    let id = buy(suite, &[(&product, 1)])?.is(201)?.text("/data/id").to_owned();
    let mut again = order(&[(&product, 1)]);
    again["data"]["id"] = json!(id);
    suite.post(PURCHASES, &again).send()?.refused(409, "id-taken", "/data/id")?;
    ensure_eq!(figure(suite, &product, "onHand")?, json!(4), "bought once");
    Ok(())
}

pub(super) fn levels_can_be_included<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 5)?;
    let reply =
        suite.post(&format!("{PURCHASES}?include=inventory"), &order(&[(&product, 2)])).send()?.is(201)?;
    ensure_eq!(reply.text("/included/0/id"), product, "{reply}");
    ensure_eq!(reply.at("/included/0/attributes/onHand"), &json!(3), "{reply}: the level after");
    let target = format!("{PURCHASES}/{}", reply.text("/data/id"));
    let read = suite.get(&format!("{target}?include=inventory&fields[inventory]=onHand")).send()?.is(200)?;
    ensure!(
        read.header("etag").is_some_and(|tag| tag.starts_with("W/")),
        "{read}: a strong tag with include"
    );
    let empty = suite.get(&format!("{target}?include=")).send()?.is(200)?;
    ensure_eq!(empty.at("/included"), &json!([]), "{empty}");
    suite.get(&format!("{target}?include=levels")).send()?.refused(400, "include-unsupported", "?include")?;
    Ok(())
}

pub(super) fn a_refusal_is_kept_and_a_check_is_not_made_again<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, key) = (stocked(suite, 1)?, suite.unique("key"));
    let post = || suite.post(PURCHASES, &order(&[(&product, 2)])).set("idempotency-key", &key).send();
    let first = post()?.is(409)?;
    adjust(suite, &product, &json!({ "kind": "receive", "quantity": 9 }))?.is(201)?;
    let second = post()?.is(409)?;
    ensure_eq!(second.response.body(), first.response.body(), "{second}: a refusal by the rules is kept");
    let draft = suite.patch(&path(&product), &change(&product, &json!({ "status": "draft" })));
    draft.send()?.is(200)?;
    ensure_eq!(post()?.response.body(), first.response.body(), "the kept answer comes before the check");
    Ok(())
}
