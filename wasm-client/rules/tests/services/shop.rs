//! Both services in this process.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use catalog_core::{
    api::{instant::UnixMillis, media::JSON_API},
    engine::Site,
    service::{MemoryCatalogue, Service as ProductService},
};
use client_sdk::{
    block_on,
    transport::{Transport, in_process::InProcess},
};
use serde_json::{Map, Value as Json, json};
use stock_core::{
    check,
    service::{MemoryStock, Service as InventoryService},
};

type Products = ProductService<MemoryCatalogue>;
type Stock = InventoryService<MemoryStock, check::InProcess<Products>>;

/// A shop that begins empty.
pub(crate) struct Shop(InProcess<Products, Stock>);

impl Shop {
    pub(crate) fn new() -> Self {
        let products = Arc::new(ProductService::new(Arc::new(MemoryCatalogue::new()), Site::default()));
        let check = check::InProcess::new(Arc::clone(&products));
        let stock = InventoryService::new(Arc::new(MemoryStock::new()), check, Site::default());
        let drawn = AtomicU64::new(0);
        let chance = move || {
            let number = drawn.fetch_add(1, Ordering::Relaxed);
            (UnixMillis::new(1_700_000_000_000), u128::from(number).to_be_bytes())
        };
        Self(InProcess::new(products, Arc::new(stock), chance))
    }

    /// Status and document of an answer; `body` is sent as it is.
    pub(crate) fn ask(&self, method: &str, path: &str, body: String) -> (u16, Json) {
        let request = http::Request::builder()
            .method(method)
            .uri(format!("http://shop.test/api/v1/{path}"))
            .header("content-type", JSON_API)
            .body(body.into())
            .unwrap();
        let response = block_on(self.0.send(request)).unwrap();
        (response.status().as_u16(), serde_json::from_slice(response.body()).unwrap_or_default())
    }

    /// Sends a resource object; refusals are taken as they come.
    pub(crate) fn send(&self, method: &str, path: &str, data: &Json) {
        self.ask(method, path, json!({ "data": data }).to_string());
    }

    /// A first page of 100 resources, flat: the id and these attributes, or all.
    pub(crate) fn list(&self, kind: &str, only: &[&str]) -> Vec<Json> {
        let (_, mut document) = self.ask("GET", &format!("{kind}?page[size]=100"), String::new());
        let items = document["data"].as_array_mut().unwrap();
        items.iter_mut().map(|item| flat(item, only)).collect()
    }
}

fn flat(item: &mut Json, only: &[&str]) -> Json {
    let mut members: Map<String, Json> = item["attributes"].as_object().unwrap().clone();
    members.retain(|name, _| only.is_empty() || only.contains(&name.as_str()));
    members.insert("id".to_owned(), item["id"].take());
    Json::Object(members)
}
