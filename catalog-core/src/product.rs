//! Products: what one is, what may be said of it, and how it changes.
//!
//! - The parts of a product are types that hold only what the rules allow: [`Sku`], [`Name`], [`Money`], …
//!   Each can be checked on its own, so a form checks what a server checks.
//! - [`ProductAttributes`] is all that a caller settles, [`ProductPatch`] a change of some of it.
//! - [`decide`] judges a [`Command`] over a [`View`] of the catalogue and gives a [`Change`], or every
//!   [`ProductRejection`] at once. It knows no store.
//! - The field tables ([`Listed`](crate::api::field::Listed)) say what lists are sorted and filtered by.

mod attributes;
mod command;
mod decide;
mod event;
mod facet;
mod fields;
pub mod folding;
mod id;
mod image;
pub mod invalid;
mod metadata;
pub mod money;
mod patch;
mod rejection;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(feature = "openapi")]
mod schema;
mod status;
mod tags;
mod text;
mod variant;

use serde::{Deserialize, Serialize};

pub use attributes::ProductAttributes;
pub use command::{Change, Command, Key, Outcome, Upsert, View};
pub use decide::{decide, touches};
pub use event::{ProductEvent, ProductEventKind, ProductHappening};
pub use facet::{CategoryCount, TagCount, count_categories, count_tags};
pub use id::ProductId;
pub use image::{Image, Images};
pub use metadata::Metadata;
pub use money::{Currency, Money};
pub use patch::ProductPatch;
pub use rejection::ProductRejection;
pub use status::Status;
pub use tags::Tags;
pub use text::{
    AltText, Category, Description, Group, ImageUrl, MetadataKey, MetadataValue, Name, OptionName,
    OptionValue, Sku, SkuKey, Tag,
};
pub use variant::{Options, Variant};

use crate::api::instant::UnixMillis;

/// A product of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    /// Its identifier, in both services.
    pub id: ProductId,
    /// What a caller settles.
    pub attributes: ProductAttributes,
    /// The `seq` of the event that last changed it.
    pub version: u64,
    /// When it was created.
    pub created_at: UnixMillis,
    /// When it last changed.
    pub updated_at: UnixMillis,
}

impl Product {
    /// The product after a patch, as version `version` at `now`; nothing when the patch changes nothing.
    ///
    /// # Errors
    /// Options would be left without a group.
    pub fn patched(
        &self,
        patch: &ProductPatch,
        version: u64,
        now: UnixMillis,
    ) -> Result<Option<Self>, invalid::InvalidValue> {
        let attributes = self.attributes.patched(patch)?;
        let changed = attributes != self.attributes;
        Ok(changed.then_some(Self { attributes, version, updated_at: now, ..*self }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{sample::products, *};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_patch_of_its_own_attributes_changes_nothing(product in products()) {
            let patch = product.attributes.to_patch();
            prop_assert_eq!(product.patched(&patch, product.version + 1, product.updated_at), Ok(None));
        }

        #[test]
        fn a_patch_of_all_attributes_gives_those(product in products(), other in products()) {
            let patched = product.patched(&other.attributes.to_patch(), 99, other.updated_at).unwrap();
            if let Some(patched) = patched {
                prop_assert_eq!(&patched.attributes, &other.attributes);
                prop_assert_eq!((patched.id, patched.created_at), (product.id, product.created_at));
                prop_assert_eq!((patched.version, patched.updated_at), (99, other.updated_at));
            } else {
                prop_assert_eq!(product.attributes, other.attributes);
            }
        }

        #[test]
        fn a_stored_product_reads_back(product in products()) {
            let text = serde_json::to_string(&product).unwrap();
            prop_assert_eq!(serde_json::from_str::<Product>(&text).unwrap(), product);
        }
    }
}
