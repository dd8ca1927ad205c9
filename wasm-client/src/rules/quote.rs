//! The verdict on a purchase, from what a page knows.

use catalog_core::{
    api::{document::ResourceObject, fault, instant::UnixMillis},
    product::{Money, ProductId, Status},
};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;
use stock_core::{
    model::{Inventory, PurchaseId, Seen, Sightings, Stamp, State},
    service::{Quote, QuoteId, read_quoted},
};
use uuid::Uuid;

use super::{in_document, resource};
use crate::error::{Failure, Fault};
use catalog_core::api::document::Resource;

/// What a page knows of products and stock: what it does not name does not exist.
#[derive(Debug)]
pub struct Known {
    sightings: Sightings,
    stock: State,
}

#[derive(Deserialize)]
struct Told {
    products: Vec<ToldProduct>,
    inventory: Vec<Map<String, Json>>,
}

#[derive(Deserialize)]
struct ToldProduct {
    id: ProductId,
    status: Status,
    price: Money,
    version: u64,
}

impl Known {
    /// Reads `{products, inventory}`, flat as a client gives them. Of a product the id, the status, the price
    /// and the version are looked at.
    pub fn read(json: &str) -> Result<Self, Failure> {
        let unreadable = |error: &dyn std::fmt::Display| {
            Failure::argument(format!("This is not what is known of products and stock: {error}."))
        };
        let told: Told = serde_json::from_str(json).map_err(|error| unreadable(&error))?;
        let seen = told
            .products
            .into_iter()
            .map(|product| (product.id, Seen::of(product.status, product.price, product.version)));
        let inventories = told.inventory.into_iter().map(|flat| {
            let inventory = inventory(flat).map_err(|error| unreadable(&error))?;
            Ok((inventory.product, inventory))
        });
        Ok(Self {
            sightings: Sightings::default().with(seen),
            stock: State { inventories: inventories.collect::<Result<_, Failure>>()?, ..State::default() },
        })
    }
}

/// What `POST /api/v1/quotes` would answer to this order, were the stock as it is known, as JSON.
///
/// The quote has no id of its own, and whether the purchase's id is taken is not known here.
///
/// # Errors
/// The faults of an order that is none.
pub fn quote(order: &Json, known: &Known) -> Result<Json, Failure> {
    let fresh = PurchaseId(Uuid::nil());
    let mut order = read_quoted(&resource("quotes", order), fresh).map_err(in_document)?;
    order.sightings = known.sightings.clone();
    // Nothing is written, so it does not matter when, and by whom.
    let stamp = Stamp { at: UnixMillis::new(0), actor: Arc::from("") };
    let error = |fault: &fault::Fault, _| json!(Fault::from(fault.clone()));
    let quote = Quote::decide(QuoteId(Uuid::nil()), &known.stock, &order, &stamp, error);
    Ok(json!({
        "id": quote.id,
        "verdict": quote.verdict,
        "lines": quote.lines,
        "total": quote.total,
        "refusals": quote.refusals,
        "explanation": quote.explanation,
    }))
}

fn inventory(flat: Map<String, Json>) -> Result<Inventory, String> {
    let id = flat.get("id").and_then(Json::as_str).ok_or("an inventory without id")?.to_owned();
    Inventory::read(&ResourceObject {
        kind: "inventory".to_owned(),
        id,
        attributes: flat,
        ..ResourceObject::default()
    })
}
