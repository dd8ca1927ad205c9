//! Races over one product have an order: what many clients saw at once could have been seen by one after the
//! other, each request at some moment between its being sent and its being answered.
//!
//! A history over real sockets is recorded and [checked](check).

mod check;
mod product;

use std::{
    net::SocketAddr,
    sync::{
        Barrier,
        atomic::{AtomicUsize, Ordering},
    },
    thread::scope,
    time::Instant,
};

use serde_json::{Value, json};

use crate::{
    random::Random,
    shop::Shop,
    wire::{Answer, Wire, post},
};
use check::{Operation, check};
use product::{Does, Product, Saw};

const CLIENTS: usize = 16;
const BEGINNING: i64 = 40;
/// How many operations, unless `LINEAR_OPERATIONS` says otherwise.
const OPERATIONS: usize = 3_000;

/// The request of an operation.
fn request(product: &str, does: Does) -> Vec<u8> {
    let relationships = json!({ "product": { "data": { "type": "products", "id": product } } });
    let adjustment = |mut attributes: Value| {
        attributes["reason"] = json!("race");
        let data = json!({ "type": "adjustments", "attributes": attributes, "relationships": relationships });
        post("/api/v1/adjustments", None, &json!({ "data": data }))
    };
    match does {
        Does::Read => {
            let key = crate::process::KEY;
            let head =
                format!("GET /api/v1/inventory/{product} HTTP/1.1\r\nHost: shop\r\nX-API-Key: {key}\r\n\r\n");
            head.into_bytes()
        }
        Does::Buy(quantity) => {
            let attributes = json!({ "lines": [{ "productId": product, "quantity": quantity }] });
            post(
                "/api/v1/purchases?include=inventory",
                None,
                &json!({ "data": { "type": "purchases", "attributes": attributes } }),
            )
        }
        Does::Receive(quantity) => adjustment(json!({ "kind": "receive", "quantity": quantity })),
        Does::Count { counted, expected } => {
            adjustment(json!({ "kind": "count", "counted": counted, "expected": expected }))
        }
    }
}

/// What an answer shows.
fn seen(does: Does, answer: &Answer) -> Saw {
    let figure = |value: &Value| value.as_i64().unwrap_or_else(|| panic!("{}", answer.text()));
    let document = answer.document();
    match (does, answer.status) {
        (Does::Read, 200) => Saw::OnHand(figure(&document["data"]["attributes"]["onHand"])),
        (Does::Buy(_), 201) => Saw::OnHand(figure(&document["included"][0]["attributes"]["onHand"])),
        (Does::Receive(_) | Does::Count { .. }, 201) => Saw::Done,
        (Does::Buy(_), 409) => Saw::Left(figure(&document["errors"][0]["meta"]["purchasable"])),
        (Does::Count { .. }, 409) => Saw::OnHand(figure(&document["errors"][0]["meta"]["onHand"])),
        _ => panic!("{does:?}: {}", answer.text()),
    }
}

/// One client's part of a race.
fn race(
    client: usize,
    address: SocketAddr,
    product: &str,
    left: &AtomicUsize,
    began: Instant,
) -> Vec<Operation<Does, Saw>> {
    let mut random = Random::of(&format!("race {client}"));
    let mut wire = Wire::open(address).unwrap();
    let (mut operations, mut read) = (Vec::new(), BEGINNING);
    while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() {
        let some = i64::try_from(1 + random.below(3)).unwrap();
        let does = match random.below(10) {
            0..5 => Does::Buy(some),
            5 | 6 => Does::Receive(some),
            7 => Does::Count { counted: read + some, expected: read },
            _ => Does::Read,
        };
        let request = request(product, does);
        let called = began.elapsed();
        let answer = wire.send(&request).unwrap();
        let returned = began.elapsed();
        let saw = seen(does, &answer);
        if let Saw::OnHand(on_hand) | Saw::Left(on_hand) = saw {
            read = on_hand;
        }
        operations.push(Operation { does, saw: Some(saw), called, returned: Some(returned) });
    }
    operations
}

#[test]
fn every_race_has_an_order() {
    let count = std::env::var("LINEAR_OPERATIONS").map_or(OPERATIONS, |text| text.parse().unwrap());
    let shop = Shop::open();
    let product = shop.product("RACE", u64::try_from(BEGINNING).unwrap());
    let (address, left, began) = (shop.stock.address(), AtomicUsize::new(count), Instant::now());
    let start = Barrier::new(CLIENTS);
    let mut history: Vec<_> = scope(|scope| {
        let (start, left, product) = (&start, &left, &product);
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                scope.spawn(move || {
                    start.wait();
                    race(client, address, product, left, began)
                })
            })
            .collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    });
    let (raced, checking) = (began.elapsed(), Instant::now());
    assert_eq!(history.len(), count);
    let refused = history.iter().filter(|operation| matches!(operation.saw, Some(Saw::Left(_)))).count();
    assert!(refused > 0 && refused < count / 2, "{refused} of {count} were refused");
    check(&Product { on_hand: BEGINNING }, &history).unwrap_or_else(|stuck| panic!("{stuck}"));
    eprintln!("{count} operations in {raced:.1?}, an order found in {:.1?}", checking.elapsed());

    // The same history with one lie in it has none.
    let checking = Instant::now();
    let lie = history.iter().position(|operation| matches!(operation.saw, Some(Saw::OnHand(_)))).unwrap();
    history[lie].saw = Some(Saw::OnHand(-1));
    assert!(check(&Product { on_hand: BEGINNING }, &history).is_err(), "a lie was believed");
    eprintln!("a lie found in {:.1?}", checking.elapsed());
    shop.assert_laws_hold();
    shop.close_and_verify();
}
