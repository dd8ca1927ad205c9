//! Attributes, as they are sent and as they are shown: types for the sake of their schemas.
//!
//! What is shown has no required member: sparse fieldsets leave any of them out. What a client sends may hold
//! the read-only ones too, with any value, so that what was read can be sent back.
#![expect(dead_code, reason = "the schemas of these types are used, not their values")]

use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::{
    api::openapi::schema::{SAFE_INTEGER_MAX, about, anything, moment, whole},
    product::{
        Category, Description, Group, Images, Metadata, Money, Name, Options, ProductEventKind, ProductId,
        Sku, Status, Tags,
    },
};

/// What there is to know of a product.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct ProductAttributes {
    /// The shop's own code.
    #[schema(nullable = false)]
    sku: Option<Sku>,
    /// What it is called.
    #[schema(nullable = false)]
    name: Option<Name>,
    /// What there is to say about it.
    #[schema(nullable = false)]
    description: Option<Description>,
    /// What one costs.
    #[schema(nullable = false)]
    price: Option<Money>,
    /// Whether it is for sale.
    #[schema(nullable = false)]
    status: Option<Status>,
    /// Words it is found by.
    #[schema(nullable = false)]
    tags: Option<Tags>,
    /// The shelf it stands on.
    category: Option<Category>,
    /// What it shares with its variants.
    group: Option<Group>,
    /// What tells it from its variants.
    #[schema(nullable = false)]
    options: Option<Options>,
    /// Its pictures.
    #[schema(nullable = false)]
    images: Option<Images>,
    /// What callers keep with it.
    #[schema(nullable = false)]
    metadata: Option<Metadata>,
    /// The `seq` of the event that last changed it; its entity tag.
    #[schema(nullable = false, schema_with = version)]
    version: Option<u64>,
    /// When it was created.
    #[schema(nullable = false, schema_with = created_at)]
    created_at: Option<String>,
    /// When it last changed.
    #[schema(nullable = false, schema_with = updated_at)]
    updated_at: Option<String>,
}

/// What a new product is given.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[serde(deny_unknown_fields)]
pub(super) struct NewProductAttributes {
    /// The shop's own code.
    sku: Sku,
    /// What it is called.
    name: Name,
    /// What there is to say about it; empty by default.
    #[schema(nullable = false)]
    description: Option<Description>,
    /// What one costs.
    price: Money,
    /// Whether it is for sale; `active` by default.
    #[schema(nullable = false)]
    status: Option<Status>,
    /// Words it is found by.
    #[schema(nullable = false)]
    tags: Option<Tags>,
    /// The shelf it stands on.
    category: Option<Category>,
    /// What it shares with its variants.
    group: Option<Group>,
    /// What tells it from its variants; only with a group.
    #[schema(nullable = false)]
    options: Option<Options>,
    /// Its pictures.
    #[schema(nullable = false)]
    images: Option<Images>,
    /// What callers keep with it.
    #[schema(nullable = false)]
    metadata: Option<Metadata>,
    /// Read-only: ignored.
    #[schema(schema_with = ignored)]
    version: Option<Json>,
    /// Read-only: ignored.
    #[schema(schema_with = ignored)]
    created_at: Option<Json>,
    /// Read-only: ignored.
    #[schema(schema_with = ignored)]
    updated_at: Option<Json>,
}

/// What a product is changed to. What is absent stays; lists and objects are replaced whole.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[serde(deny_unknown_fields)]
pub(super) struct ProductChanges {
    /// The shop's own code.
    #[schema(nullable = false)]
    sku: Option<Sku>,
    /// What it is called.
    #[schema(nullable = false)]
    name: Option<Name>,
    /// What there is to say about it.
    #[schema(nullable = false)]
    description: Option<Description>,
    /// What one costs.
    #[schema(nullable = false)]
    price: Option<Money>,
    /// Whether it is for sale.
    #[schema(nullable = false)]
    status: Option<Status>,
    /// Words it is found by.
    #[schema(nullable = false)]
    tags: Option<Tags>,
    /// The shelf it stands on, or null for none.
    category: Option<Category>,
    /// What it shares with its variants, or null for none.
    group: Option<Group>,
    /// What tells it from its variants.
    #[schema(nullable = false)]
    options: Option<Options>,
    /// Its pictures.
    #[schema(nullable = false)]
    images: Option<Images>,
    /// What callers keep with it.
    #[schema(nullable = false)]
    metadata: Option<Metadata>,
    /// Read-only: ignored.
    #[schema(schema_with = ignored)]
    version: Option<Json>,
    /// Read-only: ignored.
    #[schema(schema_with = ignored)]
    created_at: Option<Json>,
    /// Read-only: ignored.
    #[schema(schema_with = ignored)]
    updated_at: Option<Json>,
}

/// One entry of the feed.
#[derive(ToSchema)]
pub(super) struct ProductEventAttributes {
    /// Its place in the feed, from 1, without gaps.
    #[schema(schema_with = version)]
    seq: Option<u64>,
    /// What happened.
    #[schema(nullable = false)]
    kind: Option<ProductEventKind>,
    /// When.
    #[schema(schema_with = at)]
    at: Option<String>,
    /// Who: the name of the key.
    #[schema(nullable = false)]
    actor: Option<String>,
    /// The product as it was afterwards.
    #[schema(nullable = false)]
    product: Option<ProductSnapshot>,
}

/// A product as an event shows it: its id with all its attributes, or of one deleted id and SKU alone.
#[derive(ToSchema)]
pub(super) struct ProductSnapshot {
    /// The product's id.
    id: ProductId,
    /// The SKU it has or had.
    sku: Sku,
}

/// A category with how much is in it; its id is its path.
#[derive(ToSchema)]
pub(super) struct CategoryAttributes {
    /// How many active products are in it and below it.
    #[schema(schema_with = count)]
    products: Option<u64>,
}

/// A tag with how often it is used; its id is the tag.
#[derive(ToSchema)]
pub(super) struct TagAttributes {
    /// How many active products have it.
    #[schema(schema_with = count)]
    products: Option<u64>,
}

/// What became of an `add` with `upsertBy`.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(super) struct UpsertResult {
    /// Whether the product is new, changed, or was so already.
    outcome: UpsertOutcome,
}

/// What became of a product that was added or updated by its SKU.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub(super) enum UpsertOutcome {
    /// It is new.
    Created,
    /// It was there and has changed.
    Updated,
    /// It was there and is the same.
    Unchanged,
}

fn ignored() -> utoipa::openapi::Object {
    about(anything(), "Read-only: ignored, so that what was read can be sent back.")
}

fn version() -> utoipa::openapi::Object {
    about(whole(1, SAFE_INTEGER_MAX), "A number that only grows: the `seq` of an event.")
}

fn count() -> utoipa::openapi::Object {
    about(whole(0, SAFE_INTEGER_MAX), "How many active products there are.")
}

fn at() -> utoipa::openapi::Object {
    about(moment(), "When it happened.")
}

fn created_at() -> utoipa::openapi::Object {
    about(moment(), "When it was created.")
}

fn updated_at() -> utoipa::openapi::Object {
    about(moment(), "When it last changed.")
}
