//! The contract, held over the services in memory and in process.
#![cfg(feature = "testing")]

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use catalog_core::{
    api::{host::Host, instant::UnixMillis, request::Caller},
    engine,
    service::{MemoryCatalogue, Service},
};
use client_sdk::{
    ALL_SCOPES, Site,
    conformance::{Suite, run_all},
    transport::in_process::InProcess,
};

fn product_service() -> impl Host {
    Service::new(Arc::new(MemoryCatalogue::new()), engine::Site::default())
}

fn moment() -> impl Fn() -> (UnixMillis, [u8; 16]) + Send + Sync {
    let drawn = AtomicU64::new(0);
    move || {
        let number = drawn.fetch_add(1, Ordering::Relaxed);
        let moment = 1_700_000_000_000 + i64::try_from(number).unwrap_or_default();
        (UnixMillis::new(moment), u128::from(number).to_be_bytes())
    }
}

#[test]
fn the_catalogue_in_memory_keeps_the_contract() {
    let keys = [
        ("owner".to_owned(), Caller::new("owner", ALL_SCOPES)),
        ("reader".to_owned(), Caller::new("reader", ["catalog:read", "stock:read"])),
    ];
    let transport = InProcess::new(product_service(), product_service(), moment()).with_keys(keys);
    let site = Site::new("http://product.test", "http://inventory.test", "owner");
    let report = run_all(&Suite::new(&transport, site, "memory").with_reader("reader").catalogue_alone());
    assert!(report.failed.is_empty() && !report.passed.is_empty(), "{report}");
}
