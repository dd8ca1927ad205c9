//! What examples show: the stock of one product, and what happens to it.

use catalog_core::api::{
    document::{Resource, ResourceObject},
    openapi::{
        Described, Schemas,
        schema::{about, of, seq_id, text, uuid},
    },
};
use serde_json::{Value as Json, json};
use utoipa::openapi::{Object, Schema};

use super::attributes::{
    AdjustmentAttributes, InventoryAttributes, LevelAttributes, LocationAttributes, MovementAttributes,
    PurchaseAttributes, QuoteAttributes, ReservationAttributes, ReturnAttributes, StockEventAttributes,
    TransferAttributes,
};
use crate::{
    model::{
        Adjustment, Inventory, Level, Location, Movement, Purchase, Reservation, Return, StockEvent, Transfer,
    },
    service::Quote,
};

/// The product that examples are about.
pub(super) const PRODUCT: &str = "018f2d3a-6a00-7c3e-9d52-0123456789ab";
/// The purchase that examples are about.
pub(super) const PURCHASE: &str = "018f2d3b-1c40-7a11-8f00-00000000a001";
/// The reservation that examples are about.
pub(super) const RESERVATION: &str = "018f2d3b-1c40-7a11-8f00-00000000a006";
/// Another location than the main one.
pub(super) const WAREHOUSE: &str = "018f2d3a-2200-7d10-9a00-00000000b001";
/// The transfer that examples are about.
pub(super) const TRANSFER: &str = "018f2d3b-1c40-7a11-8f00-00000000a005";
/// `main`, or a UUID.
pub(super) const LOCATION: &str = "^(main|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$";
/// A product's id, a dot, a location's id.
const LEVEL: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\.(main|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$";
/// The moment of all examples.
pub(super) const AT: &str = "2026-03-01T12:00:00.000Z";

macro_rules! described {
    ($($name:ident: $schema:literal, $attributes:ident, $id:ident = $example:expr;)*) => {
        $(
            impl Described for $name {
                const NAME: &'static str = $schema;

                fn attributes() -> Schemas {
                    of::<$attributes>()
                }

                fn id_schema() -> Schema {
                    Schema::Object($id())
                }

                fn example() -> Self {
                    example(&$example)
                }
            }
        )*
    };
}

described! {
    Inventory: "Inventory", InventoryAttributes, uuid = json!({
        "type": "inventory", "id": PRODUCT, "attributes": level(),
        "relationships": {
            "product": { "data": { "type": "products", "id": PRODUCT } },
            "levels": { "data": [{ "type": "levels", "id": format!("{PRODUCT}.main") }] },
        },
    });
    Level: "Level", LevelAttributes, level_id = json!({
        "type": "levels", "id": format!("{PRODUCT}.main"),
        "attributes": {
            "onHand": 18, "reserved": 0, "committed": 0, "unavailable": 0, "incoming": 6, "inTransit": 0,
            "available": 18, "version": 3, "updatedAt": AT,
        },
        "relationships": places(),
    });
    Location: "Location", LocationAttributes, location_id = json!({
        "type": "locations", "id": WAREHOUSE,
        "attributes": { "name": "Warehouse", "priority": 10, "active": true, "version": 1 },
    });
    Transfer: "Transfer", TransferAttributes, uuid = json!({
        "type": "transfers", "id": TRANSFER,
        "attributes": {
            "lines": [{ "productId": PRODUCT, "quantity": 6 }], "status": "shipped",
            "expectedAt": "2026-03-03T09:00:00.000Z", "reason": null, "reference": "Van 2", "at": AT,
            "actor": "owner", "version": 6,
        },
        "relationships": {
            "from": { "data": { "type": "locations", "id": "main" } },
            "to": { "data": { "type": "locations", "id": WAREHOUSE } },
        },
    });
    Purchase: "Purchase", PurchaseAttributes, uuid = json!({
        "type": "purchases", "id": PURCHASE,
        "attributes": {
            "lines": [{
                "productId": PRODUCT, "quantity": 2, "locationId": "main", "price": price(950),
                "productVersion": 12, "returned": 0,
            }],
            "total": price(1900), "fulfilment": "now", "status": "completed", "reservationStatus": null, "reference": "A-1001",
            "customer": null, "at": AT, "actor": "shop", "version": 3,
        },
    });
    Reservation: "Reservation", ReservationAttributes, uuid = json!({
        "type": "reservations", "id": RESERVATION,
        "attributes": {
            "lines": [{ "productId": PRODUCT, "quantity": 2, "locationId": "main", "held": 2, "bought": 0 }],
            "expiresAt": "2026-03-01T12:15:00.000Z", "maxUntil": "2026-03-01T13:00:00.000Z",
            "owner": "basket-7f3a", "status": "active", "at": AT, "actor": "shop", "version": 6,
        },
    });
    Return: "Return", ReturnAttributes, uuid = json!({
        "type": "returns", "id": "018f2d3b-1c40-7a11-8f00-00000000a002",
        "attributes": {
            "lines": [{ "productId": PRODUCT, "quantity": 1 }], "to": "unavailable", "reason": "Chipped",
            "reference": null, "at": AT, "actor": "shop", "version": 4,
        },
        "relationships": {
            "purchase": { "data": { "type": "purchases", "id": PURCHASE } },
            "location": { "data": null },
        },
    });
    Adjustment: "Adjustment", AdjustmentAttributes, uuid = json!({
        "type": "adjustments", "id": "018f2d3b-1c40-7a11-8f00-00000000a003",
        "attributes": {
            "kind": "receive", "quantity": 12, "reason": "Delivery 77", "reference": null, "at": AT,
            "actor": "owner", "version": 5,
        },
        "relationships": places(),
    });
    Movement: "Movement", MovementAttributes, seq_id = json!({
        "type": "movements", "id": "3",
        "attributes": {
            "seq": 3, "at": AT, "kind": "purchase", "quantity": 2, "from": "sellable", "to": "customer",
            "reason": null, "reference": "A-1001", "actor": "shop", "group": PURCHASE, "floor": 0,
            "cached": false,
        },
        "relationships": places(),
    });
    StockEvent: "StockEvent", StockEventAttributes, seq_id = json!({
        "type": "stock-events", "id": "3",
        "attributes": {
            "seq": 3, "at": AT, "kind": "stock.changed", "movement": 3, "cause": "purchase", "level": level(),
            "actor": "shop",
        },
        "relationships": { "product": { "data": { "type": "products", "id": PRODUCT } } },
    });
    Quote: "Quote", QuoteAttributes, uuid = json!({
        "type": "quotes", "id": "018f2d3b-1c40-7a11-8f00-00000000a004",
        "attributes": {
            "verdict": "accepted",
            "lines": [{
                "productId": PRODUCT, "quantity": 2, "locationId": "main", "price": price(950),
                "productVersion": 12,
            }],
            "total": price(1900), "refusals": [],
            "explanation": [{
                "productId": PRODUCT, "forSale": true, "cached": false,
                "stock": {
                    "policy": "deny", "available": 18, "reserved": 2, "held": 0, "safetyStock": 0,
                    "backorderLimit": null, "purchasable": 18, "version": 3,
                },
            }],
        },
    });
}

fn location_id() -> Object {
    about(text(0, usize::MAX, LOCATION), "`main`, or a UUID.")
}

fn level_id() -> Object {
    about(text(0, usize::MAX, LEVEL), "The ids of product and location, with a dot between.")
}

fn level() -> Json {
    json!({
        "onHand": 18, "reserved": 0, "committed": 0, "unavailable": 0, "incoming": 0, "available": 18,
        "purchasable": 18, "state": "in-stock", "policy": "deny", "backorderLimit": null, "safetyStock": 0,
        "lowStockAt": 5, "version": 3, "updatedAt": AT,
    })
}

fn price(amount: i64) -> Json {
    json!({ "amount": amount, "currency": "EUR" })
}

fn places() -> Json {
    json!({
        "product": { "data": { "type": "products", "id": PRODUCT } },
        "location": { "data": { "type": "locations", "id": "main" } },
    })
}

/// A resource by its own reader.
///
/// # Panics
/// The example is no such resource; a test makes every one.
#[expect(clippy::expect_used, reason = "examples are fixed, and the document's tests make each of them")]
pub(super) fn example<R: Resource>(object: &Json) -> R {
    ResourceObject::from_json(object).and_then(|object| R::read(&object)).expect("a well-formed example")
}
