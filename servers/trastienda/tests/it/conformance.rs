//! The whole contract over sockets, for every store.

use client_sdk::{
    Ureq,
    conformance::{Suite, run_all},
};

use crate::shop::{READER_KEY, Shop};

fn keeps_the_contract(kind: &str) {
    let shop = Shop::empty(kind);
    let transport = Ureq::default();
    let report = run_all(&Suite::new(&transport, shop.site(), kind).with_reader(READER_KEY).over_sockets());
    assert!(report.failed.is_empty() && report.skipped.is_empty(), "{report}");
    assert!(report.passed.len() > 100, "{report}");
}

#[test]
fn the_services_over_sqlite_keep_the_contract() {
    keeps_the_contract("sqlite");
}

#[test]
fn the_services_over_memory_keep_the_contract() {
    keeps_the_contract("memory");
}
