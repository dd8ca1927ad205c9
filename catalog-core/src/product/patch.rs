//! A change of some attributes.

use super::{Category, Description, Group, Images, Metadata, Money, Name, Options, Sku, Status, Tags};

/// What a caller changes about a product: what is there is set, what is not stays. Lists and objects are
/// replaced whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductPatch {
    /// Another SKU.
    pub sku: Option<Sku>,
    /// Another name.
    pub name: Option<Name>,
    /// Another description.
    pub description: Option<Description>,
    /// Another price.
    pub price: Option<Money>,
    /// Another status.
    pub status: Option<Status>,
    /// Other tags.
    pub tags: Option<Tags>,
    /// Another category, or none.
    pub category: Option<Option<Category>>,
    /// Another group, or none.
    pub group: Option<Option<Group>>,
    /// Other options.
    pub options: Option<Options>,
    /// Other images.
    pub images: Option<Images>,
    /// Other metadata.
    pub metadata: Option<Metadata>,
}

impl ProductPatch {
    /// Where the variant it makes was given: the attribute to point to when that variant cannot be.
    pub fn variant_attribute(&self) -> &'static str {
        if self.options.is_none() && self.group.is_some() { "group" } else { "options" }
    }
}
