//! Rows made anew from the journal.

use std::{collections::BTreeMap, sync::Arc};

use catalog_core::api::instant::UnixMillis;
use proptest::{prelude::*, sample::Index};
use stock_core::model::{
    AdjustmentAction::{Receive, WriteOff},
    Alerts, Inventory, Level, LevelId, Rebuilt, Replay, SettingsPatch, Stamp, StockEventKind, StockPile,
    TransferStatus, Unplayable,
};

use crate::{
    history::shop,
    shop::{Shop, location, product, quantity, units},
};

/// What differs between the rows of a shop and its journal.
fn rebuilt(shop: &Shop) -> Rebuilt {
    let mut replay = Replay::default();
    for movement in &shop.journal {
        replay.movement(movement).unwrap();
    }
    let inventories: Vec<Inventory> = shop.state.inventories.values().cloned().collect();
    let levels: Vec<Level> = shop.state.levels.values().copied().collect();
    let stamp = Stamp { at: UnixMillis::new(7), actor: Arc::from("mender") };
    replay.rebuild(&inventories, &levels, &stamp, shop.state.events + 1)
}

/// Puts the rows that differ as they must be.
fn mend(shop: &mut Shop, rebuilt: &Rebuilt) {
    let state = &mut shop.state;
    state.levels.retain(|id, _| !rebuilt.removed.contains(id));
    state.levels.extend(rebuilt.levels.iter().map(|level| (level.id, *level)));
    for inventory in &rebuilt.inventories {
        state.inventories.insert(inventory.product, inventory.clone());
    }
    state.events += rebuilt.events.len() as u64;
}

/// A shop with two products, the first of them at two places.
fn spread() -> Shop {
    let mut shop = Shop::with(&[(1, 5), (2, 5)]);
    shop.open(1, 1);
    shop.send((0, 1), &[(1, 2)], TransferStatus::Received).unwrap();
    shop
}

#[test]
fn each_difference_alone_is_one() {
    assert!(rebuilt(&spread()).is_empty());

    let mut forged = spread();
    let id = LevelId::new(product(1), location(1));
    let before = forged.state.levels.insert(id, Level::empty(id, forged.now())).unwrap();
    let found = rebuilt(&forged);
    assert_eq!((found.is_empty(), &found.levels), (false, &vec![before]));
    assert!(found.inventories.is_empty() && found.removed.is_empty());

    let mut never_there = spread();
    let id = LevelId::new(product(2), location(1));
    never_there.state.levels.insert(id, Level::empty(id, never_there.now()));
    let found = rebuilt(&never_there);
    assert_eq!((found.is_empty(), &found.removed), (false, &vec![id]));
    assert!(found.inventories.is_empty() && found.levels.is_empty());

    let mut counted_wrong = spread();
    counted_wrong.state.inventories.get_mut(&product(2)).unwrap().buckets.sellable += 1;
    let found = rebuilt(&counted_wrong);
    assert!(!found.is_empty() && found.levels.is_empty() && found.removed.is_empty());
    assert_eq!((found.inventories.len(), found.inventories[0].buckets.sellable), (1, 5));
    assert!(found.restored.is_empty(), "it was there");
}

#[test]
fn what_was_mended_is_told_with_its_alerts() {
    let mut shop = Shop::with(&[(1, 5), (2, 5)]);
    let low = SettingsPatch { low_stock_at: Some(Some(units(2))), ..SettingsPatch::default() };
    shop.set(1, low).unwrap();
    shop.adjust(1, WriteOff(quantity(5), StockPile::Sellable)).unwrap();
    let last = shop.state.events;
    let forged = shop.state.inventories.get_mut(&product(1)).unwrap();
    (forged.buckets.sellable, forged.alerts) = (9, Alerts::default());
    shop.state.inventories.get_mut(&product(2)).unwrap().buckets.sellable = 4;
    let found = rebuilt(&shop);
    let told: Vec<_> =
        found.events.iter().map(|event| (event.seq, event.kind, event.level.product)).collect();
    let expected = [
        (1, StockEventKind::Changed, 1),
        (2, StockEventKind::Low, 1),
        (3, StockEventKind::Out, 1),
        (4, StockEventKind::Changed, 2),
    ];
    assert_eq!(told, expected.map(|(seq, kind, number)| (last + seq, kind, product(number))));
    let versions: Vec<_> = found.inventories.iter().map(|inventory| inventory.version).collect();
    assert_eq!(versions, [last + 1, last + 4]);
    assert!(found.events.iter().all(|event| &*event.actor == "mender" && event.movement.is_none()));
}

#[test]
fn a_product_that_never_moved_at_the_main_location_is_mended_at_once() {
    let mut shop = Shop::with(&[(1, 0)]);
    shop.open(1, 1);
    shop.adjust_at(1, 1, Receive(quantity(2))).unwrap();
    shop.state.inventories.clear();
    shop.state.levels.clear();
    let found = rebuilt(&shop);
    assert_eq!(found.restored, [product(1)]);
    mend(&mut shop, &found);
    assert_eq!(rebuilt(&shop), Rebuilt::default());
}

#[test]
fn a_journal_that_no_stock_allows_is_not_played() {
    let mut shop = Shop::with(&[(1, 5)]);
    shop.adjust(1, Receive(quantity(1))).unwrap();
    let bought = shop.buy_later(&[(1, 2)]).unwrap();
    shop.advance(bought.id, stock_core::model::PurchaseStatus::Completed).unwrap();
    let shipped = shop.journal.last().unwrap();
    assert_eq!(Replay::default().movement(shipped), Err(Unplayable(shipped.seq)));
}

proptest! {
    /// The rows of an honest shop are those of its journal.
    #[test]
    fn there_is_nothing_to_mend(shop in shop()) {
        prop_assert_eq!(rebuilt(&shop), Rebuilt::default());
    }

    /// Whatever rows were lost, the figures come back as they were; mended rows need no mending.
    #[test]
    fn lost_rows_come_back(shop in shop(), level in any::<Index>(), inventory in any::<Index>()) {
        let figures = |shop: &Shop| -> BTreeMap<_, _> {
            shop.levels().into_iter().filter(|(_, buckets)| !buckets.is_empty()).collect()
        };
        let (mut shop, before) = (shop.clone(), (figures(&shop), shop.places()));
        let id = *level.get(&shop.state.levels.keys().copied().collect::<Vec<_>>());
        shop.state.levels.remove(&id);
        let product = *inventory.get(&shop.state.inventories.keys().copied().collect::<Vec<_>>());
        shop.state.inventories.remove(&product);
        let found = rebuilt(&shop);
        mend(&mut shop, &found);
        prop_assert_eq!(figures(&shop), before.0);
        for (id, held) in shop.places() {
            prop_assert_eq!(Some(&held), before.1.get(&id));
        }
        prop_assert_eq!(rebuilt(&shop), Rebuilt::default());
    }
}
