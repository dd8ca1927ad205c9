//! The stock of products.

use tsify::Tsify;

/// What happens when more is asked for than there is.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "kebab-case")]
pub enum StockPolicy {
    /// It is refused.
    Deny,
    /// It is sold up to a limit and handed over later.
    Backorder,
    /// It is sold always.
    Untracked,
}

/// How a product's stock is.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "kebab-case")]
pub enum StockState {
    /// There is enough.
    InStock,
    /// `available` is at `lowStockAt` or below.
    Low,
    /// `available` is 0 or below.
    Out,
}

/// The stock of one product, all locations together. Quantities are units.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct Inventory {
    /// The product's id.
    pub id: String,
    /// The product's id.
    pub product: String,
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
    /// What one purchase may take now, back-orders included; null is no limit.
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
    /// Grows with each change; for `ifMatch`.
    pub version: u64,
    /// RFC 3339.
    pub updated_at: String,
}

/// Stock to be kept from now on.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NewInventory {
    /// The product's id.
    pub product: String,
    /// Units in the house, from 0; 0 by default.
    #[tsify(optional)]
    pub quantity: u64,
    /// `deny` by default.
    #[tsify(optional)]
    pub policy: StockPolicy,
    /// How far back-orders go; null, the default, is no limit.
    #[tsify(optional, type = "number | null")]
    pub backorder_limit: Option<u64>,
    /// Units that are never sold; 0 by default.
    #[tsify(optional)]
    pub safety_stock: u64,
    /// At how many available units the stock is low; null, the default, is never.
    #[tsify(optional, type = "number | null")]
    pub low_stock_at: Option<u64>,
}

/// A change of how stock is treated. Quantities change by adjustments, purchases and returns.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct InventoryPatch {
    /// What happens when more is asked for than there is.
    #[tsify(optional)]
    pub policy: StockPolicy,
    /// How far back-orders go; null is no limit.
    #[tsify(optional, type = "number | null")]
    pub backorder_limit: Option<u64>,
    /// Units that are never sold.
    #[tsify(optional)]
    pub safety_stock: u64,
    /// At how many available units the stock is low; null is never.
    #[tsify(optional, type = "number | null")]
    pub low_stock_at: Option<u64>,
}
