//! What is on sale: filled in over HTTP, as anybody would.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{Failed, child::Server, load};

const OPERATIONS_MAX: usize = 1_000;
const ATOMIC: &str = "; ext=\"https://jsonapi.org/ext/atomic\"";
/// Units of the product that is bought: more than any run can sell.
const UNITS: i64 = 1 << 40;

/// Fills a catalogue with so many products through Atomic Operations; the time it took.
pub(crate) fn fill(catalog: &Server, products: usize) -> Result<Duration, Failed> {
    let began = Instant::now();
    for first in (0..products).step_by(OPERATIONS_MAX) {
        let numbers = first..products.min(first + OPERATIONS_MAX);
        let operations: Vec<Value> =
            numbers.map(|number| json!({ "op": "add", "data": product(number) })).collect();
        let body = json!({ "atomic:operations": operations }).to_string();
        send(catalog, &load::post("/api/v1/operations", ATOMIC, &body), 200)?;
    }
    Ok(began.elapsed())
}

fn product(number: usize) -> Value {
    json!({ "type": "products", "attributes": {
        "sku": format!("SKU-{number:06}"),
        "name": format!("Taza de cerámica número {number}"),
        "description": "Hecha a mano en Talavera, apta para lavavajillas y microondas.",
        "price": { "amount": 500 + number % 5_000, "currency": "EUR" },
        "category": "cocina/mesa/tazas",
        "tags": ["cocina", "cerámica"],
    } })
}

/// The ids on some pages of the catalogue.
pub(crate) fn ids(catalog: &Server, pages: usize) -> Result<Vec<String>, Failed> {
    let mut ids = Vec::new();
    for page in 1..=pages {
        let path = format!("/api/v1/products?page[size]=100&page[number]={page}");
        let list = send(catalog, &load::get(&path), 200)?;
        let data = list["data"].as_array().ok_or("a list without data")?;
        ids.extend(data.iter().filter_map(|product| product["id"].as_str()).map(str::to_owned));
    }
    Ok(ids)
}

/// Puts a product into stock.
pub(crate) fn stock_up(stock: &Server, product: &str) -> Result<(), Failed> {
    let document = json!({ "data": {
        "type": "inventory",
        "attributes": { "quantity": UNITS },
        "relationships": { "product": { "data": { "type": "products", "id": product } } },
    } });
    send(stock, &load::post("/api/v1/inventory", "", &document.to_string()), 201).map(drop)
}

/// A purchase of one unit, with a mark where the number of its idempotency key goes.
pub(crate) fn purchase(product: &str) -> Vec<u8> {
    let lines = json!([{ "productId": product, "quantity": 1 }]);
    let body = json!({ "data": { "type": "purchases", "attributes": { "lines": lines } } }).to_string();
    load::post("/api/v1/purchases", "\r\nIdempotency-Key: ################", &body)
}

/// How many units have been sold.
pub(crate) fn sold(stock: &Server, product: &str) -> Result<i64, Failed> {
    let inventory = send(stock, &load::get(&format!("/api/v1/inventory/{product}")), 200)?;
    let on_hand = inventory["data"]["attributes"]["onHand"].as_i64().ok_or("an inventory without figures")?;
    Ok(UNITS - on_hand)
}

/// Sends a request whose answer must have `status`; its document.
fn send(server: &Server, request: &[u8], status: u16) -> Result<Value, Failed> {
    let answer = load::once(server.address, request).ok_or("no answer")?;
    let (head, body) = answer.split_at(answer.windows(4).position(|end| end == b"\r\n\r\n").unwrap_or(0));
    if !head.starts_with(format!("HTTP/1.1 {status}").as_bytes()) {
        return Err(format!("an answer that is not {status}: {}", String::from_utf8_lossy(&answer)).into());
    }
    Ok(serde_json::from_slice(body)?)
}
