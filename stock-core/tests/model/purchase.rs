//! Buying, shipping and cancelling.

use stock_core::{
    error::StockError,
    model::{
        Buckets, Command, Fulfilment, LocationId, MovementKind, Policy, PurchaseForm, PurchaseId,
        PurchaseStatus, Seen, Sighting, Stamp, UNITS_MAX, decide,
    },
};
use uuid::Uuid;

use crate::shop::{Refused, Shop, for_sale, money, order, product, quantity, refusal, settings, sightings};

fn id(number: u128) -> PurchaseId {
    PurchaseId(Uuid::from_u128(number))
}

fn refused(all: &[(&'static str, &str)]) -> Refused {
    all.iter().map(|(code, pointer)| (*code, (*pointer).to_owned())).collect()
}

#[test]
fn what_is_handed_over_at_once_leaves_the_house() {
    let mut shop = Shop::with(&[(1, 5), (2, 5)]);
    let purchase = shop.buy(&[(1, 2), (2, 5)]).unwrap();
    assert_eq!((purchase.status, purchase.total), (PurchaseStatus::Completed, money(1_750, "EUR")));
    assert_eq!(purchase.version, 5, "the last event of the command: two changes and one alert");
    assert_eq!((shop.level(1).sellable, shop.level(2).sellable), (3, 0));
    let line = &purchase.lines[0];
    assert_eq!((line.price, line.product_version, line.returned.get()), (money(250, "EUR"), 7, 0));
    assert!(shop.journal.iter().skip(2).all(|movement| movement.kind == MovementKind::Purchase
        && movement.group == purchase.id.into()
        && movement.reference.as_deref() == Some("invoice 12")));
}

#[test]
fn what_is_handed_over_later_is_committed_until_shipped() {
    let mut shop = Shop::with(&[(1, 5)]);
    let purchase = shop.buy_later(&[(1, 2)]).unwrap();
    assert_eq!(purchase.status, PurchaseStatus::Open);
    assert_eq!(shop.level(1), Buckets { sellable: 3, committed: 2, ..Buckets::default() });
    let change = shop.advance(purchase.id, PurchaseStatus::Completed).unwrap();
    let shipped = change.purchase.unwrap();
    assert_eq!((shipped.status, shipped.version), (PurchaseStatus::Completed, 3));
    assert_eq!(shop.level(1), Buckets { sellable: 3, ..Buckets::default() });
}

#[test]
fn what_is_cancelled_is_for_sale_again() {
    let mut shop = Shop::with(&[(1, 5)]);
    let before = shop.level(1);
    let purchase = shop.buy_later(&[(1, 5)]).unwrap();
    shop.advance(purchase.id, PurchaseStatus::Cancelled).unwrap();
    assert_eq!(shop.level(1), before);
}

#[test]
fn a_purchase_goes_from_open_to_its_end_only() {
    use PurchaseStatus::{Cancelled, Completed, Open};
    for (first, then) in
        [(Completed, Cancelled), (Completed, Open), (Cancelled, Completed), (Cancelled, Open)]
    {
        let mut shop = Shop::with(&[(1, 5)]);
        let purchase = shop.buy_later(&[(1, 2)]).unwrap();
        shop.advance(purchase.id, first).unwrap();
        let conflict = refusal("purchase-status-conflict", "/attributes/status");
        assert_eq!(shop.advance(purchase.id, then), conflict, "{first} to {then}");
    }
    assert_eq!(Shop::default().advance(id(1), Completed), refusal("not-found", ""));
}

#[test]
fn the_same_status_again_changes_nothing() {
    let mut shop = Shop::with(&[(1, 5)]);
    let purchase = shop.buy_later(&[(1, 2)]).unwrap();
    for status in [PurchaseStatus::Open, PurchaseStatus::Completed] {
        shop.advance(purchase.id, status).unwrap();
        let before = shop.state.clone();
        assert_eq!(shop.advance(purchase.id, status), Ok(stock_core::model::Change::default()));
        assert_eq!(shop.state, before);
    }
}

#[test]
fn lines_of_a_product_are_one_line_at_the_place_of_the_first() {
    let mut shop = Shop::with(&[(1, 5), (2, 5)]);
    let purchase = shop.buy(&[(2, 1), (1, 2), (2, 3)]).unwrap();
    let lines: Vec<_> = purchase.lines.iter().map(|line| (line.product, line.quantity.get())).collect();
    assert_eq!(lines, [(product(2), 4), (product(1), 2)]);
    assert_eq!(
        shop.buy(&[(1, 1), (2, 1), (1, 2), (2, 1)]).unwrap_err(),
        refused(&[("insufficient-stock", "/attributes/lines/1/quantity")]),
        "3 of 3 and 2 of 1"
    );
}

#[test]
fn every_failing_line_is_told_with_its_figures() {
    let mut shop = Shop::with(&[(1, 5), (2, 1), (3, 9)]);
    let command = shop.order(&[(1, 6), (3, 9), (2, 4)], Fulfilment::Now);
    let stamp = Stamp { at: catalog_core::api::instant::UnixMillis::new(0), actor: "x".into() };
    let refusals = decide(&shop.state, &Command::CreatePurchase(command), &stamp).unwrap_err();
    let errors: Vec<_> = refusals.into_iter().map(|refusal| refusal.error).collect();
    let short = |number, requested, purchasable| StockError::InsufficientStock {
        product: product(number),
        requested,
        purchasable,
    };
    assert_eq!(errors, [short(1, 6, 5), short(2, 4, 1)]);
    assert_eq!(shop.level(3).sellable, 9, "all or nothing");
}

#[test]
fn the_product_check_comes_before_the_rules() {
    let mut shop = Shop::with(&[(1, 5)]);
    let mut command = shop.order(&[(1, 9), (2, 1), (3, 1), (4, 1)], Fulfilment::Now);
    command.sightings = sightings([
        (1, for_sale()),
        (2, Sighting::fresh(Seen::NotForSale)),
        (3, Sighting::fresh(Seen::Unknown)),
    ]);
    assert_eq!(
        shop.run(&Command::CreatePurchase(command)).unwrap_err(),
        refused(&[
            ("product-not-for-sale", "/attributes/lines/1/productId"),
            ("product-not-found", "/attributes/lines/2/productId"),
            ("product-not-found", "/attributes/lines/3/productId"),
        ])
    );
}

#[test]
fn every_broken_rule_is_told_at_once() {
    let mut shop = Shop::with(&[(1, 5)]);
    let taken = shop.buy(&[(1, 1)]).unwrap().id;
    let mut command = order(taken, &[(1, 9), (2, 1)], Fulfilment::Now);
    let dollars = Sighting::fresh(Seen::ForSale { price: money(1, "USD"), version: 1 });
    command.sightings = sightings([(1, for_sale()), (2, dollars)]);
    assert_eq!(
        shop.run(&Command::CreatePurchase(command)).unwrap_err(),
        refused(&[
            ("id-taken", "/id"),
            ("insufficient-stock", "/attributes/lines/0/quantity"),
            ("inventory-not-initialised", "/attributes/lines/1/productId"),
            ("mixed-currencies", "/attributes/lines"),
        ])
    );
}

#[test]
fn the_simple_form_has_pointers_of_its_own() {
    let mut shop = Shop::with(&[(1, 5)]);
    let mut simple = |number, units, sighting| {
        let mut command = order(id(1), &[(number, units)], Fulfilment::Now);
        command.form = PurchaseForm::Simple;
        command.sightings = sightings([(number, sighting)]);
        shop.run(&Command::CreatePurchase(command)).map(|_| ())
    };
    assert_eq!(simple(1, 6, for_sale()), refusal("insufficient-stock", "/attributes/quantity"));
    assert_eq!(simple(2, 1, for_sale()), refusal("inventory-not-initialised", "/relationships/product"));
    let draft = Sighting::fresh(Seen::NotForSale);
    assert_eq!(simple(1, 1, draft), refusal("product-not-for-sale", "/relationships/product"));
    assert_eq!(simple(1, 5, for_sale()), Ok(()));
}

#[test]
fn there_is_one_location() {
    let mut shop = Shop::with(&[(1, 5)]);
    let mut command = shop.order(&[(1, 1)], Fulfilment::Now);
    let elsewhere = LocationId::Other(Uuid::from_u128(9));
    let line = stock_core::model::PurchaseOrder {
        product: product(1),
        location: Some(elsewhere),
        quantity: quantity(1),
    };
    command.lines = stock_core::model::Lines::new(vec![line]).unwrap();
    let refused = shop.run(&Command::CreatePurchase(command));
    assert_eq!(refused, refusal("location-not-found", "/attributes/lines/0/locationId"));
}

#[test]
fn each_policy_sells_as_far_as_it_says() {
    let most = |policy, limit, safety| {
        let fits = |units| Shop::under(settings(policy, limit, safety), &[(1, 5)]).buy(&[(1, units)]).is_ok();
        (1..=12).take_while(|units| fits(*units)).count()
    };
    assert_eq!(most(Policy::Deny, None, 0), 5);
    assert_eq!(most(Policy::Deny, Some(3), 2), 3);
    assert_eq!(most(Policy::Backorder, Some(3), 2), 6);
    assert_eq!(most(Policy::Backorder, None, 2), 12);
    assert_eq!(most(Policy::Untracked, Some(0), 2), 12);
}

#[test]
fn sums_stay_in_range() {
    let mut shop = Shop::under(settings(Policy::Untracked, None, 0), &[(1, 0), (2, 0)]);
    let overflow = refusal("quantity-overflow", "/attributes/lines/0/quantity");
    assert_eq!(shop.buy(&[(1, UNITS_MAX), (1, 1)]), overflow);
    assert_eq!(shop.buy(&[(1, UNITS_MAX)]), refusal("total-too-large", "/attributes/lines"));
    let gift = shop.give(&[(1, UNITS_MAX), (2, UNITS_MAX)]).unwrap();
    assert_eq!(gift.total, money(0, "EUR"));
    assert_eq!(shop.give(&[(1, 1)]), overflow, "sellable is as low as it goes");
}

#[test]
fn the_journal_says_whether_the_product_was_known_from_the_cache_only() {
    let mut shop = Shop::with(&[(1, 5)]);
    let mut command = shop.order(&[(1, 1)], Fulfilment::Now);
    command.sightings = sightings([(1, Sighting { cached: true, ..for_sale() })]);
    let change = shop.run(&Command::CreatePurchase(command)).unwrap();
    assert!(change.movements[0].cached);
}
