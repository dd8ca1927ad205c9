//! Services that are gone, slow or out of their mind.

use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use trastienda_shell::ShellConfig;
use trastienda_web::Upstream;

use crate::{
    server::{KEY, Server},
    upstream::{Deed, whole},
    wire::{Reply, ask, get, request},
};

/// What the page is told of a service, and why.
fn says(reply: &Reply, code: &str, cause: &str) {
    let error = reply.error();
    assert_eq!((reply.status, error["code"].as_str()), (503, Some(code)), "{error}");
    assert_eq!(error["meta"]["cause"], cause, "{error}");
    assert_eq!(reply.header("retry-after").as_deref(), Some("1"));
}

#[tokio::test]
async fn a_service_that_is_gone_is_named() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let nowhere = || Upstream::new(&format!("http://{gone}"), KEY).unwrap();
    let server = Server::with(ShellConfig::default(), |options| options.product = nowhere()).await;
    says(&get(server.address(), "/api/v1/products", "").await, "product-service-unavailable", "refused");
    assert_eq!(get(server.address(), "/api/v1/inventory", "").await.status, 200);

    let server = Server::with(ShellConfig::default(), |options| options.inventory = nowhere()).await;
    says(&get(server.address(), "/api/v1/inventory", "").await, "inventory-service-unavailable", "refused");
    assert_eq!(get(server.address(), "/api/v1/products", "").await.status, 200);
    assert_eq!(get(server.address(), "/health/ready", "").await.status, 200);
}

#[tokio::test]
async fn a_service_that_says_nothing_is_not_waited_for_longer_than_that() {
    let server = Server::hasty().await;
    for said in ["", "HTTP/1.1 200 OK\r\nContent-Le"] {
        server.product.does(Deed::Then(said.as_bytes().to_vec()));
        let began = Instant::now();
        says(&get(server.address(), "/api/v1/products", "").await, "product-service-unavailable", "timeout");
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    }
}

#[tokio::test]
async fn a_slow_answer_is_waited_for() {
    let server = Server::new().await;
    server.product.does(Deed::Then(Vec::new()));
    let address = server.address();
    let asked = tokio::spawn(async move { get(address, "/api/v1/products", "").await });
    tokio::time::sleep(Duration::from_millis(700)).await;
    server.product.says(&String::from_utf8(whole(200, "", "late")).unwrap());
    assert_eq!(asked.await.unwrap().text(), "late");
}

#[tokio::test]
async fn what_is_no_answer_is_not_handed_on() {
    let server = Server::new().await;
    for nonsense in
        ["", "\u{16}\u{3}\u{1}", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"]
    {
        server.inventory.does(Deed::Last(nonsense.as_bytes().to_vec()));
        let reply = ask(server.address(), request("POST", "/api/v1/quotes", "Content-Length: 0\r\n")).await;
        says(&reply, "inventory-service-unavailable", "bad-answer");
    }
    let headers = "X-Padding: 1\r\n".repeat(200);
    server.inventory.does(Deed::Last(whole(200, &headers, "")));
    says(
        &get(server.address(), "/api/v1/inventory", "").await,
        "inventory-service-unavailable",
        "bad-answer",
    );
}

#[tokio::test]
async fn a_key_that_a_service_does_not_take_is_not_the_browsers_fault() {
    let server = Server::new().await;
    let refusal = whole(401, "WWW-Authenticate: Bearer\r\n", "{}");
    server.product.does(Deed::Answer(refusal));
    let reply = get(server.address(), "/api/v1/products", "").await;
    says(&reply, "product-service-unavailable", "unauthorised");
    assert_eq!(reply.header("www-authenticate"), None);
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_not_taken_for_whole() {
    let server = Server::new().await;
    server.product.does(Deed::Last(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"data\":[".to_vec()));
    let reply = get(server.address(), "/api/v1/products", "").await;
    assert_eq!((reply.status, reply.whole, reply.text()), (200, false, "{\"data\":["));
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"data\":[\r\n";
    server.product.does(Deed::Last(chunked.as_bytes().to_vec()));
    let reply = get(server.address(), "/api/v1/products", "").await;
    assert_eq!((reply.status, reply.whole, reply.text()), (200, false, "{\"data\":["));
}

#[tokio::test]
async fn an_answer_that_stands_still_is_cut() {
    let server = Server::hasty().await;
    server.product.does(Deed::Then(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"data\":[".to_vec()));
    let began = Instant::now();
    let reply = get(server.address(), "/api/v1/products", "").await;
    assert!(!reply.whole && began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

#[tokio::test]
async fn one_sick_service_does_not_slow_the_other() {
    let server = Server::new().await;
    server.product.does(Deed::Then(Vec::new()));
    let address = server.address();
    let stuck: Vec<_> =
        (0..64).map(|_| tokio::spawn(async move { get(address, "/api/v1/products", "").await })).collect();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let began = Instant::now();
    assert_eq!(get(address, "/api/v1/inventory", "").await.status, 200);
    assert_eq!(get(address, "/", "").await.status, 200);
    assert!(began.elapsed() < Duration::from_millis(500), "{:?}", began.elapsed());
    for task in stuck {
        task.abort();
    }
}
