//! The whole contract without a socket, over SQLite: what a program gets that holds the services itself.

use std::{
    future::{Future, ready},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use catalog_core::{
    api::{instant::UnixMillis, request::Caller},
    engine,
    service::Service as ProductService,
};
use client_sdk::{
    ALL_SCOPES, Site,
    conformance::{Suite, run_all},
    transport::{Opened, Request, Response, Transport, Unsent, in_process::InProcess},
};
use stock_core::{check, service::Service as InventoryService};
use tokio::runtime::{Handle, Runtime};
use trastienda_storage::{DatabaseUrl, Options};

use crate::shop::{KEY, READER_KEY, folder};

/// A transport for callers on any thread: the store's readers need a runtime.
struct Within<T>(T, Handle);

impl<T: Transport> Transport for Within<T> {
    type Stream = T::Stream;

    fn send(&self, request: Request) -> impl Future<Output = Result<Response, Unsent>> {
        ready(self.1.block_on(self.0.send(request)))
    }

    fn open(&self, request: Request) -> impl Future<Output = Result<Opened<Self::Stream>, Unsent>> {
        ready(self.1.block_on(self.0.open(request)))
    }
}

#[test]
fn the_services_in_process_over_sqlite_keep_the_contract() {
    let folder = folder();
    let file = |name: &str| DatabaseUrl::Sqlite(folder.join(name));
    let catalogue = Arc::new(trastienda_catalog::open(&file("catalog.db"), &Options::default()).unwrap());
    let stock = Arc::new(trastienda_stock::open(&file("stock.db"), &Options::default()).unwrap());
    let product = Arc::new(ProductService::new(Arc::clone(&catalogue), engine::Site::default()));
    let products = check::InProcess::new(Arc::clone(&product));
    let inventory = InventoryService::new(Arc::clone(&stock), products, engine::Site::default());

    let drawn = AtomicU64::new(0);
    let chance = move || {
        let number = drawn.fetch_add(1, Ordering::Relaxed);
        // The true time: the store lets go of events that are old by it.
        let moment = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
        (UnixMillis::new(i64::try_from(moment).unwrap()), u128::from(number).to_be_bytes())
    };
    let keys = [
        (KEY.to_owned(), Caller::new("owner", ALL_SCOPES)),
        (READER_KEY.to_owned(), Caller::new("reader", ["catalog:read", "stock:read"])),
    ];
    let services = InProcess::new(product, Arc::new(inventory), chance).with_keys(keys);
    let runtime = Runtime::new().unwrap();
    // Streams are read on this thread.
    let entered = runtime.enter();
    let transport = Within(services, runtime.handle().clone());
    let site = Site::new("http://product.test", "http://inventory.test", KEY);
    let report = run_all(&Suite::new(&transport, site, "file").with_reader(READER_KEY));
    assert!(report.failed.is_empty() && report.passed.len() > 100, "{report}");

    drop((transport, entered));
    catalogue.close();
    stock.close();
    let found = trastienda_stock::verify(&folder.join("stock.db")).unwrap();
    assert!(found.holds() && found.movements > 0, "{found:?}");
    let _ = std::fs::remove_dir_all(&folder);
}
