//! The verdict on a purchase, from what a page knows.

use catalog_core::api::{document::Resource, fault, instant::UnixMillis};
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use std::sync::Arc;
use stock_core::{
    check::seen,
    model::{
        Allocation, Inventory, Level, LevelId, LocationId, PurchaseId, Sighting, Sightings, Stamp, State,
    },
    service::{Quote, QuoteId, read_quoted},
};
use uuid::Uuid;
use wasm_glue::error::{Failure, Fault};

use crate::flat::{in_document, object, resource};

/// What a page knows of products and stock: what it does not name does not exist.
#[derive(Debug)]
pub struct Known {
    sightings: Sightings,
    stock: State,
}

#[derive(Deserialize)]
struct Told {
    products: Vec<Map<String, Json>>,
    inventory: Vec<Map<String, Json>>,
}

impl Known {
    /// Reads `{products, inventory}`, flat as a client gives them. Of a product the id, the status, the price
    /// and the version are looked at.
    pub fn read(json: &str) -> Result<Self, Failure> {
        let told: Told = serde_json::from_str(json).map_err(|error| unreadable(&error.to_string()))?;
        Self::of(told).map_err(|error| unreadable(&error))
    }

    fn of(told: Told) -> Result<Self, String> {
        let (mut sightings, mut stock) = (Sightings::default(), State::default());
        for flat in told.products {
            let (product, seen) = seen(&object("products", flat)?)?;
            sightings.insert(product, Sighting::fresh(seen));
        }
        for flat in told.inventory {
            let inventory = Inventory::read(&object("inventory", flat)?)?;
            // Where it is kept is not told: all of it counts as being at the main location.
            let id = LevelId::new(inventory.product, LocationId::Main);
            let level = Level { buckets: inventory.buckets, ..Level::empty(id, inventory.updated_at) };
            stock.levels.insert(id, level);
            stock.inventories.insert(inventory.product, inventory);
        }
        Ok(Self { sightings, stock })
    }
}

fn unreadable(error: &str) -> Failure {
    Failure::argument(format!("This is not what is known of products and stock: {error}."))
}

/// What `POST /api/v1/quotes` would answer to this order, were the stock as it is known.
///
/// The quote has no id of its own, and whether the purchase's id is taken is not known here.
///
/// # Errors
/// The faults of an order that is none.
pub fn quote(order: &Json, known: &Known) -> Result<Quote, Failure> {
    let fresh = PurchaseId(Uuid::nil());
    let mut order =
        read_quoted(&resource("quotes", order), fresh, &Allocation::default()).map_err(in_document)?;
    order.sightings = known.sightings.clone();
    // Nothing is written, so it does not matter when, and by whom.
    let stamp = Stamp { at: UnixMillis::new(0), actor: Arc::from("") };
    let error = |fault: &fault::Fault, _| Fault::from(fault.clone()).into();
    Ok(Quote::decide(QuoteId(Uuid::nil()), &known.stock, &order, &stamp, error))
}
