//! The Inventory service follows the product events: what changes in the catalogue counts at once, although its
//! answers would be fresh for an hour.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    shop::{Shop, purchase},
    wire::{Answer, once},
};

/// So late may a change be known.
const AT_ONCE: Duration = Duration::from_secs(2);
/// So long may it take to open a stream that was cut.
const OPENED_MAX: Duration = Duration::from_secs(15);

/// A shop whose stock trusts what it heard for an hour, and says when it follows.
fn shop() -> Shop {
    let shop =
        Shop::open_with(|_| vec![("PRODUCT_CACHE_SECS", "3600".to_owned()), ("RUST_LOG", "info".to_owned())]);
    wait_for_streams(&shop, 1);
    shop
}

fn wait_for_streams(shop: &Shop, streams: usize) {
    let began = Instant::now();
    while shop.stock.said().matches("product events are followed").count() < streams {
        assert!(began.elapsed() < OPENED_MAX, "{}", shop.stock.said());
        sleep(Duration::from_millis(20));
    }
}

/// Changes attributes of a product.
fn patch(shop: &Shop, product: &str, attributes: &Value) {
    let body = json!({ "data": { "type": "products", "id": product, "attributes": attributes } });
    let answer = once(shop.catalog.address(), &document("PATCH", product, &body.to_string())).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn document(method: &str, product: &str, body: &str) -> Vec<u8> {
    format!(
        "{method} /api/v1/products/{product} HTTP/1.1\r\nHost: shop\r\nX-API-Key: {}\r\n\
         Content-Type: application/vnd.api+json\r\nContent-Length: {}\r\n\r\n{body}",
        crate::process::KEY,
        body.len(),
    )
    .into_bytes()
}

/// Buys one unit again and again until the answer is as it should be.
fn assert_soon(shop: &Shop, product: &str, is_so: impl Fn(&Answer) -> bool) {
    let began = Instant::now();
    for n in 0.. {
        let key = format!("{product}-{}-{n}", began.elapsed().as_nanos());
        let answer = once(shop.stock.address(), &purchase(&key, product, 1)).unwrap();
        if is_so(&answer) {
            return;
        }
        assert!(began.elapsed() < AT_ONCE, "not known in time: {}", answer.text());
        sleep(Duration::from_millis(10));
    }
}

fn costs(amount: u64) -> impl Fn(&Answer) -> bool {
    move |answer| answer.status == 201 && answer.document()["data"]["attributes"]["total"]["amount"] == amount
}

#[test]
fn price_status_and_deletion_count_at_once() {
    let shop = shop();
    let product = shop.product("FOLLOWED", 1_000);
    assert_soon(&shop, &product, costs(250));
    patch(&shop, &product, &json!({ "price": { "amount": 300, "currency": "EUR" } }));
    assert_soon(&shop, &product, costs(300));
    patch(&shop, &product, &json!({ "status": "archived" }));
    assert_soon(&shop, &product, |answer| answer.status == 409 && answer.code() == "product-not-for-sale");
    patch(&shop, &product, &json!({ "status": "active" }));
    assert_soon(&shop, &product, costs(300));
    let deleted = once(shop.catalog.address(), &document("DELETE", &product, "")).unwrap();
    assert_eq!(deleted.status, 204, "{}", deleted.text());
    assert_soon(&shop, &product, |answer| answer.status == 404 && answer.code() == "product-not-found");
    shop.close_and_verify();
}

#[test]
fn what_happened_while_the_stream_was_cut_is_heard_when_it_opens_again() {
    let mut shop = shop();
    let product = shop.product("CUT", 1_000);
    assert_soon(&shop, &product, costs(250));
    shop.catalog.kill();
    shop.restart_catalog();
    patch(&shop, &product, &json!({ "price": { "amount": 300, "currency": "EUR" } }));
    wait_for_streams(&shop, 2);
    assert_soon(&shop, &product, costs(300));
    shop.close_and_verify();
}
