//! Changing how stock is treated.

use stock_core::model::{Policy, Settings, SettingsPatch, UNITS_MAX};

use crate::shop::{Shop, refusal, settings, units};

#[test]
fn settings_change_and_are_told_without_a_movement() {
    let mut shop = Shop::with(&[(1, 5)]);
    let patch = SettingsPatch { safety_stock: Some(units(2)), ..SettingsPatch::default() };
    let change = shop.set(1, patch).unwrap();
    assert!(change.movements.is_empty());
    assert_eq!(
        change.events.iter().map(|event| (event.seq, event.movement)).collect::<Vec<_>>(),
        [(2, None)]
    );
    let inventory = shop.inventory(1);
    assert_eq!((inventory.version, inventory.available(), inventory.on_hand()), (2, 3, 5));
    assert_eq!(inventory.updated_at, change.events[0].at);
    assert!(inventory.updated_at > shop.feed[0].at);
}

#[test]
fn settings_that_are_so_already_change_nothing() {
    let mut shop = Shop::with(&[(1, 5)]);
    let before = shop.inventory(1);
    let patch = SettingsPatch { policy: Some(Policy::Deny), ..SettingsPatch::default() };
    assert_eq!(shop.set(1, patch), Ok(stock_core::model::Change::default()));
    assert_eq!(shop.inventory(1), before);
}

#[test]
fn a_limit_can_be_taken_away() {
    let mut shop = Shop::under(settings(Policy::Backorder, Some(1), 0), &[(1, 0)]);
    assert_eq!(shop.inventory(1).purchasable(), Some(1));
    shop.set(1, SettingsPatch { backorder_limit: Some(None), ..SettingsPatch::default() }).unwrap();
    assert_eq!(shop.inventory(1).purchasable(), None);
}

#[test]
fn what_has_no_inventory_has_no_settings() {
    let missing = Shop::default().set(1, SettingsPatch::default());
    assert_eq!(missing, refusal("not-found", ""));
}

#[test]
fn available_stays_in_range() {
    let mut shop = Shop::under(settings(Policy::Untracked, None, 0), &[(1, 0)]);
    shop.buy(&[(1, 5)]).unwrap();
    let safety =
        |units_kept| SettingsPatch { safety_stock: Some(units(units_kept)), ..SettingsPatch::default() };
    let refused = shop.set(1, safety(UNITS_MAX));
    assert_eq!(refused, refusal("quantity-overflow", "/attributes/safetyStock"));
    shop.set(1, safety(UNITS_MAX - 5)).unwrap();
    assert_eq!(shop.inventory(1).available(), -UNITS_MAX);
    assert_eq!(
        shop.inventory(1).settings,
        Settings { safety_stock: units(UNITS_MAX - 5), ..settings(Policy::Untracked, None, 0) }
    );
}
