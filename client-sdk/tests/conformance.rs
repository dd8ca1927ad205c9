//! The contract, held over both services in memory and in process.
#![cfg(feature = "testing")]

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use catalog_core::{
    api::{instant::UnixMillis, request::Caller},
    engine,
    service::MemoryCatalogue,
};
use client_sdk::{
    ALL_SCOPES, Site,
    conformance::{Suite, run_all},
    transport::in_process::InProcess,
};
use stock_core::{check, service::MemoryStock};

fn moment() -> impl Fn() -> (UnixMillis, [u8; 16]) + Send + Sync {
    let drawn = AtomicU64::new(0);
    move || {
        let number = drawn.fetch_add(1, Ordering::Relaxed);
        let moment = 1_700_000_000_000 + i64::try_from(number).unwrap_or_default();
        (UnixMillis::new(moment), u128::from(number).to_be_bytes())
    }
}

#[test]
fn the_services_in_memory_keep_the_contract() {
    let catalogue = Arc::new(catalog_core::service::Service::new(
        Arc::new(MemoryCatalogue::new()),
        engine::Site::default(),
    ));
    let products = check::InProcess::new(Arc::clone(&catalogue));
    let stock =
        stock_core::service::Service::new(Arc::new(MemoryStock::new()), products, engine::Site::default());
    let keys = [
        ("owner".to_owned(), Caller::new("owner", ALL_SCOPES)),
        ("reader".to_owned(), Caller::new("reader", ["catalog:read", "stock:read"])),
    ];
    let transport = InProcess::new(catalogue, Arc::new(stock), moment()).with_keys(keys);
    let site = Site::new("http://product.test", "http://inventory.test", "owner");
    let report = run_all(&Suite::new(&transport, site, "memory").with_reader("reader"));
    assert!(report.failed.is_empty() && report.passed.len() > 100, "{report}");
}
