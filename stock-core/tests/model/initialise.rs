//! Beginning to keep stock.

use stock_core::model::{
    Bucket, Command, InitialiseInventory, MovementKind, Policy, Seen, Settings, Sighting, StockEventKind,
    UNITS_MAX,
};

use crate::shop::{Shop, initialise, product, refusal, settings, units};

#[test]
fn a_beginning_with_units_is_a_receive() {
    let mut shop = Shop::default();
    let change = shop.run(&initialise(1, 5, Settings::default())).unwrap();
    let [movement] = &change.movements[..] else { panic!("one movement: {change:?}") };
    assert_eq!((movement.seq, movement.kind, movement.quantity.get()), (1, MovementKind::Receive, 5));
    assert_eq!((movement.from, movement.to), (Bucket::Supplier, Bucket::Sellable));
    assert_eq!(movement.reason.as_deref(), Some("initial"));
    assert_eq!(movement.group, product(1).into());
    let [event] = &change.events[..] else { panic!("one event: {change:?}") };
    assert_eq!((event.seq, event.kind), (1, StockEventKind::Changed));
    assert_eq!(event.movement, Some((1, MovementKind::Receive)));
    assert_eq!(event.level, shop.inventory(1));
    assert_eq!((shop.inventory(1).version, shop.inventory(1).on_hand()), (1, 5));
}

#[test]
fn a_beginning_with_nothing_is_told_without_a_movement() {
    let mut shop = Shop::default();
    let change = shop.run(&initialise(1, 0, Settings::default())).unwrap();
    assert!(change.movements.is_empty());
    assert_eq!(change.events.iter().map(|event| event.movement).collect::<Vec<_>>(), [None]);
    assert_eq!((shop.inventory(1).version, shop.inventory(1).on_hand()), (1, 0));
}

#[test]
fn any_product_that_exists_may_have_stock() {
    let begin = |seen| {
        Shop::default().run(&Command::InitialiseInventory(InitialiseInventory {
            product: product(1),
            sighting: Sighting { seen, cached: true },
            quantity: units(3),
            settings: Settings::default(),
        }))
    };
    let change = begin(Seen::NotForSale).unwrap();
    assert!(change.movements.iter().all(|movement| movement.cached), "the journal says how it was known");
    assert_eq!(begin(Seen::Unknown), refusal("product-not-found", "/relationships/product"));
}

#[test]
fn stock_begins_once() {
    let mut shop = Shop::with(&[(1, 5)]);
    let again = shop.run(&initialise(1, 9, Settings::default()));
    assert_eq!(again, refusal("inventory-exists", "/relationships/product"));
    assert_eq!(shop.inventory(1).on_hand(), 5);
}

#[test]
fn the_largest_figures_fit() {
    let settings = settings(Policy::Backorder, Some(UNITS_MAX), UNITS_MAX);
    let shop = Shop::under(settings, &[(1, 0), (2, UNITS_MAX)]);
    assert_eq!((shop.inventory(1).available(), shop.inventory(1).purchasable()), (-UNITS_MAX, Some(0)));
    assert_eq!((shop.inventory(2).available(), shop.inventory(2).purchasable()), (0, Some(UNITS_MAX)));
}
