//! Purchases.

use std::sync::Arc;

use catalog_core::{
    api::instant::UnixMillis,
    product::{ProductId, money::Money},
};

use super::{
    id::{LocationId, PurchaseId},
    quantity::{Quantity, Units},
    word::words,
};

words! {
    /// When a purchase is handed over.
    Fulfilment {
        /// At once.
        Now = "now",
        /// When it is shipped.
        Later = "later",
    }
}

words! {
    /// How far a purchase is.
    PurchaseStatus {
        /// Bought, not yet handed over.
        Open = "open",
        /// Handed over.
        Completed = "completed",
        /// Given up; its units are sellable again.
        Cancelled = "cancelled",
    }
}

/// One product of a purchase, from one location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurchaseLine {
    /// What.
    pub product: ProductId,
    /// From where.
    pub location: LocationId,
    /// How many units.
    pub quantity: Quantity,
    /// The price of one, as seen when it was bought.
    pub price: Money,
    /// The version of the product, as seen when it was bought.
    pub product_version: u64,
    /// How many units were brought back: at most `quantity`.
    pub returned: Units,
}

impl PurchaseLine {
    /// How many units can still be brought back once they are handed over.
    pub fn returnable(&self) -> i64 {
        self.quantity.get() - self.returned.get()
    }
}

/// What someone bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// Its identifier.
    pub id: PurchaseId,
    /// What was bought: one line per product and location, in the order first named.
    pub lines: Vec<PurchaseLine>,
    /// The sum of all lines.
    pub total: Money,
    /// When it is handed over.
    pub fulfilment: Fulfilment,
    /// How far it is.
    pub status: PurchaseStatus,
    /// What it belongs to outside, such as an invoice number.
    pub reference: Option<Arc<str>>,
    /// Who bought, in free text.
    pub customer: Option<Arc<str>>,
    /// When it was bought.
    pub at: UnixMillis,
    /// Who entered it.
    pub actor: Arc<str>,
    /// The seq of the last event of the command that last changed it.
    pub version: u64,
}

impl Purchase {
    /// How many units of a product can still be brought back: none before it is handed over.
    pub fn returnable(&self, product: ProductId) -> i64 {
        if self.status != PurchaseStatus::Completed {
            return 0;
        }
        self.lines.iter().filter(|line| line.product == product).map(PurchaseLine::returnable).sum()
    }

    /// Notes that units of a product were brought back, on its lines in turn.
    pub(crate) fn bring_back(&mut self, product: ProductId, quantity: Quantity) {
        let mut left = quantity.get();
        for line in self.lines.iter_mut().filter(|line| line.product == product) {
            let here = left.min(line.returnable());
            if let Some(returned) = Quantity::new(here).and_then(|here| line.returned.plus(here)) {
                line.returned = returned;
                left -= here;
            }
        }
    }
}
