//! Both services in memory, in this process.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use catalog_core::{
    api::instant::UnixMillis,
    engine,
    service::{MemoryCatalogue, Service as ProductService},
};
use client_sdk::{Client, Native, Site, transport::in_process::InProcess};
use stock_core::{
    check,
    service::{MemoryStock, Service as InventoryService},
};

pub(crate) type Product = ProductService<MemoryCatalogue>;
pub(crate) type Inventory = InventoryService<MemoryStock, check::InProcess<Product>>;

/// An empty shop.
pub(crate) fn services() -> InProcess<Product, Inventory> {
    let product = Arc::new(ProductService::new(Arc::new(MemoryCatalogue::new()), engine::Site::default()));
    let products = check::InProcess::new(Arc::clone(&product));
    let inventory = InventoryService::new(Arc::new(MemoryStock::new()), products, engine::Site::default());
    let drawn = AtomicU64::new(0);
    let chance = move || {
        let number = drawn.fetch_add(1, Ordering::Relaxed);
        let moment = 1_700_000_000_000 + i64::try_from(number).unwrap_or_default();
        (UnixMillis::new(moment), u128::from(number).to_be_bytes())
    };
    InProcess::new(product, Arc::new(inventory), chance)
}

/// Where the services are said to be.
pub(crate) fn site() -> Site {
    Site::new("http://product.test", "http://inventory.test", "owner")
}

/// A client of an empty shop.
pub(crate) fn client() -> Client<InProcess<Product, Inventory>, Native> {
    Client::new(services(), Native::default(), site())
}
