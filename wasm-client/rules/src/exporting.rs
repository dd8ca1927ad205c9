//! Products and stock to a file: what is to be asked for, and what is written of it.

use catalog_core::{
    api::{document::ResourceObject, field::Listed},
    product::Product,
};
use client_sdk::{
    SdkError,
    export::{lines, products, stock_of},
    sheet::header,
};
use serde_json::{Map, Value as Json};
use stock_core::model::Inventory;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_glue::{error::Failure, json::read};

use crate::{flat::object, importing::format};

/// The first bytes of a file.
#[wasm_bindgen(js_name = exportHeader)]
pub fn export_header(name: &str) -> Result<Vec<u8>, Failure> {
    Ok(header(format(name)?))
}

/// The query string of all products in the order of a file; pages go by cursor.
#[wasm_bindgen(js_name = exportQuery)]
pub fn export_query() -> String {
    products().query()
}

/// The query string of the stock of a page of products; none for an empty page.
#[wasm_bindgen(js_name = stockQuery)]
pub fn stock_query(page: &str) -> Result<Option<String>, Failure> {
    let products = items::<Product>(page)?;
    let stock = stock_of(products.iter().map(|product| &product.id));
    Ok((!products.is_empty()).then(|| stock.query()))
}

/// The lines of a page of products, given a page with their stock.
#[wasm_bindgen(js_name = exportLines)]
pub fn export_lines(name: &str, page: &str, stock: &str) -> Result<Vec<u8>, Failure> {
    let (products, stock) = (items::<Product>(page)?, items::<Inventory>(stock)?);
    Ok(lines(format(name)?, &products, &stock).map_err(SdkError::from)?)
}

/// The items of a page, as the client's module gave it.
fn items<R: Listed>(page: &str) -> Result<Vec<ResourceObject>, Failure> {
    let mut page = read(page)?;
    let items: Vec<Map<String, Json>> = serde_json::from_value(page["items"].take())
        .map_err(|error| Failure::argument(format!("This is no page: {error}.")))?;
    let objects = items.into_iter().map(|flat| object(R::KIND, flat));
    objects.collect::<Result<_, _>>().map_err(Failure::argument)
}
