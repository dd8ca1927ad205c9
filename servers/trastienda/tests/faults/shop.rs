//! A shop of two processes, and what its customers do.

use std::{
    fs,
    net::SocketAddr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::{Value, json};

use crate::{
    process::{Folder, Process, binary, free_address},
    wire::{Answer, get, once, post},
};

/// A catalogue and a stock on one folder.
pub(crate) struct Shop {
    pub(crate) catalog: Process,
    pub(crate) stock: Process,
    settings: Vec<(&'static str, String)>,
    folder: Folder,
    _alone: MutexGuard<'static, ()>,
}

impl Shop {
    /// An empty shop.
    pub(crate) fn open() -> Self {
        Self::open_with(|_| Vec::new())
    }

    /// An empty shop whose stock has settings of its own, made from the catalogue's address.
    pub(crate) fn open_with(settings: impl FnOnce(SocketAddr) -> Vec<(&'static str, String)>) -> Self {
        let (alone, folder) = (alone(), Folder::new());
        let catalog = Process::start("catalog", free_address(), folder.path(), &[]);
        let mut all = vec![("PRODUCT_SERVICE_URL", format!("http://{}", catalog.address()))];
        all.extend(settings(catalog.address()));
        let stock = Process::start("stock", free_address(), folder.path(), &all);
        Self { catalog, stock, settings: all, folder, _alone: alone }
    }

    /// Starts the stock again where it was.
    pub(crate) fn restart_stock(&mut self) {
        self.stock = Process::start("stock", self.stock.address(), self.folder.path(), &self.settings);
    }

    /// Starts the catalogue again where it was.
    pub(crate) fn restart_catalog(&mut self) {
        self.catalog = Process::start("catalog", self.catalog.address(), self.folder.path(), &[]);
    }

    /// A new product with `quantity` in stock; its id.
    pub(crate) fn product(&self, sku: &str, quantity: u64) -> String {
        let attributes = json!({ "sku": sku, "name": sku, "price": { "amount": 250, "currency": "EUR" } });
        let product = json!({ "data": { "type": "products", "attributes": attributes } });
        let made = once(self.catalog.address(), &post("/api/v1/products", None, &product)).unwrap();
        assert_eq!(made.status, 201, "{}", made.text());
        let id = made.document()["data"]["id"].as_str().unwrap().to_owned();
        let inventory = json!({ "data": {
            "type": "inventory",
            "attributes": { "quantity": quantity },
            "relationships": { "product": { "data": { "type": "products", "id": id } } },
        } });
        let made = once(self.stock.address(), &post("/api/v1/inventory", None, &inventory)).unwrap();
        assert_eq!(made.status, 201, "{}", made.text());
        id
    }

    /// What is there of a product.
    pub(crate) fn on_hand(&self, product: &str) -> i64 {
        let inventory = get(self.stock.address(), &format!("/api/v1/inventory/{product}"));
        inventory.document()["data"]["attributes"]["onHand"].as_i64().unwrap()
    }

    /// Every purchase.
    pub(crate) fn purchases(&self) -> Vec<Value> {
        let mut all = Vec::new();
        let mut next = Some("/api/v1/purchases?page[size]=100".to_owned());
        while let Some(path) = next {
            let page = get(self.stock.address(), &path).document();
            all.extend(page["data"].as_array().unwrap().iter().cloned());
            next = page["links"]["next"].as_str().map(str::to_owned);
        }
        all
    }

    /// Every law holds, says the service.
    pub(crate) fn assert_laws_hold(&self) {
        let verified = get(self.stock.address(), "/api/v1/verification");
        assert_eq!(verified.document()["meta"]["holds"], json!(true), "{}", verified.text());
    }

    /// Stops both services, and gives the bytes of the stock's database.
    pub(crate) fn close(self) -> Vec<u8> {
        self.stock.stop();
        self.catalog.stop();
        fs::read(self.folder.path().join("stock.db")).unwrap()
    }

    /// Stops both services, and reads the file that is left: every law holds.
    pub(crate) fn close_and_verify(self) {
        let file = self.folder.path().join("stock.db");
        self.stock.stop();
        self.catalog.stop();
        let verified = binary("verify").arg(file).output().unwrap();
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    }
}

/// A test that starts processes has the machine to itself.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A purchase of `quantity` of a product, with an idempotency key that is its reference too.
pub(crate) fn purchase(key: &str, product: &str, quantity: u64) -> Vec<u8> {
    let attributes = json!({ "lines": [{ "productId": product, "quantity": quantity }], "reference": key });
    post(
        "/api/v1/purchases",
        Some(key),
        &json!({ "data": { "type": "purchases", "attributes": attributes } }),
    )
}

/// The id of what was made.
pub(crate) fn id_of(answer: &Answer) -> String {
    answer.document()["data"]["id"].as_str().unwrap().to_owned()
}
