//! Purchases and quotes.

use tsify::Tsify;

use super::{hold::ReservationStatus, inventory::StockPolicy, product::Money};
use wasm_glue::error::Fault;

/// When bought goods are handed over.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "kebab-case")]
pub enum Fulfilment {
    /// At once: the purchase is completed with its creation.
    Now,
    /// When it is shipped: the purchase is open until then.
    Later,
}

/// How far a purchase is.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "kebab-case")]
pub enum PurchaseStatus {
    /// Bought, not yet handed over.
    Open,
    /// Handed over.
    Completed,
    /// Not wanted any more.
    Cancelled,
}

/// A line to be bought.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NewPurchaseLine {
    /// The product's id.
    pub product_id: String,
    /// Units, from 1.
    pub quantity: i64,
    /// Where it is taken from; left out, `allocation` decides.
    #[tsify(optional)]
    pub location_id: String,
}

/// How locations are chosen for lines that name none.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(rename_all = "kebab-case")]
pub enum AllocationStrategy {
    /// One location where one can serve every line, the first by priority; else by priority.
    SingleLocationFirst,
    /// By the priority of locations.
    Priority,
    /// From where there is most.
    MostStock,
    /// In the order of `locations`; those that are not named come last.
    Nearest,
}

/// From where lines are taken that name no location.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct Allocation {
    /// How locations are chosen.
    pub strategy: AllocationStrategy,
    /// The nearest first, at most 100; for `nearest` alone.
    #[tsify(optional)]
    pub locations: Vec<String>,
}

/// A purchase to be made, or quoted: all lines or none.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct NewPurchase {
    /// A UUID of one's own.
    #[tsify(optional)]
    pub id: String,
    /// 1 to 1,000 lines, of one currency. Lines of one product and location are merged.
    pub lines: Vec<NewPurchaseLine>,
    /// From where lines are taken that name no location; the service's own setting by default.
    #[tsify(optional)]
    pub allocation: Allocation,
    /// The reservation whose units are bought; what it holds beyond them goes back.
    #[tsify(optional)]
    pub reservation: String,
    /// `now` by default.
    #[tsify(optional)]
    pub fulfilment: Fulfilment,
    /// What it belongs to outside, such as an invoice number; at most 200 characters.
    #[tsify(optional, type = "string | null")]
    pub reference: Option<String>,
    /// Who buys, in free text; at most 200 characters.
    #[tsify(optional, type = "string | null")]
    pub customer: Option<String>,
}

/// What an open purchase becomes.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct PurchasePatch {
    /// `completed` (shipped) or `cancelled`.
    #[tsify(type = "'completed' | 'cancelled'")]
    pub status: PurchaseStatus,
}

/// A line that was bought.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct PurchaseLine {
    /// The product's id.
    pub product_id: String,
    /// Units.
    pub quantity: i64,
    /// `main`, or a location's UUID.
    pub location_id: String,
    /// The price of one, as it was.
    pub price: Money,
    /// The product's version, as it was.
    pub product_version: u64,
    /// Units that came back.
    pub returned: i64,
}

/// A purchase that was made.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct Purchase {
    /// A UUID.
    pub id: String,
    /// One line per product and location.
    pub lines: Vec<PurchaseLine>,
    /// The sum of all lines.
    pub total: Money,
    /// When it is handed over.
    pub fulfilment: Fulfilment,
    /// How far it is.
    pub status: PurchaseStatus,
    /// The reservation it was bought from.
    pub reservation: Option<String>,
    /// What became of that reservation.
    pub reservation_status: Option<ReservationStatus>,
    /// What it belongs to outside.
    pub reference: Option<String>,
    /// Who bought.
    pub customer: Option<String>,
    /// RFC 3339.
    pub at: String,
    /// Who called.
    pub actor: String,
    /// Grows with each change; for `ifMatch`.
    pub version: u64,
}

/// What would become of a purchase.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "kebab-case")]
pub enum QuoteVerdict {
    /// It would be made.
    Accepted,
    /// It would not.
    Refused,
}

/// A line of a quote.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct QuoteLine {
    /// The product's id.
    pub product_id: String,
    /// Units; null when they are too many to count.
    pub quantity: Option<i64>,
    /// `main`, or a location's UUID.
    pub location_id: String,
    /// The price of one, where it is for sale.
    pub price: Option<Money>,
    /// The product's version, where it is for sale.
    pub product_version: Option<u64>,
}

/// What the rule saw of a product's stock.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct ExplainedStock {
    /// What happens when more is asked for than there is.
    pub policy: StockPolicy,
    /// Free to be sold, less the safety stock.
    pub available: i64,
    /// Held for buyers.
    pub reserved: i64,
    /// Those of them that the order's own reservation holds.
    pub held: i64,
    /// Units that are never sold.
    pub safety_stock: i64,
    /// How far back-orders go; null is no limit.
    pub backorder_limit: Option<i64>,
    /// What one purchase may take; null is no limit.
    pub purchasable: Option<i64>,
    /// The version of the inventory.
    pub version: u64,
}

/// What the rule saw of one product.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct Explained {
    /// The product's id.
    pub product_id: String,
    /// Whether it is for sale.
    pub for_sale: bool,
    /// Whether an earlier answer of the catalogue had to serve.
    pub cached: bool,
    /// Its stock, where that is kept.
    pub stock: Option<ExplainedStock>,
}

/// The verdict on a purchase that is not made.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct Quote {
    /// A UUID, another one each time.
    pub id: String,
    /// What would become of the purchase.
    pub verdict: QuoteVerdict,
    /// One line per product and location.
    pub lines: Vec<QuoteLine>,
    /// The sum of all lines; null when it would be refused.
    pub total: Option<Money>,
    /// The faults that the purchase would be refused with; their pointers lead into its document.
    pub refusals: Vec<Fault>,
    /// The figures behind the verdict.
    pub explanation: Vec<Explained>,
}
