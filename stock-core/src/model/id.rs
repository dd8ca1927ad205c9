//! Identifiers of what the Inventory service keeps.

use std::fmt;

use catalog_core::{api::id::parse_uuid, product::ProductId, uuid_id};
use uuid::Uuid;

uuid_id! {
    /// Names a purchase.
    PurchaseId
}
uuid_id! {
    /// Names a return.
    ReturnId
}
uuid_id! {
    /// Names an adjustment.
    AdjustmentId
}
uuid_id! {
    /// Names a reservation.
    ReservationId
}
uuid_id! {
    /// Names a transfer.
    TransferId
}
uuid_id! {
    /// Holds the movements of one thing together: the id of the purchase, return, adjustment, reservation or transfer
    /// they belong to; of an inventory's creation, the product's.
    GroupId
}

impl From<PurchaseId> for GroupId {
    fn from(id: PurchaseId) -> Self {
        Self(id.0)
    }
}

impl From<ReturnId> for GroupId {
    fn from(id: ReturnId) -> Self {
        Self(id.0)
    }
}

impl From<AdjustmentId> for GroupId {
    fn from(id: AdjustmentId) -> Self {
        Self(id.0)
    }
}

impl From<ReservationId> for GroupId {
    fn from(id: ReservationId) -> Self {
        Self(id.0)
    }
}

impl From<TransferId> for GroupId {
    fn from(id: TransferId) -> Self {
        Self(id.0)
    }
}

impl From<ProductId> for GroupId {
    fn from(id: ProductId) -> Self {
        Self(id.0)
    }
}

/// Names a place where stock is kept: `main`, which always exists, or a UUID.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LocationId {
    /// The default.
    #[default]
    Main,
    /// Another one.
    Other(Uuid),
}

impl LocationId {
    /// Reads `main` or a UUID in lower-case canonical form.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "main" { Some(Self::Main) } else { parse_uuid(text).map(Self::Other) }
    }
}

impl fmt::Display for LocationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Main => f.write_str("main"),
            Self::Other(id) => fmt::Display::fmt(&id.as_hyphenated(), f),
        }
    }
}

/// Names the stock of one product at one location: `{productId}.{locationId}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LevelId {
    /// Of what.
    pub product: ProductId,
    /// Where.
    pub location: LocationId,
}

impl LevelId {
    /// The stock of `product` at `location`.
    pub fn new(product: ProductId, location: LocationId) -> Self {
        Self { product, location }
    }

    /// Reads both ids with a dot between them.
    pub fn parse(text: &str) -> Option<Self> {
        let (product, location) = text.split_once('.')?;
        Some(Self { product: ProductId::parse(product)?, location: LocationId::parse(location)? })
    }
}

impl fmt::Display for LevelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.product, self.location)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_read_back() {
        for text in ["main", "018f2d3a-0000-7000-8000-0123456789ab"] {
            assert_eq!(LocationId::parse(text).map(|id| id.to_string()).as_deref(), Some(text));
        }
        assert_eq!(LocationId::parse("Main"), None);
    }

    #[test]
    fn levels_read_back() {
        const ID: &str = "018f2d3a-0000-7000-8000-0123456789ab";
        for text in [format!("{ID}.main"), format!("{ID}.{ID}")] {
            assert_eq!(LevelId::parse(&text).map(|id| id.to_string()), Some(text));
        }
        for text in [ID, "main.main", &format!("{ID}."), &format!("{ID}.{ID}.main")] {
            assert_eq!(LevelId::parse(text), None, "{text}");
        }
    }
}
