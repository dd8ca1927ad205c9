//! Buying by a reservation: what a purchase takes of it, and what whoever holds units may have.

use std::sync::Arc;

use stock_core::{
    error::StockError,
    model::{
        AdjustmentAction, Command, CreatePurchase, Fulfilment, Lines, MovementKind, Policy, Purchase,
        ReservationId, ReservationStatus, SettingsPatch, Stamp, decide,
    },
};

use crate::{
    history::arranged,
    reservations::{figures, kinds, lines},
    shop::{Shop, location, product, quantity, refusal, settings, units},
};

#[test]
fn a_purchase_takes_what_is_held_and_lets_the_rest_go() {
    let mut shop = Shop::with(&[(1, 4), (2, 2)]);
    let held = shop.reserve("ana", &[(1, 3), (2, 2)]).unwrap();
    let order = shop.order(&[(1, 2)], Fulfilment::Later);
    let order = CreatePurchase { reservation: Some(held.id), ..order };
    let change = shop.run(&Command::CreatePurchase(order)).unwrap();
    assert_eq!(
        kinds(&change),
        [(MovementKind::Release, 1), (MovementKind::Release, 2), (MovementKind::Commit, 2)]
    );
    let after = shop.reservation(held.id);
    assert_eq!((after.status, lines(&after)), (ReservationStatus::Committed, vec![(3, 0, 2), (2, 0, 0)]));
    assert_eq!((figures(&shop, 1), shop.level(1).committed, figures(&shop, 2)), ((2, 0), 2, (2, 0)));
    let again = shop.commit(held.id, &[(1, 1)]);
    assert_eq!(again, refusal("reservation-not-active", "/relationships/reservation"));
    let none = shop.commit(ReservationId(uuid::Uuid::nil()), &[(1, 1)]);
    assert_eq!(none, refusal("reservation-not-found", "/relationships/reservation"));
}

#[test]
fn what_is_bought_beyond_the_hold_is_bought_by_the_rules() {
    let mut shop = Shop::under(settings(Policy::Deny, None, 1), &[(1, 6)]);
    let held = shop.reserve("ana", &[(1, 3)]).unwrap();
    assert_eq!(
        shop.commit(held.id, &[(1, 6)]),
        refusal("insufficient-stock", "/attributes/lines/0/quantity")
    );
    let bought = shop.commit(held.id, &[(1, 5)]).unwrap();
    assert_eq!(from(&bought), Some(ReservationStatus::Committed));
    assert_eq!((figures(&shop, 1), lines(&shop.reservation(held.id))), ((1, 0), vec![(3, 0, 3)]));
}

/// What a purchase says of the reservation that it named.
pub(crate) fn from(purchase: &Purchase) -> Option<ReservationStatus> {
    purchase.bought_from.map(|from| from.status)
}

/// A safety stock that was raised meanwhile does not take back what was promised.
#[test]
fn what_is_held_is_sold_whatever_the_rules_say_by_then() {
    let mut shop = Shop::with(&[(1, 3)]);
    let held = shop.reserve("ana", &[(1, 2)]).unwrap();
    shop.set(1, SettingsPatch { safety_stock: Some(units(9)), ..SettingsPatch::default() }).unwrap();
    shop.commit(held.id, &[(1, 2)]).unwrap();
    assert_eq!(figures(&shop, 1), (1, 0));
}

#[test]
fn a_purchase_that_comes_too_late_tries_what_is_free_and_says_so() {
    let mut shop = Shop::with(&[(1, 3)]);
    let held = shop.reserve("ana", &[(1, 2)]).unwrap();
    shop.wait(60_000);
    let bought = shop.commit(held.id, &[(1, 2)]).unwrap();
    assert_eq!(from(&bought), Some(ReservationStatus::Expired));
    let after = shop.reservation(held.id);
    assert_eq!((after.status, lines(&after)), (ReservationStatus::Expired, vec![(2, 0, 0)]));
    let short = shop.commit(held.id, &[(1, 2)]);
    assert_eq!(short, refusal("insufficient-stock", "/attributes/lines/0/quantity"));
    let other = shop.reserve("ana", &[(1, 1)]).unwrap();
    let unnamed = shop.give(&[(1, 1)]);
    assert!(unnamed.is_err(), "only the one who names it gets what is held");
    assert_eq!(from(&shop.commit(other.id, &[(1, 1)]).unwrap()), Some(ReservationStatus::Committed));
}

#[test]
fn a_purchase_of_something_else_ends_the_reservation_as_released() {
    let mut shop = Shop::with(&[(1, 3), (2, 1)]);
    let held = shop.reserve("ana", &[(1, 2)]).unwrap();
    let bought = shop.commit(held.id, &[(2, 1)]).unwrap();
    assert_eq!(from(&bought), Some(ReservationStatus::Released));
    assert_eq!((figures(&shop, 1), shop.reservation(held.id).status), ((3, 0), ReservationStatus::Released));
}

#[test]
fn what_is_held_at_several_places_is_taken_in_turn() {
    let mut shop = Shop::with(&[(1, 2)]);
    shop.open(1, 1);
    shop.adjust_at(1, 1, AdjustmentAction::Receive(quantity(4))).unwrap();
    let held = shop.reserve("ana", &[(1, 6)]).unwrap();
    assert_eq!(lines(&held), [(2, 2, 0), (4, 4, 0)]);
    shop.commit(held.id, &[(1, 5)]).unwrap();
    assert_eq!(lines(&shop.reservation(held.id)), [(2, 0, 2), (4, 0, 3)]);
    assert_eq!((shop.level_at(0, 1).sellable, shop.level_at(1, 1).sellable), (0, 1));
}

/// Why a purchase of these lines by a reservation is refused.
fn shortages(
    shop: &mut Shop,
    reservation: ReservationId,
    asked: &[(u8, Option<u8>, i64)],
) -> Vec<StockError> {
    let plain: Vec<_> = asked.iter().map(|(number, _, units)| (*number, *units)).collect();
    let order = arranged(&shop.order(&plain, Fulfilment::Now), |orders| {
        for (order, (_, place, _)) in orders.iter_mut().zip(asked) {
            order.location = place.map(location);
        }
    });
    let command = Command::CreatePurchase(CreatePurchase { reservation: Some(reservation), ..order });
    let stamp = Stamp { at: shop.now(), actor: Arc::from("owner") };
    let refusals = decide(&shop.state, &command, &stamp).unwrap_err();
    refusals.into_iter().map(|refusal| refusal.error).collect()
}

/// Whoever holds units is told of what he may have: what is free, and what he holds of that product.
#[test]
fn what_may_be_had_counts_what_is_held() {
    let mut shop = Shop::with(&[(1, 5), (2, 9)]);
    let held = shop.reserve("ana", &[(1, 2), (2, 3)]).unwrap();
    let short = StockError::InsufficientStock { product: product(1), requested: 9, purchasable: 5 };
    assert_eq!(shortages(&mut shop, held.id, &[(1, None, 9), (2, None, 3)]), [short]);
}

#[test]
fn what_may_be_had_at_a_place_counts_what_is_held_there() {
    let mut shop = Shop::with(&[(1, 9)]);
    shop.open(1, 1);
    shop.adjust_at(1, 1, AdjustmentAction::Receive(quantity(3))).unwrap();
    let mut command = shop.hold("ana", &[(1, 2), (1, 1)], None);
    let mut orders = command.lines.as_slice().to_vec();
    (orders[0].location, orders[1].location) = (Some(location(0)), Some(location(1)));
    command.lines = Lines::new(orders).unwrap();
    let id = command.id;
    shop.run(&Command::CreateReservation(command)).unwrap();
    let (product, location) = (product(1), location(1));
    let short = StockError::LocationShort { product, location, requested: 6, purchasable: 3 };
    assert_eq!(shortages(&mut shop, id, &[(1, Some(1), 6), (1, Some(0), 2)]), [short]);
}
