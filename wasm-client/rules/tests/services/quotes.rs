//! Quotes of a page and quotes of the service.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use wasm_rules::quote::{Known, quote};

use super::{
    cases::{Case, each},
    faults,
    shop::Shop,
};

#[test]
fn a_page_quotes_what_the_service_quotes() {
    let mut known = Known::read(r#"{"products":[],"inventory":[]}"#).unwrap();
    let mut seen = BTreeSet::new();
    each(1, 2_000, |shop, case| match case {
        Case::Known(json) => known = Known::read(&json.to_string()).unwrap(),
        Case::Order(order) => {
            let (quoted, answered) = (quoted(&order, &known), answered(shop, &order));
            assert_eq!(quoted, answered, "{order}");
            seen.extend(codes(&answered));
        }
    });
    // Chance left nothing out that can come of an order.
    let expected = [
        "accepted",
        "attribute-invalid",
        "attribute-unknown",
        "id-invalid",
        "insufficient-stock",
        "inventory-not-initialised",
        "location-not-found",
        "mixed-currencies",
        "product-not-for-sale",
        "product-not-found",
        "quantity-overflow",
        "total-too-large",
    ];
    assert_eq!(seen, expected.map(str::to_owned).into());
}

/// The codes of an answer, or its verdict.
fn codes(answer: &Json) -> Vec<String> {
    let faults = answer.get("errors").or_else(|| answer.get("refusals")).and_then(Json::as_array).unwrap();
    if answer["verdict"] == "accepted" {
        vec!["accepted".to_owned()]
    } else {
        faults.iter().map(|fault| fault["code"].as_str().unwrap().to_owned()).collect()
    }
}

/// The quote of a page without its id, or `{errors}`.
fn quoted(order: &Json, known: &Known) -> Json {
    match quote(order, known) {
        Ok(quote) => {
            let mut quote = json!(quote);
            quote.as_object_mut().unwrap().remove("id");
            quote
        }
        Err(failure) => json!({ "errors": Json::from(failure)["errors"] }),
    }
}

/// The same from the service.
fn answered(shop: &Shop, order: &Json) -> Json {
    let mut attributes = order.clone();
    let mut data = json!({ "type": "quotes" });
    if let Some(id) = attributes.as_object_mut().unwrap().remove("id") {
        data["id"] = id;
    }
    data["attributes"] = attributes;
    let (status, mut document) = shop.ask("POST", "quotes", json!({ "data": data }).to_string());
    if status != 200 {
        return json!({ "errors": faults(&document["errors"]) });
    }
    let mut answer = document["data"]["attributes"].take();
    answer["refusals"] = faults(&answer["refusals"]);
    answer
}

#[test]
fn what_is_known_must_be_readable() {
    for known in ["", "[]", r#"{"products":[{}],"inventory":[]}"#, r#"{"products":[],"inventory":[{}]}"#] {
        assert_eq!(Known::read(known).unwrap_err().errors[0].code, "argument-invalid", "{known}");
    }
}
