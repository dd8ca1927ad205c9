//! How the resources of the Product service are written and read: one writer and one reader each.

mod event;
mod facet;
mod product;

pub(super) use product::{KIND, read_upsert};
pub use product::{read_attributes, read_new, read_patch};

#[cfg(all(feature = "jsonapi", not(target_family = "wasm")))]
crate::jsonapi_model!(crate::product::Product);
