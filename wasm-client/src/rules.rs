//! The rules of the cores for a page: pure, without a network, the same code that a server runs.
//!
//! Each function takes and gives JSON text; what is refused is a [`Failure`].

pub mod money;
pub mod product;
pub mod query;
pub mod quote;

use catalog_core::{
    api::fault,
    product::{Money, money::Separators},
};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::{Failure, Fault};

/// Every fault that the Product service would find in a draft, as JSON.
#[wasm_bindgen(js_name = validateProduct)]
pub fn validate_product(draft: &str, patch: bool) -> String {
    let faults: Vec<Fault> = product::validate(draft, patch).into_iter().map(Fault::from).collect();
    written(&faults)
}

/// The verdict on an order, from what is known of products and stock.
#[wasm_bindgen(js_name = quote)]
pub fn quote(order: &str, known: &str) -> Result<String, Failure> {
    let known = quote::Known::read(known)?;
    Ok(written(&quote::quote(&read(order)?, &known)?))
}

/// Money in major units, as JSON: digits, and behind a point all the decimals of its currency.
#[wasm_bindgen(js_name = moneyToMajor)]
pub fn money_to_major(money: &str) -> Result<String, Failure> {
    Ok(written(&money::read(money)?.major()))
}

/// Money that was typed, as JSON; `decimal` and `group` part the digits in the language of who typed it.
#[wasm_bindgen(js_name = parseMoney)]
pub fn parse_money(text: &str, currency: &str, decimal: char, group: char) -> Result<String, Failure> {
    let money: Money = money::parse(text, currency, Separators { decimal, group })?;
    Ok(written(&money))
}

/// Every currency with its decimals, as JSON.
#[wasm_bindgen]
pub fn currencies() -> String {
    money::currencies().to_string()
}

/// The query string of the state of a list, as JSON.
#[wasm_bindgen(js_name = buildQuery)]
pub fn build_query(state: &str) -> Result<String, Failure> {
    Ok(written(&query::build(&read(state)?)))
}

/// The state of a list that a query string tells, as JSON.
#[wasm_bindgen(js_name = parseQuery)]
pub fn parse_query(text: &str) -> String {
    query::parse(text).to_string()
}

/// As JSON. What the rules give can always be written.
fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn read(json: &str) -> Result<Json, Failure> {
    serde_json::from_str(json).map_err(|error| Failure::argument(format!("This is no JSON: {error}.")))
}

/// A flat object as a resource object: its id, and the rest as attributes.
fn resource(kind: &str, flat: &Json) -> Json {
    let mut object = Map::new();
    object.insert("type".to_owned(), json!(kind));
    let mut attributes = flat.clone();
    if let Some(id) = attributes.as_object_mut().and_then(|members| members.remove("id")) {
        object.insert("id".to_owned(), id);
    }
    object.insert("attributes".to_owned(), attributes);
    Json::Object(object)
}

/// Faults of a resource object as those of a document that holds it.
fn in_document(faults: Vec<fault::Fault>) -> Vec<fault::Fault> {
    faults.into_iter().map(|fault| fault.under("/data")).collect()
}
