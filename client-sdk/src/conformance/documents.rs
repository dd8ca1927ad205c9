//! Bodies: what is no JSON, no document, of the wrong type or id, and what may be added to one.

use serde_json::json;

use super::{
    Suite, Verdict,
    catalogue::{PRODUCTS, change, create, existing, path, product, product_with},
    check::{ensure, ensure_eq},
};
use crate::transport::Transport;

pub(super) fn malformed_json_is_refused<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for body in ["{", "[1,]", "NaN", "{\"data\":1,\"data\":2}", "\u{feff}{}", "\"\\ud800\"", "{} {}"] {
        suite.post(PRODUCTS, &json!({})).body(body).send()?.refused(400, "malformed-json", "")?;
    }
    suite.post(PRODUCTS, &json!({})).body(&b"\"\xff\""[..]).send()?.refused(400, "malformed-json", "")?;
    Ok(())
}

pub(super) fn a_malformed_document_is_refused<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for (document, pointer) in [
        (json!([]), ""),
        (json!({}), ""),
        (json!({ "data": null }), "/data"),
        (json!({ "data": [] }), "/data"),
        (json!({ "data": 1 }), "/data"),
        (json!({ "data": {} }), "/data"),
        (json!({ "data": { "type": 1 } }), "/data/type"),
        (json!({ "data": { "type": "products", "attributes": [] } }), "/data/attributes"),
        (json!({ "data": { "type": "products", "relationships": 1 } }), "/data/relationships"),
        (json!({ "data": { "type": "products", "id": 1 } }), "/data/id"),
        (json!({ "data": { "type": "products" }, "meta": 1 }), "/meta"),
    ] {
        suite.post(PRODUCTS, &document).send()?.refused(400, "malformed-document", pointer)?;
    }
    Ok(())
}

pub(super) fn deep_nesting_is_refused<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for body in ["[".repeat(50_000), "{\"data\":".repeat(50_000), "[".repeat(50_000) + &"]".repeat(50_000)] {
        suite.post(PRODUCTS, &json!({})).body(body).send()?.refused(400, "malformed-json", "")?;
    }
    Ok(())
}

pub(super) fn the_type_must_fit<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let mut document = product(suite);
    document["data"]["type"] = json!("inventory");
    suite.post(PRODUCTS, &document).send()?.refused(409, "type-mismatch", "/data/type")?;
    let id = existing(suite)?;
    document["data"]["id"] = json!(id);
    suite.patch(&path(&id), &document).send()?.refused(409, "type-mismatch", "/data/type")?;
    Ok(())
}

pub(super) fn ids_must_be_canonical_and_fit<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for id in ["1", "", "018F2D3A-0000-7000-8000-0123456789AB", "018f2d3a0000700080000123456789ab"] {
        let mut document = product(suite);
        document["data"]["id"] = json!(id);
        suite.post(PRODUCTS, &document).send()?.refused(422, "id-invalid", "/data/id")?;
        if !id.is_empty() {
            suite.get(&path(id)).send()?.refused(404, "not-found", "")?;
        }
    }
    let (id, other) = (existing(suite)?, existing(suite)?);
    let mismatch = suite.patch(&path(&id), &change(&other, &json!({ "name": "x" })));
    mismatch.send()?.refused(409, "id-mismatch", "/data/id")?;
    let without = json!({ "data": { "type": "products", "attributes": {} } });
    suite.patch(&path(&id), &without).send()?.refused(400, "malformed-document", "/data")?;
    Ok(())
}

pub(super) fn unknown_members_are_ignored_and_attributes_are_not<T: Transport>(
    suite: &Suite<'_, T>,
) -> Verdict {
    let mut document = product_with(suite, &json!({ "@note": "x" }));
    document["more"] = json!(1);
    document["@context"] = json!({});
    document["data"]["more"] = json!([]);
    document["data"]["lid"] = json!("a");
    document["data"]["meta"] = json!({ "any": "thing" });
    create(suite, &document)?;
    let document = product_with(suite, &json!({ "colour": "red", "a/b~c": 1 }));
    let reply = suite.post(PRODUCTS, &document).send()?.is(422)?;
    reply.has_fault("attribute-unknown", "/data/attributes/colour")?;
    reply.has_fault("attribute-unknown", "/data/attributes/a~1b~0c")?;
    let mut document = product(suite);
    document["data"]["relationships"] = json!({ "maker": { "data": null } });
    let reply = suite.post(PRODUCTS, &document).send()?;
    reply.refused(422, "relationship-unknown", "/data/relationships/maker")?;
    Ok(())
}

pub(super) fn every_fault_comes_at_once<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let document = json!({ "data": { "type": "products", "attributes": {
        "name": "", "price": { "amount": 1.5, "currency": "EUR" }, "status": "sold", "tags": ["a", 1], "colour": 1,
    } } });
    let reply = suite.post(PRODUCTS, &document).send()?.is(422)?;
    for (code, pointer) in [
        ("attribute-missing", "/data/attributes"),
        ("attribute-invalid", "/data/attributes/name"),
        ("attribute-invalid", "/data/attributes/price/amount"),
        ("attribute-invalid", "/data/attributes/status"),
        ("attribute-invalid", "/data/attributes/tags/1"),
        ("attribute-unknown", "/data/attributes/colour"),
    ] {
        reply.has_fault(code, pointer)?;
    }
    let without = json!({ "data": { "type": "products" } });
    suite.post(PRODUCTS, &without).send()?.refused(422, "attribute-missing", "/data")?;
    let query = suite.get(&format!("{PRODUCTS}?sort=colour&page[size]=0&x=1&include=a")).send()?.is(400)?;
    ensure_eq!(query.faults().len(), 4, "{query}: faults");
    Ok(())
}

pub(super) fn what_was_read_can_be_sent_back<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let id = existing(suite)?;
    let read = suite.get(&path(&id)).send()?.is(200)?;
    let sent = suite.patch(&path(&id), &read.json).send()?.is(200)?;
    ensure_eq!(sent.at("/data"), read.at("/data"), "{sent}");
    ensure!(sent.header("etag") == read.header("etag"), "{sent}: another tag");
    Ok(())
}
