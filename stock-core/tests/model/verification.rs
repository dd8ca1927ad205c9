//! What the verifier says of journals that were tampered with.

use stock_core::model::{
    AdjustmentAction::{Quarantine, Receive},
    Bucket, Law, Level, LevelId, Movement, MovementKind, Policy, Purchase, ReservationId, ReservationStatus,
    SettingsPatch, TransferStatus, UNITS_MAX, Verdict,
};

use crate::shop::{Shop, location, product, quantity, units};

/// A shop where every law has something to look at.
fn busy() -> Shop {
    let mut shop = Shop::with(&[(1, 9), (2, 9)]);
    let bought = shop.buy(&[(1, 2)]).unwrap().id;
    shop.buy_later(&[(1, 3), (2, 1)]).unwrap();
    shop.take_back(Some(bought), &[(1, 1)]).unwrap();
    shop.adjust(2, Quarantine(quantity(2))).unwrap();
    shop
}

/// The laws that are broken after `tamper`, with the movement that breaks them.
fn broken(tamper: impl FnOnce(&mut Shop)) -> Vec<(Law, Option<u64>)> {
    let mut shop = busy();
    tamper(&mut shop);
    let verdicts = shop.verify();
    assert_eq!(verdicts.iter().map(|verdict| verdict.law).collect::<Vec<_>>(), Law::ALL);
    let is_broken = |verdict: &Verdict| (!verdict.holds).then_some((verdict.law, verdict.first_seq));
    verdicts.iter().filter_map(is_broken).collect()
}

fn movement(shop: &mut Shop, seq: usize) -> &mut Movement {
    &mut shop.journal[seq - 1]
}

fn purchase(shop: &mut Shop, place: usize) -> &mut Purchase {
    shop.state.purchases.values_mut().nth(place).unwrap()
}

#[test]
fn an_honest_journal_holds() {
    assert_eq!(broken(|_| {}), []);
    assert_eq!(Shop::default().verify().iter().filter(|verdict| !verdict.holds).count(), 0);
}

#[test]
fn a_lost_movement_shows() {
    let lost = broken(|shop| drop(shop.journal.remove(3)));
    assert_eq!(lost[0], (Law::GapFree, Some(5)));
    let laws: Vec<_> = lost.iter().map(|(law, _)| *law).collect();
    assert_eq!(laws, [Law::GapFree, Law::Replay, Law::Committed]);
}

#[test]
fn a_forged_quantity_shows() {
    let forged = broken(|shop| movement(shop, 3).quantity = quantity(8));
    assert_eq!(
        forged,
        [
            (Law::Conservation, Some(6)),
            (Law::NoOversell, Some(4)),
            (Law::Replay, Some(6)),
            (Law::HandedOver, Some(6))
        ]
    );
}

#[test]
fn a_movement_between_the_wrong_buckets_shows() {
    let wrong = broken(|shop| movement(shop, 7).from = Bucket::Reserved);
    assert!(wrong.contains(&(Law::WellFormed, Some(7))));
    assert!(wrong.contains(&(Law::NonNegative, Some(7))));
}

#[test]
fn a_figure_beyond_the_range_shows() {
    let beyond = broken(|shop| movement(shop, 1).quantity = quantity(UNITS_MAX));
    assert!(!beyond.iter().any(|(law, _)| *law == Law::InRange), "the largest figure is in range");
    let beyond = broken(|shop| {
        movement(shop, 1).quantity = quantity(UNITS_MAX);
        movement(shop, 3).kind = MovementKind::Receive;
        movement(shop, 3).from = Bucket::Supplier;
        movement(shop, 3).to = Bucket::Sellable;
    });
    assert!(beyond.contains(&(Law::InRange, Some(3))));
    let together = broken(|shop| {
        shop.open(1, 1);
        shop.adjust_at(1, 1, Receive(quantity(1))).unwrap();
        for seq in [1, 8] {
            movement(shop, seq).quantity = quantity(UNITS_MAX);
        }
    });
    assert!(together.contains(&(Law::InRange, Some(8))), "each place is in range, both together are not");
    let apart = broken(|shop| {
        shop.open(1, 1);
        for _ in 0..2 {
            shop.adjust_at(1, 1, Receive(quantity(2))).unwrap();
        }
        for seq in [3, 8] {
            movement(shop, seq).quantity = quantity(UNITS_MAX);
        }
    });
    assert!(apart.contains(&(Law::InRange, Some(9))), "one place is not, though both together are");
}

#[test]
fn a_row_that_is_not_the_sum_of_the_journal_shows() {
    let moved_inside = broken(|shop| {
        let inventory = shop.state.inventories.values_mut().next().unwrap();
        inventory.buckets.sellable -= 1;
        inventory.buckets.unavailable += 1;
    });
    assert_eq!(moved_inside, [(Law::Replay, Some(6))]);
    let lost = broken(|shop| assert!(shop.state.inventories.pop_last().is_some()));
    assert_eq!(lost, [(Law::Conservation, Some(7)), (Law::Replay, Some(7))]);
}

/// A busy shop with a second place: 2 units of product 1 are there, 1 is on its way.
fn with_places(tamper: impl FnOnce(&mut Shop)) -> Vec<(Law, Option<u64>)> {
    broken(|shop| {
        shop.open(1, 1);
        shop.send((0, 1), &[(1, 2)], TransferStatus::Received).unwrap();
        shop.send((0, 1), &[(1, 1)], TransferStatus::Shipped).unwrap();
        tamper(shop);
    })
}

fn level(shop: &mut Shop, place: u8) -> &mut Level {
    shop.state.levels.get_mut(&LevelId::new(product(1), location(place))).unwrap()
}

#[test]
fn a_level_that_is_not_the_sum_of_the_journal_shows() {
    assert_eq!(with_places(|_| {}), []);
    assert_eq!(with_places(|shop| level(shop, 1).buckets.sellable += 1), [(Law::Replay, Some(10))]);
    assert_eq!(with_places(|shop| level(shop, 0).in_transit += 1), [(Law::Replay, Some(10))]);
    let lost = with_places(|shop| {
        assert!(shop.state.levels.remove(&LevelId::new(product(1), location(1))).is_some());
    });
    assert_eq!(lost, [(Law::Replay, Some(10))]);
    let elsewhere = with_places(|shop| movement(shop, 8).destination = Some(location(2)));
    assert!(elsewhere.contains(&(Law::NonNegative, Some(9))), "{elsewhere:?}");
    assert!(elsewhere.contains(&(Law::Locations, Some(8))), "{elsewhere:?}");
}

#[test]
fn a_transfer_that_the_journal_does_not_know_shows() {
    let transfers = |shop: &Shop| shop.state.transfers.keys().copied().collect::<Vec<_>>();
    let dropped = with_places(|shop| {
        let last = transfers(shop)[1];
        drop(shop.state.transfers.remove(&last));
    });
    assert_eq!(dropped, [(Law::Transit, Some(10))]);
    let undone = with_places(|shop| {
        let first = transfers(shop)[0];
        shop.state.transfers.get_mut(&first).unwrap().status = TransferStatus::Shipped;
    });
    assert_eq!(undone, [(Law::Transit, Some(10))]);
}

#[test]
fn stock_where_none_is_kept_shows() {
    let closed = with_places(|shop| shop.state.locations.get_mut(&location(1)).unwrap().active = false);
    assert_eq!(closed, [(Law::Locations, Some(10))]);
    let forgotten = with_places(|shop| drop(shop.state.locations.remove(&location(1))));
    assert_eq!(forgotten, [(Law::Locations, Some(10))]);
    let emptied = broken(|shop| {
        shop.open(1, 1);
        for ends in [(0, 1), (1, 0)] {
            shop.send(ends, &[(1, 1)], TransferStatus::Received).unwrap();
        }
        shop.activate(1, false).unwrap();
    });
    assert_eq!(emptied, [], "where there was stock once there may be none now");
}

#[test]
fn a_purchase_that_the_journal_does_not_know_shows() {
    let dropped = broken(|shop| drop(shop.state.purchases.pop_last()));
    assert_eq!(dropped, [(Law::Committed, Some(6))]);
    let grown = broken(|shop| purchase(shop, 0).lines[0].quantity = quantity(3));
    assert_eq!(grown, [(Law::HandedOver, Some(6))]);
}

#[test]
fn a_return_that_is_not_kept_shows() {
    assert_eq!(broken(|shop| shop.returns.clear()), [(Law::Returned, Some(6))]);
    let of_no_purchase = broken(|shop| {
        shop.take_back(None, &[(2, 1)]).unwrap();
        shop.returns.pop();
    });
    assert_eq!(of_no_purchase, [(Law::Returned, Some(8))]);
}

#[test]
fn a_purchase_that_miscounts_what_came_back_shows() {
    let noted = |shop: &mut Shop, place, back| purchase(shop, place).lines[0].returned = units(back);
    assert_eq!(broken(|shop| noted(shop, 0, 2)), [(Law::Returned, Some(6))], "one came back");
    let of_an_open_one = broken(|shop| {
        noted(shop, 0, 0);
        noted(shop, 1, 1);
    });
    assert_eq!(of_an_open_one, [(Law::Returned, Some(6))]);
}

#[test]
fn settings_beyond_the_range_show() {
    let beyond = broken(|shop| {
        shop.set(1, SettingsPatch { policy: Some(Policy::Untracked), ..SettingsPatch::default() }).unwrap();
        shop.give(&[(1, 9)]).unwrap();
        let inventory = shop.state.inventories.values_mut().next().unwrap();
        inventory.settings.safety_stock = units(UNITS_MAX);
    });
    assert_eq!(beyond, [(Law::InRange, Some(8))]);
}

#[test]
fn an_alert_out_of_step_shows() {
    let silent = broken(|shop| {
        let inventory = shop.state.inventories.values_mut().next().unwrap();
        inventory.alerts.out = true;
    });
    assert_eq!(silent, [(Law::Alerts, Some(6))]);
}

/// The shop of the other cases with a reservation that is held, and one that was bought from in part.
fn holding(shop: &mut Shop) -> [ReservationId; 2] {
    let bought = shop.reserve("ana", &[(2, 2)]).unwrap().id;
    shop.commit(bought, &[(2, 1)]).unwrap();
    [shop.reserve("ana", &[(1, 2)]).unwrap().id, bought]
}

#[test]
fn reservations_that_the_journal_does_not_know_show() {
    let honest = broken(|shop| {
        holding(shop);
    });
    assert_eq!(honest, []);
    let laws = |tamper: fn(&mut Shop, [ReservationId; 2])| -> Vec<Law> {
        let found = broken(|shop| {
            let ids = holding(shop);
            tamper(shop, ids);
        });
        found.into_iter().map(|(law, _)| law).collect()
    };
    let lost = laws(|shop, [held, _]| drop(shop.state.reservations.remove(&held)));
    assert_eq!(lost, [Law::Reserved, Law::Reservations]);
    let ended = laws(|shop, [held, _]| {
        shop.state.reservations.get_mut(&held).unwrap().status = ReservationStatus::Released;
    });
    assert_eq!(ended, [Law::Reservations], "it has ended and holds units");
    let unbought = laws(|shop, [_, bought]| {
        shop.state.reservations.get_mut(&bought).unwrap().lines[0].bought = units(0);
    });
    assert_eq!(unbought, [Law::Reservations]);
    let more = laws(|shop, [held, _]| {
        shop.state.reservations.get_mut(&held).unwrap().lines[0].held = units(9);
    });
    assert_eq!(more, [Law::Reserved, Law::Reservations]);
    let swapped = laws(|shop, [_, bought]| {
        let other = shop.reserve("ben", &[(2, 1)]).unwrap().id;
        shop.commit(other, &[(2, 1)]).unwrap();
        for (id, noted) in [(bought, 0), (other, 2)] {
            shop.state.reservations.get_mut(&id).unwrap().lines[0].bought = units(noted);
        }
    });
    assert_eq!(swapped, [Law::Reservations], "two bought of one, though the sums are right");
}
