//! The document is valid, whole, and says what the service does.

use catalog_core::api::{field::Listed, openapi::faults};
use serde_json::Value as Json;

use super::{API, ROUTES, openapi};
use crate::{
    model::{
        Adjustment, Inventory, Level, Location, Movement, Purchase, Reservation, Return, StockEvent, Transfer,
    },
    service::Quote,
    webhook::{Delivery, Webhook},
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
}

#[test]
fn attributes_are_those_of_the_field_tables() {
    let document = document();
    let check = |name: &str, listed: &[&str]| {
        let attributes = &document["components"]["schemas"][name]["properties"];
        let found: Vec<&str> = attributes.as_object().unwrap().keys().map(String::as_str).collect();
        let mut listed = listed.to_vec();
        listed.sort_unstable();
        assert_eq!(found, listed, "{name}");
    };
    check("InventoryAttributes", Inventory::listing().attributes);
    check("LevelAttributes", Level::listing().attributes);
    check("LocationAttributes", Location::listing().attributes);
    check("TransferAttributes", Transfer::listing().attributes);
    check("PurchaseAttributes", Purchase::listing().attributes);
    check("ReservationAttributes", Reservation::listing().attributes);
    check("ReturnAttributes", Return::listing().attributes);
    check("AdjustmentAttributes", Adjustment::listing().attributes);
    check("MovementAttributes", Movement::listing().attributes);
    check("StockEventAttributes", StockEvent::listing().attributes);
    check("QuoteAttributes", Quote::listing().attributes);
    check("WebhookAttributes", Webhook::listing().attributes);
    check("WebhookDeliveryAttributes", Delivery::listing().attributes);
}

#[test]
fn a_purchase_has_its_own_answers() {
    let document = document();
    let answers = &document["paths"]["/api/v1/purchases"]["post"]["responses"];
    for (status, code) in [
        ("404", "product-not-found"),
        ("409", "insufficient-stock"),
        ("422", "too-many-lines"),
        ("503", "product-service-unavailable"),
    ] {
        let examples = &answers[status]["content"]["application/vnd.api+json"]["examples"];
        assert!(examples.get(code).is_some(), "{status} {code}");
    }
}
