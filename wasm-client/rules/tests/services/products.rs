//! Drafts of products.

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use wasm_glue::error::Fault;
use wasm_rules::product;

use super::{faults, shop::Shop};

const ID: &str = "018f2d3a-0000-7000-8000-000000000001";

/// Faults as the module gives them.
fn validated(draft: &str, patch: bool) -> Json {
    product::validate(draft, patch).into_iter().map(|fault| Json::from(Fault::from(fault))).collect()
}

/// Faults as the service gives them.
fn answered((status, document): &(u16, Json), done: u16) -> Json {
    if *status == done { json!([]) } else { faults(&document["errors"]) }
}

/// Values that fit an attribute, and values that do not.
fn value(name: &'static str) -> BoxedStrategy<Json> {
    let text = prop_oneof![
        "[a-zA-Zé/ ,|\u{0}\n-]{0,12}",
        "[a-z]{1,20}",
        (0_usize..10_100).prop_map(|chars| "x".repeat(chars))
    ];
    let fitting = match name {
        "price" => {
            let amount =
                prop_oneof![Just(json!(950)), Just(json!(-1)), Just(json!(1.5)), Just(json!(1_u64 << 53))];
            let currency = prop::sample::select(vec!["EUR", "eur", "XXX", "JPY"]);
            (amount, currency)
                .prop_map(|(amount, currency)| json!({ "amount": amount, "currency": currency }))
                .boxed()
        }
        "status" => {
            prop::sample::select(vec!["draft", "active", "archived", "gone"]).prop_map(Json::from).boxed()
        }
        "tags" => prop::collection::vec("[a-c,|]{0,3}", 0..24).prop_map(Json::from).boxed(),
        "images" => prop::collection::vec("(https://|/|http://|//)[a-z]{0,5}", 0..12)
            .prop_map(|urls| urls.into_iter().map(|url| json!({ "url": url })).collect())
            .boxed(),
        "options" | "metadata" => prop::collection::btree_map("[a-z@/ ]{0,4}", "[a-z]{0,5}", 0..20)
            .prop_map(|map| json!(map))
            .boxed(),
        _ => text.clone().prop_map(Json::from).boxed(),
    };
    let other = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        text.prop_map(Json::from),
        Just(json!({ "a": [1] })),
        Just(json!([{ "url": 5 }, "x"])),
    ];
    prop_oneof![6 => fitting, 1 => other].boxed()
}

/// A draft that lacks little, or much.
fn drafts() -> BoxedStrategy<Json> {
    let names = [
        "sku",
        "name",
        "description",
        "price",
        "status",
        "tags",
        "category",
        "group",
        "options",
        "images",
        "metadata",
        "version",
        "updatedAt",
        "colour",
        "@note",
        "a/b~c",
    ];
    let members = names.map(|name| prop::option::weighted(0.25, value(name)));
    let whole = json!({ "sku": "A-1", "name": "Cup", "price": { "amount": 950, "currency": "EUR" } });
    (prop::bool::weighted(0.8), Vec::from(members))
        .prop_map(move |(given, members)| {
            let mut draft = if given { whole.clone() } else { json!({}) };
            for (name, member) in names.iter().zip(members) {
                if let Some(value) = member {
                    draft[*name] = value;
                }
            }
            draft
        })
        .boxed()
}

#[test]
fn a_draft_that_is_no_object_has_the_fault_of_its_document() {
    for draft in ["null", "5", "[]", "\"x\"", "{\"a\":", "{\"a\":1,\"a\":2}"] {
        let body = format!("{{\"data\":{{\"type\":\"products\",\"attributes\":{draft}}}}}");
        let expected = answered(&Shop::new().ask("POST", "products", body), 201);
        let validated = validated(draft, false);
        assert_eq!(validated[0]["code"], expected[0]["code"], "{draft}");
        assert_eq!(validated[0]["source"], expected[0]["source"], "{draft}");
    }
}

#[test]
fn the_id_of_a_draft_is_the_id_of_its_product() {
    let draft = json!({ "id": "x", "sku": "", "name": "Cup", "price": { "amount": 1, "currency": "EUR" } });
    let validated = validated(&draft.to_string(), false);
    assert_eq!(
        (&validated[0]["code"], &validated[0]["source"]["pointer"]),
        (&json!("id-invalid"), &json!("/data/id"))
    );
    assert_eq!(validated[1]["source"]["pointer"], "/data/attributes/sku");
}

proptest! {
    #[test]
    fn a_draft_has_the_faults_that_a_post_of_it_has(draft in drafts()) {
        let body = json!({ "data": { "type": "products", "attributes": draft } }).to_string();
        let expected = answered(&Shop::new().ask("POST", "products", body), 201);
        prop_assert_eq!(validated(&draft.to_string(), false), expected);
    }

    #[test]
    fn a_patch_has_the_faults_that_sending_it_has(mut patch in drafts()) {
        let shop = Shop::new();
        let attributes = json!({
            "sku": "A-1", "name": "Cup", "group": "cups", "price": { "amount": 950, "currency": "EUR" },
        });
        shop.send("POST", "products", &json!({ "type": "products", "id": ID, "attributes": attributes }));
        // Whether options stay without a group is seen with the product alone.
        if patch["group"].is_null() {
            patch.as_object_mut().unwrap().remove("group");
        }
        let body = json!({ "data": { "type": "products", "id": ID, "attributes": patch } }).to_string();
        let expected = answered(&shop.ask("PATCH", &format!("products/{ID}"), body), 200);
        prop_assert_eq!(validated(&patch.to_string(), true), expected);
    }
}
