//! How far random histories go.

use std::collections::BTreeSet;

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

use crate::{history::wishes, shop::Shop};

#[test]
fn histories_reach_every_kind_of_movement_and_refusal() {
    let mut runner = TestRunner::deterministic();
    let (mut moved, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..900 {
        let mut shop = Shop::default();
        for wish in wishes().new_tree(&mut runner).unwrap().current() {
            let command = wish.command(&mut shop);
            match shop.run(&command) {
                Ok(change) => moved.extend(change.movements.iter().map(|movement| movement.kind.name())),
                Err(refusals) => refused.extend(refusals.into_iter().map(|(code, _)| code)),
            }
        }
    }
    let kinds = [
        "adjust",
        "arrive",
        "cancel",
        "commit",
        "expire",
        "purchase",
        "quarantine",
        "receive",
        "release",
        "reserve",
        "restore",
        "return",
        "ship",
        "transfer",
        "write-off",
    ];
    assert_eq!(moved, BTreeSet::from(kinds));
    let codes = [
        "count-stale",
        "expiry-out-of-range",
        "id-taken",
        "insufficient-stock",
        "inventory-exists",
        "inventory-not-initialised",
        "location-inactive",
        "location-is-main",
        "location-not-empty",
        "location-not-found",
        "mixed-currencies",
        "not-found",
        "product-not-for-sale",
        "product-not-found",
        "purchase-not-found",
        "purchase-status-conflict",
        "quantity-overflow",
        "reservation-limit",
        "reservation-not-active",
        "reservation-not-found",
        "reservation-status-conflict",
        "return-exceeds-purchase",
        "total-too-large",
        "transfer-status-conflict",
    ];
    assert_eq!(refused, BTreeSet::from(codes));
}
