//! The service end to end, in memory: what its own rules add to what the parts are tested for.

mod adjustments;
mod histories;
mod inventory;
mod journal;
mod operations;
mod purchases;
mod quotes;
mod requests;
mod reservations;
mod returns;
mod webhooks;

use std::{
    cell::Cell,
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use catalog_core::{
    api::{
        host::Host,
        instant::UnixMillis,
        media::{ATOMIC, JSON_API},
        request::{Caller, Context, Request},
    },
    engine::Site,
    product::{
        ProductId,
        money::{Currency, Money},
    },
};
use futures_util::FutureExt;
use http::{HeaderMap, Method};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{MemoryStock, Service};
use crate::{
    check::{CheckFailed, Products},
    error::CheckFailure,
    model::{Seen, Sighting, Sightings},
};

/// A catalogue of products 1 to 9 for 2.50 EUR each, whose answers a test changes.
#[derive(Debug, Default)]
struct Shelf {
    changed: Mutex<BTreeMap<ProductId, Seen>>,
    down: Mutex<Option<CheckFailure>>,
    asked: AtomicUsize,
}

impl Products for Arc<Shelf> {
    async fn look_up(&self, ids: &[ProductId], _: &Context) -> Result<Sightings, CheckFailed> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if let Some(cause) = *self.down.lock().unwrap() {
            return Err(cause.into());
        }
        let changed = self.changed.lock().unwrap();
        let known = ids.iter().filter(|id| (1..=9).contains(&id.0.as_u128()));
        Ok(known
            .map(|id| {
                let seen = changed.get(id).cloned().unwrap_or_else(|| offered(250, "EUR"));
                (*id, Sighting::fresh(seen))
            })
            .collect())
    }
}

fn offered(amount: i64, currency: &str) -> Seen {
    let price = Money::new(amount, Currency::parse(currency).unwrap()).unwrap();
    Seen::ForSale { price, version: 7 }
}

/// What came back: status, headers, document.
struct Answered {
    status: u16,
    headers: HeaderMap,
    body: Json,
}

impl Answered {
    /// The resource, of an answer with this status.
    fn data(self, status: u16) -> Json {
        assert_eq!(self.status, status, "{}", self.body);
        self.body["data"].clone()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Status, and code and source of each error.
    fn errors(&self) -> (u16, Vec<(&str, &str)>) {
        let errors = self.body["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
        let found = errors.iter().map(|error| {
            let source = error["source"].as_object().and_then(|source| source.values().next());
            (error["code"].as_str().unwrap(), source.and_then(Json::as_str).unwrap_or_default())
        });
        (self.status, found.collect())
    }
}

struct Shop {
    service: Service<MemoryStock, Arc<Shelf>>,
    shelf: Arc<Shelf>,
    asked: Cell<u8>,
    /// How much time passed beside the millisecond that each request takes.
    waited: Cell<i64>,
}

impl Shop {
    fn new() -> Self {
        let shelf = Arc::new(Shelf::default());
        let store = Arc::new(MemoryStock::new());
        let service = Service::new(store, Arc::clone(&shelf), Site::default());
        Self { service, shelf, asked: Cell::new(0), waited: Cell::new(0) }
    }

    /// A shop that keeps these products with so many units.
    fn with(stock: &[(u8, i64)]) -> Self {
        let shop = Self::new();
        for (number, quantity) in stock {
            shop.begin(*number, &json!({ "quantity": quantity })).data(201);
        }
        shop
    }

    fn send(&self, method: Method, path: &str, body: &Json, headers: &[(&str, &str)]) -> Answered {
        let asked = self.asked.get() + 1;
        self.asked.set(asked);
        let mut request = http::Request::builder().method(method).uri(path).header("content-type", JSON_API);
        for (name, value) in headers {
            let name = http::HeaderName::from_bytes(name.as_bytes()).unwrap();
            request.headers_mut().unwrap().insert(name, value.parse().unwrap());
        }
        let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
        let request: Request = request.body(body).unwrap();
        let context = Context {
            now: UnixMillis::new(1_700_000_000_000 + i64::from(asked) + self.waited.get()),
            request_id: Arc::from("r"),
            caller: Caller::new("owner", ["stock:read", "stock:write", "stock:sell", "admin"]),
            seed: [asked; 16],
            traceparent: None,
        };
        let response = self.service.handle(request, context).now_or_never().unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.bytes().unwrap();
        let body = serde_json::from_slice(bytes).unwrap_or(Json::Null);
        #[cfg(feature = "jsonapi")]
        if body.get("data").is_some() || body.get("errors").is_some() {
            assert_eq!(catalog_core::api::jsonapi::check(bytes), Ok(()));
        }
        Answered { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    fn get(&self, path: &str) -> Answered {
        self.send(Method::GET, &format!("/api/v1/{path}"), &Json::Null, &[])
    }

    /// Posts a resource to the collection of its type.
    fn post(&self, data: &Json) -> Answered {
        self.post_with(data, &[])
    }

    fn post_with(&self, data: &Json, headers: &[(&str, &str)]) -> Answered {
        let path = format!("/api/v1/{}", data["type"].as_str().unwrap());
        self.send(Method::POST, &path, &json!({ "data": data }), headers)
    }

    /// Changes attributes of a resource.
    fn patch(&self, kind: &str, id: &str, attributes: &Json) -> Answered {
        let data = json!({ "type": kind, "id": id, "attributes": attributes });
        self.send(Method::PATCH, &format!("/api/v1/{kind}/{id}"), &json!({ "data": data }), &[])
    }

    /// Begins to keep a product.
    fn begin(&self, number: u8, attributes: &Json) -> Answered {
        self.post(&beginning(number, attributes))
    }

    fn buy(&self, lines: &[(u8, i64)]) -> Answered {
        self.post(&order(lines))
    }

    fn operate(&self, operations: &Json) -> Answered {
        let media = format!("{JSON_API};ext=\"{ATOMIC}\"");
        let body = json!({ "atomic:operations": operations });
        self.send(Method::POST, "/api/v1/stock-operations", &body, &[("content-type", &media)])
    }

    fn available(&self, number: u8) -> i64 {
        self.get(&format!("inventory/{}", id(number))).data(200)["attributes"]["available"].as_i64().unwrap()
    }

    fn total(&self, kind: &str) -> i64 {
        self.get(kind).body["meta"]["page"]["total"].as_i64().unwrap()
    }

    fn set_seen(&self, number: u8, seen: Seen) {
        self.shelf.changed.lock().unwrap().insert(ProductId(Uuid::from_u128(number.into())), seen);
    }

    /// Lets time pass.
    fn wait(&self, millis: i64) {
        self.waited.set(self.waited.get() + millis);
    }

    fn reserve(&self, owner: &str, lines: &[(u8, i64)]) -> Answered {
        self.post(&hold(owner, lines))
    }

    fn set_down(&self, cause: Option<CheckFailure>) {
        *self.shelf.down.lock().unwrap() = cause;
    }

    fn asked_the_shelf(&self) -> usize {
        self.shelf.asked.load(Ordering::Relaxed)
    }
}

fn id(number: u8) -> String {
    Uuid::from_u128(number.into()).to_string()
}

fn named(kind: &str, id: &str) -> Json {
    json!({ "data": { "type": kind, "id": id } })
}

fn beginning(number: u8, attributes: &Json) -> Json {
    let relationships = json!({ "product": named("products", &id(number)) });
    json!({ "type": "inventory", "attributes": attributes, "relationships": relationships })
}

fn lines(lines: &[(u8, i64)]) -> Json {
    lines.iter().map(|(number, quantity)| json!({ "productId": id(*number), "quantity": quantity })).collect()
}

fn order(of: &[(u8, i64)]) -> Json {
    json!({ "type": "purchases", "attributes": { "lines": lines(of) } })
}

fn hold(owner: &str, of: &[(u8, i64)]) -> Json {
    json!({ "type": "reservations", "attributes": { "owner": owner, "lines": lines(of) } })
}

fn adjustment(number: u8, attributes: &Json) -> Json {
    let mut attributes = attributes.clone();
    attributes["reason"] = json!("by hand");
    let relationships = json!({ "product": named("products", &id(number)) });
    json!({ "type": "adjustments", "attributes": attributes, "relationships": relationships })
}
