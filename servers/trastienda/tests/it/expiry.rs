//! A reservation's end reaches those who only listen.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use catalog_core::{
    api::instant::UnixMillis,
    product::{Currency, Money, Name, ProductAttributes, Sku},
};
use client_sdk::{
    List, block_on,
    exchange::{NewInventory, NewReservation, Service},
    stream::{Feed, From},
};
use stock_core::model::{MovementKind, PurchaseOrder, Quantity, StockEvent, StockEventKind, Units};

use crate::shop::Shop;

const HELD: i64 = 700;
/// So late may the end be told.
const TOLD_MAX: Duration = Duration::from_secs(3);

fn now() -> UnixMillis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    UnixMillis::new(i64::try_from(since.as_millis()).unwrap())
}

#[test]
fn the_end_of_a_reservation_is_told_although_nobody_asks() {
    let shop = Shop::empty("sqlite");
    let client = shop.client();
    let price = Money::new(100, Currency::parse("EUR").unwrap()).unwrap();
    let mug = ProductAttributes::new(Sku::new("MUG").unwrap(), Name::new("Taza").unwrap(), price);
    let mug = block_on(client.create_product(None, &mug)).unwrap();
    block_on(client.create_inventory(&NewInventory::new(mug.id, Units::new(2).unwrap()))).unwrap();
    let line = PurchaseOrder { product: mug.id, location: None, quantity: Quantity::new(2).unwrap() };
    let ends = now().plus_millis(HELD);
    let hold = NewReservation { expires_at: Some(ends), ..NewReservation::new([line], "ana") };
    block_on(client.create_reservation(&hold)).unwrap();

    let listener = shop.client();
    let mut events =
        listener.follow(Feed::<StockEvent>::new(Service::Inventory, &List::new(), From::After(0)));
    let back = loop {
        let event = block_on(events.next()).unwrap();
        if event.kind == StockEventKind::Back {
            break event;
        }
    };
    assert_eq!((back.movement.map(|(_, cause)| cause), &*back.actor), (Some(MovementKind::Expire), "clock"));
    assert!(back.at >= ends, "not before its moment");
    assert!(now().millis_since(ends) < i64::try_from(TOLD_MAX.as_millis()).unwrap());
}
