//! Everything that customers and staff do, over many products, while the service is killed every second. What
//! is left is to the unit what the answers said.

use std::{
    collections::{BTreeMap, HashMap},
    net::SocketAddr,
    ops::Range,
    sync::atomic::{AtomicBool, Ordering},
    thread::{scope, sleep},
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    kills::settle,
    process::is_long,
    random::Random,
    shop::{Shop, id_of},
    wire::{Answer, Wire, get, once, patch, post},
};

const CLIENTS: usize = 64;
const PRODUCTS: usize = 50;
const STOCK: i64 = 60;
const KILL_EVERY: Duration = Duration::from_secs(1);

/// Units by product: for sale, bought and not handed over, not for sale.
type Units = BTreeMap<usize, [i64; 3]>;
/// Units of products.
type Lines = BTreeMap<usize, i64>;

const SELLABLE: usize = 0;
const COMMITTED: usize = 1;
const UNAVAILABLE: usize = 2;

/// A client: what it was told, and what it may do next.
struct Client<'a> {
    name: usize,
    address: SocketAddr,
    products: &'a [String],
    /// A second place where stock is kept.
    elsewhere: &'a str,
    random: Random,
    wire: Option<Wire>,
    asked: usize,
    /// What all its acknowledged requests moved.
    moved: Units,
    /// Purchases by their keys.
    bought: HashMap<String, String>,
    open: Vec<(String, Lines)>,
    handed_over: Vec<(String, Lines)>,
    /// Requests of which a try was left unanswered, each with its answer.
    unsure: Vec<(Vec<u8>, Answer)>,
    refused: usize,
}

impl<'a> Client<'a> {
    fn new(name: usize, address: SocketAddr, products: &'a [String], elsewhere: &'a str) -> Self {
        Self {
            name,
            address,
            products,
            elsewhere,
            random: Random::of(&format!("mix {name}")),
            wire: None,
            asked: 0,
            moved: Units::new(),
            bought: HashMap::new(),
            open: Vec::new(),
            handed_over: Vec::new(),
            unsure: Vec::new(),
            refused: 0,
        }
    }

    fn act(&mut self) {
        self.asked += 1;
        let key = format!("mix-{}-{}", self.name, self.asked);
        match self.random.below(20) {
            0..8 => self.buy(&key),
            8..10 => self.reserve(&key),
            10 => self.transfer(&key),
            11..14 => self.advance(&key, "completed"),
            14 => self.advance(&key, "cancelled"),
            15..17 => self.bring_back(&key),
            17..19 => self.adjust(&key, "receive", &[(SELLABLE, 1)]),
            _ => self.adjust(&key, "quarantine", &[(SELLABLE, -1), (UNAVAILABLE, 1)]),
        }
    }

    /// The answer to a request, if it was not refused.
    fn settled(&mut self, request: Vec<u8>) -> Option<Answer> {
        let (answer, unsure) = settle(&mut self.wire, self.address, &request);
        if unsure {
            self.unsure.push((request, answer.clone()));
        }
        if answer.status < 300 {
            return Some(answer);
        }
        assert_eq!((answer.status, answer.code().as_str()), (409, "insufficient-stock"), "{}", answer.text());
        self.refused += 1;
        None
    }

    fn note(&mut self, lines: &Lines, signs: &[(usize, i64)]) {
        for (product, units) in lines {
            let moved = self.moved.entry(*product).or_default();
            for (bucket, sign) in signs {
                moved[*bucket] += sign * units;
            }
        }
    }

    fn some(&mut self, count: Range<u64>) -> Lines {
        let mut lines = Lines::new();
        for _ in 0..count.start + self.random.below(count.end - count.start) {
            let product = usize::try_from(self.random.below(PRODUCTS as u64)).unwrap();
            *lines.entry(product).or_default() += i64::try_from(1 + self.random.below(3)).unwrap();
        }
        lines
    }

    fn written(&self, lines: &Lines) -> Value {
        let line = |(product, units): (&usize, &i64)| json!({ "productId": self.products[*product], "quantity": units });
        lines.iter().map(line).collect()
    }

    fn buy(&mut self, key: &str) {
        let (lines, later) = (self.some(1..4), self.random.below(2) == 0);
        let fulfilment = if later { "later" } else { "now" };
        let attributes = json!({ "lines": self.written(&lines), "reference": key, "fulfilment": fulfilment });
        let body = json!({ "data": { "type": "purchases", "attributes": attributes } });
        let Some(answer) = self.settled(post("/api/v1/purchases", Some(key), &body)) else { return };
        let id = id_of(&answer);
        self.bought.insert(key.to_owned(), id.clone());
        if later {
            self.note(&lines, &[(SELLABLE, -1), (COMMITTED, 1)]);
            self.open.push((id, lines));
        } else {
            self.note(&lines, &[(SELLABLE, -1)]);
            self.handed_over.push((id, lines));
        }
    }

    /// Has units held, then buys all of them or gives them up.
    fn reserve(&mut self, key: &str) {
        let lines = self.some(1..3);
        let attributes = json!({ "lines": self.written(&lines), "owner": key });
        let body = json!({ "data": { "type": "reservations", "attributes": attributes } });
        let Some(held) = self.settled(post("/api/v1/reservations", Some(key), &body)) else { return };
        let (id, again) = (id_of(&held), format!("{key}-then"));
        if self.random.below(3) == 0 {
            let data = json!({ "type": "reservations", "id": id, "attributes": { "status": "released" } });
            let path = format!("/api/v1/reservations/{id}");
            let answer = self.settled(patch(&path, &again, &json!({ "data": data })));
            assert!(answer.is_some(), "{again}: its own reservation cannot be given up");
            return;
        }
        let attributes = json!({ "lines": self.written(&lines), "reference": again });
        let relationships = json!({ "reservation": { "data": { "type": "reservations", "id": id } } });
        let data = json!({ "type": "purchases", "attributes": attributes, "relationships": relationships });
        let bought = self.settled(post("/api/v1/purchases", Some(&again), &json!({ "data": data })));
        let id = id_of(&bought.expect("what is held can be bought"));
        self.bought.insert(again, id.clone());
        self.note(&lines, &[(SELLABLE, -1)]);
        self.handed_over.push((id, lines));
    }

    /// Sends units from the main place to another: there are as many as before.
    fn transfer(&mut self, key: &str) {
        let lines = self.some(1..2);
        let attributes = json!({ "lines": self.written(&lines), "reference": key });
        let place = |id| json!({ "data": { "type": "locations", "id": id } });
        let relationships = json!({ "from": place("main"), "to": place(self.elsewhere) });
        let data = json!({ "type": "transfers", "attributes": attributes, "relationships": relationships });
        self.settled(post("/api/v1/transfers", Some(key), &json!({ "data": data })));
    }

    /// Ships or cancels a purchase of its own.
    fn advance(&mut self, key: &str, status: &str) {
        let Some((id, lines)) = self.open.pop() else { return self.buy(key) };
        let body = json!({ "data": { "type": "purchases", "id": id, "attributes": { "status": status } } });
        let answer = self.settled(patch(&format!("/api/v1/purchases/{id}"), key, &body));
        assert!(answer.is_some(), "{key}: its own purchase cannot be {status}");
        if status == "completed" {
            self.note(&lines, &[(COMMITTED, -1)]);
            self.handed_over.push((id, lines));
        } else {
            self.note(&lines, &[(COMMITTED, -1), (SELLABLE, 1)]);
        }
    }

    /// Brings a purchase of its own back, all of it.
    fn bring_back(&mut self, key: &str) {
        let Some((id, lines)) = self.handed_over.pop() else { return self.buy(key) };
        let attributes = json!({ "lines": self.written(&lines), "reference": key });
        let relationships = json!({ "purchase": { "data": { "type": "purchases", "id": id } } });
        let data = json!({ "type": "returns", "attributes": attributes, "relationships": relationships });
        let answer = self.settled(post("/api/v1/returns", Some(key), &json!({ "data": data })));
        assert!(answer.is_some(), "{key}: its own purchase cannot come back");
        self.note(&lines, &[(SELLABLE, 1)]);
    }

    fn adjust(&mut self, key: &str, kind: &str, signs: &[(usize, i64)]) {
        let lines: Lines = self.some(1..2);
        let Some((product, units)) = lines.first_key_value() else { return };
        let attributes = json!({ "kind": kind, "quantity": units, "reason": "mix", "reference": key });
        let product = json!({ "data": { "type": "products", "id": self.products[*product] } });
        let relationships = json!({ "product": product });
        let data = json!({ "type": "adjustments", "attributes": attributes, "relationships": relationships });
        if self.settled(post("/api/v1/adjustments", Some(key), &json!({ "data": data }))).is_some() {
            self.note(&lines, signs);
        }
    }
}

#[test]
fn a_mix_of_everything_is_exact_through_a_kill_every_second() {
    let kills = if is_long() { 60 } else { 6 };
    let mut shop = Shop::open();
    let stock = u64::try_from(STOCK).unwrap();
    let products: Vec<String> = (0..PRODUCTS).map(|n| shop.product(&format!("MIX-{n}"), stock)).collect();
    let elsewhere = &opened(shop.stock.address());
    let (address, closed, on_sale) = (shop.stock.address(), &AtomicBool::new(false), &products);
    let clients: Vec<Client<'_>> = scope(|scope| {
        let acting: Vec<_> = (0..CLIENTS)
            .map(|name| {
                scope.spawn(move || {
                    let mut client = Client::new(name, address, on_sale, elsewhere);
                    while !closed.load(Ordering::Relaxed) {
                        client.act();
                    }
                    client
                })
            })
            .collect();
        for _ in 0..kills {
            sleep(KILL_EVERY);
            shop.stock.kill();
            shop.restart_stock();
        }
        sleep(KILL_EVERY / 5);
        closed.store(true, Ordering::Relaxed);
        acting.into_iter().map(|client| client.join().unwrap()).collect()
    });

    let count = |of: fn(&Client<'_>) -> usize| clients.iter().map(of).sum::<usize>();
    let (asked, refused) = (count(|client| client.asked), count(|client| client.refused));
    let (bought, unsure) = (count(|client| client.bought.len()), count(|client| client.unsure.len()));
    eprintln!("{asked} requests over {kills} kills, {bought} purchases, {refused} refused, {unsure} unsure");
    assert!(unsure >= kills && refused > 0 && bought > 0, "the kills hit nothing, or nothing was ever short");
    assert_unsure_settled(&clients, address);
    assert_bought_once(&shop, &clients);
    assert_exact(address, &products, &clients);
    shop.assert_laws_hold();
    shop.close_and_verify();
}

/// Another place where stock is kept.
fn opened(address: SocketAddr) -> String {
    let data = json!({ "type": "locations", "attributes": { "name": "Elsewhere", "priority": 1 } });
    let answer = once(address, &post("/api/v1/locations", None, &json!({ "data": data }))).unwrap();
    assert_eq!(answer.status, 201, "{}", answer.text());
    id_of(&answer)
}

/// A request that was in doubt has one answer for good.
fn assert_unsure_settled(clients: &[Client<'_>], address: SocketAddr) {
    let mut wire = Wire::open(address).unwrap();
    for (request, answer) in clients.iter().flat_map(|client| &client.unsure) {
        let again = wire.send(request).unwrap();
        assert!(again.is_replay(), "not kept: {}", again.text());
        assert_eq!((again.status, &again.body), (answer.status, &answer.body));
    }
}

/// The purchases are those that were acknowledged, each once.
fn assert_bought_once(shop: &Shop, clients: &[Client<'_>]) {
    let mut acknowledged: HashMap<&str, &str> = HashMap::new();
    for client in clients {
        acknowledged.extend(client.bought.iter().map(|(key, id)| (key.as_str(), id.as_str())));
    }
    for purchase in shop.purchases() {
        let reference = purchase["attributes"]["reference"].as_str().unwrap();
        let id = acknowledged.remove(reference);
        assert_eq!(id, purchase["id"].as_str(), "{reference} is charged twice, or nobody asked for it");
    }
    assert!(acknowledged.is_empty(), "acknowledged and gone: {acknowledged:?}");
}

/// Every bucket of every product holds what all answers together say.
fn assert_exact(address: SocketAddr, products: &[String], clients: &[Client<'_>]) {
    for (number, product) in products.iter().enumerate() {
        let mut due = [STOCK, 0, 0];
        for moved in clients.iter().filter_map(|client| client.moved.get(&number)) {
            due.iter_mut().zip(moved).for_each(|(due, moved)| *due += moved);
        }
        let document = get(address, &format!("/api/v1/inventory/{product}")).document();
        assert_eq!(document["data"]["attributes"]["reserved"], 0, "{product} is held for nobody");
        let shown = ["available", "committed", "unavailable"]
            .map(|figure| document["data"]["attributes"][figure].as_i64().unwrap());
        assert_eq!(shown, due, "{product}");
        assert!(shown[SELLABLE] >= 0, "{product} is oversold");
    }
}
