//! Attributes as they are shown: types for the sake of their schemas.
//!
//! Nothing is required: sparse fieldsets leave any of them out.
#![expect(dead_code, reason = "the schemas of these types are used, not their values")]

mod places;
mod reservations;

use catalog_core::{
    api::openapi::schema::{SAFE_INTEGER_MAX, about, moment as any_moment, nullable, uuid, whole},
    product::{ProductId, money::Money},
};
use serde_json::Value as Json;
use utoipa::{ToSchema, openapi::Object};

use crate::{
    model::{
        AdjustmentKind, Bucket, Fulfilment, Law, MovementKind, Policy, Priority, PurchaseStatus,
        ReservationStatus, StockEventKind, StockPile, StockState, UNITS_MAX,
    },
    service::QuoteVerdict,
};

pub(super) use places::{LevelAttributes, LocationAttributes, TransferAttributes};
pub(super) use reservations::ReservationAttributes;

/// How much there is of a product, all locations together, and how it is sold.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct InventoryAttributes {
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
    /// Units above the safety stock; it may be negative.
    #[schema(schema_with = signed)]
    available: Option<i64>,
    /// What one purchase may take now; null is no limit.
    #[schema(schema_with = limit)]
    purchasable: Option<i64>,
    /// In one word.
    #[schema(nullable = false)]
    state: Option<StockState>,
    /// What happens when more is asked for than there is.
    #[schema(nullable = false)]
    policy: Option<Policy>,
    /// How far back-orders go; null is no limit.
    #[schema(schema_with = limit)]
    backorder_limit: Option<i64>,
    /// Units that are never sold.
    #[schema(schema_with = units)]
    safety_stock: Option<i64>,
    /// From where on it is low; null is never.
    #[schema(schema_with = limit)]
    low_stock_at: Option<i64>,
    /// The `seq` of the event that last changed it.
    #[schema(schema_with = version)]
    version: Option<u64>,
    /// When it last changed.
    #[schema(schema_with = moment)]
    updated_at: Option<String>,
}

/// What was bought.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct PurchaseAttributes {
    /// One line per product and location.
    #[schema(nullable = false)]
    lines: Option<Vec<PurchaseLine>>,
    /// The sum of all lines.
    #[schema(nullable = false)]
    total: Option<Money>,
    /// When goods are handed over.
    #[schema(nullable = false)]
    fulfilment: Option<Fulfilment>,
    /// Where it stands.
    #[schema(nullable = false)]
    status: Option<PurchaseStatus>,
    /// What became of the reservation that it named: `committed` where units of it were bought, `released`
    /// where none were, `expired` where it came too late and all was bought from what was free.
    reservation_status: Option<ReservationStatus>,
    /// What it belongs to outside, such as an order number.
    reference: Option<String>,
    /// Who buys.
    customer: Option<String>,
    /// When.
    #[schema(schema_with = moment)]
    at: Option<String>,
    /// Who: the name of the key.
    #[schema(nullable = false)]
    actor: Option<String>,
    /// The `seq` of the event that last changed it.
    #[schema(schema_with = version)]
    version: Option<u64>,
}

/// A line of a purchase.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct PurchaseLine {
    /// What.
    product_id: ProductId,
    /// How many units.
    #[schema(schema_with = quantity)]
    quantity: i64,
    /// From where: `main` or a UUID.
    location_id: String,
    /// The price of one, as seen.
    price: Money,
    /// The version of the product, as seen.
    #[schema(schema_with = version)]
    product_version: u64,
    /// How many units came back.
    #[schema(schema_with = units)]
    returned: i64,
}

/// What came back.
#[derive(ToSchema)]
pub(super) struct ReturnAttributes {
    /// One line per product.
    #[schema(nullable = false)]
    lines: Option<Vec<GoodsLine>>,
    /// On which pile goods are put.
    #[schema(nullable = false)]
    to: Option<StockPile>,
    /// Why.
    reason: Option<String>,
    /// What it belongs to outside.
    reference: Option<String>,
    /// When.
    #[schema(schema_with = moment)]
    at: Option<String>,
    /// Who: the name of the key.
    #[schema(nullable = false)]
    actor: Option<String>,
    /// The `seq` of the event that it wrote.
    #[schema(schema_with = version)]
    version: Option<u64>,
}

/// A line of a return or a transfer.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct GoodsLine {
    /// What.
    product_id: ProductId,
    /// How many units.
    #[schema(schema_with = quantity)]
    quantity: i64,
}

/// What was done to stock by hand. Only the figures that its kind has are there.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct AdjustmentAttributes {
    /// What was done.
    #[schema(nullable = false)]
    kind: Option<AdjustmentKind>,
    /// How many units; a correction goes up or down.
    #[schema(schema_with = signed)]
    quantity: Option<i64>,
    /// The bucket that was written off.
    #[schema(nullable = false)]
    from: Option<Bucket>,
    /// Where goods were received, when they are on their way: `incoming`.
    #[schema(nullable = false)]
    to: Option<Bucket>,
    /// When goods on their way should be here.
    #[schema(schema_with = expected_moment)]
    expected_at: Option<String>,
    /// How many units were found.
    #[schema(schema_with = units)]
    counted: Option<i64>,
    /// What the count was compared with.
    #[schema(schema_with = signed)]
    expected: Option<i64>,
    /// Why.
    #[schema(nullable = false)]
    reason: Option<String>,
    /// What it belongs to outside.
    reference: Option<String>,
    /// When.
    #[schema(schema_with = moment)]
    at: Option<String>,
    /// Who: the name of the key.
    #[schema(nullable = false)]
    actor: Option<String>,
    /// The `seq` of the event that it wrote.
    #[schema(schema_with = version)]
    version: Option<u64>,
}

/// Units of a product that moved from one bucket to another.
#[derive(ToSchema)]
pub(super) struct MovementAttributes {
    /// Its place in the journal, from 1, without gaps.
    #[schema(schema_with = version)]
    seq: Option<u64>,
    /// When.
    #[schema(schema_with = moment)]
    at: Option<String>,
    /// Why.
    #[schema(nullable = false)]
    kind: Option<MovementKind>,
    /// How many units.
    #[schema(schema_with = quantity)]
    quantity: Option<i64>,
    /// The bucket it left.
    #[schema(nullable = false)]
    from: Option<Bucket>,
    /// The bucket it went to.
    #[schema(nullable = false)]
    to: Option<Bucket>,
    /// What the actor said.
    reason: Option<String>,
    /// What it belongs to outside.
    reference: Option<String>,
    /// Who: the name of the key.
    #[schema(nullable = false)]
    actor: Option<String>,
    /// The purchase, return, adjustment or transfer it is part of; of an inventory's creation, the product.
    #[schema(schema_with = group)]
    group: Option<String>,
    /// The lowest `sellable` that the rules of that moment allowed, of the product when it is sold, else of the
    /// location; null is no bound.
    #[schema(schema_with = floor)]
    floor: Option<i64>,
    /// Whether an earlier answer about the product had to serve.
    #[schema(nullable = false)]
    cached: Option<bool>,
}

/// One entry of the feed.
#[derive(ToSchema)]
pub(super) struct StockEventAttributes {
    /// Its place in the feed, from 1, without gaps.
    #[schema(schema_with = version)]
    seq: Option<u64>,
    /// When.
    #[schema(schema_with = moment)]
    at: Option<String>,
    /// What happened.
    #[schema(nullable = false)]
    kind: Option<StockEventKind>,
    /// The movement that caused it; null for settings.
    #[schema(schema_with = movement)]
    movement: Option<u64>,
    /// The kind of that movement.
    cause: Option<MovementKind>,
    /// The inventory as it was afterwards.
    #[schema(nullable = false)]
    level: Option<InventoryAttributes>,
    /// Who: the name of the key.
    #[schema(nullable = false)]
    actor: Option<String>,
}

/// What a purchase would come to.
#[derive(ToSchema)]
pub(super) struct QuoteAttributes {
    /// What would become of it.
    #[schema(nullable = false)]
    verdict: Option<QuoteVerdict>,
    /// One line per product and location.
    #[schema(nullable = false)]
    lines: Option<Vec<QuoteLine>>,
    /// The sum of all lines; null when it would be refused.
    total: Option<Money>,
    /// The error objects that the purchase would give.
    #[schema(schema_with = refusals)]
    refusals: Option<Json>,
    /// What the rule saw of each product.
    #[schema(nullable = false)]
    explanation: Option<Vec<Explained>>,
}

/// A line of a quote.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct QuoteLine {
    /// What.
    product_id: ProductId,
    /// How many units; null when they are too many to count.
    #[schema(schema_with = limit)]
    quantity: Option<i64>,
    /// From where: `main` or a UUID.
    location_id: String,
    /// The price of one, where it is for sale.
    price: Option<Money>,
    /// The version of the product, where it is for sale.
    #[schema(schema_with = movement)]
    product_version: Option<u64>,
}

/// What the rule saw of one product.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct Explained {
    /// Of what.
    product_id: ProductId,
    /// Whether it is for sale.
    for_sale: bool,
    /// Whether an earlier answer of the catalogue had to serve.
    cached: bool,
    /// The stock, where it is kept.
    stock: Option<ExplainedStock>,
}

/// What the rule saw of a product's stock.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct ExplainedStock {
    /// What happens when more is asked for than there is.
    policy: Policy,
    /// The units above the safety stock.
    #[schema(schema_with = signed)]
    available: i64,
    /// The units that are held for buyers.
    #[schema(schema_with = units)]
    reserved: i64,
    /// Those of them that the order's own reservation holds.
    #[schema(schema_with = units)]
    held: i64,
    /// Units that are never sold.
    #[schema(schema_with = units)]
    safety_stock: i64,
    /// How far back-orders go; null is no limit.
    #[schema(schema_with = limit)]
    backorder_limit: Option<i64>,
    /// What one purchase may take; null is no limit.
    #[schema(schema_with = limit)]
    purchasable: Option<i64>,
    /// The version of the inventory.
    #[schema(schema_with = version)]
    version: u64,
}

/// Whether the laws hold.
#[derive(ToSchema)]
pub(super) struct Verification {
    /// Whether all of them do.
    holds: bool,
    /// How many movements were read.
    #[schema(schema_with = units)]
    movements: u64,
    /// Each law.
    laws: Vec<LawVerdict>,
}

/// What became of one law.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct LawVerdict {
    /// Which law.
    law: Law,
    /// Whether it holds.
    holds: bool,
    /// The first movement that breaks it.
    #[schema(schema_with = movement)]
    first_seq: Option<u64>,
}

pub(super) fn units() -> Object {
    about(whole(0, UNITS_MAX), "Units.")
}

pub(super) fn quantity() -> Object {
    about(whole(1, UNITS_MAX), "Units, at least one.")
}

pub(super) fn signed() -> Object {
    about(whole(-UNITS_MAX, UNITS_MAX), "Units, up or down.")
}

pub(super) fn limit() -> Object {
    about(nullable(whole(0, UNITS_MAX)), "Units, or null.")
}

fn floor() -> Object {
    about(nullable(whole(-UNITS_MAX, UNITS_MAX)), "Units, or null for no bound.")
}

fn version() -> Object {
    about(whole(1, SAFE_INTEGER_MAX), "A number that only grows.")
}

fn movement() -> Object {
    about(nullable(whole(1, SAFE_INTEGER_MAX)), "A number that only grows, or null.")
}

fn movement_or_none() -> Object {
    about(whole(0, SAFE_INTEGER_MAX), "A number that only grows, or 0.")
}

pub(super) fn priority() -> Object {
    about(whole(0, i64::from(Priority::MAX)), "The place in the order of selling.")
}

pub(super) fn expected_moment() -> Object {
    about(nullable(any_moment()), "A moment, or null where none is known.")
}

fn moment() -> Object {
    about(any_moment(), "A moment in UTC.")
}

fn group() -> Object {
    about(uuid(), "What it is part of.")
}

fn refusals() -> utoipa::openapi::Schema {
    use catalog_core::api::openapi::schema::{array, reference};
    let mut list = array(reference("ErrorObject"), None);
    list.description = Some("The error objects that the purchase would give.".to_owned());
    utoipa::openapi::Schema::Array(list)
}
