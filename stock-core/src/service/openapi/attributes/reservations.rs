//! Reservations as they are shown.

use catalog_core::product::ProductId;
use utoipa::ToSchema;

use super::{moment, quantity, units, version};
use crate::model::ReservationStatus;

/// Units that are held for a buyer.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(in super::super) struct ReservationAttributes {
    /// One line per product and location.
    #[schema(nullable = false)]
    lines: Option<Vec<ReservationLine>>,
    /// From when on it is not held any more.
    #[schema(schema_with = moment)]
    expires_at: Option<String>,
    /// The latest moment to which it can be extended.
    #[schema(schema_with = moment)]
    max_until: Option<String>,
    /// For whom: a name that the key which reserves gives him.
    #[schema(nullable = false)]
    owner: Option<String>,
    /// Where it stands.
    #[schema(nullable = false)]
    status: Option<ReservationStatus>,
    /// When it was made.
    #[schema(schema_with = moment)]
    at: Option<String>,
    /// Who: the name of the key.
    #[schema(nullable = false)]
    actor: Option<String>,
    /// The `seq` of the last event of the command that last changed it.
    #[schema(schema_with = version)]
    version: Option<u64>,
}

/// A line of a reservation. What is neither held nor bought went back.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(in super::super) struct ReservationLine {
    /// What.
    product_id: ProductId,
    /// How many units were reserved.
    #[schema(schema_with = quantity)]
    quantity: i64,
    /// Where: `main` or a UUID.
    location_id: String,
    /// How many of them are held now.
    #[schema(schema_with = units)]
    held: i64,
    /// How many of them were bought.
    #[schema(schema_with = units)]
    bought: i64,
}
