//! SIGTERM under load: what was taken in is answered whole, and the process leaves in time.

use std::{
    net::SocketAddr,
    thread::{scope, sleep},
    time::{Duration, Instant},
};

use crate::{
    random::Random,
    shop::{Shop, purchase},
    wire::{Lost, Wire, once},
};

const ROUNDS: usize = 3;
const CLIENTS: usize = 8;
const STOP_MAX: Duration = Duration::from_secs(10);

/// What one customer saw until the door closed.
struct Seen {
    acknowledged: usize,
    /// The last request, if nothing of its answer came.
    unanswered: Option<Vec<u8>>,
}

/// Buys on one connection after another until none is taken.
fn buy_until_closed(address: SocketAddr, name: &str, product: &str) -> Seen {
    let mut acknowledged = 0;
    while let Ok(mut wire) = Wire::open(address) {
        loop {
            let request = purchase(&format!("{name}-{acknowledged}"), product, 1);
            match wire.send(&request) {
                Ok(answer) => {
                    assert_eq!(answer.status, 201, "{}", answer.text());
                    acknowledged += 1;
                    if answer.is_last() {
                        break;
                    }
                }
                Err(Lost::Unanswered) => return Seen { acknowledged, unanswered: Some(request) },
                Err(Lost::Cut(error)) => panic!("an answer was cut: {error}"),
            }
        }
    }
    Seen { acknowledged, unanswered: None }
}

#[test]
fn a_stop_under_load_cuts_no_answer() {
    let mut random = Random::of("stops");
    let mut shop = Shop::open();
    let product = shop.product("STOP", 1_000_000);
    let mut sold = 0;
    for round in 0..ROUNDS {
        let (address, name) = (shop.stock.address(), format!("stop-{round}"));
        // Connections that say nothing, or nothing more, delay no stop.
        let _silent = Wire::open(address).unwrap();
        let mut idle = Wire::open(address).unwrap();
        idle.send(b"GET /health/live HTTP/1.1\r\nHost: shop\r\n\r\n").unwrap();
        let slow = purchase(&format!("{name}-slow"), &product, 1);
        let (begun, rest) = slow.split_at(slow.len() - 20);
        let mut sender = Wire::open(address).unwrap();
        sender.write(begun).unwrap();

        let seen: Vec<Seen> = scope(|scope| {
            let (name, product) = (&name, &product);
            let clients: Vec<_> = (0..CLIENTS)
                .map(|client| {
                    scope.spawn(move || buy_until_closed(address, &format!("{name}-{client}"), product))
                })
                .collect();
            sleep(random.millis(200, 500));
            let asked = Instant::now();
            shop.stock.ask_to_stop();
            sleep(Duration::from_millis(600));
            sender.write(rest).unwrap();
            assert_eq!(sender.answer().unwrap().status, 201, "a body that had begun");
            let status = shop.stock.ended(STOP_MAX.saturating_sub(asked.elapsed()));
            assert!(status.is_some_and(|status| status.success()), "{status:?}: {}", shop.stock.said());
            clients.into_iter().map(|client| client.join().unwrap()).collect()
        });

        shop.restart_stock();
        for request in seen.iter().filter_map(|seen| seen.unanswered.as_ref()) {
            let answer = once(address, request).unwrap();
            assert!(!answer.is_replay(), "a purchase was made and not answered");
            sold += 1;
        }
        let acknowledged: usize = seen.iter().map(|seen| seen.acknowledged).sum();
        assert!(acknowledged > 0, "there was no load");
        sold += acknowledged + 1;
        assert_eq!(shop.on_hand(&product), 1_000_000 - i64::try_from(sold).unwrap());
    }
    shop.assert_laws_hold();
    shop.close_and_verify();
}
