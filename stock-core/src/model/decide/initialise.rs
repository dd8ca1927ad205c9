//! Beginning to keep the stock of a product.

use std::sync::Arc;

use super::{
    Refusal,
    draft::{Draft, Posting},
};
use crate::{
    error::StockError,
    model::{Bucket, Change, InitialiseInventory, LocationId, MovementKind, Quantity, Seen, Stamp, View},
};

/// Where the product is named.
const PRODUCT: &str = "/relationships/product";

pub(super) fn decide(
    view: &dyn View,
    command: &InitialiseInventory,
    stamp: &Stamp,
) -> Result<Change, Vec<Refusal>> {
    let product = command.product;
    if command.sighting.seen == Seen::Unknown {
        return Err(vec![Refusal::at(StockError::ProductNotFound(product), PRODUCT)]);
    }
    if view.inventory(product).is_some() {
        return Err(vec![Refusal::at(StockError::InventoryExists(product), PRODUCT)]);
    }
    let mut draft = Draft::new(view, stamp);
    draft.create(product, command.settings);
    let filled = match Quantity::new(command.quantity.get()) {
        None => draft.tell(product),
        Some(quantity) => draft.post(
            product,
            &Posting {
                kind: MovementKind::Receive,
                location: LocationId::Main,
                destination: None,
                from: Bucket::Supplier,
                to: Bucket::Sellable,
                quantity,
                reason: Some(&Arc::from("initial")),
                reference: None,
                group: product.into(),
                floor: None,
                cached: command.sighting.cached,
            },
        ),
    };
    filled.map_err(|error| vec![Refusal::at(error, "/attributes/quantity")])?;
    Ok(draft.finish())
}
