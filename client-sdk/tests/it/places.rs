//! Typed calls about locations.

use catalog_core::{
    api::instant::UnixMillis,
    product::{Currency, Money, Name, ProductAttributes, ProductId, Sku},
};
use client_sdk::{
    List, block_on,
    exchange::{NewAdjustment, NewInventory, NewLocation, NewPurchase, NewReturn, NewTransfer},
};
use stock_core::model::{
    AdjustmentAction, Allocation, Inventory, LevelId, LocationId, LocationPatch, Movement, Passage, Priority,
    PurchaseOrder, Quantity, ReturnLine, TransferLine, TransferStatus, Units,
};

use crate::shop::client;

#[test]
fn what_is_asked_for_by_types_is_done_and_read_back() {
    let client = client();
    let units = |units| Quantity::new(units).unwrap();
    let price = Money::new(950, Currency::parse("EUR").unwrap()).unwrap();
    let (sku, name) = (Sku::new("CUP-1").unwrap(), Name::new("Cup").unwrap());
    let attributes = ProductAttributes::new(sku, name, price);
    let product: ProductId = block_on(client.create_product(None, &attributes)).unwrap().id;
    block_on(client.create_inventory(&NewInventory::new(product, Units::new(5).unwrap()))).unwrap();

    let new = NewLocation { priority: Priority::new(9).unwrap(), ..NewLocation::new("Warehouse") };
    let place = block_on(client.create_location(&new)).unwrap();
    assert_eq!((&*place.name, place.priority.get(), place.active, place.version), ("Warehouse", 9, true, 1));
    let patch = LocationPatch { name: Some("Cellar".into()), ..LocationPatch::default() };
    let renamed = block_on(client.update_location(place.id, &patch)).unwrap();
    assert_eq!(block_on(client.get_location(place.id)).unwrap(), renamed);
    let listed = block_on(client.list_locations(&List::new())).unwrap();
    assert_eq!(listed.items.iter().map(|place| place.id).collect::<Vec<_>>(), [LocationId::Main, place.id]);

    let expected_at = UnixMillis::parse("2030-05-01T08:00:00Z");
    let announce = AdjustmentAction::Announce { quantity: units(4), expected_at };
    for action in [announce, AdjustmentAction::Arrive(units(3)), AdjustmentAction::GiveUp(units(1))] {
        let new = NewAdjustment { location: place.id, ..NewAdjustment::new(product, action, "by hand") };
        let made = block_on(client.create_adjustment(&new)).unwrap();
        assert_eq!((made.action, made.location), (action, place.id));
        assert_eq!(block_on(client.get_adjustment(made.id)).unwrap(), made);
    }

    let passage = Passage::new(LocationId::Main, place.id).unwrap();
    let new = NewTransfer {
        expected_at,
        ..NewTransfer::new(passage, [TransferLine { product, quantity: units(2) }])
    };
    let sent = block_on(client.create_transfer(&new)).unwrap();
    assert_eq!(
        (sent.status, sent.passage, sent.expected_at),
        (TransferStatus::Shipped, passage, expected_at)
    );
    let received = block_on(client.update_transfer(sent.id, TransferStatus::Received)).unwrap();
    assert_eq!(block_on(client.get_transfer(sent.id)).unwrap(), received);
    assert_eq!(block_on(client.list_transfers(&List::new())).unwrap().items, [received]);

    let near = Allocation::Nearest(vec![place.id]);
    let line = PurchaseOrder { product, location: None, quantity: units(6) };
    let new = NewPurchase { allocation: Some(near), ..NewPurchase::new([line]) };
    let bought = block_on(client.create_purchase(&new)).unwrap();
    let taken: Vec<_> = bought.lines.iter().map(|line| (line.location, line.quantity.get())).collect();
    assert_eq!(taken, [(place.id, 5), (LocationId::Main, 1)]);
    let back = NewReturn {
        purchase: Some(bought.id),
        location: Some(LocationId::Main),
        ..NewReturn::new([ReturnLine { product, quantity: units(1) }])
    };
    let back = block_on(client.create_return(&back)).unwrap();
    assert_eq!(back.location, Some(LocationId::Main));
    assert_eq!(block_on(client.get_return(back.id)).unwrap(), back);

    let level = block_on(client.get_level(LevelId::new(product, LocationId::Main))).unwrap();
    assert_eq!(level.buckets.sellable, 3);
    let inventory = block_on(client.get_inventory(product)).unwrap();
    assert_eq!(inventory.places.iter().collect::<Vec<_>>(), [LocationId::Main, place.id]);
    let there = List::<Inventory>::new().filter("filter[location]", place.id);
    assert_eq!(block_on(client.list_inventory(&there)).unwrap().items, [inventory]);
    let levels = block_on(client.list_levels(&List::new())).unwrap().items;
    assert_eq!(levels.iter().map(|level| level.buckets.on_hand()).sum::<i64>(), 3);
    let journal = block_on(client.list_movements(&List::<Movement>::new())).unwrap().items;
    let ends: Vec<_> = journal.iter().filter_map(|movement| movement.destination).collect();
    assert_eq!(ends, [place.id]);
}
