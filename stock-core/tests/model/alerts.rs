//! What the feed raises.

use stock_core::model::{AdjustmentAction::Receive, Change, Policy, Settings, SettingsPatch, StockEventKind};

use crate::shop::{Shop, initialise, product, quantity, settings, units};

use StockEventKind::{Back, Changed, Low, Out};

fn kinds(change: &Change) -> Vec<StockEventKind> {
    change.events.iter().map(|event| event.kind).collect()
}

fn low_at(threshold: i64) -> Settings {
    Settings { low_stock_at: Some(units(threshold)), ..Settings::default() }
}

/// What buying or receiving units of product 1 raises.
fn raised(shop: &mut Shop, moved: i64) -> Vec<StockEventKind> {
    let before = shop.feed.len();
    if moved < 0 {
        shop.buy(&[(1, -moved)]).unwrap();
    } else {
        shop.adjust(1, Receive(quantity(moved))).unwrap();
    }
    shop.feed[before..].iter().map(|event| event.kind).collect()
}

#[test]
fn an_alert_is_raised_once_until_its_cause_goes_away() {
    let mut shop = Shop::under(low_at(3), &[(1, 5)]);
    assert_eq!(raised(&mut shop, -1), [Changed]);
    assert_eq!(raised(&mut shop, -1), [Changed, Low]);
    assert_eq!(raised(&mut shop, -1), [Changed]);
    assert_eq!(raised(&mut shop, -2), [Changed, Out]);
    assert_eq!(raised(&mut shop, 2), [Changed, Back], "still low, as told before");
    assert_eq!(raised(&mut shop, 2), [Changed]);
    assert_eq!(raised(&mut shop, -4), [Changed, Low, Out]);
    assert_eq!(raised(&mut shop, 9), [Changed, Back]);
}

#[test]
fn alerts_look_at_what_is_available() {
    let mut shop = Shop::under(settings(Policy::Deny, None, 4), &[(1, 5)]);
    assert_eq!(raised(&mut shop, -1), [Changed, Out]);
}

#[test]
fn a_creation_raises_no_alert() {
    let mut shop = Shop::default();
    for (number, quantity) in [(1, 0), (2, 1)] {
        let change = shop.run(&initialise(number, quantity, low_at(3))).unwrap();
        assert_eq!(kinds(&change), [Changed]);
    }
    assert_eq!(raised(&mut shop, 2), [Changed, Back], "it was out from the start");
}

#[test]
fn alerts_follow_all_changes_of_a_command_by_kind() {
    let mut shop = Shop::under(low_at(3), &[(1, 4), (2, 4), (3, 9)]);
    let before = shop.feed.len();
    shop.buy(&[(1, 4), (2, 4), (3, 1)]).unwrap();
    let told: Vec<_> =
        shop.feed[before..].iter().map(|event| (event.kind, event.level.product, event.movement)).collect();
    let moved = |number: u8, seq| {
        move |kind| (kind, product(number), Some((seq, stock_core::model::MovementKind::Purchase)))
    };
    let (first, second, third) = (moved(1, 4), moved(2, 5), moved(3, 6));
    assert_eq!(
        told,
        [first(Changed), second(Changed), third(Changed), first(Low), second(Low), first(Out), second(Out)]
    );
}

#[test]
fn settings_can_raise_an_alert_without_a_movement() {
    let mut shop = Shop::with(&[(1, 5)]);
    let safety = SettingsPatch { safety_stock: Some(units(5)), ..SettingsPatch::default() };
    let change = shop.set(1, safety).unwrap();
    assert_eq!(kinds(&change), [Changed, Out]);
    assert!(change.events.iter().all(|event| event.movement.is_none()));
    let threshold = SettingsPatch { low_stock_at: Some(Some(units(9))), ..SettingsPatch::default() };
    assert_eq!(kinds(&shop.set(1, threshold).unwrap()), [Changed, Low]);
}

#[test]
fn an_untracked_product_raises_none_and_keeps_what_stands() {
    let mut shop = Shop::with(&[(1, 1)]);
    assert_eq!(raised(&mut shop, -1), [Changed, Out]);
    let policy = |policy| SettingsPatch { policy: Some(policy), ..SettingsPatch::default() };
    assert_eq!(kinds(&shop.set(1, policy(Policy::Untracked)).unwrap()), [Changed]);
    assert_eq!(raised(&mut shop, 5), [Changed]);
    assert_eq!(raised(&mut shop, -9), [Changed]);
    assert_eq!(kinds(&shop.set(1, policy(Policy::Deny)).unwrap()), [Changed], "out was told already");
    assert_eq!(raised(&mut shop, 9), [Changed, Back]);
}
