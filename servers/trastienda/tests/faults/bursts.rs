//! Many customers at once.

use std::{net::SocketAddr, sync::Barrier, thread::scope};

use crate::{
    process::is_long,
    shop::{Shop, id_of, purchase},
    wire::{Answer, Wire},
};

const CLIENTS: usize = 64;

/// Sends each client's requests one after another, all clients at once; every answer.
fn at_once(
    address: SocketAddr,
    clients: usize,
    requests: impl Fn(usize) -> Vec<Vec<u8>> + Sync,
) -> Vec<Answer> {
    let (start, requests) = (&Barrier::new(clients), &requests);
    scope(|scope| {
        let clients: Vec<_> = (0..clients)
            .map(|client| {
                scope.spawn(move || {
                    let mut wire = Wire::open(address).unwrap();
                    let requests = requests(client);
                    start.wait();
                    requests.iter().map(|request| wire.send(request).unwrap()).collect::<Vec<_>>()
                })
            })
            .collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    })
}

/// How many were sold; every other one was refused for lack of stock.
fn sold(answers: &[Answer]) -> usize {
    let (sold, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
    for answer in refused {
        assert_eq!((answer.status, answer.code().as_str()), (409, "insufficient-stock"), "{}", answer.text());
    }
    sold.len()
}

#[test]
fn the_last_unit_is_sold_to_one_of_64() {
    let shop = Shop::open();
    for round in 0..5 {
        let product = shop.product(&format!("LAST-{round}"), 1);
        let answers = at_once(shop.stock.address(), CLIENTS, |client| {
            vec![purchase(&format!("last-{round}-{client}"), &product, 1)]
        });
        assert_eq!((answers.len(), sold(&answers)), (CLIENTS, 1));
        assert_eq!(shop.on_hand(&product), 0);
    }
    shop.assert_laws_hold();
    shop.close_and_verify();
}

#[test]
fn a_thousand_units_are_sold_in_three_thousand_tries_of_64() {
    const UNITS: u64 = 1_000;
    // All together, or, in the long form, each of them.
    let tries = if is_long() { 3_000 } else { 47 };
    let shop = Shop::open();
    let product = shop.product("THOUSAND", UNITS);
    let answers = at_once(shop.stock.address(), CLIENTS, |client| {
        (0..tries).map(|n| purchase(&format!("try-{client}-{n}"), &product, 1)).collect()
    });
    assert_eq!((answers.len(), sold(&answers) as u64), (CLIENTS * tries, UNITS));
    assert_eq!(shop.on_hand(&product), 0);
    assert_eq!(shop.purchases().len() as u64, UNITS);
    shop.assert_laws_hold();
    shop.close_and_verify();
}

#[test]
fn duplicates_of_one_request_are_one_purchase() {
    const DUPLICATES: usize = 16;
    const ROUNDS: u16 = 10;
    let shop = Shop::open();
    let product = shop.product("DUPLICATE", 1_000);
    for round in 1..=ROUNDS {
        let request = purchase(&format!("duplicate-{round}"), &product, 1);
        let answers = at_once(shop.stock.address(), DUPLICATES, |_| vec![request.clone()]);
        let originals = answers.iter().filter(|answer| !answer.is_replay()).count();
        assert_eq!(originals, 1, "one is the purchase, the others are replays");
        for answer in &answers {
            assert_eq!((answer.status, &answer.body), (201, &answers[0].body));
        }
        assert_eq!(shop.on_hand(&product), 1_000 - i64::from(round));
        assert_eq!(
            shop.purchases().iter().filter(|purchase| purchase["id"] == id_of(&answers[0])).count(),
            1
        );
    }
    assert_eq!(shop.purchases().len(), usize::from(ROUNDS));
    shop.close_and_verify();
}
