//! HTTP/2 without TLS, by frames written out (RFC 9113; fields as RFC 7541 literals).

use std::time::Duration;

use crate::{
    service::{KEY, hasty, small, start},
    wire::{Wire, ask, request},
};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

fn frame(kind: u8, flags: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
    let [_, high, middle, low] = u32::try_from(payload.len()).expect("a small frame").to_be_bytes();
    let mut bytes = vec![high, middle, low, kind, flags, 0, 0, 0, stream];
    bytes.extend_from_slice(payload);
    bytes
}

fn literal(name: &str, value: &str) -> Vec<u8> {
    let length = |text: &str| u8::try_from(text.len()).expect("short enough for one byte");
    let mut bytes = vec![0, length(name)];
    bytes.extend_from_slice(name.as_bytes());
    bytes.push(length(value));
    bytes.extend_from_slice(value.as_bytes());
    bytes
}

fn get(path: &str, key: &str) -> Vec<u8> {
    [literal(":method", "GET"), literal(":scheme", "http"), literal(":path", path), literal("x-api-key", key)]
        .concat()
}

async fn connect(address: std::net::SocketAddr) -> Wire {
    let mut wire = Wire::open(address).await;
    wire.send([PREFACE, &frame(SETTINGS, 0, 0, &[])].concat()).await;
    wire
}

/// The next frame of a kind: its payload.
async fn next(wire: &mut Wire, kind: u8) -> Vec<u8> {
    loop {
        while wire.unread().len() < 9 {
            assert!(wire.more().await > 0, "closed before a frame of kind {kind}");
        }
        let &[high, middle, low, found, ..] = wire.unread() else { unreachable!("nine bytes are there") };
        let length = u32::from_be_bytes([0, high, middle, low]) as usize;
        while wire.unread().len() < 9 + length {
            assert!(wire.more().await > 0, "closed within a frame");
        }
        let payload = wire.take(9 + length).split_off(9);
        if found == kind {
            return payload;
        }
    }
}

#[tokio::test]
async fn a_request_with_prior_knowledge_is_answered() {
    let server = start(small());
    let mut wire = connect(server.addr()).await;
    let fields = get("/api/v1/whoami", KEY);
    wire.send(frame(HEADERS, END_STREAM | END_HEADERS, 1, &fields)).await;
    // 0x88 is `:status: 200`, an entry of the static table.
    assert_eq!(next(&mut wire, HEADERS).await.first(), Some(&0x88));
    assert!(String::from_utf8_lossy(&next(&mut wire, DATA).await).contains("tester"));
    let fields = get("/api/v1/whoami", "wrong");
    wire.send(frame(HEADERS, END_STREAM | END_HEADERS, 3, &fields)).await;
    next(&mut wire, HEADERS).await;
    assert!(String::from_utf8_lossy(&next(&mut wire, DATA).await).contains("unauthorised"));
}

#[tokio::test]
async fn an_idle_or_half_open_connection_is_closed() {
    let server = start(hasty());
    let mut idle = connect(server.addr()).await;
    next(&mut idle, GOAWAY).await;
    idle.closed().await;
    let mut half = connect(server.addr()).await;
    half.send(frame(HEADERS, 0, 1, &get("/api/v1/whoami", KEY))).await;
    half.closed().await;
}

#[tokio::test]
async fn a_stream_is_not_idle_and_the_drain_ends_it() {
    let server = start(hasty());
    let mut wire = connect(server.addr()).await;
    let fields = get("/api/v1/stream", KEY);
    wire.send(frame(HEADERS, END_STREAM | END_HEADERS, 1, &fields)).await;
    next(&mut wire, HEADERS).await;
    tokio::time::sleep(Duration::from_millis(900)).await;
    wire.read_until(b": heartbeat\n\n").await;
    assert!(server.drain().await);
    wire.read_until(b": draining\n\n").await;
}

#[tokio::test]
async fn an_upgrade_is_ignored() {
    let server = start(small());
    let upgrade = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n";
    assert_eq!(ask(server.addr(), request("GET", "/api/v1/whoami", upgrade)).await.status, 200);
}
