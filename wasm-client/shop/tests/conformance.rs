//! The shop in the page keeps the contract that the services keep over sockets.

use std::sync::atomic::{AtomicU64, Ordering};

use catalog_core::api::{instant::UnixMillis, request::Caller};
use client_sdk::{
    ALL_SCOPES, Site,
    conformance::{Suite, run_all},
};

#[test]
fn the_shop_in_the_page_keeps_the_contract() {
    let drawn = AtomicU64::new(0);
    let chance = move || {
        let number = drawn.fetch_add(1, Ordering::Relaxed);
        let moment = 1_700_000_000_000 + i64::try_from(number).unwrap_or_default();
        (UnixMillis::new(moment), u128::from(number).to_be_bytes())
    };
    // The page's own shop knows no keys; the contract has rules about them too.
    let shop = wasm_shop::shop::open(chance).with_keys([
        ("owner".to_owned(), Caller::new("owner", ALL_SCOPES)),
        ("reader".to_owned(), Caller::new("reader", ["catalog:read", "stock:read"])),
    ]);
    let site = Site::new("http://shop.in.page", "http://shop.in.page", "owner");
    let report = run_all(&Suite::new(&shop, site, "page").with_reader("reader"));
    assert!(report.failed.is_empty() && report.passed.len() > 100, "{report}");
}
