//! Taking goods back.

use stock_core::model::{Buckets, Command, MovementKind, PurchaseId, PurchaseStatus, StockPile, UNITS_MAX};
use uuid::Uuid;

use crate::shop::{Shop, refusal};

#[test]
fn what_comes_back_is_put_where_it_is_said() {
    for (to, after) in [
        (StockPile::Sellable, Buckets { sellable: 5, ..Buckets::default() }),
        (StockPile::Unavailable, Buckets { sellable: 3, unavailable: 2, ..Buckets::default() }),
    ] {
        let mut shop = Shop::with(&[(1, 5)]);
        let purchase = shop.buy(&[(1, 2)]).unwrap();
        let command = shop.return_of(Some(purchase.id), &[(1, 1), (1, 1)], to);
        let change = shop.run(&Command::CreateReturn(command.clone())).unwrap();
        assert_eq!(shop.level(1), after);
        let [movement] = &change.movements[..] else { panic!("lines are merged: {change:?}") };
        assert_eq!((movement.kind, movement.group), (MovementKind::Return, command.id.into()));
        let purchase = change.purchase.unwrap();
        assert_eq!((purchase.lines[0].returned.get(), purchase.version), (2, 3));
        assert_eq!(change.returned.unwrap().version, 3);
    }
}

#[test]
fn no_more_comes_back_than_was_handed_over() {
    let mut shop = Shop::with(&[(1, 5), (2, 5)]);
    let bought = shop.buy(&[(1, 3)]).unwrap().id;
    shop.take_back(Some(bought), &[(1, 2)]).unwrap();
    let exceeds = |place| refusal("return-exceeds-purchase", &format!("/attributes/lines/{place}/quantity"));
    assert_eq!(shop.take_back(Some(bought), &[(1, 2)]), exceeds(0));
    assert_eq!(shop.take_back(Some(bought), &[(1, 1), (2, 1)]), exceeds(1), "it was not of the purchase");
    shop.take_back(Some(bought), &[(1, 1)]).unwrap();
    assert_eq!(shop.take_back(Some(bought), &[(1, 1)]), exceeds(0));
}

#[test]
fn what_was_not_handed_over_does_not_come_back() {
    let mut shop = Shop::with(&[(1, 5)]);
    let exceeds = refusal("return-exceeds-purchase", "/attributes/lines/0/quantity");
    let open = shop.buy_later(&[(1, 3)]).unwrap().id;
    assert_eq!(shop.take_back(Some(open), &[(1, 1)]), exceeds);
    shop.advance(open, PurchaseStatus::Cancelled).unwrap();
    assert_eq!(shop.take_back(Some(open), &[(1, 1)]), exceeds);
    let shipped = shop.buy_later(&[(1, 3)]).unwrap().id;
    shop.advance(shipped, PurchaseStatus::Completed).unwrap();
    shop.take_back(Some(shipped), &[(1, 3)]).unwrap();
}

#[test]
fn goods_of_an_unknown_purchase_come_back_without_question() {
    let mut shop = Shop::with(&[(1, 0)]);
    shop.take_back(None, &[(1, 4)]).unwrap();
    assert_eq!(shop.level(1).sellable, 4);
}

#[test]
fn every_fault_of_a_return_is_told() {
    let mut shop = Shop::with(&[(1, UNITS_MAX)]);
    let purchase = PurchaseId(Uuid::from_u128(77));
    let mut command = shop.return_of(None, &[(1, 1)], StockPile::Sellable);
    shop.buy(&[(1, 1)]).unwrap();
    shop.run(&Command::CreateReturn(command.clone())).unwrap();
    command.purchase = Some(purchase);
    command.lines = shop.return_of(None, &[(2, 1), (1, 1)], StockPile::Sellable).lines;
    let refused = shop.run(&Command::CreateReturn(command)).unwrap_err();
    let expected = [
        ("id-taken", "/id"),
        ("purchase-not-found", "/relationships/purchase"),
        ("inventory-not-initialised", "/attributes/lines/0/productId"),
        ("quantity-overflow", "/attributes/lines/1/quantity"),
    ];
    assert_eq!(refused, expected.map(|(code, pointer)| (code, pointer.to_owned())));
}
