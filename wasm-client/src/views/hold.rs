//! Reservations: units held for a buyer.

use tsify::Tsify;

use super::order::{Allocation, NewPurchaseLine};

/// How far a reservation is. All but the first are its end.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "kebab-case")]
pub enum ReservationStatus {
    /// Its units are held.
    Active,
    /// Units of it were bought; the rest went back.
    Committed,
    /// It was given up.
    Released,
    /// Nobody bought in time.
    Expired,
}

/// One product of a reservation at one location. What is neither held nor bought went back.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct ReservationLine {
    /// The product's id.
    pub product_id: String,
    /// Units that were reserved.
    pub quantity: i64,
    /// `main`, or a location's UUID.
    pub location_id: String,
    /// How many of them are held now.
    pub held: i64,
    /// How many of them were bought.
    pub bought: i64,
}

/// Units that are held for a buyer.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct Reservation {
    /// A UUID.
    pub id: String,
    /// One line per product and location.
    pub lines: Vec<ReservationLine>,
    /// From when on its units are not held any more; RFC 3339.
    pub expires_at: String,
    /// The latest moment to which it can be extended; RFC 3339.
    pub max_until: String,
    /// For whom.
    pub owner: String,
    /// How far it is.
    pub status: ReservationStatus,
    /// When it was made; RFC 3339.
    pub at: String,
    /// Who made it.
    pub actor: String,
    /// Grows with each change; for `ifMatch`.
    pub version: u64,
}

/// Units to be held for a buyer: all lines or none.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NewReservation {
    /// A UUID of one's own.
    #[tsify(optional)]
    pub id: String,
    /// 1 to 1,000 lines. Lines of one product and location are merged.
    pub lines: Vec<NewPurchaseLine>,
    /// From where lines are taken that name no location; the service's own setting by default.
    #[tsify(optional)]
    pub allocation: Allocation,
    /// For whom: a name of one's own for the buyer, 1 to 200 characters.
    pub owner: String,
    /// Until when; the service's own setting by default. RFC 3339.
    #[tsify(optional)]
    pub expires_at: String,
}

/// A change of a reservation: its units are let go, or held for longer.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ReservationPatch {
    /// `released`: its units are let go.
    #[tsify(optional, type = "'released'")]
    pub status: ReservationStatus,
    /// A later moment; RFC 3339.
    #[tsify(optional)]
    pub expires_at: String,
}
