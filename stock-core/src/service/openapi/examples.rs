//! What examples show: the stock of one product, and what happens to it.

use catalog_core::api::{
    document::{Resource, ResourceObject},
    openapi::{
        Described, Schemas,
        schema::{of, seq_id, uuid},
    },
};
use serde_json::{Value as Json, json};
use utoipa::openapi::Schema;

use super::attributes::{
    AdjustmentAttributes, InventoryAttributes, MovementAttributes, PurchaseAttributes, QuoteAttributes,
    ReturnAttributes, StockEventAttributes,
};
use crate::{
    model::{Adjustment, Inventory, Movement, Purchase, Return, StockEvent},
    service::Quote,
};

/// The product that examples are about.
pub(super) const PRODUCT: &str = "018f2d3a-6a00-7c3e-9d52-0123456789ab";
/// The purchase that examples are about.
pub(super) const PURCHASE: &str = "018f2d3b-1c40-7a11-8f00-00000000a001";
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
    });
    Purchase: "Purchase", PurchaseAttributes, uuid = json!({
        "type": "purchases", "id": PURCHASE,
        "attributes": {
            "lines": [{
                "productId": PRODUCT, "quantity": 2, "locationId": "main", "price": price(950),
                "productVersion": 12, "returned": 0,
            }],
            "total": price(1900), "fulfilment": "now", "status": "completed", "reference": "A-1001",
            "customer": null, "at": AT, "actor": "shop", "version": 3,
        },
    });
    Return: "Return", ReturnAttributes, uuid = json!({
        "type": "returns", "id": "018f2d3b-1c40-7a11-8f00-00000000a002",
        "attributes": {
            "lines": [{ "productId": PRODUCT, "quantity": 1 }], "to": "unavailable", "reason": "Chipped",
            "reference": null, "at": AT, "actor": "shop", "version": 4,
        },
        "relationships": { "purchase": { "data": { "type": "purchases", "id": PURCHASE } } },
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
                    "policy": "deny", "available": 18, "safetyStock": 0, "backorderLimit": null,
                    "purchasable": 18, "version": 3,
                },
            }],
        },
    });
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
