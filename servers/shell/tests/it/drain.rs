//! The end of a server: what runs is finished, what idles is closed, and it does not take for ever.

use std::time::{Duration, Instant};

use tokio::net::TcpStream;

use crate::{
    service::{Things, small, start, start_host},
    wire::{Wire, get, request},
};

#[tokio::test(flavor = "multi_thread")]
async fn running_requests_are_finished_and_idle_connections_do_not_delay_it() {
    let server = start(small());
    let address = server.addr();
    let mut busy = Vec::new();
    for _ in 0..16 {
        let mut wire = Wire::open(address).await;
        wire.send(request("GET", "/api/v1/slow", "")).await;
        busy.push(wire);
    }
    let mut half_sent = Wire::open(address).await;
    half_sent.send(request("POST", "/api/v1/echo", "Content-Length: 2\r\n")).await;
    let mut idle = Wire::open(address).await;
    idle.send(request("GET", "/api/v1/whoami", "")).await;
    idle.reply().await;
    let mut silent = Wire::open(address).await;
    tokio::time::sleep(Duration::from_millis(100)).await;

    let began = Instant::now();
    let drain = tokio::spawn(server.drain());
    idle.closed().await;
    silent.closed().await;
    assert!(began.elapsed() < Duration::from_millis(700), "closed after {:?}", began.elapsed());
    half_sent.send("ok").await;
    assert_eq!(half_sent.reply().await.text(), "ok");
    for wire in &mut busy {
        assert_eq!(wire.reply().await.status, 200);
    }
    assert!(drain.await.expect("the drain ends"));
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn readiness_goes_red_first() {
    let server = start(trastienda_shell::ShellConfig { drain_notice: Duration::from_millis(400), ..small() });
    let address = server.addr();
    assert_eq!(get(address, "/health/ready", "").await.status, 200);
    let drain = tokio::spawn(server.drain());
    tokio::time::sleep(Duration::from_millis(50)).await;
    let red = get(address, "/health/ready", "").await;
    assert_eq!((red.status, red.text()), (503, "{\"status\":\"draining\"}"));
    assert_eq!(get(address, "/health/live", "").await.status, 200);
    assert_eq!(get(address, "/api/v1/whoami", "").await.status, 200);
    assert!(drain.await.expect("the drain ends"));
}

#[tokio::test]
async fn a_service_without_its_store_is_not_ready() {
    let server = start_host(small(), Things { ready: false, ..Things::default() });
    let red = get(server.addr(), "/health/ready", "").await;
    assert_eq!((red.status, red.text()), (503, "{\"status\":\"store-unavailable\"}"));
}

#[tokio::test]
async fn a_stream_has_heartbeats_and_ends_cleanly() {
    let server = start(small());
    let mut wire = Wire::open(server.addr()).await;
    wire.send(request("GET", "/api/v1/stream", "Accept-Encoding: br\r\n")).await;
    let head = wire.reply().await;
    assert_eq!(head.header("content-type").as_deref(), Some("text/event-stream"));
    assert_eq!(head.header("content-encoding"), None);
    wire.read_until(b"data: {}\n\n").await;
    wire.read_until(b": heartbeat\n\n").await;
    let began = Instant::now();
    assert!(server.drain().await);
    assert!(began.elapsed() < Duration::from_secs(2));
    wire.read_until(b": draining\n\n").await;
    wire.closed().await;
    assert!(wire.unread().ends_with(b"0\r\n\r\n"), "the last chunk says that nothing is missing");
}

#[tokio::test]
async fn what_does_not_end_is_cut_off() {
    let shutdown_timeout = Duration::from_millis(200);
    let server = start(trastienda_shell::ShellConfig { shutdown_timeout, ..small() });
    let mut stuck = Wire::open(server.addr()).await;
    stuck.send(request("POST", "/api/v1/echo", "Content-Length: 2\r\n")).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!server.drain().await);
    stuck.closed().await;
}
