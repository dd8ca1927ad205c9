//! Reservations: what they hold, how they end, and that time alone ends them.

use std::{collections::BTreeMap, sync::Arc};

use catalog_core::product::ProductId;
use proptest::prelude::*;
use stock_core::model::{
    Buckets, Change, Command, CreatePurchase, CreateReservation, Fulfilment, HoldLimit, Holds, Lines,
    MovementKind, Policy, PurchaseOrder, Reservation, ReservationLine, ReservationStatus, Seen, Sighting,
    Sightings, Stamp, StockEventKind, Tally, UpdateReservation, View, decide,
};

use crate::{
    claims::from,
    history::{after, forward_wishes, shop},
    shop::{RULES, Refused, Shop, money, product, quantity, refusal, settings},
};

/// `sellable` and `reserved` of a product.
pub(crate) fn figures(shop: &Shop, number: u8) -> (i64, i64) {
    let Buckets { sellable, reserved, .. } = shop.level(number);
    (sellable, reserved)
}

/// What a reservation's lines say: reserved, held, bought.
pub(crate) fn lines(reservation: &Reservation) -> Vec<(i64, i64, i64)> {
    let line = |line: &ReservationLine| (line.quantity.get(), line.held.get(), line.bought.get());
    reservation.lines.iter().map(line).collect()
}

pub(crate) fn kinds(change: &Change) -> Vec<(MovementKind, i64)> {
    change.movements.iter().map(|movement| (movement.kind, movement.quantity.get())).collect()
}

#[test]
fn what_is_held_is_not_for_sale() {
    let mut shop = Shop::with(&[(1, 5)]);
    let held = shop.reserve("ana", &[(1, 2), (1, 1)]).unwrap();
    assert_eq!((figures(&shop, 1), lines(&held)), ((2, 3), vec![(3, 3, 0)]), "lines are merged");
    assert_eq!(held.expires_at, held.at.plus_millis(RULES.usual_millis));
    assert_eq!(held.max_until, held.at.plus_millis(RULES.longest_millis));
    assert_eq!(shop.buy(&[(1, 3)]), refusal("insufficient-stock", "/attributes/lines/0/quantity"));
    assert_eq!(shop.reserve("ben", &[(1, 3)]), refusal("insufficient-stock", "/attributes/lines/0/quantity"));
    shop.buy(&[(1, 2)]).unwrap();
}

#[test]
fn it_holds_to_the_millisecond() {
    let mut shop = Shop::with(&[(1, 1)]);
    let held = shop.reserve("ana", &[(1, 1)]).unwrap();
    // Commands come a second apart.
    shop.wait(RULES.usual_millis - 1_001);
    assert_eq!(shop.buy(&[(1, 1)]), refusal("insufficient-stock", "/attributes/lines/0/quantity"));
    assert!(held.expires_at.millis_since(shop.now()) == 1 && shop.reservation(held.id).is_active());
    shop.wait(-999);
    let order = shop.order(&[(1, 1)], Fulfilment::Now);
    let change = shop.run(&Command::CreatePurchase(order)).unwrap();
    assert_eq!(shop.now(), held.expires_at);
    assert_eq!(kinds(&change), [(MovementKind::Expire, 1), (MovementKind::Purchase, 1)]);
    let actors: Vec<&str> = change.movements.iter().map(|movement| &*movement.actor).collect();
    assert_eq!(actors, ["clock", "owner"], "nobody asked for the expiry");
    assert_eq!(shop.reservation(held.id).status, ReservationStatus::Expired);
}

#[test]
fn a_refused_command_writes_no_expiry() {
    let mut shop = Shop::with(&[(1, 1)]);
    let held = shop.reserve("ana", &[(1, 1)]).unwrap();
    shop.wait(60_000);
    let before = shop.state.clone();
    assert!(shop.buy(&[(1, 2)]).is_err());
    assert_eq!((&shop.state, shop.reservation(held.id).is_active()), (&before, true));
}

#[test]
fn a_clock_that_goes_back_brings_nothing_back() {
    let mut shop = Shop::with(&[(1, 1)]);
    let held = shop.reserve("ana", &[(1, 1)]).unwrap();
    shop.wait(60_000);
    shop.sweep();
    shop.wait(-60_000);
    assert_eq!(shop.reservation(held.id).status, ReservationStatus::Expired);
    assert_eq!(shop.sweep(), Change::default());
    assert_eq!(shop.release(held.id), refusal("reservation-not-active", "/attributes/status"));
    shop.buy(&[(1, 1)]).unwrap();
}

#[test]
fn an_owner_does_not_stand_in_his_own_way() {
    let mut shop = Shop::with(&[(1, 3), (2, 3)]);
    let first = shop.reserve("ana", &[(1, 3), (2, 1)]).unwrap();
    assert!(shop.reserve("ben", &[(1, 1)]).is_err(), "another owner is");
    let second = shop.reserve("ana", &[(1, 2)]).unwrap();
    assert_eq!((figures(&shop, 1), figures(&shop, 2)), ((1, 2), (2, 1)));
    let first = shop.reservation(first.id);
    assert_eq!(lines(&first), [(3, 0, 0), (1, 1, 0)], "what the new one does not name is still held");
    assert!(first.is_active() && second.is_active());
    let third = shop.reserve("ana", &[(2, 3)]).unwrap();
    assert_eq!(shop.reservation(first.id).status, ReservationStatus::Released);
    assert_eq!(figures(&shop, 2), (0, 3));
    // One that is refused leaves what is held.
    assert!(shop.reserve("ana", &[(2, 4)]).is_err());
    assert!(shop.reservation(third.id).is_active());
}

#[test]
fn one_key_does_not_release_what_another_holds() {
    let mut shop = Shop::with(&[(1, 3)]);
    let held = shop.reserve("ana", &[(1, 2)]).unwrap();
    let command = shop.hold("ana", &[(1, 2)], None);
    let stamp = Stamp { at: shop.now(), actor: Arc::from("another key") };
    let refused = decide(&shop.state, &Command::CreateReservation(command), &stamp).unwrap_err();
    assert_eq!(refused[0].error.code().name, "insufficient-stock");
    assert!(shop.reservation(held.id).is_active());
}

#[test]
fn it_is_extended_up_to_a_bound() {
    let mut shop = Shop::with(&[(1, 2)]);
    let held = shop.reserve("ana", &[(1, 1)]).unwrap();
    let change = shop.extend(held.id, held.max_until).unwrap();
    assert_eq!((kinds(&change), change.events.len()), (vec![], 1), "the feed tells of it");
    let extended = shop.reservation(held.id);
    assert_eq!((extended.expires_at, extended.version), (held.max_until, change.events[0].seq));
    assert_eq!(shop.extend(held.id, held.max_until), Ok(Change::default()));
    for wrong in [held.max_until.plus_millis(1), held.expires_at] {
        assert_eq!(shop.extend(held.id, wrong), refusal("expiry-out-of-range", "/attributes/expiresAt"));
    }
    shop.wait(RULES.usual_millis);
    shop.sweep();
    assert!(shop.reservation(held.id).is_active(), "it is not due yet");
    shop.wait(60_000);
    let late = shop.extend(held.id, held.max_until.plus_millis(-1));
    assert_eq!(late, refusal("reservation-not-active", "/attributes/expiresAt"));
}

#[test]
fn a_moment_to_hold_until_is_neither_past_nor_too_far() {
    let mut shop = Shop::with(&[(1, 2)]);
    for (millis, fits) in
        [(0, false), (1, true), (RULES.longest_millis, true), (RULES.longest_millis + 1, false)]
    {
        let command = shop.hold("ana", &[(1, 1)], Some(millis));
        let held = shop.run(&Command::CreateReservation(command));
        assert_eq!(held.is_ok(), fits, "{millis}");
        if !fits {
            assert_eq!(held, refusal("expiry-out-of-range", "/attributes/expiresAt"));
        }
    }
    let mut command = shop.hold("ana", &[(1, 1)], None);
    command.rules.usual_millis = i64::MAX;
    let id = command.id;
    shop.run(&Command::CreateReservation(command)).unwrap();
    let held = shop.reservation(id);
    assert_eq!(held.expires_at, held.max_until, "what is usual is no longer than what is longest");
}

#[test]
fn nobody_hoards() {
    let mut shop = Shop::with(&[(1, 50), (2, 50), (3, 50)]);
    let limit = || refusal("reservation-limit", "/attributes/lines");
    assert_eq!(shop.reserve("ana", &[(1, 11)]), limit(), "units of one owner");
    shop.reserve("ana", &[(1, 10)]).unwrap();
    shop.reserve("ana", &[(1, 9)]).unwrap();
    assert_eq!(shop.reserve("ben", &[(2, 6)]), limit(), "units of one key");
    shop.reserve("ben", &[(2, 5)]).unwrap();
    assert_eq!(shop.reserve("ana", &[(3, 1)]), limit());
    // What is due does not count, although nobody has written that yet.
    shop.wait(RULES.longest_millis);
    for number in [1, 2, 3] {
        shop.reserve("ana", &[(number, 1)]).unwrap();
    }
    assert_eq!(shop.state.holds.of_owner(&Arc::from("owner"), &Arc::from("ana")).count(), 3);
    shop.run(&crate::shop::initialise(4, 5, settings(Policy::Deny, None, 0))).unwrap();
    assert_eq!(shop.reserve("ana", &[(4, 1)]), limit(), "reservations of one owner");
}

#[test]
fn what_is_due_on_other_products_is_held_no_more() {
    let mut shop = Shop::with(&[(1, 50), (2, 50), (3, 50)]);
    let due = shop.reserve("ana", &[(1, 10)]).unwrap();
    shop.reserve("ben", &[(2, 4)]).unwrap();
    // To the millisecond, and a second before the other one.
    shop.wait(due.expires_at.millis_since(shop.now()) - 1_000);
    shop.reserve("ana", &[(3, 10)]).unwrap();
    assert_eq!(shop.now(), due.expires_at);
    assert!(shop.reservation(due.id).is_active(), "nobody looked at its product");
    assert_eq!(shop.reserve("cleo", &[(3, 5)]), refusal("reservation-limit", "/attributes/lines"));
}

#[test]
fn one_that_expired_is_not_released_by_its_successor() {
    let mut shop = Shop::with(&[(1, 3)]);
    let first = shop.reserve("ana", &[(1, 2)]).unwrap();
    shop.wait(60_000);
    shop.reserve("ana", &[(1, 2)]).unwrap();
    assert_eq!(shop.reservation(first.id).status, ReservationStatus::Expired);
}

#[test]
fn what_a_reservation_lost_is_not_told_of_any_more() {
    let mut shop = Shop::with(&[(1, 3), (2, 3)]);
    let first = shop.reserve("ana", &[(1, 2), (2, 1)]).unwrap();
    shop.reserve("ana", &[(1, 1)]).unwrap();
    let change = shop.extend(first.id, first.max_until).unwrap();
    assert!(change.events.iter().map(|event| event.level.product).eq([product(2)]));
}

#[test]
fn a_status_is_only_released_by_a_request() {
    let mut shop = Shop::with(&[(1, 2)]);
    let held = shop.reserve("ana", &[(1, 1)]).unwrap();
    let mut becomes = |status| {
        let (status, expires_at) = (Some(status), None);
        let update = UpdateReservation { id: held.id, status, expires_at };
        shop.run(&Command::UpdateReservation(update)).map(|change| kinds(&change))
    };
    for status in [ReservationStatus::Committed, ReservationStatus::Expired] {
        assert_eq!(becomes(status), refusal("reservation-status-conflict", "/attributes/status"));
    }
    assert_eq!(becomes(ReservationStatus::Active), Ok(vec![]), "what was read is sent back");
    assert_eq!(becomes(ReservationStatus::Released), Ok(vec![(MovementKind::Release, 1)]));
    assert_eq!(becomes(ReservationStatus::Released), Ok(vec![]));
    assert_eq!(becomes(ReservationStatus::Active), refusal("reservation-not-active", "/attributes/status"));
}

#[test]
fn stock_that_comes_back_by_time_is_told() {
    let mut shop = Shop::with(&[(1, 1)]);
    shop.reserve("ana", &[(1, 1)]).unwrap();
    let out = shop.feed.last().unwrap();
    assert_eq!(out.kind, StockEventKind::Out);
    shop.wait(60_000);
    let told: Vec<_> = shop.sweep().events.into_iter().map(|event| (event.kind, event.movement)).collect();
    let cause = shop.journal.last().map(|movement| (movement.seq, movement.kind));
    assert_eq!(cause.map(|(_, kind)| kind), Some(MovementKind::Expire));
    assert_eq!(told, [(StockEventKind::Changed, cause), (StockEventKind::Back, cause)]);
    // Back and out again within one command is neither.
    shop.reserve("ana", &[(1, 1)]).unwrap();
    shop.wait(60_000);
    let seen = shop.feed.len();
    shop.reserve("ben", &[(1, 1)]).unwrap();
    assert!(shop.feed[seen..].iter().all(|event| event.kind == StockEventKind::Changed));
}

/// What a verdict says beside the numbers that sweeps take from the journal.
fn told(verdict: &Result<Change, Refused>) -> Result<Option<ReservationStatus>, Refused> {
    let change = verdict.as_ref().map_err(Clone::clone)?;
    Ok(change.purchase.as_ref().and_then(from))
}

/// Quantities, and what became of every reservation.
type Standing = (BTreeMap<ProductId, Buckets>, Vec<(ReservationStatus, Vec<(i64, i64, i64)>)>);

fn standing(shop: &Shop) -> Standing {
    let ends = shop.state.reservations.values().map(|reservation| (reservation.status, lines(reservation)));
    (shop.levels(), ends.collect())
}

proptest! {
    /// Whether anybody wrote what is due before changes neither a verdict nor a figure, as long as time goes on.
    #[test]
    fn sweeps_do_not_matter(wishes in forward_wishes()) {
        let (mut swept, mut lazy) = (Shop::default(), Shop::default());
        for wish in wishes {
            let (command, same) = (wish.command(&mut swept), wish.command(&mut lazy));
            prop_assert_eq!(&command, &same);
            // The sweep is of the moment at which the command will come.
            swept.wait(1_000);
            swept.sweep();
            swept.wait(-1_000);
            prop_assert_eq!(told(&swept.run(&command)), told(&lazy.run(&same)));
        }
        swept.sweep();
        lazy.sweep();
        prop_assert_eq!(standing(&swept), standing(&lazy));
    }

    /// To sweep now and later is to sweep later.
    #[test]
    fn two_sweeps_are_the_later_one(shop in shop(), first in 0..20_000_i64, then in 0..20_000_i64) {
        let (mut twice, mut once) = (shop.clone(), shop);
        twice.wait(first);
        twice.sweep();
        twice.wait(then);
        twice.sweep();
        once.wait(first + then);
        once.sweep();
        prop_assert_eq!(standing(&twice), standing(&once));
    }

    /// The index of active reservations is what the reservations say, and holds what the levels say.
    #[test]
    fn what_is_reserved_is_what_active_reservations_hold(shop in shop()) {
        let active = shop.state.reservations.values().filter(|reservation| reservation.is_active());
        prop_assert_eq!(&active.clone().collect::<Holds>(), &shop.state.holds);
        let mut held = BTreeMap::<ProductId, i64>::new();
        for line in active.flat_map(|reservation| &reservation.lines) {
            *held.entry(line.product).or_default() += line.held.get();
        }
        for (product, level) in shop.levels() {
            prop_assert_eq!(level.reserved, held.get(&product).copied().unwrap_or_default());
        }
    }

    /// What is held can be bought, whatever happened to the rules and to the rest of the stock meanwhile.
    #[test]
    fn a_hold_is_kept(shop in shop(), which in any::<prop::sample::Index>()) {
        let mut shop = shop;
        let next = shop.now().plus_millis(1_000);
        let held: Vec<_> = shop.state.holds.iter().filter(|it| it.expires_at > next).cloned().collect();
        if held.is_empty() {
            return Ok(());
        }
        let reservation = &held[which.index(held.len())];
        let free = Sighting::fresh(Seen::ForSale { price: money(0, "EUR"), version: 1 });
        let lines = reservation.lines.iter().filter(|line| line.held.get() > 0);
        let order = |line: &ReservationLine| PurchaseOrder {
            product: line.product,
            location: Some(line.location),
            quantity: quantity(line.held.get()),
        };
        let lines: Vec<PurchaseOrder> = lines.map(order).collect();
        let command = CreatePurchase {
            sightings: lines.iter().map(|line| (line.product, free.clone())).collect(),
            lines: Lines::new(lines).unwrap(),
            reservation: Some(reservation.id),
            ..shop.order(&[(1, 1)], Fulfilment::Now)
        };
        let before = shop.levels();
        let change = shop.run(&Command::CreatePurchase(command));
        prop_assert_eq!(from(&change.unwrap().purchase.unwrap()), Some(ReservationStatus::Committed));
        for (product, after) in shop.levels() {
            // What is due on the product may have expired with it.
            prop_assert!(after.sellable >= before[&product].sellable);
        }
    }

    /// Each reserved unit is held, was bought or went back; one that has ended holds none.
    #[test]
    fn every_reserved_unit_is_accounted_for(shop in shop()) {
        for reservation in shop.state.reservations.values() {
            let went = |kinds: &[MovementKind]| -> i64 {
                let of_it = shop.journal.iter().filter(|it| it.group == reservation.id.into());
                of_it.filter(|it| kinds.contains(&it.kind)).map(|it| it.quantity.get()).sum()
            };
            let sum = |part: fn(&(i64, i64, i64)) -> i64| lines(reservation).iter().map(part).sum::<i64>();
            let (reserved, held, bought) = (sum(|it| it.0), sum(|it| it.1), sum(|it| it.2));
            prop_assert_eq!(reserved, went(&[MovementKind::Reserve]));
            let back = went(&[MovementKind::Release, MovementKind::Expire]);
            prop_assert_eq!(reserved - held - bought, back);
            prop_assert!(reservation.is_active() == (held > 0));
            prop_assert_eq!(reservation.status == ReservationStatus::Committed, bought > 0);
        }
    }

    /// Whatever was asked, nobody holds more than he may.
    #[test]
    fn limits_hold(wishes in forward_wishes()) {
        let shop = after(&wishes);
        let within = |tally: Tally, limit: HoldLimit| {
            tally.reservations <= i64::from(limit.reservations) && tally.units <= i128::from(limit.units)
        };
        let holds = shop.state.holds();
        // What is due is not held any more.
        let tally = |owner: &str| {
            let mut tally = Tally::default();
            let is_held = |it: &&Reservation| it.expires_at > shop.now();
            let is_his = |it: &&Reservation| owner.is_empty() || *it.owner == *owner;
            for reservation in holds.iter().filter(is_held).filter(is_his) {
                tally.reservations += 1;
                tally.units += i128::from(reservation.held());
            }
            tally
        };
        prop_assert!(within(tally("ana"), RULES.per_owner) && within(tally("ben"), RULES.per_owner));
        prop_assert!(within(tally(""), RULES.per_key));
    }
}

#[test]
fn a_reservation_is_of_what_is_for_sale_and_kept() {
    let mut shop = Shop::with(&[(1, 2)]);
    let absent = shop.reserve("ana", &[(2, 1)]);
    assert_eq!(absent, refusal("inventory-not-initialised", "/attributes/lines/0/productId"));
    let mut unseen: CreateReservation = shop.hold("ana", &[(1, 1)], None);
    unseen.sightings = Sightings::default();
    let refused = shop.run(&Command::CreateReservation(unseen));
    assert_eq!(refused, refusal("product-not-found", "/attributes/lines/0/productId"));
    let held = shop.reserve("ana", &[(1, 1)]).unwrap();
    let again = CreateReservation { id: held.id, ..shop.hold("ben", &[(1, 1)], None) };
    assert_eq!(shop.run(&Command::CreateReservation(again)), refusal("id-taken", "/id"));
}
