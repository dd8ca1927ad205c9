//! What is on sale: filled in over HTTP, as anybody would.

use std::{
    fmt::Write,
    net::SocketAddr,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    Failed,
    requests::{Numbers, Request},
    wire,
};

/// Products on a page of a list.
pub(crate) const PAGE: usize = 20;
/// Products that are read, changed and sold one by one, beside the one that all buy.
const SINGLES: usize = 1_000;
const OPERATIONS_MAX: usize = 1_000;
/// Units of each product that is bought: more than any run can sell.
const UNITS: i64 = 1 << 40;

const KINDS: [&str; 10] =
    ["Taza", "Plato", "Cuenco", "Jarra", "Fuente", "Vaso", "Tetera", "Florero", "Bandeja", "Azulejo"];
/// Each is in the names of a tenth of all products.
pub(crate) const MATERIALS: [&str; 10] =
    ["cerámica", "gres", "porcelana", "vidrio", "barro", "loza", "madera", "olivo", "cobre", "estaño"];
pub(crate) const ROOMS: [&str; 5] = ["cocina", "comedor", "salón", "terraza", "taller"];
pub(crate) const TAGS: [&str; 20] = [
    "nuevo",
    "oferta",
    "regalo",
    "hecho a mano",
    "azul",
    "verde",
    "blanco",
    "negro",
    "rojo",
    "ocre",
    "grande",
    "pequeño",
    "mediano",
    "clásico",
    "moderno",
    "rústico",
    "esmaltado",
    "mate",
    "serie",
    "único",
];
/// As many products are of one lot, whose name is a word that no other has.
const LOT: usize = 10;
pub(crate) const PRICE_MIN: usize = 500;
pub(crate) const PRICES: usize = 5_000;

/// A filled catalogue, and stock of what is sold.
#[derive(Debug)]
pub(crate) struct Goods {
    /// All products.
    pub(crate) products: usize,
    /// The one that all buy.
    pub(crate) hot: String,
    /// The ids of those that are asked for one by one, and the entity tags they had.
    pub(crate) singles: Vec<(String, String)>,
    pub(crate) numbers: Numbers,
}

impl Goods {
    /// Finds what is in a catalogue of so many products.
    pub(crate) fn find(catalog: SocketAddr, products: usize) -> Result<Self, Failed> {
        let mut ids = Vec::new();
        for page in 1..=(SINGLES + 1).min(products).div_ceil(100) {
            let path = format!("/api/v1/products?page[size]=100&page[number]={page}");
            let list = document(catalog, &Request::get(&path), 200)?;
            let data = list["data"].as_array().ok_or("a list without data")?;
            ids.extend(data.iter().filter_map(|product| product["id"].as_str()).map(str::to_owned));
        }
        ids.truncate(SINGLES + 1);
        let hot = ids.pop().ok_or("an empty catalogue")?;
        let mut singles = Vec::new();
        for id in ids {
            let answer = wire::expect(catalog, &Request::get(&path_of(&id)).bytes, 200)?;
            let head = String::from_utf8_lossy(&answer);
            let etag = head.lines().find_map(|line| line.strip_prefix("etag: ")).ok_or("no entity tag")?;
            singles.push((id, etag.to_owned()));
        }
        Ok(Self { products, hot, singles, numbers: Numbers::default() })
    }

    /// How many lots there are.
    pub(crate) fn lots(&self) -> usize {
        self.products.div_ceil(LOT)
    }

    /// Puts everything that is sold into stock.
    pub(crate) fn stock_up(&self, stock: SocketAddr) -> Result<(), Failed> {
        let ids = self.singles.iter().map(|(id, _)| id).chain([&self.hot]);
        let operations: Vec<Value> = ids
            .map(|id| {
                let product = json!({ "data": { "type": "products", "id": id } });
                json!({ "op": "add", "data": {
                    "type": "inventory",
                    "attributes": { "quantity": UNITS },
                    "relationships": { "product": product },
                } })
            })
            .collect();
        for operations in operations.chunks(OPERATIONS_MAX) {
            let body = json!({ "atomic:operations": operations }).to_string();
            wire::expect(stock, &Request::operations("/api/v1/stock-operations", &body).bytes, 200)?;
        }
        Ok(())
    }

    /// How many units have been sold, of all products together.
    pub(crate) fn sold(&self, stock: SocketAddr) -> Result<i64, Failed> {
        let mut sold = 0;
        for page in 1..=(self.singles.len() + 1).div_ceil(100) {
            let path = format!("/api/v1/inventory?page[size]=100&page[number]={page}");
            let list = document(stock, &Request::get(&path), 200)?;
            for inventory in list["data"].as_array().ok_or("a list without data")? {
                let on_hand = inventory["attributes"]["onHand"].as_i64();
                sold += UNITS - on_hand.ok_or("an inventory without figures")?;
            }
        }
        Ok(sold)
    }
}

/// The path of a product.
pub(crate) fn path_of(id: &str) -> String {
    format!("/api/v1/products/{id}")
}

/// How many products there are.
pub(crate) fn count(catalog: SocketAddr) -> Result<i64, Failed> {
    let list = document(catalog, &Request::get("/api/v1/products?page[size]=1&page[number]=1"), 200)?;
    Ok(list["meta"]["page"]["total"].as_i64().ok_or("a list without a total")?)
}

/// Fills a catalogue with so many products through Atomic Operations, one request at a time; the time the service
/// took, without that of writing the requests.
pub(crate) fn fill(catalog: SocketAddr, products: usize) -> Result<Duration, Failed> {
    let mut time = Duration::ZERO;
    for first in (0..products).step_by(OPERATIONS_MAX) {
        let numbers = first..products.min(first + OPERATIONS_MAX);
        let operations: Vec<Value> = numbers
            .map(|number| json!({ "op": "add", "data": { "type": "products", "attributes": attributes(number) } }))
            .collect();
        let body = json!({ "atomic:operations": operations }).to_string();
        let request = Request::operations("/api/v1/operations", &body);
        let began = Instant::now();
        wire::expect(catalog, &request.bytes, 200)?;
        time += began.elapsed();
    }
    Ok(time)
}

fn attributes(number: usize) -> Value {
    json!({
        "sku": format!("SKU-{number:07}"),
        "name": name(number),
        "description": DESCRIPTION,
        "price": { "amount": price(number), "currency": "EUR" },
        "category": category(number),
        "tags": tags(number),
    })
}

const DESCRIPTION: &str = "Hecha a mano en Talavera, apta para lavavajillas y microondas.";

fn name(number: usize) -> String {
    let kind = KINDS[number % KINDS.len()];
    let material = MATERIALS[number / KINDS.len() % MATERIALS.len()];
    format!("{kind} de {material} número {number}, {}", lot(number / LOT))
}

/// The word of a lot.
pub(crate) fn lot(number: usize) -> String {
    format!("lote{number}")
}

/// Prices stand in no order.
fn price(number: usize) -> usize {
    PRICE_MIN + number * 7_919 % PRICES
}

fn category(number: usize) -> String {
    let kind = KINDS[number % KINDS.len()].to_lowercase();
    format!("casa/{}/{kind}", ROOMS[number / 3 % ROOMS.len()])
}

fn tags(number: usize) -> [&'static str; 2] {
    // The second is never the first.
    let first = number % TAGS.len();
    [TAGS[first], TAGS[(first + 1 + number / TAGS.len() % (TAGS.len() - 1)) % TAGS.len()]]
}

/// The same products as a file to be imported.
pub(crate) fn csv(products: usize) -> String {
    let mut text = String::from("sku,name,description,price,currency,category,tags\n");
    for number in 0..products {
        let (price, category) = (price(number), category(number));
        let _ = writeln!(
            text,
            "SKU-{number:07},\"{}\",\"{DESCRIPTION}\",{}.{:02},EUR,{category},{}",
            name(number),
            price / 100,
            price % 100,
            tags(number).join("|"),
        );
    }
    text
}

/// The document of an answer that must have `status`.
fn document(address: SocketAddr, request: &Request, status: u16) -> Result<Value, Failed> {
    Ok(serde_json::from_slice(wire::body(&wire::expect(address, &request.bytes, status)?))?)
}
