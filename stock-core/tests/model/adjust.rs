//! Receiving, correcting, counting, setting aside and writing off.

use std::sync::Arc;

use stock_core::model::{
    AdjustmentAction::{self, Correct, Count, Quarantine, Receive, Restore, WriteOff},
    Bucket, Buckets, Command, Difference, LocationId, Movement, MovementKind, Policy, StockPile, UNITS_MAX,
};
use uuid::Uuid;

use crate::shop::{Shop, product, quantity, refusal, settings, units};

fn difference(units: i64) -> Difference {
    Difference::new(units).unwrap()
}

fn count(counted: i64, expected: Option<i64>) -> AdjustmentAction {
    Count { counted: units(counted), expected }
}

/// A shop with 5 units for sale and 2 set aside, and what an action moves in it.
fn moved(action: AdjustmentAction) -> (Option<(MovementKind, Bucket, Bucket, i64)>, Buckets) {
    let mut shop = Shop::with(&[(1, 7)]);
    shop.adjust(1, Quarantine(quantity(2))).unwrap();
    let change = shop.adjust(1, action).unwrap();
    let told = |movement: &Movement| (movement.kind, movement.from, movement.to, movement.quantity.get());
    (change.movements.first().map(told), shop.level(1))
}

fn level(sellable: i64, unavailable: i64) -> Buckets {
    Buckets { sellable, unavailable, ..Buckets::default() }
}

#[test]
fn each_action_moves_between_its_buckets() {
    use Bucket::{Correction, Loss, Sellable, Supplier, Unavailable};
    use MovementKind::{
        Adjust, Quarantine as SetAside, Receive as Received, Restore as PutBack, WriteOff as Lost,
    };
    for (action, movement, after) in [
        (Receive(quantity(3)), (Received, Supplier, Sellable, 3), level(8, 2)),
        (Correct(difference(3)), (Adjust, Correction, Sellable, 3), level(8, 2)),
        (Correct(difference(-5)), (Adjust, Sellable, Correction, 5), level(0, 2)),
        (count(9, Some(7)), (Adjust, Correction, Sellable, 2), level(7, 2)),
        (count(0, None), (Adjust, Sellable, Correction, 7), level(-2, 2)),
        (WriteOff(quantity(5), StockPile::Sellable), (Lost, Sellable, Loss, 5), level(0, 2)),
        (WriteOff(quantity(2), StockPile::Unavailable), (Lost, Unavailable, Loss, 2), level(5, 0)),
        (Quarantine(quantity(1)), (SetAside, Sellable, Unavailable, 1), level(4, 3)),
        (Restore(quantity(2)), (PutBack, Unavailable, Sellable, 2), level(7, 0)),
    ] {
        assert_eq!(moved(action), (Some(movement), after), "{action:?}");
    }
}

#[test]
fn no_action_but_a_count_takes_what_is_not_there() {
    let mut shop = Shop::with(&[(1, 7)]);
    shop.adjust(1, Quarantine(quantity(2))).unwrap();
    for action in [
        Correct(difference(-6)),
        WriteOff(quantity(6), StockPile::Sellable),
        WriteOff(quantity(3), StockPile::Unavailable),
        Quarantine(quantity(6)),
        Restore(quantity(3)),
    ] {
        let refused = shop.adjust(1, action);
        assert_eq!(refused, refusal("insufficient-stock", "/attributes/quantity"), "{action:?}");
    }
    assert_eq!(shop.level(1), level(5, 2));
}

#[test]
fn safety_stock_can_be_written_off() {
    let mut shop = Shop::under(settings(Policy::Deny, None, 5), &[(1, 5)]);
    shop.adjust(1, WriteOff(quantity(5), StockPile::Sellable)).unwrap();
    assert_eq!(shop.inventory(1).available(), -5);
}

#[test]
fn a_count_without_difference_is_kept_and_told() {
    let mut shop = Shop::with(&[(1, 7)]);
    let change = shop.adjust(1, count(7, Some(7))).unwrap();
    assert!(change.movements.is_empty());
    assert_eq!(change.events.len(), 1);
    assert_eq!(change.events[0].movement, None);
    assert_eq!(change.adjustment.map(|adjustment| adjustment.version), Some(2));
    assert_eq!(shop.inventory(1).version, 2);
}

#[test]
fn a_count_of_what_changed_meanwhile_is_stale() {
    let mut shop = Shop::with(&[(1, 7)]);
    shop.buy(&[(1, 1)]).unwrap();
    assert_eq!(shop.adjust(1, count(9, Some(7))), refusal("count-stale", "/attributes/expected"));
    assert_eq!(shop.inventory(1).on_hand(), 6);
}

#[test]
fn a_count_finds_what_is_committed_too() {
    let mut shop = Shop::with(&[(1, 5)]);
    shop.buy_later(&[(1, 4)]).unwrap();
    shop.adjust(1, count(3, Some(5))).unwrap();
    assert_eq!(shop.level(1), Buckets { sellable: -1, committed: 4, ..Buckets::default() });
    assert_eq!(
        shop.buy(&[(1, 1)]),
        refusal("insufficient-stock", "/attributes/lines/0/quantity"),
        "nothing is sold until that is cured"
    );
    shop.adjust(1, Receive(quantity(2))).unwrap();
    shop.buy(&[(1, 1)]).unwrap();
}

#[test]
fn figures_stay_in_range() {
    let mut shop = Shop::with(&[(1, UNITS_MAX)]);
    let overflow = |pointer| refusal("quantity-overflow", pointer);
    assert_eq!(shop.adjust(1, Receive(quantity(1))), overflow("/attributes/quantity"));
    assert_eq!(shop.adjust(1, Correct(difference(1))), overflow("/attributes/quantity"));
    let mut sold = Shop::under(settings(Policy::Untracked, None, 0), &[(1, 0)]);
    sold.give(&[(1, UNITS_MAX)]).unwrap();
    assert_eq!(sold.adjust(1, count(1, None)), overflow("/attributes/counted"), "no movement is that large");
    sold.adjust(1, count(0, None)).unwrap();
    shop.open(1, 0);
    let too_many = shop.adjust_at(1, 1, count(1, None));
    assert_eq!(too_many, overflow("/attributes/counted"), "both places together");
}

#[test]
fn every_fault_of_an_adjustment_is_told() {
    let mut shop = Shop::with(&[(1, 7)]);
    let mut command = shop.adjustment(1, Receive(quantity(1)));
    shop.run(&Command::CreateAdjustment(command.clone())).unwrap();
    command.product = product(2);
    command.location = LocationId::Other(Uuid::from_u128(9));
    let refused = shop.run(&Command::CreateAdjustment(command)).unwrap_err();
    let expected = [
        ("id-taken", "/id"),
        ("location-not-found", "/relationships/location"),
        ("inventory-not-initialised", "/relationships/product"),
    ];
    assert_eq!(refused, expected.map(|(code, pointer)| (code, pointer.to_owned())));
}

#[test]
fn a_movement_says_why() {
    let mut shop = Shop::with(&[(1, 7)]);
    let command = shop.adjustment(1, Receive(quantity(1)));
    let change = shop.run(&Command::CreateAdjustment(command.clone())).unwrap();
    let movement = &change.movements[0];
    assert_eq!(
        (movement.reason.as_ref(), movement.reference.as_ref()),
        (Some(&command.reason), command.reference.as_ref())
    );
    assert_eq!((movement.group, &movement.actor), (command.id.into(), &Arc::from("owner")));
}
