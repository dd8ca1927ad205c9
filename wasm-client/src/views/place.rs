//! Where stock is: locations, what each of them has, and what goes from one to another.

use tsify::Tsify;

/// A place where stock is kept.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct Location {
    /// `main`, which is always there, or a UUID.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// When its turn comes in selling: 0 first.
    pub priority: i64,
    /// Whether stock is kept there; one that is not active is empty.
    pub active: bool,
    /// Grows with each change; for `ifMatch`.
    pub version: u64,
}

/// A place where stock is to be kept.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct NewLocation {
    /// A UUID of one's own.
    #[tsify(optional)]
    pub id: String,
    /// What people call it: 1 to 120 characters.
    pub name: String,
    /// When its turn comes in selling, from 0; 0 by default.
    #[tsify(optional)]
    pub priority: i64,
    /// Whether stock is kept there already; true by default.
    #[tsify(optional)]
    pub active: bool,
}

/// A change of a location. Only an empty one ends being active, and the main one never does.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct LocationPatch {
    /// What people call it.
    #[tsify(optional)]
    pub name: String,
    /// When its turn comes in selling.
    #[tsify(optional)]
    pub priority: i64,
    /// Whether stock is kept there.
    #[tsify(optional)]
    pub active: bool,
}

/// The stock of one product at one location. Quantities are units.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct Level {
    /// The product's id and the location's, with a dot between.
    pub id: String,
    /// The product's id.
    pub product: String,
    /// The location's id.
    pub location: String,
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
    /// Those of them that come from another location.
    pub in_transit: i64,
    /// Free to be sold; the safety stock is one of all locations together.
    pub available: i64,
    /// The `seq` of the movement that last changed it; 0 before the first.
    pub version: u64,
    /// RFC 3339.
    pub updated_at: String,
}

/// How far a transfer is.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "kebab-case")]
pub enum TransferStatus {
    /// Its units left, and are on their way.
    Shipped,
    /// They are there.
    Received,
}

/// Stock that goes from one location to another.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct Transfer {
    /// A UUID.
    pub id: String,
    /// The location it leaves.
    pub from: String,
    /// The location it goes to.
    pub to: String,
    /// One line per product.
    pub lines: Vec<GoodsLine>,
    /// How far it is.
    pub status: TransferStatus,
    /// When it should be there; RFC 3339.
    pub expected_at: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// What it belongs to outside.
    pub reference: Option<String>,
    /// When it was sent; RFC 3339.
    pub at: String,
    /// Who.
    pub actor: String,
    /// Grows with each change; for `ifMatch`.
    pub version: u64,
}

/// Stock to be sent from one location to another: all lines or none.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NewTransfer {
    /// A UUID of one's own.
    #[tsify(optional)]
    pub id: String,
    /// The location it leaves.
    pub from: String,
    /// The location it goes to.
    pub to: String,
    /// What goes: 1 to 1,000 lines.
    pub lines: Vec<GoodsLine>,
    /// `received`, the default, moves it in one step; `shipped` leaves it on its way.
    #[tsify(optional)]
    pub status: TransferStatus,
    /// When it should be there; RFC 3339.
    #[tsify(optional, type = "string | null")]
    pub expected_at: Option<String>,
    /// Why; at most 500 characters.
    #[tsify(optional, type = "string | null")]
    pub reason: Option<String>,
    /// What it belongs to outside; at most 200 characters.
    #[tsify(optional, type = "string | null")]
    pub reference: Option<String>,
}

/// What a transfer on its way becomes.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct TransferPatch {
    /// `received`: its units are there, whole.
    #[tsify(type = "'received'")]
    pub status: TransferStatus,
}

/// Units of a product, in a return or a transfer.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct GoodsLine {
    /// The product's id.
    pub product_id: String,
    /// Units, from 1.
    pub quantity: i64,
}
