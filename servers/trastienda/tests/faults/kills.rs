//! `kill -9` under load: what was acknowledged is there, and nothing is charged twice.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::atomic::{AtomicBool, Ordering},
    thread::{scope, sleep},
    time::{Duration, Instant},
};

use crate::{
    random::Random,
    shop::{Shop, id_of, purchase},
    wire::{Answer, Wire, get, once},
};

const KILLS: usize = 20;
const CLIENTS: usize = 8;
const STOCK: u64 = 10_000_000;
/// How long a client tries to get one answer; only a service that does not come back reaches it.
const SETTLE_MAX: Duration = Duration::from_secs(30);

/// A purchase that was acknowledged.
struct Sale {
    key: String,
    request: Vec<u8>,
    answer: Answer,
    product: usize,
    quantity: u64,
    /// Whether an earlier try of it got no answer.
    unsure: bool,
}

#[test]
fn kills_under_load_lose_nothing_and_charge_nothing_twice() {
    let mut random = Random::of("kills");
    let mut shop = Shop::open();
    let products: Vec<String> = (0..3).map(|n| shop.product(&format!("KILL-{n}"), STOCK)).collect();
    let closed = AtomicBool::new(false);
    let (address, closed, on_sale) = (shop.stock.address(), &closed, &products);

    let sales: Vec<Sale> = scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| scope.spawn(move || buy_until(closed, client, address, on_sale)))
            .collect();
        for _ in 0..KILLS {
            sleep(random.millis(20, 400));
            shop.stock.kill();
            shop.restart_stock();
        }
        sleep(Duration::from_millis(200));
        closed.store(true, Ordering::Relaxed);
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    });

    let unsure = sales.iter().filter(|sale| sale.unsure).count();
    let applied = sales.iter().filter(|sale| sale.unsure && sale.answer.is_replay()).count();
    eprintln!("{} purchases over {KILLS} kills, {unsure} unsure, {applied} of these applied", sales.len());
    assert!(unsure >= KILLS, "the kills hit no purchase");
    assert_all_kept(&shop, &sales);
    assert_charged_once(&shop, &sales, &products);
    shop.assert_laws_hold();
    shop.close_and_verify();
}

/// Buys until the shop is closed; each purchase is tried with the same key until it is acknowledged.
fn buy_until(closed: &AtomicBool, client: usize, address: SocketAddr, products: &[String]) -> Vec<Sale> {
    let mut random = Random::of(&format!("client {client}"));
    let (mut sales, mut wire) = (Vec::new(), None);
    while !closed.load(Ordering::Relaxed) {
        let key = format!("kill-{client}-{}", sales.len());
        let product = usize::try_from(random.below(3)).unwrap();
        let quantity = 1 + random.below(3);
        let request = purchase(&key, &products[product], quantity);
        let (answer, unsure) = settle(&mut wire, address, &request);
        assert!(answer.status == 201, "{}", answer.text());
        sales.push(Sale { key, request, answer, product, quantity, unsure });
    }
    sales
}

/// The verdict on a request, however often it must be sent, and whether a try was left unanswered.
pub(crate) fn settle(wire: &mut Option<Wire>, address: SocketAddr, request: &[u8]) -> (Answer, bool) {
    let (began, mut unsure) = (Instant::now(), false);
    loop {
        assert!(began.elapsed() < SETTLE_MAX, "no answer in time");
        let Some(mut open) = wire.take().or_else(|| Wire::open(address).ok()) else {
            sleep(Duration::from_millis(5));
            continue;
        };
        match open.send(request) {
            Ok(answer) if answer.status == 503 => {}
            Ok(answer) => {
                *wire = Some(open);
                return (answer, unsure);
            }
            Err(_) => unsure = true,
        }
    }
}

/// Each acknowledged purchase can be read, and its request gives the same bytes again.
fn assert_all_kept(shop: &Shop, sales: &[Sale]) {
    let mut wire = Wire::open(shop.stock.address()).unwrap();
    for sale in sales {
        let replay = wire.send(&sale.request).unwrap();
        assert!(replay.is_replay(), "{} is not kept: {}", sale.key, replay.text());
        assert_eq!(replay.status, 201);
        assert_eq!(replay.body, sale.answer.body, "{} has other bytes", sale.key);
        assert_eq!(replay.header("location"), sale.answer.header("location"));
        assert_eq!(replay.header("etag"), sale.answer.header("etag"));
    }
    let last = sales.last().unwrap();
    let found = get(shop.stock.address(), &format!("/api/v1/purchases/{}", id_of(&last.answer)));
    assert_eq!(found.status, 200, "{}", found.text());
}

/// One purchase for each reference, no other purchase, and stock fallen by just these.
fn assert_charged_once(shop: &Shop, sales: &[Sale], products: &[String]) {
    let mut found: HashMap<String, String> = HashMap::new();
    for purchase in shop.purchases() {
        let reference = purchase["attributes"]["reference"].as_str().unwrap().to_owned();
        let id = purchase["id"].as_str().unwrap().to_owned();
        let twice = found.insert(reference.clone(), id);
        assert!(twice.is_none(), "{reference} is charged twice");
    }
    assert_eq!(found.len(), sales.len(), "purchases that nobody made, or that are gone");
    let mut left = vec![STOCK; products.len()];
    for sale in sales {
        assert_eq!(found.get(&sale.key), Some(&id_of(&sale.answer)), "{} is gone", sale.key);
        left[sale.product] -= sale.quantity;
    }
    for (product, left) in products.iter().zip(left) {
        assert_eq!(shop.on_hand(product), i64::try_from(left).unwrap());
    }
}

#[test]
fn a_kept_answer_is_the_same_after_a_kill() {
    let mut shop = Shop::open();
    let product = shop.product("KEPT", 1);
    let (sold, refused) = (purchase("sold", &product, 1), purchase("refused", &product, 1));
    let first = [&sold, &refused].map(|request| once(shop.stock.address(), request).unwrap());
    assert_eq!(first.each_ref().map(|answer| answer.status), [201, 409]);
    shop.stock.kill();
    shop.restart_stock();
    let second = [&sold, &refused].map(|request| once(shop.stock.address(), request).unwrap());
    for (first, second) in first.iter().zip(&second) {
        assert!(second.is_replay());
        assert_eq!((first.status, &first.body), (second.status, &second.body));
    }
    assert_eq!(shop.on_hand(&product), 0);
    shop.close_and_verify();
}
