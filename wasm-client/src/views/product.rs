//! Products, categories and tags.

use std::collections::HashMap;

use tsify::Tsify;

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct Money {
    /// In minor units (cents), from 0 to 2^53 − 1.
    pub amount: u64,
    /// ISO 4217, such as `EUR`.
    pub currency: String,
}

/// Whether a product is on sale.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "lowercase")]
pub enum ProductStatus {
    /// Not yet.
    Draft,
    /// It can be bought.
    Active,
    /// Not any more.
    Archived,
}

/// A picture of a product.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct Image {
    /// `https://…`, or a path of the site; at most 2,048 characters.
    pub url: String,
    /// What it shows, in words; at most 500 characters.
    pub alt: String,
}

/// A picture of a new product.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct NewImage {
    /// `https://…`, or a path of the site; at most 2,048 characters.
    pub url: String,
    /// What it shows, in words; at most 500 characters.
    #[tsify(optional)]
    pub alt: String,
}

/// A product of the catalogue.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct Product {
    /// A UUID.
    pub id: String,
    /// What the shop calls it: 1 to 64 characters, unique without regard to case.
    pub sku: String,
    /// 1 to 200 characters.
    pub name: String,
    /// At most 10,000 characters.
    pub description: String,
    /// The price of one.
    pub price: Money,
    /// Only active ones can be bought.
    pub status: ProductStatus,
    /// At most 20.
    pub tags: Vec<String>,
    /// A path such as `kitchen/cups`.
    pub category: Option<String>,
    /// What the variants of one thing share.
    pub group: Option<String>,
    /// What tells it from the other variants of its group, such as `{ size: 'XL' }`.
    #[tsify(type = "Record<string, string>")]
    pub options: HashMap<String, String>,
    /// At most 10.
    pub images: Vec<Image>,
    /// Free for callers: at most 64 keys and 16 KiB.
    #[tsify(type = "Record<string, string>")]
    pub metadata: HashMap<String, String>,
    /// Grows with each change; for `ifMatch`.
    pub version: u64,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
}

/// A product to be made. What is left out has its default.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct NewProduct {
    /// A UUID of one's own.
    #[tsify(optional)]
    pub id: String,
    /// 1 to 64 characters without spaces and commas.
    pub sku: String,
    /// 1 to 200 characters.
    pub name: String,
    /// The price of one.
    pub price: Money,
    /// At most 10,000 characters; empty by default.
    #[tsify(optional)]
    pub description: String,
    /// `active` by default.
    #[tsify(optional)]
    pub status: ProductStatus,
    /// At most 20 of 1 to 40 characters, each once.
    #[tsify(optional)]
    pub tags: Vec<String>,
    /// A path such as `kitchen/cups`.
    #[tsify(optional, type = "string | null")]
    pub category: Option<String>,
    /// What the variants of one thing share.
    #[tsify(optional, type = "string | null")]
    pub group: Option<String>,
    /// What tells it from the other variants of its group; only with a group.
    #[tsify(optional, type = "Record<string, string>")]
    pub options: HashMap<String, String>,
    /// At most 10.
    #[tsify(optional)]
    pub images: Vec<NewImage>,
    /// Free for callers.
    #[tsify(optional, type = "Record<string, string>")]
    pub metadata: HashMap<String, String>,
}

/// A change of a product: only what it names changes. Arrays and objects are replaced whole.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct ProductPatch {
    /// 1 to 64 characters without spaces and commas.
    #[tsify(optional)]
    pub sku: String,
    /// 1 to 200 characters.
    #[tsify(optional)]
    pub name: String,
    /// The price of one.
    #[tsify(optional)]
    pub price: Money,
    /// At most 10,000 characters.
    #[tsify(optional)]
    pub description: String,
    /// `archived` is the everyday way out.
    #[tsify(optional)]
    pub status: ProductStatus,
    /// At most 20 of 1 to 40 characters, each once.
    #[tsify(optional)]
    pub tags: Vec<String>,
    /// Null for none.
    #[tsify(optional, type = "string | null")]
    pub category: Option<String>,
    /// Null for none.
    #[tsify(optional, type = "string | null")]
    pub group: Option<String>,
    /// What tells it from the other variants of its group.
    #[tsify(optional, type = "Record<string, string>")]
    pub options: HashMap<String, String>,
    /// At most 10.
    #[tsify(optional)]
    pub images: Vec<NewImage>,
    /// Free for callers.
    #[tsify(optional, type = "Record<string, string>")]
    pub metadata: HashMap<String, String>,
}

/// A category, and how much it has.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct CategoryCount {
    /// Its path.
    pub id: String,
    /// How many active products it and everything below it have.
    pub products: u64,
}

/// A tag, and how much it has.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct TagCount {
    /// The tag.
    pub id: String,
    /// How many active products have it.
    pub products: u64,
}
