//! Several locations: buying at one, allocation, transfers, what is on its way, and closing one.

use stock_core::model::{
    AdjustmentAction::{self, Announce, Arrive, Count, GiveUp, Receive, WriteOff},
    Allocation, Buckets, Command, CreatePurchase, CreateReturn, Fulfilment, Lines, LocationPatch,
    MovementKind, Policy, Priority, Purchase, PurchaseStatus, ReservationStatus, StockPile, TransferStatus,
    UpdateLocation, View,
};

use crate::{
    history::arranged,
    shop::{Refused, Shop, location, quantity, refusal, settings, units},
};

/// A shop with product 1 at places 0, 1, 2.
fn spread(held: [i64; 3]) -> Shop {
    let mut shop = Shop::with(&[(1, held[0])]);
    for (place, held) in [(1, held[1]), (2, held[2])] {
        shop.open(place, i64::from(place));
        if held > 0 {
            shop.adjust_at(place, 1, Receive(quantity(held))).unwrap();
        }
    }
    shop
}

fn buy(
    shop: &mut Shop,
    lines: &[(Option<u8>, i64)],
    allocation: Allocation,
) -> Result<Vec<(u8, i64)>, Refused> {
    let plain: Vec<_> = lines.iter().map(|(_, units)| (1, *units)).collect();
    let command = arranged(&shop.order(&plain, Fulfilment::Now), |orders| {
        for (order, (place, _)) in orders.iter_mut().zip(lines) {
            order.location = place.map(location);
        }
    });
    let command = Command::CreatePurchase(CreatePurchase { allocation, ..command });
    shop.run(&command).map(|change| taken(&change.purchase.unwrap()))
}

/// Where each line came from, and how many units.
fn taken(purchase: &Purchase) -> Vec<(u8, i64)> {
    let place = |id| (0..9).find(|place| location(*place) == id).unwrap();
    purchase.lines.iter().map(|line| (place(line.location), line.quantity.get())).collect()
}

fn held(shop: &Shop) -> [i64; 3] {
    [0, 1, 2].map(|place| shop.level_at(place, 1).sellable)
}

#[test]
fn a_line_buys_where_it_says() {
    let mut shop = spread([4, 3, 0]);
    assert_eq!(buy(&mut shop, &[(Some(1), 3)], Allocation::Priority), Ok(vec![(1, 3)]));
    assert_eq!(
        buy(&mut shop, &[(Some(1), 1)], Allocation::Priority),
        refusal("insufficient-stock", "/attributes/lines/0/quantity"),
        "there is more elsewhere, but not there"
    );
    assert_eq!(held(&shop), [4, 0, 0]);
}

#[test]
fn lines_that_name_a_location_come_first_wherever_they_stand() {
    for lines in [[(None, 4), (Some(1), 3)], [(Some(1), 3), (None, 4)]] {
        let mut shop = spread([4, 3, 0]);
        buy(&mut shop, &lines, Allocation::MostStock).unwrap();
        assert_eq!(held(&shop), [0, 0, 0]);
    }
}

#[test]
fn parts_at_one_location_are_one_line() {
    let mut shop = spread([4, 3, 0]);
    let lines = [(Some(0), 1), (None, 5)];
    assert_eq!(buy(&mut shop, &lines, Allocation::Priority), Ok(vec![(0, 4), (1, 2)]));
    assert_eq!(shop.journal.iter().filter(|movement| movement.kind == MovementKind::Purchase).count(), 2);
}

#[test]
fn each_strategy_takes_in_its_order() {
    let taken = |units, allocation| buy(&mut spread([2, 3, 4]), &[(None, units)], allocation).unwrap();
    assert_eq!(taken(4, Allocation::default()), [(2, 4)], "only one has them all");
    assert_eq!(taken(5, Allocation::default()), [(0, 2), (1, 3)]);
    assert_eq!(taken(4, Allocation::Priority), [(0, 2), (1, 2)]);
    assert_eq!(taken(5, Allocation::MostStock), [(2, 4), (1, 1)]);
    assert_eq!(taken(4, Allocation::Nearest(vec![location(1)])), [(1, 3), (0, 1)]);
}

#[test]
fn safety_stock_is_of_all_locations_together() {
    let mut shop = spread([2, 3, 0]);
    let patch = stock_core::model::SettingsPatch { safety_stock: Some(units(2)), ..Default::default() };
    shop.set(1, patch).unwrap();
    let refused = refusal("insufficient-stock", "/attributes/lines/0/quantity");
    assert_eq!(buy(&mut shop, &[(None, 4)], Allocation::Priority), refused);
    assert_eq!(buy(&mut shop, &[(Some(1), 3)], Allocation::Priority), Ok(vec![(1, 3)]));
}

#[test]
fn what_is_owed_is_owed_by_the_main_location() {
    let mut shop = spread([1, 2, 0]);
    let patch = stock_core::model::SettingsPatch { policy: Some(Policy::Backorder), ..Default::default() };
    shop.set(1, patch).unwrap();
    assert_eq!(
        buy(&mut shop, &[(None, 7)], Allocation::Nearest(vec![location(1)])),
        Ok(vec![(1, 2), (0, 5)])
    );
    assert_eq!(held(&shop), [-4, 0, 0]);
    assert_eq!(
        buy(&mut shop, &[(Some(1), 2)], Allocation::Priority),
        Ok(vec![(1, 2)]),
        "named, so owed there"
    );
    assert_eq!(held(&shop), [-4, -2, 0]);
}

#[test]
fn goods_come_back_to_where_they_were_bought_from() {
    let mut shop = spread([2, 3, 0]);
    let command = shop.order(&[(1, 5)], Fulfilment::Now);
    let bought = command.id;
    shop.run(&Command::CreatePurchase(command)).unwrap();
    shop.take_back(Some(bought), &[(1, 3)]).unwrap();
    assert_eq!(held(&shop), [2, 1, 0], "line after line");
    let command = CreateReturn {
        location: Some(location(2)),
        ..shop.return_of(Some(bought), &[(1, 1)], StockPile::Unavailable)
    };
    shop.run(&Command::CreateReturn(command)).unwrap();
    assert_eq!(shop.level_at(2, 1).unavailable, 1, "where it is said");
    shop.activate(1, false).unwrap_err();
    shop.adjust_at(1, 1, WriteOff(quantity(1), StockPile::Sellable)).unwrap();
    shop.activate(1, false).unwrap();
    shop.take_back(Some(bought), &[(1, 1)]).unwrap();
    assert_eq!(held(&shop), [3, 0, 0], "a place that is closed takes nothing");
}

#[test]
fn what_is_cancelled_goes_back_to_where_it_was() {
    let mut shop = spread([1, 3, 0]);
    let bought = shop.buy_later(&[(1, 4)]).unwrap();
    assert_eq!(taken(&bought), [(0, 1), (1, 3)]);
    assert_eq!(shop.level_at(1, 1), Buckets { committed: 3, ..Buckets::default() });
    shop.advance(bought.id, PurchaseStatus::Cancelled).unwrap();
    assert_eq!(held(&shop), [1, 3, 0]);
}

#[test]
fn a_transfer_is_on_its_way_until_it_is_received() {
    let mut shop = spread([4, 0, 0]);
    let sent = shop.send((0, 1), &[(1, 1), (1, 2)], TransferStatus::Shipped).unwrap();
    assert_eq!(sent.lines.len(), 1, "lines of one product are one");
    assert_eq!((held(&shop), shop.level_at(1, 1).incoming), ([1, 0, 0], 3));
    assert_eq!(shop.inventory(1).on_hand(), 1);
    let taken = refusal("insufficient-stock", "/attributes/quantity");
    assert_eq!(shop.adjust_at(1, 1, Arrive(quantity(1))), taken, "it is no delivery of a supplier");
    shop.deliver(sent.id, TransferStatus::Received).unwrap();
    assert_eq!((held(&shop), shop.level_at(1, 1).incoming), ([1, 3, 0], 0));
    let conflict = refusal("transfer-status-conflict", "/attributes/status");
    assert_eq!(shop.deliver(sent.id, TransferStatus::Shipped), conflict);
    assert_eq!(
        shop.send((0, 1), &[(1, 2)], TransferStatus::Shipped),
        refusal("insufficient-stock", "/attributes/lines/0/quantity")
    );
}

#[test]
fn counts_are_of_one_location() {
    let mut shop = spread([4, 3, 0]);
    let count = |counted, expected| Count { counted: units(counted), expected: Some(expected) };
    assert_eq!(shop.adjust_at(1, 1, count(2, 7)), refusal("count-stale", "/attributes/expected"));
    shop.adjust_at(1, 1, count(2, 3)).unwrap();
    assert_eq!(held(&shop), [4, 2, 0]);
    // One place owes, another has: the whole is what may be sold, from where it is.
    shop.adjust_at(1, 1, AdjustmentAction::Quarantine(quantity(2))).unwrap();
    shop.adjust_at(1, 1, count(1, 2)).unwrap();
    assert_eq!(held(&shop), [4, -1, 0]);
    assert_eq!(shop.inventory(1).purchasable(), Some(3));
    assert_eq!(buy(&mut shop, &[(None, 3)], Allocation::MostStock), Ok(vec![(0, 3)]));
}

#[test]
fn what_is_announced_arrives_or_is_given_up() {
    let mut shop = spread([1, 0, 0]);
    shop.adjust_at(1, 1, Announce { quantity: quantity(5), expected_at: None }).unwrap();
    assert_eq!(shop.level_at(1, 1), Buckets { incoming: 5, ..Buckets::default() });
    shop.adjust_at(1, 1, Arrive(quantity(3))).unwrap();
    assert_eq!(shop.activate(1, false), refusal("location-not-empty", "/attributes/active"));
    shop.adjust_at(1, 1, GiveUp(quantity(2))).unwrap();
    assert_eq!(shop.level_at(1, 1), Buckets { sellable: 3, ..Buckets::default() });
}

#[test]
fn a_closed_location_takes_and_gives_nothing() {
    fn inactive<T>(pointer: &str) -> Result<T, Refused> {
        refusal("location-inactive", pointer)
    }
    let mut shop = spread([4, 0, 0]);
    shop.activate(1, false).unwrap();
    assert_eq!(
        buy(&mut shop, &[(Some(1), 1)], Allocation::Priority),
        inactive("/attributes/lines/0/locationId")
    );
    assert_eq!(shop.adjust_at(1, 1, Receive(quantity(1))), inactive("/relationships/location"));
    let sent = shop.send((0, 1), &[(1, 1)], TransferStatus::Shipped);
    assert_eq!(sent, inactive("/relationships/to"));
    let sent = shop.send((1, 0), &[(1, 1)], TransferStatus::Shipped);
    assert_eq!(sent, inactive("/relationships/from"));
    assert_eq!(shop.activate(0, false), refusal("location-is-main", "/attributes/active"));
    assert_eq!(shop.activate(3, false), refusal("not-found", ""));
    let nothing = shop.activate(1, false).unwrap();
    assert_eq!(nothing.location, None, "it is so already");
}

#[test]
fn a_place_with_stock_is_renamed_and_moved_up() {
    let mut shop = spread([4, 3, 0]);
    for place in [0, 1] {
        let patch = LocationPatch {
            name: Some("Shop".into()),
            priority: Priority::new(7),
            ..LocationPatch::default()
        };
        let update = UpdateLocation { id: location(place), patch };
        let after = shop.run(&Command::UpdateLocation(update)).unwrap().location.unwrap();
        assert_eq!((&*after.name, after.priority.get(), after.active, after.version), ("Shop", 7, true, 2));
        assert_eq!(shop.state.location(after.id), Some(&after));
    }
}

#[test]
fn a_place_is_closed_although_nobody_wrote_what_is_due_there() {
    let mut shop = Shop::under(settings(Policy::Backorder, None, 0), &[(1, 0)]);
    shop.open(1, 1);
    let mut command = shop.hold("ana", &[(1, 2)], None);
    let mut orders = command.lines.as_slice().to_vec();
    orders[0].location = Some(location(1));
    command.lines = Lines::new(orders).unwrap();
    let held = command.id;
    shop.run(&Command::CreateReservation(command)).unwrap();
    assert_eq!(shop.activate(1, false), refusal("location-not-empty", "/attributes/active"));
    shop.wait(60_000);
    let change = shop.activate(1, false).unwrap();
    let kinds = change.movements.iter().map(|movement| movement.kind);
    assert!(kinds.eq([MovementKind::Expire]));
    assert_eq!(shop.reservation(held).status, ReservationStatus::Expired);
    assert_eq!(shop.level_at(1, 1), Buckets::default());
}

#[test]
fn untracked_stock_is_bought_anywhere() {
    let mut shop = Shop::under(settings(Policy::Untracked, None, 0), &[(1, 0)]);
    shop.open(1, 0);
    assert_eq!(buy(&mut shop, &[(Some(1), 2), (None, 1)], Allocation::default()), Ok(vec![(1, 2), (0, 1)]));
    assert_eq!(held(&shop), [-1, -2, 0]);
}
