//! Answers that come in pieces: feeds above all, live, and their ends.

use std::time::{Duration, Instant};

use crate::{
    server::Server,
    upstream::{Deed, Event},
    wire::{Wire, request},
};

const OPEN: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

fn chunk(text: &str) -> String {
    format!("{:x}\r\n{text}\r\n", text.len())
}

/// A server and a client that follows the feed of products.
async fn followed() -> (Server, Wire) {
    let mut server = Server::new().await;
    server.product.does(Deed::Then(OPEN.as_bytes().to_vec()));
    let mut wire = Wire::open(server.address()).await;
    wire.send(request("GET", "/api/v1/product-events", "Accept: text/event-stream\r\n")).await;
    let head = wire.head().await;
    assert_eq!(head.header("content-type").as_deref(), Some("text/event-stream"));
    assert!(server.product.asked().await.contains("accept: text/event-stream\r\n"));
    (server, wire)
}

#[tokio::test]
async fn events_and_heartbeats_arrive_as_they_are_sent() {
    let (server, mut wire) = followed().await;
    for piece in [": open\n\n", "id: 1\nevent: product.created\ndata: {}\n\n", ": heartbeat\n\n", "id: 2\nda"]
    {
        let began = Instant::now();
        server.product.says(&chunk(piece));
        assert_eq!(wire.chunk().await.unwrap(), piece.as_bytes());
        assert!(began.elapsed() < Duration::from_millis(500), "{:?}", began.elapsed());
    }
}

#[tokio::test]
async fn a_client_that_leaves_closes_the_stream_behind_it_at_once() {
    let (mut server, wire) = followed().await;
    let began = Instant::now();
    drop(wire);
    assert!(matches!(server.product.event().await, Event::Left));
    assert!(began.elapsed() < Duration::from_millis(500), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_stream_that_the_service_ends_ends_here_too() {
    let (server, mut wire) = followed().await;
    server.product.says(&(chunk(": draining\n\n") + "0\r\n\r\n"));
    assert_eq!(wire.chunk().await.unwrap(), b": draining\n\n");
    assert_eq!(wire.chunk().await.unwrap(), b"");
}

#[tokio::test]
async fn a_stream_that_breaks_off_breaks_off_here_too() {
    let (server, mut wire) = followed().await;
    server.product.says(&chunk("id: 1\n"));
    assert_eq!(wire.chunk().await.unwrap(), b"id: 1\n");
    server.product.says("");
    assert_eq!(wire.chunk().await, None, "a cut is no end");
}

#[tokio::test]
async fn a_silent_stream_is_given_up() {
    let mut server = Server::hasty().await;
    server.product.does(Deed::Then(OPEN.as_bytes().to_vec()));
    let mut wire = Wire::open(server.address()).await;
    wire.send(request("GET", "/api/v1/product-events", "")).await;
    assert_eq!(wire.head().await.status, 200);
    // Bytes keep it alive.
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_millis(250)).await;
        server.product.says(&chunk(": heartbeat\n\n"));
        assert_eq!(wire.chunk().await.unwrap(), b": heartbeat\n\n");
    }
    assert_eq!(wire.chunk().await, None);
    server.product.asked().await;
    assert!(matches!(server.product.event().await, Event::Left));
}

#[tokio::test]
async fn at_the_drain_streams_end_and_answers_are_finished() {
    let (server, mut stream) = followed().await;
    let Server { running, product, inventory } = server;
    inventory.does(Deed::Then(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf".to_vec()));
    let mut answer = Wire::open(running.addr()).await;
    answer.send(request("GET", "/api/v1/inventory", "")).await;
    answer.head().await;

    let drained = tokio::spawn(running.drain());
    assert_eq!(stream.chunk().await.unwrap(), b"", "a clean end");
    stream.closed().await;
    inventory.says("done");
    answer.closed().await;
    assert!(drained.await.unwrap(), "nothing was cut");
    drop(product);
}

#[tokio::test]
async fn a_long_answer_is_handed_on_before_it_is_whole() {
    let server = Server::new().await;
    server.inventory.does(Deed::Then(b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\nfirst".to_vec()));
    let mut wire = Wire::open(server.address()).await;
    wire.send(request("GET", "/api/v1/movements", "")).await;
    let head = wire.head().await;
    assert_eq!(head.header("content-length").as_deref(), Some("200000"));
}
