//! The document is valid, whole, and says what the service does.

use serde_json::Value as Json;

use super::{API, ROUTES, openapi};
use crate::api::{
    field::Listed,
    openapi::{
        faults,
        postman::{Part, collection},
    },
};

fn document() -> Json {
    serde_json::from_str(&openapi()).unwrap()
}

#[test]
fn it_has_every_route_and_code_and_says_something_of_each() {
    assert_eq!(faults(&openapi(), &API, ROUTES), Vec::<String>::new());
}

#[test]
fn it_is_the_same_each_time() {
    assert_eq!(openapi(), openapi());
    let document = document();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    assert_eq!(document["info"]["license"]["identifier"], "MIT OR Apache-2.0");
}

#[test]
fn attributes_are_those_of_the_field_tables() {
    let document = document();
    let of = |name: &str| -> Vec<String> {
        let attributes = &document["components"]["schemas"][name]["properties"];
        attributes.as_object().unwrap().keys().cloned().collect()
    };
    let mut listed: Vec<&str> = crate::product::Product::listing().attributes.to_vec();
    listed.sort_unstable();
    for name in ["ProductAttributes", "NewProductAttributes", "ProductChanges"] {
        let mut found = of(name);
        found.sort_unstable();
        assert_eq!(found, listed, "{name}");
    }
    let mut event = of("ProductEventAttributes");
    event.sort_unstable();
    assert_eq!(event, ["actor", "at", "kind", "product", "seq"]);
}

#[test]
fn every_operation_can_be_tried_in_a_collection() {
    let openapi = openapi();
    let part =
        Part { name: "Products", variable: "catalogUrl", address: "http://localhost", openapi: &openapi };
    let collection: Json = serde_json::from_str(&collection("Shop", "All of it.", &[part]).unwrap()).unwrap();
    let groups = collection["item"][0]["item"].as_array().unwrap();
    let requests: usize = groups.iter().map(|group| group["item"].as_array().unwrap().len()).sum();
    assert_eq!(requests, ROUTES.len() + 3);
    let create = &groups[0]["item"][1]["request"];
    assert_eq!(
        (create["method"].as_str(), create["url"]["raw"].as_str()),
        (Some("POST"), Some("{{catalogUrl}}/api/v1/products"))
    );
    assert!(create["body"]["raw"].as_str().unwrap().contains("CUP-01"));
}
