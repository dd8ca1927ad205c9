//! Attributes of what is where.

use utoipa::ToSchema;

use super::{GoodsLine, expected_moment, moment, movement_or_none, priority, signed, units, version};
use crate::model::TransferStatus;

/// How much there is of a product at one location.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(in super::super) struct LevelAttributes {
    /// Units in the house.
    #[schema(schema_with = signed)]
    on_hand: Option<i64>,
    /// Units held for buyers.
    #[schema(schema_with = signed)]
    reserved: Option<i64>,
    /// Units bought and not yet handed over.
    #[schema(schema_with = signed)]
    committed: Option<i64>,
    /// Units in the house that are not for sale.
    #[schema(schema_with = signed)]
    unavailable: Option<i64>,
    /// Units on their way.
    #[schema(schema_with = signed)]
    incoming: Option<i64>,
    /// Those of them that come from another location.
    #[schema(schema_with = units)]
    in_transit: Option<i64>,
    /// Units for sale; the safety stock is one of all locations together.
    #[schema(schema_with = signed)]
    available: Option<i64>,
    /// The `seq` of the movement that last changed it; 0 before the first.
    #[schema(schema_with = movement_or_none)]
    version: Option<u64>,
    /// When that was.
    #[schema(schema_with = moment)]
    updated_at: Option<String>,
}

/// A place where stock is kept.
#[derive(ToSchema)]
pub(in super::super) struct LocationAttributes {
    /// What people call it.
    #[schema(nullable = false)]
    name: Option<String>,
    /// When its turn comes in selling: 0 first.
    #[schema(schema_with = priority)]
    priority: Option<i64>,
    /// Whether stock is kept there; an inactive location is empty.
    #[schema(nullable = false)]
    active: Option<bool>,
    /// How often it was changed, its creation included.
    #[schema(schema_with = version)]
    version: Option<u64>,
}

/// Stock that goes from one location to another.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(in super::super) struct TransferAttributes {
    /// One line per product.
    #[schema(nullable = false)]
    lines: Option<Vec<GoodsLine>>,
    /// How far it is.
    #[schema(nullable = false)]
    status: Option<TransferStatus>,
    /// When it should be there.
    #[schema(schema_with = expected_moment)]
    expected_at: Option<String>,
    /// Why.
    reason: Option<String>,
    /// What it belongs to outside.
    reference: Option<String>,
    /// When it was sent.
    #[schema(schema_with = moment)]
    at: Option<String>,
    /// Who: the name of the key.
    #[schema(nullable = false)]
    actor: Option<String>,
    /// The `seq` of the last event of the command that last changed it.
    #[schema(schema_with = version)]
    version: Option<u64>,
}
