//! What a purchase would come to.

use std::collections::BTreeSet;

use catalog_core::{
    api::fault::Fault,
    engine::Rejected,
    product::{ProductId, money::Money},
    uuid_id,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::model::{
    CreatePurchase, Inventory, Policy, PurchaseLine, Quantity, Seen, Stamp, Take, Units, View,
    create_purchase, orders, split, word::words,
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
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// The units that are held for buyers.
    pub reserved: i64,
    /// Those of them that the order's own reservation holds.
    pub held: i64,
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
    /// The verdict on `order`, with what was seen of its products, over the stock that `view` shows.
    ///
    /// The rule is that of a purchase. `error` writes the error object of a refusal; the first is number 1.
    pub fn decide(
        id: QuoteId,
        view: &dyn View,
        order: &CreatePurchase,
        stamp: &Stamp,
        error: impl Fn(&Fault, usize) -> Json,
    ) -> Self {
        let decided = create_purchase(view, order, stamp);
        let refusals = decided.as_ref().err().into_iter().flatten().zip(1..);
        let refusals =
            refusals.map(|(refusal, number)| error(&refusal.fault().under("/data"), number)).collect();
        let lines = match decided.as_ref().ok().and_then(|change| change.purchase.as_ref()) {
            Some(purchase) => purchase.lines.iter().map(QuoteLine::bought).collect(),
            None => asked(view, order),
        };
        let mut seen = BTreeSet::new();
        let products = lines.iter().map(|line| line.product_id).filter(|product| seen.insert(*product));
        Self {
            id,
            verdict: if decided.is_ok() { QuoteVerdict::Accepted } else { QuoteVerdict::Refused },
            explanation: products.map(|product| Explained::of(product, view, order)).collect(),
            lines,
            total: decided.ok().and_then(|change| change.purchase).map(|purchase| purchase.total),
            refusals,
        }
    }
}

/// The lines of an order that would be refused, from where they would be taken if what is held were not.
fn asked(view: &dyn View, order: &CreatePurchase) -> Vec<QuoteLine> {
    let sellable = |id| view.level(id).map_or(0, |level| level.buckets.sellable);
    let takes = split(view, &sellable, &orders(&order.lines), &order.allocation);
    takes.iter().map(|take| QuoteLine::asked(take, order)).collect()
}

impl QuoteLine {
    fn bought(line: &PurchaseLine) -> Self {
        Self {
            product_id: line.product,
            quantity: Some(line.quantity.get()),
            location_id: line.location.to_string(),
            price: Some(line.price),
            product_version: Some(line.product_version),
        }
    }

    fn asked(take: &Take, order: &CreatePurchase) -> Self {
        let (price, product_version) = offer(order, take.product).unzip();
        Self {
            product_id: take.product,
            quantity: take.quantity.map(Quantity::get),
            location_id: take.location.to_string(),
            price,
            product_version,
        }
    }
}

impl Explained {
    fn of(product: ProductId, view: &dyn View, order: &CreatePurchase) -> Self {
        Self {
            product_id: product,
            for_sale: offer(order, product).is_some(),
            cached: order.sightings.get(product).is_some_and(|sighting| sighting.cached),
            stock: view
                .inventory(product)
                .map(|inventory| ExplainedStock::of(inventory, held(view, order, product))),
        }
    }
}

impl ExplainedStock {
    fn of(inventory: &Inventory, held: i64) -> Self {
        let settings = inventory.settings;
        Self {
            policy: settings.policy,
            available: inventory.available(),
            reserved: inventory.buckets.reserved,
            held,
            safety_stock: settings.safety_stock.get(),
            backorder_limit: settings.backorder_limit.map(Units::get),
            purchasable: inventory.purchasable(),
            version: inventory.version,
        }
    }
}

/// The units of a product that the order's own reservation holds.
fn held(view: &dyn View, order: &CreatePurchase, product: ProductId) -> i64 {
    let reservation = order.reservation.and_then(|id| view.holds().get(id));
    let lines = reservation.into_iter().flat_map(|reservation| &reservation.lines);
    lines.filter(|line| line.product == product).map(|line| line.held.get()).sum()
}

/// Price and version of a product that is for sale.
fn offer(order: &CreatePurchase, product: ProductId) -> Option<(Money, u64)> {
    match order.sightings.get(product)?.seen {
        Seen::ForSale { price, version } => Some((price, version)),
        Seen::NotForSale | Seen::Unknown => None,
    }
}
