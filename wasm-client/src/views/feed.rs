//! What happened: the events of both services.

use tsify::Tsify;

use super::{
    inventory::{StockPolicy, StockState},
    product::Product,
    stock::MovementKind,
};

/// What an event of the catalogue says.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub enum ProductEventKind {
    /// A product is new.
    #[serde(rename = "product.created")]
    Created,
    /// A product changed.
    #[serde(rename = "product.updated")]
    Updated,
    /// A product is no more.
    #[serde(rename = "product.deleted")]
    Deleted,
}

/// What is left of a product that is no more.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct DeletedProduct {
    /// Its id.
    pub id: String,
    /// Its SKU, which is free again.
    pub sku: String,
}

/// A product in an event.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(untagged)]
pub enum EventProduct {
    /// As it was after the event.
    Whole(Box<Product>),
    /// In `product.deleted`.
    Deleted(DeletedProduct),
}

/// Something that happened to a product.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct ProductEvent {
    /// The `seq` as a string.
    pub id: String,
    /// Its place in the feed, from 1.
    pub seq: u64,
    /// What happened.
    pub kind: ProductEventKind,
    /// RFC 3339.
    pub at: String,
    /// Who.
    pub actor: String,
    /// The product as after; of a deleted one only `id` and `sku`.
    pub product: EventProduct,
}

/// What an event of stock says.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub enum StockEventKind {
    /// A level or its settings changed.
    #[serde(rename = "stock.changed")]
    Changed,
    /// `available` fell to `lowStockAt` or below.
    #[serde(rename = "stock.low")]
    Low,
    /// `available` fell to 0 or below.
    #[serde(rename = "stock.out")]
    Out,
    /// `available` is above 0 again.
    #[serde(rename = "stock.back")]
    Back,
}

/// The attributes of an inventory, as after an event.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct StockLevel {
    /// In the house.
    pub on_hand: i64,
    /// Held for buyers.
    pub reserved: i64,
    /// Bought, not yet handed over.
    pub committed: i64,
    /// In the house, but not for sale.
    pub unavailable: i64,
    /// On the way here.
    pub incoming: i64,
    /// Free to be sold, less the safety stock; may be below 0.
    pub available: i64,
    /// What one purchase may take now; null is no limit.
    pub purchasable: Option<i64>,
    /// In stock, low or out.
    pub state: StockState,
    /// What happens when more is asked for than there is.
    pub policy: StockPolicy,
    /// How far back-orders go; null is no limit.
    pub backorder_limit: Option<i64>,
    /// Units that are never sold.
    pub safety_stock: i64,
    /// At how many available units the stock is low; null is never.
    pub low_stock_at: Option<i64>,
    /// The version of the inventory.
    pub version: u64,
    /// RFC 3339.
    pub updated_at: String,
}

/// Something that happened to stock.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct StockEvent {
    /// The `seq` as a string.
    pub id: String,
    /// Its place in the feed, from 1.
    pub seq: u64,
    /// RFC 3339.
    pub at: String,
    /// What it says.
    pub kind: StockEventKind,
    /// The `seq` of the movement behind it; null where nothing moved.
    pub movement: Option<u64>,
    /// The kind of that movement.
    pub cause: Option<MovementKind>,
    /// The inventory as after.
    pub level: StockLevel,
    /// Who.
    pub actor: String,
    /// The product's id.
    pub product: String,
}
