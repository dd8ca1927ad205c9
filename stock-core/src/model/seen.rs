//! What the product check saw: it enters a command as data, so that the verdict on it is decided, kept and
//! replayed like any other.

use std::collections::BTreeMap;

use catalog_core::product::{ProductId, money::Money};

use crate::error::StockError;

/// What the Product service says of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It is active.
    ForSale {
        /// The price of one.
        price: Money,
        /// The product's version.
        version: u64,
    },
    /// It is a draft or archived.
    NotForSale,
    /// There is none, or no longer.
    Unknown,
}

/// What was seen, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// What was seen.
    pub seen: Seen,
    /// Whether an earlier answer had to serve, because the Product service could not be asked.
    pub cached: bool,
}

impl Sighting {
    /// Seen just now.
    pub fn fresh(seen: Seen) -> Self {
        Self { seen, cached: false }
    }
}

/// A product that is for sale.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer {
    /// The price of one.
    pub(crate) price: Money,
    /// The product's version.
    pub(crate) version: u64,
    /// Whether an earlier answer had to serve.
    pub(crate) cached: bool,
}

/// What was seen of every product of a command; one that is not in it is [`Seen::Unknown`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sightings(BTreeMap<ProductId, Sighting>);

impl Sightings {
    /// What was seen of one product; none when it is unknown.
    pub fn get(&self, product: ProductId) -> Option<&Sighting> {
        self.0.get(&product)
    }

    /// A product as it can be bought, or why it cannot.
    pub(crate) fn offer(&self, product: ProductId) -> Result<Offer, StockError> {
        let sighting = self.get(product).ok_or(StockError::ProductNotFound(product))?;
        match sighting.seen {
            Seen::ForSale { price, version } => Ok(Offer { price, version, cached: sighting.cached }),
            Seen::NotForSale => Err(StockError::ProductNotForSale(product)),
            Seen::Unknown => Err(StockError::ProductNotFound(product)),
        }
    }

    /// Notes what was seen of one product.
    pub fn insert(&mut self, product: ProductId, sighting: Sighting) {
        self.0.insert(product, sighting);
    }
}

impl Sightings {
    /// The same with what was seen just now.
    #[must_use]
    pub fn with(mut self, seen: impl IntoIterator<Item = (ProductId, Seen)>) -> Self {
        self.0.extend(seen.into_iter().map(|(product, seen)| (product, Sighting::fresh(seen))));
        self
    }
}

impl FromIterator<(ProductId, Sighting)> for Sightings {
    fn from_iter<I: IntoIterator<Item = (ProductId, Sighting)>>(sightings: I) -> Self {
        Self(sightings.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_was_seen_last_stands() {
        let [one, two, three] = [1, 2, 3].map(|number| ProductId(Uuid::from_u128(number)));
        let earlier = Sighting { cached: true, ..Sighting::fresh(Seen::NotForSale) };
        let mut seen = Sightings::from_iter([(one, earlier.clone())]);
        seen.insert(two, earlier.clone());
        let seen = seen.with([(one, Seen::Unknown)]);
        let expected = [(one, Some(&Sighting::fresh(Seen::Unknown))), (two, Some(&earlier)), (three, None)];
        for (product, sighting) in expected {
            assert_eq!(seen.get(product), sighting);
        }
    }
}
