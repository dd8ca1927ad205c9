//! Several changes in one request, all or none.

use tsify::Tsify;

use super::{
    inventory::{Inventory, NewInventory},
    product::{NewProduct, Product, ProductPatch},
    stock::{Adjustment, NewAdjustment},
};

/// A change of the catalogue.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(tag = "op", rename_all = "lowercase")]
pub enum ProductOperation {
    /// A new product.
    Create {
        /// The product.
        product: Box<NewProduct>,
    },
    /// A change of the product that has the SKU, or a new product where none has it.
    Upsert {
        /// The product.
        product: Box<NewProduct>,
    },
    /// A change of a product.
    Update {
        /// Its id.
        id: String,
        /// The change.
        patch: Box<ProductPatch>,
    },
    /// The end of a product.
    Delete {
        /// Its id.
        id: String,
    },
}

/// A change of stock.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(tag = "op", rename_all = "lowercase")]
pub enum StockOperation {
    /// Stock is kept from now on.
    Initialise {
        /// The stock.
        inventory: NewInventory,
    },
    /// An adjustment.
    Adjust {
        /// The adjustment.
        adjustment: Box<NewAdjustment>,
    },
}

/// What an upsert did.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum UpsertOutcome {
    /// A new product.
    Created,
    /// A change.
    Updated,
    /// Everything was so already.
    Unchanged,
}

/// What became of a change of the catalogue.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct ProductOperationResult {
    /// The product as it is now; null for `delete`.
    pub resource: Option<Product>,
    /// What an upsert did; null for other operations.
    pub outcome: Option<UpsertOutcome>,
}

/// What a change of stock made.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(untagged)]
pub enum StockResource {
    /// Of `initialise`.
    Inventory(Box<Inventory>),
    /// Of `adjust`.
    Adjustment(Box<Adjustment>),
}

/// What became of a change of stock.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct StockOperationResult {
    /// The inventory of `initialise`, or the adjustment of `adjust`.
    pub resource: StockResource,
}
