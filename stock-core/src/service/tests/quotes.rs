//! Quotes.

use super::*;

fn quote(of: &[(u8, i64)]) -> Json {
    json!({ "type": "quotes", "attributes": { "lines": lines(of) } })
}

#[test]
fn a_quote_gives_what_the_purchase_would_and_changes_nothing() {
    let shop = Shop::with(&[(1, 5)]);
    let (first, second) = (shop.post(&quote(&[(1, 1), (1, 2)])), shop.post(&quote(&[(1, 1), (1, 2)])));
    assert_ne!(first.body["data"]["id"], second.body["data"]["id"], "a fresh id each");
    let attributes = &first.data(200)["attributes"];
    assert_eq!(attributes["verdict"], "accepted");
    assert_eq!(attributes["total"], json!({ "amount": 750, "currency": "EUR" }));
    assert_eq!(attributes["lines"][0]["quantity"], 3, "lines are merged as those of a purchase");
    assert_eq!(attributes["refusals"], json!([]));
    let explained = &attributes["explanation"][0];
    assert_eq!((&explained["productId"], &explained["forSale"]), (&json!(id(1)), &json!(true)));
    assert_eq!(explained["stock"]["purchasable"], 5);
    assert_eq!((shop.available(1), shop.total("purchases"), shop.total("movements")), (5, 0, 1));
}

#[test]
fn a_refused_quote_has_the_errors_of_the_purchase() {
    let shop = Shop::with(&[(1, 5)]);
    for of in [&[(1, 6)][..], &[(1, 1), (2, 1)], &[(99, 1)]] {
        let quoted = shop.post(&quote(of)).data(200);
        let refused = shop.buy(of);
        assert!(refused.status >= 400);
        assert_eq!(quoted["attributes"]["verdict"], "refused");
        assert_eq!(quoted["attributes"]["refusals"], refused.body["errors"]);
        assert_eq!(quoted["attributes"]["total"], Json::Null);
    }
}

#[test]
fn faults_of_the_body_and_a_failed_check_are_answered_as_for_purchases() {
    let shop = Shop::with(&[(1, 5)]);
    assert_eq!(
        shop.post(&quote(&[(1, 0)])).errors(),
        (422, vec![("attribute-invalid", "/data/attributes/lines/0/quantity")])
    );
    shop.set_down(Some(CheckFailure::Unauthorised));
    let refused = shop.post(&quote(&[(1, 1)]));
    assert_eq!((refused.status, refused.header("retry-after")), (503, "1"));
}
