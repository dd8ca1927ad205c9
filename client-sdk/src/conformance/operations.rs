//! Atomic Operations on products.

use serde_json::{Value as Json, json};

use super::{
    Suite, Verdict,
    catalogue::{existing, path, product, product_with},
    check::{ensure, ensure_eq},
};
use crate::transport::Transport;

const OPERATIONS: &str = "/api/v1/operations";

fn add(document: &Json) -> Json {
    json!({ "op": "add", "data": document["data"] })
}

fn remove(id: &str) -> Json {
    json!({ "op": "remove", "ref": { "type": "products", "id": id } })
}

fn update(id: &str, attributes: &Json) -> Json {
    let data = json!({ "type": "products", "id": id, "attributes": attributes });
    json!({ "op": "update", "ref": { "type": "products", "id": id }, "data": data })
}

fn upsert(document: &Json) -> Json {
    json!({ "op": "add", "data": document["data"], "meta": { "upsertBy": "sku" } })
}

pub(super) fn all_happen_in_order<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let id = existing(suite)?;
    let operations = json!([add(&product(suite)), update(&id, &json!({ "name": "Other" })), remove(&id)]);
    let reply = suite.operate(OPERATIONS, &operations).send()?.is(200)?;
    let results = reply.at("/atomic:results").as_array().cloned().unwrap_or_default();
    ensure_eq!(results.len(), 3, "{reply}");
    ensure_eq!(results[1]["data"]["attributes"]["name"], json!("Other"), "{reply}");
    ensure!(results[2].get("data").is_none(), "{reply}: a removal has data");
    let content_type = reply.header("content-type").unwrap_or_default();
    ensure!(content_type.contains("ext=\"https://jsonapi.org/ext/atomic\""), "{reply}: {content_type}");
    suite.get(&path(results[0]["data"]["id"].as_str().unwrap_or_default())).send()?.is(200)?;
    suite.get(&path(&id)).send()?.is(404)?;
    Ok(())
}

pub(super) fn one_refusal_undoes_all<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (id, sku) = (existing(suite)?, suite.unique("SKU"));
    let twice = add(&product_with(suite, &json!({ "sku": sku })));
    let operations = json!([update(&id, &json!({ "name": "Other" })), twice, twice]);
    let reply = suite.operate(OPERATIONS, &operations).send()?;
    reply.refused(409, "sku-taken", "/atomic:operations/2/data/attributes/sku")?;
    let read = suite.get(&path(&id)).send()?.is(200)?;
    ensure!(read.text("/data/attributes/name") != "Other", "{read}: the first operation stands");
    let found = suite.get(&format!("/api/v1/products?filter[sku]={sku}")).send()?;
    ensure!(found.items().is_empty(), "{found}: the second operation stands");
    Ok(())
}

pub(super) fn every_faulty_operation_is_reported<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let bad = |name: &Json| add(&product_with(suite, &json!({ "name": name })));
    let operations = json!([bad(&json!("")), add(&product(suite)), bad(&json!(1))]);
    let reply = suite.operate(OPERATIONS, &operations).send()?.is(422)?;
    for place in [0, 2] {
        reply.has_fault("attribute-invalid", &format!("/atomic:operations/{place}/data/attributes/name"))?;
    }
    let missing = "018f2d3a-0000-7000-8000-0123456789ab";
    let operations = json!([remove(missing), add(&product(suite)), update(missing, &json!({ "name": "x" }))]);
    let reply = suite.operate(OPERATIONS, &operations).send()?.is(404)?;
    ensure_eq!(reply.faults().len(), 2, "{reply}");
    // The rules judge later operations as if the refused ones were absent.
    let (sku, taken) = (suite.unique("SKU"), existing(suite)?);
    let mut clash = add(&product_with(suite, &json!({ "sku": sku })));
    clash["data"]["id"] = json!(taken);
    let operations = json!([clash, add(&product_with(suite, &json!({ "sku": sku }))), clash]);
    let reply = suite.operate(OPERATIONS, &operations).send()?.is(409)?;
    let places: Vec<String> =
        reply.faults().into_iter().map(|(_, pointer)| pointer.chars().skip(19).take(1).collect()).collect();
    ensure!(
        places.contains(&"0".to_owned())
            && places.contains(&"2".to_owned())
            && !places.contains(&"1".to_owned()),
        "{reply}: {places:?}"
    );
    Ok(())
}

pub(super) fn an_upsert_says_what_it_did<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let sku = suite.unique("Sku");
    let first = product_with(suite, &json!({ "sku": sku, "category": "kept" }));
    let again = product_with(suite, &json!({ "sku": sku.to_uppercase(), "name": "Other" }));
    let operations = json!([upsert(&first), upsert(&first), upsert(&again)]);
    let reply = suite.operate(OPERATIONS, &operations).send()?.is(200)?;
    for (place, outcome) in ["created", "unchanged", "updated"].iter().enumerate() {
        ensure_eq!(reply.text(&format!("/atomic:results/{place}/meta/outcome")), *outcome, "{reply}");
    }
    ensure_eq!(
        reply.text("/atomic:results/2/data/attributes/category"),
        "kept",
        "{reply}: what is absent stays"
    );
    let mut other = upsert(&first);
    other["data"]["id"] = json!("018f2d3a-0000-7000-8000-0123456789ab");
    let reply = suite.operate(OPERATIONS, &json!([other])).send()?;
    reply.refused(409, "id-mismatch", "/atomic:operations/0/data/id")?;
    Ok(())
}

pub(super) fn a_local_id_can_be_used_later<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let mut new = add(&product(suite));
    new["data"]["lid"] = json!("new");
    let rename = json!({ "op": "update", "ref": { "type": "products", "lid": "new" }, "data": { "type": "products", "lid": "new", "attributes": { "name": "Other" } } });
    let reply = suite.operate(OPERATIONS, &json!([new, rename])).send()?.is(200)?;
    ensure_eq!(reply.at("/atomic:results/0/data/id"), reply.at("/atomic:results/1/data/id"), "{reply}");
    let unknown = json!({ "op": "remove", "ref": { "type": "products", "lid": "nobody" } });
    suite.operate(OPERATIONS, &json!([unknown])).send()?.refused(
        400,
        "malformed-document",
        "/atomic:operations/0/ref/lid",
    )?;
    Ok(())
}

pub(super) fn malformed_operations_are_refused<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for (operations, pointer) in [
        (json!([]), "/atomic:operations"),
        (json!({}), "/atomic:operations"),
        (json!([1]), "/atomic:operations/0"),
        (json!([{}]), "/atomic:operations/0"),
        (json!([{ "op": "replace" }]), "/atomic:operations/0/op"),
        (json!([{ "op": "remove", "ref": { "type": "products" } }]), "/atomic:operations/0/ref"),
    ] {
        suite.operate(OPERATIONS, &operations).send()?.refused(400, "malformed-document", pointer)?;
    }
    for name in ["data", "included", "errors"] {
        let document = json!({ "atomic:operations": [add(&product(suite))], name: null });
        let reply = suite.operate(OPERATIONS, &json!([])).body(document.to_string()).send()?;
        reply.refused(400, "malformed-document", &format!("/{name}"))?;
    }
    Ok(())
}

pub(super) fn what_is_not_offered_is_refused<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let id = existing(suite)?;
    let relationship = json!({ "op": "update", "ref": { "type": "products", "id": id, "relationship": "inventory" }, "data": null });
    let reply = suite.operate(OPERATIONS, &json!([relationship])).send()?;
    reply.refused(400, "operation-unsupported", "/atomic:operations/0/ref/relationship")?;
    let mut by_name = upsert(&product(suite));
    by_name["meta"]["upsertBy"] = json!("name");
    let reply = suite.operate(OPERATIONS, &json!([by_name])).send()?;
    reply.refused(400, "operation-unsupported", "/atomic:operations/0/meta/upsertBy")?;
    Ok(())
}

pub(super) fn the_number_is_limited<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let many = Json::Array(vec![json!({}); 1_001]);
    let reply = suite.operate(OPERATIONS, &many).send()?;
    let reply = reply.refused(400, "too-many-operations", "/atomic:operations")?;
    ensure_eq!(reply.at("/errors/0/meta/maxOperations"), &json!(1_000), "{reply}");
    let thousand: Vec<Json> = (0..1_000).map(|_| upsert(&product(suite))).collect();
    let reply =
        suite.operate(&format!("{OPERATIONS}?fields[products]="), &Json::Array(thousand)).send()?.is(200)?;
    ensure_eq!(reply.at("/atomic:results").as_array().map(Vec::len), Some(1_000), "a thousand results");
    ensure!(
        reply.at("/atomic:results/0/data").get("attributes").is_none(),
        "attributes that were not asked for"
    );
    Ok(())
}

pub(super) fn the_extension_is_needed<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let operations = json!([add(&product(suite))]);
    let plain = suite.operate(OPERATIONS, &operations).set("content-type", "application/vnd.api+json");
    plain.send()?.refused(415, "media-type-unsupported", "Content-Type")?;
    Ok(())
}
