//! Purchases.

use std::sync::Arc;

use catalog_core::{
    api::instant::UnixMillis,
    product::{ProductId, money::Money},
};

use super::{
    allocation::Part,
    id::{LocationId, PurchaseId, ReservationId},
    quantity::{Quantity, Units},
    reservation::ReservationStatus,
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

/// The reservation that a purchase named, and what became of it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoughtFrom {
    /// Which one.
    pub reservation: ReservationId,
    /// `committed` where units of it were bought, `released` where none were; `expired` where it had expired,
    /// and all units were bought from what was free.
    pub status: ReservationStatus,
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
    /// The reservation that it was bought by, if there was one.
    pub bought_from: Option<BoughtFrom>,
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

    /// Where units of a product that are brought back were bought from, by its lines in turn.
    pub(crate) fn origins(&self, product: ProductId, quantity: Quantity) -> Vec<Part> {
        let lines = self.lines.iter().filter(|line| line.product == product);
        let mut left = quantity.get();
        let part = |line: &PurchaseLine| {
            let here = left.min(line.returnable());
            left -= here;
            Quantity::new(here).map(|quantity| Part { location: line.location, quantity })
        };
        lines.filter_map(part).collect()
    }

    /// Notes that units of a product were brought back, on its lines in turn.
    pub(crate) fn bring_back(&mut self, product: ProductId, quantity: Quantity) {
        for part in self.origins(product, quantity) {
            let is_origin =
                |line: &&mut PurchaseLine| (line.product, line.location) == (product, part.location);
            if let Some(line) = self.lines.iter_mut().find(is_origin) {
                line.returned = line.returned.plus(part.quantity).unwrap_or(line.returned);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use catalog_core::product::money::Currency;
    use uuid::Uuid;

    use super::*;

    /// A completed purchase of 2 and 3 units of one product, from two places, and 4 of another.
    fn purchase() -> Purchase {
        let price = Money::new(100, Currency::parse("EUR").unwrap()).unwrap();
        let line = |product, location, units| PurchaseLine {
            product: ProductId(Uuid::from_u128(product)),
            location,
            quantity: Quantity::new(units).unwrap(),
            price,
            product_version: 1,
            returned: Units::default(),
        };
        let elsewhere = LocationId::Other(Uuid::from_u128(9));
        Purchase {
            id: PurchaseId(Uuid::nil()),
            lines: vec![line(1, LocationId::Main, 2), line(2, LocationId::Main, 4), line(1, elsewhere, 3)],
            total: price,
            bought_from: None,
            fulfilment: Fulfilment::Now,
            status: PurchaseStatus::Completed,
            reference: None,
            customer: None,
            at: UnixMillis::new(0),
            actor: Arc::from("till"),
            version: 1,
        }
    }

    #[test]
    fn what_comes_back_is_noted_on_the_lines_of_its_product_in_turn() {
        let mut purchase = purchase();
        let product = ProductId(Uuid::from_u128(1));
        let mut after = |units| {
            purchase.bring_back(product, Quantity::new(units).unwrap());
            let noted: Vec<_> = purchase.lines.iter().map(|line| line.returned.get()).collect();
            (noted, purchase.returnable(product))
        };
        assert_eq!(after(1), (vec![1, 0, 0], 4));
        assert_eq!(after(3), (vec![2, 0, 2], 1));
        assert_eq!(after(1), (vec![2, 0, 3], 0));
    }
}
