//! What holds after any history.

use std::{collections::BTreeMap, sync::Arc};

use catalog_core::{api::instant::UnixMillis, product::ProductId};
use proptest::{prelude::*, sample::Index};
use stock_core::model::{
    AdjustmentAction::{self, Count},
    Bucket, Buckets, Change, Command, CreatePurchase, Fulfilment, Inventory, Level, LevelId, LocationId,
    Movement, MovementKind, Policy, PurchaseStatus, Settings, Stamp, StockEvent, StockEventKind, StockPile,
    TransferStatus, View, decide,
};

use crate::{
    history::{Wish, arranged, buy, send, shop, wishes},
    shop::{Refused, Shop, quantity, refused, units},
};

/// The levels that a journal adds up to, on top of earlier ones.
fn replay(mut levels: BTreeMap<LevelId, Level>, journal: &[Movement]) -> BTreeMap<LevelId, Level> {
    for movement in journal {
        for location in [Some(movement.location), movement.destination].into_iter().flatten() {
            let id = LevelId::new(movement.product, location);
            let level = levels.entry(id).or_insert_with(|| Level::empty(id, movement.at));
            *level = level.replayed(movement).unwrap();
        }
    }
    levels
}

/// The sum over locations.
fn summed<'a>(levels: impl IntoIterator<Item = &'a Level>) -> BTreeMap<ProductId, Buckets> {
    let mut sums = BTreeMap::<ProductId, Buckets>::new();
    for Level { id, buckets, .. } in levels {
        let sum = sums.entry(id.product).or_default();
        *sum = Buckets {
            sellable: sum.sellable + buckets.sellable,
            reserved: sum.reserved + buckets.reserved,
            committed: sum.committed + buckets.committed,
            unavailable: sum.unavailable + buckets.unavailable,
            incoming: sum.incoming + buckets.incoming,
        };
    }
    sums
}

/// Judges a command without doing it: what it comes to, or the codes against it in any order.
fn judge(shop: &Shop, command: &CreatePurchase) -> Result<Change, Vec<&'static str>> {
    let stamp = Stamp { at: UnixMillis::new(0), actor: Arc::from("judge") };
    decide(&shop.state, &Command::CreatePurchase(command.clone()), &stamp).map_err(|refusals| {
        let mut codes: Vec<_> = refused(&refusals).into_iter().map(|(code, _)| code).collect();
        codes.sort_unstable();
        codes
    })
}

/// What a purchase comes to, whatever the order of its lines.
fn outcome(change: &Change) -> (catalog_core::product::money::Money, BTreeMap<LevelId, Buckets>) {
    let levels = change.levels.iter().map(|level| (level.id, level.buckets)).collect();
    (change.purchase.as_ref().unwrap().total, levels)
}

fn order(shop: &mut Shop, wish: &Wish) -> CreatePurchase {
    match wish.command(shop) {
        Command::CreatePurchase(command) => command,
        other => panic!("no purchase: {other:?}"),
    }
}

proptest! {
    /// Whatever was asked, every law holds.
    #[test]
    fn the_verifier_finds_nothing(shop in shop()) {
        let broken: Vec<_> = shop.verify().into_iter().filter(|verdict| !verdict.holds).collect();
        prop_assert_eq!(broken, []);
    }

    /// State is the fold of the journal, and a snapshot with what came after is the same state.
    #[test]
    fn the_journal_adds_up_to_the_levels(shop in shop(), cut in any::<Index>()) {
        let (kept, journal) = (&shop.state.levels, &shop.journal);
        let (before, after) = journal.split_at(cut.index(journal.len() + 1));
        let snapshot = replay(BTreeMap::new(), before);
        let mut folded = replay(snapshot, after);
        // An inventory that began with nothing has not moved.
        for (id, level) in kept.iter().filter(|(_, level)| level.version == 0) {
            folded.insert(*id, Level::empty(*id, level.updated_at));
        }
        prop_assert_eq!(&folded, kept);
    }

    /// An inventory is the sum of its levels, and knows where they are.
    #[test]
    fn an_inventory_is_the_sum_of_its_levels(shop in shop()) {
        prop_assert_eq!(summed(shop.state.levels.values()), shop.levels());
        let known: Vec<_> = shop.state.inventories.values().flat_map(Inventory::levels).collect();
        prop_assert!(known.iter().eq(shop.state.levels.keys()), "{:?}", known);
    }

    /// Where stock is not kept there is none, and nothing is on its way there.
    #[test]
    fn an_inactive_location_is_empty(shop in shop()) {
        for level in shop.state.levels.values() {
            let location = shop.state.location(level.id.location).unwrap();
            prop_assert!(location.active || level.is_empty(), "{:?}", level);
        }
        prop_assert!(shop.state.location(LocationId::Main).unwrap().active);
    }

    /// What goes from one place to another is there or on its way: nothing appears or vanishes.
    #[test]
    fn a_transfer_keeps_what_there_is(shop in shop(), wish in send()) {
        let mut shop = shop;
        // Nothing expires meanwhile.
        shop.wait(60_000);
        shop.sweep();
        let command = wish.command(&mut shop);
        let Command::CreateTransfer(asked) = command.clone() else { panic!("no transfer: {command:?}") };
        let whole = |shop: &Shop| -> BTreeMap<ProductId, i64> {
            shop.levels().iter().map(|(product, level)| (*product, level.on_hand() + level.incoming)).collect()
        };
        let before = (shop.state.clone(), whole(&shop), shop.places());
        let Ok(change) = shop.run(&command) else {
            prop_assert_eq!(shop.state, before.0);
            return Ok(());
        };
        prop_assert_eq!(whole(&shop), before.1.clone());
        let ends = [asked.passage.from(), asked.passage.to()];
        prop_assert!(change.levels.iter().all(|level| ends.contains(&level.id.location)));
        let sent = change.transfer.unwrap();
        if sent.status == TransferStatus::Shipped {
            shop.deliver(sent.id, TransferStatus::Received).unwrap();
            prop_assert_eq!(whole(&shop), before.1);
        }
        let moved = |id: LevelId| -> i64 {
            let line = sent.lines.iter().find(|line| line.product == id.product);
            let units = line.map_or(0, |line| line.quantity.get());
            let there = i64::from(id.location == ends[1]) - i64::from(id.location == ends[0]);
            units * there
        };
        for (id, (held, in_transit)) in shop.places() {
            let (mut expected, expected_in_transit) = before.2.get(&id).copied().unwrap_or_default();
            expected.sellable += moved(id);
            prop_assert_eq!((held, in_transit), (expected, expected_in_transit));
        }
    }

    /// No gaps, and a version is the seq of the event that last changed the inventory.
    #[test]
    fn numbers_have_no_gaps(shop in shop()) {
        prop_assert!(shop.journal.iter().map(|movement| movement.seq).eq(1..=shop.state.movements));
        prop_assert!(shop.feed.iter().map(|event| event.seq).eq(1..=shop.state.events));
        let mut last = BTreeMap::new();
        for event in &shop.feed {
            if event.kind == StockEventKind::Changed {
                prop_assert_eq!(event.level.version, event.seq);
                last.insert(event.level.product, event.level.clone());
            } else {
                prop_assert_eq!(Some(&event.level), last.get(&event.level.product));
            }
        }
        prop_assert_eq!(last, shop.state.inventories);
    }

    /// Each movement is told by one event, in the same order.
    #[test]
    fn every_movement_is_told_once(shop in shop()) {
        let told = shop.feed.iter().filter(|event| event.kind == StockEventKind::Changed);
        let told = told.filter_map(|event| event.movement);
        prop_assert!(told.eq(shop.journal.iter().map(|movement| (movement.seq, movement.kind))));
    }

    /// What is sold is within the policy of that moment, all of it or nothing.
    #[test]
    fn nothing_is_sold_that_the_policy_keeps(shop in shop(), wish in buy()) {
        let mut shop = shop;
        let command = order(&mut shop, &wish);
        let before = shop.state.clone();
        let Ok(change) = shop.run(&Command::CreatePurchase(command.clone())) else {
            prop_assert_eq!(shop.state, before);
            return Ok(());
        };
        // What expires or goes back from a reservation in the same change is not sold.
        let sold = |movement: &&Movement| matches!(movement.kind, MovementKind::Purchase | MovementKind::Commit);
        let sold: Vec<&Movement> = change.movements.iter().filter(sold).collect();
        let free: Vec<&Movement> =
            sold.iter().copied().filter(|movement| movement.from == Bucket::Sellable).collect();
        for Movement { product, location, .. } in &free {
            let orders = command.lines.as_slice().iter();
            let named =
                orders.clone().any(|line| (line.product, line.location) == (*product, Some(*location)));
            let denies = before.inventory(*product).unwrap().settings.policy == Policy::Deny;
            // Only what is owed is taken from where there is nothing, and only where that is allowed.
            let owes = !denies && (named || *location == LocationId::Main);
            let level = shop.state.level(LevelId::new(*product, *location)).unwrap();
            prop_assert!(owes || level.buckets.sellable >= 0, "{:?}", level);
        }
        let asked: i128 = command.lines.as_slice().iter().map(|line| i128::from(line.quantity.get())).sum();
        let moved: i128 = sold.iter().map(|movement| i128::from(movement.quantity.get())).sum();
        prop_assert_eq!(asked, moved);
        for Inventory { settings, buckets, .. } in free.iter().map(|movement| &shop.state.inventories[&movement.product]) {
            let (sellable, safety) = (buckets.sellable, settings.safety_stock.get());
            match (settings.policy, settings.backorder_limit) {
                (Policy::Deny, _) => prop_assert!(sellable >= safety),
                (Policy::Backorder, Some(limit)) => prop_assert!(sellable >= safety - limit.get()),
                (Policy::Backorder, None) | (Policy::Untracked, _) => {}
            }
        }
    }

    /// A refusal for lack of stock is never for nothing: the line asks for more than may be sold.
    #[test]
    fn what_may_be_sold_is_sold(shop in shop(), wish in buy()) {
        let mut shop = shop;
        // What a reservation holds beside is another law.
        let command = CreatePurchase { reservation: None, ..order(&mut shop, &wish) };
        let mut asked = BTreeMap::<ProductId, i128>::new();
        for line in command.lines.as_slice() {
            *asked.entry(line.product).or_default() += i128::from(line.quantity.get());
        }
        let short = asked.iter().any(|(product, asked)| {
            let purchasable = shop.state.inventory(*product).and_then(Inventory::purchasable);
            purchasable.is_some_and(|purchasable| *asked > i128::from(purchasable))
        }) || short_somewhere(&shop, &command);
        if let Err(codes) = judge(&shop, &command) {
            prop_assert!(short || codes.iter().any(|code| *code != "insufficient-stock"), "{:?}", codes);
        } else {
            prop_assert!(!short);
        }
    }

    /// What is committed is what open purchases wait for; no more comes back than went out.
    #[test]
    fn committed_is_what_open_purchases_wait_for(shop in shop()) {
        let mut waiting = BTreeMap::<LevelId, i64>::new();
        for purchase in shop.state.purchases.values() {
            for line in &purchase.lines {
                prop_assert!(line.returned.get() <= line.quantity.get());
                if purchase.status == PurchaseStatus::Open {
                    let id = LevelId::new(line.product, line.location);
                    *waiting.entry(id).or_default() += line.quantity.get();
                }
            }
        }
        for level in shop.state.levels.values() {
            let expected = waiting.get(&level.id).copied().unwrap_or_default();
            prop_assert_eq!(level.buckets.committed, expected);
        }
    }

    /// The order of lines changes neither the verdict nor the sum nor what is left.
    #[test]
    fn the_order_of_lines_does_not_matter(shop in shop(), wish in buy(), turn in any::<Index>()) {
        let mut shop = shop;
        let command = order(&mut shop, &wish);
        let turned = arranged(&command, |lines| {
            let by = turn.index(lines.len());
            lines.rotate_left(by);
            lines.reverse();
        });
        let (one, other) = (judge(&shop, &command), judge(&shop, &turned));
        prop_assert_eq!(one.as_ref().map(outcome), other.as_ref().map(outcome));
    }

    /// A line split in two is the same line.
    #[test]
    fn a_split_line_is_the_same_line(shop in shop(), wish in buy(), which in any::<Index>(), cut in any::<Index>()) {
        let mut shop = shop;
        let command = order(&mut shop, &wish);
        let split = arranged(&command, |lines| {
            let place = which.index(lines.len());
            let whole = lines[place].quantity.get();
            if whole > 1 {
                let part = 1 + i64::try_from(cut.index(usize::try_from(whole - 1).unwrap())).unwrap();
                lines[place].quantity = quantity(part);
                let mut rest = lines[place];
                rest.quantity = quantity(whole - part);
                lines.push(rest);
            }
        });
        let (one, other) = (judge(&shop, &command), judge(&shop, &split));
        prop_assert_eq!(one.as_ref().map(outcome), other.as_ref().map(outcome));
    }

    /// Of N buyers of one unit against K, exactly min(N, K) get one.
    #[test]
    fn as_many_buyers_are_served_as_there_are_units(buyers in 0..40_i64, stock in 0..40_i64, later in any::<bool>()) {
        let mut shop = Shop::with(&[(1, stock)]);
        let mut buy = || if later { shop.buy_later(&[(1, 1)]) } else { shop.buy(&[(1, 1)]) };
        let served = (0..buyers).filter(|_| buy().is_ok()).count();
        prop_assert_eq!(i64::try_from(served).unwrap(), buyers.min(stock));
        prop_assert_eq!(shop.level(1).sellable, stock - buyers.min(stock));
    }

    /// Of several counts with the same expectation and another result, exactly one succeeds.
    #[test]
    fn one_of_several_counts_succeeds(stock in 0..9_i64, counted in prop::collection::vec(0..9_i64, 1..6)) {
        let mut shop = Shop::with(&[(1, stock)]);
        let others = counted.iter().filter(|counted| **counted != stock);
        let count = |counted| Count { counted: units(counted), expected: Some(stock) };
        let done = others.clone().filter(|counted| shop.adjust(1, count(**counted)).is_ok()).count();
        prop_assert_eq!(done, usize::from(others.count() > 0));
    }

    /// `stock.out` and `stock.back` alternate; between two `stock.low` stock was not low.
    #[test]
    fn alerts_do_not_repeat(shop in shop()) {
        let mut by_product = BTreeMap::<ProductId, Vec<&StockEvent>>::new();
        for event in &shop.feed {
            by_product.entry(event.level.product).or_default().push(event);
        }
        for events in by_product.values() {
            let doors = events.iter().map(|event| event.kind);
            let doors: Vec<_> =
                doors.filter(|kind| matches!(kind, StockEventKind::Out | StockEventKind::Back)).collect();
            prop_assert!(doors.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", doors);
            let lows = events.split(|event| event.kind == StockEventKind::Low);
            // The first piece is before any alert, the last one is after all.
            let pieces: Vec<_> = lows.collect();
            for between in pieces.iter().skip(1).take(pieces.len().saturating_sub(2)) {
                prop_assert!(between.iter().any(|event| !is_low(&event.level)), "{:?}", between);
            }
        }
    }

    /// Asking for what is so already changes nothing, not even a version.
    #[test]
    fn a_patch_without_a_change_is_empty(shop in shop()) {
        let mut shop = shop;
        shop.wait(60_000);
        shop.sweep();
        let purchases: Vec<_> =
            shop.state.purchases.values().map(|purchase| (purchase.id, purchase.status)).collect();
        for (id, status) in purchases {
            prop_assert_eq!(shop.advance(id, status), Ok(Change::default()));
        }
    }

    /// There and back again leaves every figure as it was.
    #[test]
    fn there_and_back_leaves_the_levels_as_they_were(shop in shop(), asked in 1..4_i64) {
        let mut shop = shop;
        // Nothing expires meanwhile.
        shop.wait(60_000);
        shop.sweep();
        let before = shop.places();
        let cancelled = |shop: &mut Shop| -> Result<Change, Refused> {
            let bought = shop.buy_later(&[(0, asked)])?;
            shop.advance(bought.id, PurchaseStatus::Cancelled)
        };
        let returned = |shop: &mut Shop| -> Result<Change, Refused> {
            let bought = shop.buy(&[(0, asked)])?;
            shop.take_back(Some(bought.id), &[(0, asked)])
        };
        let released = |shop: &mut Shop| -> Result<Change, Refused> {
            let held = shop.reserve("cleo", &[(0, asked)])?;
            shop.release(held.id)
        };
        let restored = |shop: &mut Shop| -> Result<Change, Refused> {
            shop.adjust(0, AdjustmentAction::Quarantine(quantity(asked)))?;
            shop.adjust(0, AdjustmentAction::Restore(quantity(asked)))
        };
        for there_and_back in [&cancelled, &returned, &released, &restored] as [&dyn Fn(&mut Shop) -> _; 4] {
            let _ = there_and_back(&mut shop);
            for (id, held) in shop.places() {
                prop_assert_eq!(held, before.get(&id).copied().unwrap_or_default());
            }
        }
    }

    /// The same history gives the same journal, feed and state.
    #[test]
    fn a_history_is_repeatable(wishes in wishes()) {
        let run = || {
            let mut shop = Shop::default();
            for wish in &wishes {
                let command = wish.command(&mut shop);
                let _ = shop.run(&command);
            }
            (shop.state, shop.journal, shop.feed)
        };
        prop_assert_eq!(run(), run());
    }
}

/// Whether, under `deny`, a line asks for more than there is at the location that it names.
fn short_somewhere(shop: &Shop, command: &CreatePurchase) -> bool {
    let mut asked = BTreeMap::<LevelId, i128>::new();
    for line in command.lines.as_slice() {
        if let Some(location) = line.location {
            *asked.entry(LevelId::new(line.product, location)).or_default() +=
                i128::from(line.quantity.get());
        }
    }
    asked.iter().any(|(id, asked)| {
        let denies = |inventory: &Inventory| inventory.settings.policy == Policy::Deny;
        let held = shop.state.level(*id).map_or(0, |level| level.buckets.sellable);
        shop.state.inventory(id.product).is_some_and(denies) && *asked > i128::from(held)
    })
}

/// Whether a tracked level is at or below its threshold, by the words of the contract.
fn is_low(level: &Inventory) -> bool {
    let Settings { low_stock_at, safety_stock, .. } = level.settings;
    low_stock_at.is_some_and(|threshold| level.buckets.sellable - safety_stock.get() <= threshold.get())
}

#[test]
fn returns_are_of_what_was_handed_over() {
    let mut shop = Shop::with(&[(1, 3)]);
    let bought = shop.buy(&[(1, 3)]).unwrap().id;
    let back = (0..9).filter(|_| shop.take_back(Some(bought), &[(1, 1)]).is_ok()).count();
    assert_eq!((back, shop.level(1).sellable), (3, 3));
    let aside = shop.return_of(Some(bought), &[(1, 1)], StockPile::Unavailable);
    assert!(shop.run(&Command::CreateReturn(aside)).is_err());
    assert_eq!(shop.order(&[(1, 1)], Fulfilment::Now).lines.as_slice().len(), 1);
}
