//! What the services decide by, for a page: pure, without a network, the same code that a server runs.
//!
//! A module of its own beside the client's, because a visitor of a shop needs none of it. It has the rules of
//! products ([`product`]) and of purchases ([`quote`]), and the files that are taken in and given out
//! ([`importing`], [`exporting`]); what is to be sent for a file goes out through the client's module.
#![forbid(unsafe_code)]

pub mod exporting;
mod flat;
pub mod importing;
pub mod product;
pub mod quote;
pub mod views;

use serde_json::Value as Json;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_glue::{
    error::{Failure, Fault},
    json::{read, text},
};

/// Every fault that the Product service would find in a draft, as JSON.
#[wasm_bindgen(js_name = validateProduct)]
pub fn validate_product(draft: &str, patch: bool) -> String {
    let faults = product::validate(draft, patch).into_iter().map(Fault::from);
    text(&faults.map(Json::from).collect::<Json>())
}

/// The verdict on an order, from what is known of products and stock.
#[wasm_bindgen(js_name = quote)]
pub fn quote(order: &str, known: &str) -> Result<String, Failure> {
    let known = quote::Known::read(known)?;
    Ok(text(&quote::quote(&read(order)?, &known)?))
}
