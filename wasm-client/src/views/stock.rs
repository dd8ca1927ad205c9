//! What changes stock beside purchases, and the journal of it all.

use tsify::Tsify;

use super::place::GoodsLine;

/// What an adjustment does.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "kebab-case")]
pub enum AdjustmentKind {
    /// Goods came, or with `to` `incoming` are on their way.
    Receive,
    /// Goods on their way are here.
    Arrive,
    /// The figure was wrong by `quantity`, up or down.
    Correct,
    /// `counted` units were found.
    Count,
    /// Broken, stolen, thrown away.
    WriteOff,
    /// Taken off sale.
    Quarantine,
    /// Put on sale again.
    Restore,
}

/// Which units in the house.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "kebab-case")]
pub enum StockPile {
    /// Those for sale.
    Sellable,
    /// Those that are not.
    Unavailable,
}

/// An adjustment that was made.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct Adjustment {
    /// A UUID.
    pub id: String,
    /// The product's id.
    pub product: String,
    /// `main`, or a location's UUID.
    pub location: String,
    /// What it did.
    pub kind: AdjustmentKind,
    /// Units; not for `count`.
    #[tsify(optional)]
    #[cfg_attr(test, serde(default))]
    pub quantity: Option<i64>,
    /// Where `write-off` took them from.
    #[tsify(optional, type = "StockPile | 'incoming' | null")]
    #[cfg_attr(test, serde(default))]
    pub from: Option<Bucket>,
    /// Of what `receive` announced: it is on its way.
    #[tsify(optional, type = "'incoming' | null")]
    #[cfg_attr(test, serde(default))]
    pub to: Option<Bucket>,
    /// When what is on its way should be here; RFC 3339.
    #[tsify(optional)]
    #[cfg_attr(test, serde(default))]
    pub expected_at: Option<String>,
    /// The `onHand` that a `count` found.
    #[tsify(optional)]
    #[cfg_attr(test, serde(default))]
    pub counted: Option<i64>,
    /// The `onHand` that a `count` was compared with.
    #[tsify(optional)]
    #[cfg_attr(test, serde(default))]
    pub expected: Option<i64>,
    /// Why.
    pub reason: String,
    /// What it belongs to outside.
    pub reference: Option<String>,
    /// RFC 3339.
    pub at: String,
    /// Who.
    pub actor: String,
    /// Its place among all changes.
    pub version: u64,
}

/// An adjustment to be made.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NewAdjustment {
    /// A UUID of one's own.
    #[tsify(optional)]
    pub id: String,
    /// The product's id.
    pub product: String,
    /// `main` by default.
    #[tsify(optional)]
    pub location: String,
    /// What it does.
    pub kind: AdjustmentKind,
    /// Units: from 1, and for `correct` up or down; not for `count`.
    #[tsify(optional)]
    pub quantity: i64,
    /// Where `write-off` takes them from; `sellable` by default.
    #[tsify(optional, type = "StockPile | 'incoming'")]
    pub from: Bucket,
    /// Where `receive` puts them: `incoming` announces what is on its way; `sellable` by default.
    #[tsify(optional, type = "'sellable' | 'incoming'")]
    pub to: Bucket,
    /// When what is on its way should be here; RFC 3339.
    #[tsify(optional, type = "string | null")]
    pub expected_at: Option<String>,
    /// The `onHand` that a `count` found.
    #[tsify(optional)]
    pub counted: i64,
    /// The `onHand` that the count was compared with: another one by now is refused with `count-stale`.
    #[tsify(optional)]
    pub expected: i64,
    /// Why: 1 to 500 characters.
    pub reason: String,
    /// What it belongs to outside; at most 200 characters.
    #[tsify(optional, type = "string | null")]
    pub reference: Option<String>,
}

/// Goods that came back.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct Return {
    /// A UUID.
    pub id: String,
    /// The purchase they are of, where that is known.
    pub purchase: Option<String>,
    /// The location that was named for it; null where it went back to where it was bought from.
    pub location: Option<String>,
    /// What came back.
    pub lines: Vec<GoodsLine>,
    /// On which pile it was put.
    pub to: StockPile,
    /// Why.
    pub reason: Option<String>,
    /// What it belongs to outside.
    pub reference: Option<String>,
    /// RFC 3339.
    pub at: String,
    /// Who.
    pub actor: String,
    /// Its place among all changes.
    pub version: u64,
}

/// Goods that come back.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct NewReturn {
    /// A UUID of one's own.
    #[tsify(optional)]
    pub id: String,
    /// The purchase they are of, where that is known.
    #[tsify(optional)]
    pub purchase: String,
    /// Where it is put: by default where it was bought from, or `main`.
    #[tsify(optional)]
    pub location: String,
    /// What comes back.
    pub lines: Vec<GoodsLine>,
    /// On which pile it is put; `sellable` by default.
    #[tsify(optional)]
    pub to: StockPile,
    /// Why; at most 500 characters.
    #[tsify(optional, type = "string | null")]
    pub reason: Option<String>,
    /// What it belongs to outside; at most 200 characters.
    #[tsify(optional, type = "string | null")]
    pub reference: Option<String>,
}

/// Why units moved.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "kebab-case")]
pub enum MovementKind {
    /// Goods came from the supplier.
    Receive,
    /// Goods on their way are here.
    Arrive,
    /// Held for a buyer.
    Reserve,
    /// No longer held.
    Release,
    /// Held too long.
    Expire,
    /// Bought, to be handed over later.
    Commit,
    /// Bought and handed over at once.
    Purchase,
    /// What was bought is handed over.
    Ship,
    /// What was bought is not wanted any more.
    Cancel,
    /// Brought back by a customer.
    Return,
    /// Taken off sale.
    Quarantine,
    /// Put on sale again.
    Restore,
    /// Broken, stolen, thrown away.
    WriteOff,
    /// The figure was wrong.
    Adjust,
    /// Moved between locations.
    Transfer,
}

/// Where units can be: in the house, or outside (`supplier`, `customer`, `loss`, `correction`).
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "kebab-case")]
pub enum Bucket {
    /// Free to be sold.
    Sellable,
    /// Held for a buyer.
    Reserved,
    /// Bought, not yet handed over.
    Committed,
    /// In the house, but not for sale.
    Unavailable,
    /// On its way here.
    Incoming,
    /// Where goods come from.
    Supplier,
    /// Where goods go.
    Customer,
    /// Broken, stolen, thrown away.
    Loss,
    /// Where mistakes in the figures are booked.
    Correction,
}

/// An entry of the journal: so many units went from one place to another.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct Movement {
    /// The `seq` as a string.
    pub id: String,
    /// Its place in the journal, from 1.
    pub seq: u64,
    /// RFC 3339.
    pub at: String,
    /// Why.
    pub kind: MovementKind,
    /// Units, from 1.
    pub quantity: i64,
    /// From where.
    pub from: Bucket,
    /// To where.
    pub to: Bucket,
    /// Why, in words.
    pub reason: Option<String>,
    /// What it belongs to outside.
    pub reference: Option<String>,
    /// Who.
    pub actor: String,
    /// The id of the purchase, return, adjustment or transfer; of an inventory's creation, the product's.
    pub group: String,
    /// How far below zero the stock could be sold at that moment; null is without bound.
    pub floor: Option<i64>,
    /// Whether an earlier answer of the catalogue had to serve.
    pub cached: bool,
    /// The product's id.
    pub product: String,
    /// `main`, or a location's UUID.
    pub location: String,
    /// The location it went to, of a `transfer` from one to another.
    #[tsify(optional, type = "string")]
    #[cfg_attr(test, serde(default))]
    pub destination: Option<String>,
}

/// One law of the journal.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct LawVerdict {
    /// Its name.
    pub law: String,
    /// Whether it holds.
    pub holds: bool,
    /// The first movement that breaks it, where one does.
    pub first_seq: Option<u64>,
}

/// The journal against its laws.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct Verification {
    /// Whether every law holds.
    pub holds: bool,
    /// How many movements were read.
    pub movements: u64,
    /// Every law.
    pub laws: Vec<LawVerdict>,
}
