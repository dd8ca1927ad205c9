//! `kill -9` while a webhook is told: every event arrives, in order, and only what was under way arrives twice.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread::{sleep, spawn},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    random::Random,
    shop::{Shop, id_of, purchase},
    wire::{get, once, post},
};

const KILLS: usize = 10;
const PURCHASES: usize = 300;
/// Longer than everything takes; only an event that never comes reaches it.
const PATIENCE: Duration = Duration::from_mins(1);

/// A receiver that takes its time: the `webhook-id` and the event of each message.
#[derive(Clone, Default)]
struct Receiver(Arc<Mutex<Vec<(String, u64)>>>);

impl Receiver {
    fn open(self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        spawn(move || {
            for stream in listener.incoming() {
                let receiver = self.clone();
                spawn(move || receiver.serve(stream.unwrap()));
            }
        });
        address
    }

    /// Until the other side is gone, in whatever way.
    fn serve(&self, stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream);
        loop {
            let (mut length, mut id, mut line) = (0, String::new(), String::new());
            while line != "\r\n" {
                line.clear();
                if reader.read_line(&mut line).ok()? == 0 {
                    return None;
                }
                let header =
                    line.split_once(": ").map(|(name, value)| (name.to_ascii_lowercase(), value.trim()));
                match header {
                    Some((name, value)) if name == "content-length" => length = value.parse().ok()?,
                    Some((name, value)) if name == "webhook-id" => value.clone_into(&mut id),
                    _ => {}
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).ok()?;
            let document: Value = serde_json::from_slice(&body).ok()?;
            let event = document["data"]["id"].as_str()?.parse().ok()?;
            self.0.lock().unwrap().push((id, event));
            sleep(Duration::from_millis(3));
            reader.get_mut().write_all(b"HTTP/1.1 204 No Content\r\n\r\n").ok()?;
        }
    }

    fn got(&self) -> Vec<(String, u64)> {
        self.0.lock().unwrap().clone()
    }
}

#[test]
fn kills_lose_no_message_and_repeat_at_most_the_one_under_way() {
    let mut random = Random::of("webhooks");
    let receiver = Receiver::default();
    let address = receiver.clone().open();
    let mut shop = Shop::open_with(|_| {
        vec![("WEBHOOKS_ALLOW_PRIVATE", "1".to_owned()), ("RUST_LOG", "debug".to_owned())]
    });
    let attributes = json!({ "url": format!("http://{address}/"), "deliveredSeq": 0 });
    let new = json!({ "data": { "type": "webhooks", "attributes": attributes } });
    let made = once(shop.stock.address(), &post("/api/v1/webhooks", None, &new)).unwrap();
    assert_eq!(made.status, 201, "{}", made.text());
    let secret = made.document()["data"]["attributes"]["secret"].as_str().unwrap().to_owned();
    let webhook = id_of(&made);

    let product = shop.product("HOOK", 1_000_000);
    for number in 0..PURCHASES {
        let bought = once(shop.stock.address(), &purchase(&format!("hook-{number}"), &product, 1)).unwrap();
        assert_eq!(bought.status, 201, "{}", bought.text());
    }
    let mut said = String::new();
    for _ in 0..KILLS {
        sleep(random.millis(20, 120));
        said += &shop.stock.said();
        shop.stock.kill();
        shop.restart_stock();
    }
    let last = PURCHASES as u64 + 1;
    let began = Instant::now();
    while receiver.got().last().is_none_or(|(_, event)| *event < last) {
        assert!(began.elapsed() < PATIENCE, "{:?} was the last of {last}", receiver.got().last());
        sleep(Duration::from_millis(10));
    }
    let got = receiver.got();
    let mut expected = 1;
    for (id, event) in &got {
        assert_eq!(*id, format!("{webhook}_{event}"));
        assert!(*event == expected || *event + 1 == expected, "{event} came where {expected} was next");
        expected = expected.max(event + 1);
    }
    let repeats = got.len() - PURCHASES - 1;
    eprintln!("{} messages over {KILLS} kills, {repeats} of them twice", got.len());
    assert!(repeats <= KILLS, "{repeats} repeats");

    let shown = get(shop.stock.address(), &format!("/api/v1/webhooks/{webhook}"));
    said += &shop.stock.said();
    assert!(!shown.text().contains(&secret) && !said.contains(&secret), "the secret was told again");
    shop.assert_laws_hold();
    shop.close_and_verify();
}
