//! The two services, and how one asks the other.

use std::sync::Arc;

use catalog_core::{
    engine::Site,
    service::{MemoryCatalogue, Service as ProductService},
};
use client_sdk::transport::in_process::{Chance, InProcess};
use stock_core::{
    check,
    service::{MemoryStock, Service as InventoryService},
};

/// The Product service over memory.
pub type Product = ProductService<MemoryCatalogue>;
/// The Inventory service over memory; it asks the Product service beside it.
pub type Inventory = InventoryService<MemoryStock, check::InProcess<Product>>;

/// An empty shop: [`InProcess::answer`] is all that it does.
///
/// `chance` gives the moment of each request and the random bytes its ids are drawn from.
pub fn open(chance: impl Fn() -> Chance + Send + Sync + 'static) -> InProcess<Product, Inventory> {
    let product = Arc::new(ProductService::new(Arc::new(MemoryCatalogue::new()), Site::default()));
    let products = check::InProcess::new(Arc::clone(&product));
    let inventory = InventoryService::new(Arc::new(MemoryStock::new()), products, Site::default());
    InProcess::new(product, Arc::new(inventory), chance)
}
