//! What a purchase would come to.

use std::collections::BTreeSet;

use catalog_core::{
    product::{ProductId, money::Money},
    uuid_id,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::model::{
    CreatePurchase, Inventory, LocationId, Merged, Policy, Quantity, Seen, Units, View, merge, word::words,
};

uuid_id! {
    /// Names a quote, for as long as its answer is looked at.
    QuoteId
}

words! {
    /// What would become of a purchase.
    QuoteVerdict {
        /// It would be made.
        Accepted = "accepted",
        /// It would not.
        Refused = "refused",
    }
}

/// The verdict on a purchase that is not made.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Its identifier.
    pub id: QuoteId,
    /// What would become of the purchase.
    pub verdict: QuoteVerdict,
    /// One line per product and location, in the order first named.
    pub lines: Vec<QuoteLine>,
    /// The sum of all lines; none when it would be refused.
    pub total: Option<Money>,
    /// The error objects that the purchase would give.
    pub refusals: Vec<Json>,
    /// What the rule saw of each product.
    pub explanation: Vec<Explained>,
}

/// A line of a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuoteLine {
    /// What.
    pub product_id: ProductId,
    /// How many units; none when they are too many to count.
    pub quantity: Option<i64>,
    /// From where: `main` or a UUID.
    pub location_id: String,
    /// The price of one, where it is for sale.
    pub price: Option<Money>,
    /// The version of the product, where it is for sale.
    pub product_version: Option<u64>,
}

/// What the rule saw of one product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Explained {
    /// Of what.
    pub product_id: ProductId,
    /// Whether it is for sale.
    pub for_sale: bool,
    /// Whether an earlier answer of the catalogue had to serve.
    pub cached: bool,
    /// The stock, where it is kept.
    pub stock: Option<ExplainedStock>,
}

/// What the rule saw of a product's stock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExplainedStock {
    /// What happens when more is asked for than there is.
    pub policy: Policy,
    /// The units above the safety stock.
    pub available: i64,
    /// Units that are never sold.
    pub safety_stock: i64,
    /// How far back-orders go; none is no limit.
    pub backorder_limit: Option<i64>,
    /// What one purchase may take; none is no limit.
    pub purchasable: Option<i64>,
    /// The version of the inventory.
    pub version: u64,
}

impl Quote {
    /// The quote of a purchase, seen on `view`: its total, or the error objects that it would give.
    pub(super) fn new(
        id: QuoteId,
        view: &dyn View,
        command: &CreatePurchase,
        decided: Result<Option<Money>, Vec<Json>>,
    ) -> Self {
        let lines = merge(&command.lines, |line| (line.product, line.location), |line| line.quantity);
        let mut seen = BTreeSet::new();
        let products = lines.iter().map(|line| line.key.0).filter(|product| seen.insert(*product));
        Self {
            id,
            verdict: if decided.is_ok() { QuoteVerdict::Accepted } else { QuoteVerdict::Refused },
            explanation: products.map(|product| Explained::of(product, view, command)).collect(),
            lines: lines.iter().map(|line| QuoteLine::of(line, command)).collect(),
            total: decided.as_ref().ok().copied().flatten(),
            refusals: decided.err().unwrap_or_default(),
        }
    }
}

impl QuoteLine {
    fn of(line: &Merged<(ProductId, LocationId)>, command: &CreatePurchase) -> Self {
        let (product_id, location) = line.key;
        let (price, product_version) = offer(command, product_id).unzip();
        Self {
            product_id,
            quantity: line.quantity.map(Quantity::get),
            location_id: location.to_string(),
            price,
            product_version,
        }
    }
}

impl Explained {
    fn of(product: ProductId, view: &dyn View, command: &CreatePurchase) -> Self {
        Self {
            product_id: product,
            for_sale: offer(command, product).is_some(),
            cached: command.sightings.get(product).is_some_and(|sighting| sighting.cached),
            stock: view.inventory(product).map(ExplainedStock::of),
        }
    }
}

impl ExplainedStock {
    fn of(inventory: &Inventory) -> Self {
        let settings = inventory.settings;
        Self {
            policy: settings.policy,
            available: inventory.available(),
            safety_stock: settings.safety_stock.get(),
            backorder_limit: settings.backorder_limit.map(Units::get),
            purchasable: inventory.purchasable(),
            version: inventory.version,
        }
    }
}

/// Price and version of a product that is for sale.
fn offer(command: &CreatePurchase, product: ProductId) -> Option<(Money, u64)> {
    match command.sightings.get(product)?.seen {
        Seen::ForSale { price, version } => Some((price, version)),
        Seen::NotForSale | Seen::Unknown => None,
    }
}
