//! Connections that misbehave, and that there are only so many.

use std::time::Duration;

use crate::{
    service::{hasty, small, start},
    wire::{Wire, request},
};

/// The head's time, and what a loaded machine may add.
const IN_TIME: std::ops::Range<Duration> = Duration::from_millis(400)..Duration::from_millis(2_500);

#[tokio::test]
async fn whoever_does_not_finish_a_head_is_closed() {
    let server = start(hasty());
    let address = server.addr();
    let half_heads = ["G", "GET / HTTP/1.1\r\nHost: a\r\n"];
    let half_prefaces = ["P", "PRI * HTTP/2.0\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r"];
    let closing = half_heads.into_iter().chain(half_prefaces).chain([""]).map(async |said| {
        let mut wire = Wire::open(address).await;
        wire.send(said).await;
        let took = wire.closed().await;
        assert!(IN_TIME.contains(&took), "{said:?} was closed after {took:?}");
    });
    futures_util::future::join_all(closing).await;
}

#[tokio::test]
async fn a_dripping_head_is_closed() {
    let server = start(hasty());
    let mut wire = Wire::open(server.addr()).await;
    for byte in request("GET", "/api/v1/things", "").bytes().take(12) {
        wire.send([byte]).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    wire.closed().await;
    assert!(wire.unread().is_empty());
}

#[tokio::test]
async fn nor_does_a_later_head_get_more_time() {
    let server = start(hasty());
    let mut wire = Wire::open(server.addr()).await;
    wire.send(request("GET", "/api/v1/whoami", "")).await;
    assert_eq!(wire.reply().await.status, 200);
    for byte in request("GET", "/api/v1/things", "").bytes().take(4) {
        wire.send([byte]).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let took = wire.closed().await;
    assert!(took < IN_TIME.end, "closed after {took:?}");
    assert!(wire.unread().is_empty());
}

#[tokio::test]
async fn a_connection_serves_many_requests_and_is_closed_when_idle() {
    let server = start(hasty());
    let mut wire = Wire::open(server.addr()).await;
    for _ in 0..3 {
        wire.send(request("GET", "/api/v1/whoami", "")).await;
        assert_eq!(wire.reply().await.status, 200);
    }
    wire.send(request("GET", "/api/v1/whoami", "").repeat(2)).await;
    assert_eq!((wire.reply().await.status, wire.reply().await.status), (200, 200));
    let idle = wire.closed().await;
    assert!(IN_TIME.contains(&idle), "closed after {idle:?}");
}

#[tokio::test]
async fn a_head_that_is_split_at_the_protocols_first_bytes_is_read() {
    let server = start(small());
    for cut in [1, 3, 23, 24, 25] {
        let mut wire = Wire::open(server.addr()).await;
        let whole = request("PRIZE", "/api/v1/whoami", "");
        let (first, rest) = whole.split_at(cut);
        wire.send(first).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
        wire.send(rest).await;
        assert_eq!(wire.reply().await.status, 405, "cut at {cut}");
    }
}

#[tokio::test]
async fn a_panic_ends_its_request_and_not_the_connection() {
    let server = start(small());
    let mut wire = Wire::open(server.addr()).await;
    wire.send(request("GET", "/api/v1/panic", "")).await;
    let failed = wire.reply().await;
    assert_eq!((failed.status, failed.code().as_str()), (500, "internal-error"));
    assert!(!failed.text().contains("as asked"));
    wire.send(request("GET", "/api/v1/whoami", "")).await;
    assert_eq!(wire.reply().await.status, 200);
}

#[tokio::test]
async fn connections_over_the_limit_wait_their_turn() {
    let server = start(trastienda_shell::ShellConfig { connections_max: 1, ..small() });
    let mut first = Wire::open(server.addr()).await;
    first.send(request("GET", "/api/v1/whoami", "")).await;
    assert_eq!(first.reply().await.status, 200);
    let mut second = Wire::open(server.addr()).await;
    second.send(request("GET", "/metrics", "")).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    drop(first);
    let metrics = second.reply().await;
    assert!(metrics.text().contains("http_limits_hit_total{limit=\"connections\"}"), "{}", metrics.text());
    assert!(metrics.text().contains("http_connections 1\n"), "{}", metrics.text());
}

#[tokio::test]
async fn a_refusal_before_the_body_ends_the_connection_and_says_so() {
    let server = start(small());
    let mut wire = Wire::open(server.addr()).await;
    wire.send(request("POST", "/api/v1/nowhere", "Content-Length: 3\r\n")).await;
    let refused = wire.reply().await;
    assert_eq!((refused.status, refused.header("connection").as_deref()), (404, Some("close")));
    // A body that looks like a request is none.
    wire.send(request("GET", "/api/v1/whoami", "")).await;
    wire.closed().await;
    assert!(wire.unread().is_empty());
    let mut wire = Wire::open(server.addr()).await;
    wire.send(request("POST", "/api/v1/nowhere", "")).await;
    assert_eq!(wire.reply().await.header("connection"), None);
}
