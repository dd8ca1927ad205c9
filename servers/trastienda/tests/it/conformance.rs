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

/// The cases that call without a key and want to be refused; whoever comes by the page has none.
const OF_KEYS: [&str; 4] = [
    "protocol::a_key_is_needed_and_only_one",
    "protocol::an_unknown_path_is_404_and_needs_a_key",
    "protocol::an_entity_tag_saves_the_body",
    "protocol::earlier_steps_answer_first",
];

#[test]
fn the_services_behind_the_page_keep_the_contract() {
    let shop = Shop::empty("memory");
    let transport = Ureq::default();
    let report = run_all(&Suite::new(&transport, shop.site_of_the_page(), "page").over_sockets());
    let failed: Vec<&str> = report.failed.iter().map(|(name, _)| *name).collect();
    assert_eq!(failed, OF_KEYS, "{report}");
    assert!(report.failed.iter().all(|(_, wrong)| wrong.ends_with("is not 401")), "{report}");
    assert!(report.passed.len() > 100 && report.skipped.is_empty(), "{report}");
}
