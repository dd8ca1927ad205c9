//! Whether a product can be made, or changed, as a draft says.

use catalog_core::{
    api::{fault::Fault, json, read::Incoming},
    service::{read_new, read_patch},
};

use crate::flat::{in_document, resource};

/// Every fault that the Product service would find in the body of a POST, or a PATCH, of this draft; none
/// when it is fine. What other products have (a taken SKU) and what a patch leaves is not looked at.
///
/// The draft is flat JSON: the attributes, and the id where a new product has one chosen for it.
pub fn validate(draft: &str, patch: bool) -> Vec<Fault> {
    let draft = match json::parse(draft.as_bytes()) {
        Ok(draft) => draft,
        Err(fault) => return vec![fault],
    };
    let data = resource("products", &draft);
    let read = if patch {
        Incoming::read(&data, "products").and_then(read_patch).map(drop)
    } else {
        read_new(&data).map(drop)
    };
    in_document(read.err().unwrap_or_default())
}
