//! A request goes on as it came but for the key, and its answer comes back byte for byte.

use std::time::Duration;

use trastienda_shell::ShellConfig;

use crate::{
    server::{KEY, Server},
    upstream::{Deed, Event, whole},
    wire::{Wire, ask, get, request},
};

const ID: &str = "0193a5c2-8d1e-7c3a-9b52-4e6f7a8b9c0d";

#[tokio::test]
async fn each_endpoint_goes_to_the_service_that_has_it() {
    let mut server = Server::new().await;
    let product = catalog_core::service::ROUTES.iter().map(|route| (true, &route.method, route.path));
    let inventory = stock_core::service::ROUTES.iter().map(|route| (false, &route.method, route.path));
    for (is_product, method, template) in product.chain(inventory) {
        let path = template.replace("{id}", ID);
        let body = if method == "GET" { "" } else { "{\"data\":1}" };
        let length = format!("Content-Length: {}\r\nIdempotency-Key: k\r\n", body.len());
        let bytes = request(method.as_str(), &format!("{path}?a=%20b&c[d]=é"), &length) + body;
        assert_eq!(ask(server.address(), bytes).await.status, 200, "{method} {path}");
        let (owner, other) = if is_product {
            (&mut server.product, &mut server.inventory)
        } else {
            (&mut server.inventory, &mut server.product)
        };
        let asked = owner.asked().await;
        assert!(asked.starts_with(&format!("{method} {path}?a=%20b&c[d]=é HTTP/1.1\r\n")), "{asked}");
        assert!(asked.ends_with(&format!("\r\n\r\n{body}")), "{asked}");
        assert!(asked.contains(&format!("x-api-key: {KEY}\r\n")), "{asked}");
        assert!(asked.contains(&format!("host: {}\r\n", owner.address)), "{asked}");
        assert!(asked.contains("idempotency-key: k\r\n"), "{asked}");
        assert!(other.so_far().is_empty(), "{method} {path} went to both");
    }
}

#[tokio::test]
async fn what_the_browser_sends_of_credentials_stays_here() {
    let mut server = Server::new().await;
    let headers = "X-API-Key: stolen\r\nX-Api-Key: twice\r\nAuthorization: Bearer stolen\r\n\
                   Cookie: session=stolen\r\nOrigin: http://localhost:5173\r\nProxy-Authorization: stolen\r\n\
                   Connection: keep-alive, X-Hop\r\nX-Hop: stolen\r\nTE: trailers\r\nKeep-Alive: timeout=9\r\n";
    assert_eq!(get(server.address(), "/api/v1/products", headers).await.status, 200);
    let asked = server.product.asked().await;
    assert!(!asked.contains("stolen") && !asked.contains("twice"), "{asked}");
    for name in ["authorization", "cookie", "origin", "connection", "te", "keep-alive"] {
        assert!(!asked.contains(&format!("\r\n{name}: ")), "{name}: {asked}");
    }
    assert_eq!(asked.matches("x-api-key: ").count(), 1);
}

#[tokio::test]
async fn what_names_a_request_goes_through() {
    let mut server = Server::new().await;
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let headers = format!(
        "X-Request-Id: order-7\r\ntraceparent: {trace}\r\nIf-None-Match: \"1\"\r\nTrastienda-Client: js/1\r\n\
         Accept: application/vnd.api+json\r\nAccept-Encoding: br\r\nLast-Event-ID: 9\r\n"
    );
    let reply = get(server.address(), "/api/v1/products", &headers).await;
    assert_eq!(reply.header("x-request-id").as_deref(), Some("order-7"));
    let asked = server.product.asked().await;
    for line in headers.lines() {
        let (name, value) = line.split_once(": ").unwrap();
        assert!(asked.contains(&format!("\r\n{}: {value}\r\n", name.to_lowercase())), "{line} in {asked}");
    }
    // A request without an id gets one here, and has the same there.
    let reply = get(server.address(), "/api/v1/products", "").await;
    let id = reply.header("x-request-id").unwrap();
    assert!(server.product.asked().await.contains(&format!("x-request-id: {id}\r\n")));
}

#[tokio::test]
async fn every_answer_comes_back_as_it_was() {
    let server = Server::new().await;
    for status in
        [200, 201, 202, 207, 302, 400, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 429, 500, 503]
    {
        let headers = "Content-Type: application/vnd.api+json\r\nETag: \"7\"\r\nLocation: /api/v1/products/7\r\n\
                       Cache-Control: private, no-cache\r\nVary: Accept\r\nVary: Origin\r\nRetry-After: 2\r\n\
                       Idempotency-Replayed: true\r\nAllow: GET\r\nContent-Encoding: br\r\n\
                       Keep-Alive: timeout=3\r\nSet-Cookie: a=b\r\n";
        let body = format!("\u{1}bytes of {status}");
        server.product.does(Deed::Answer(whole(status, headers, &body)));
        let reply = ask(server.address(), request("PATCH", &format!("/api/v1/products/{ID}"), "")).await;
        assert_eq!((reply.status, reply.text()), (status, body.as_str()));
        for line in headers.lines().filter(|line| !line.starts_with("Vary")) {
            let (name, value) = line.split_once(": ").unwrap();
            let name = name.to_lowercase();
            let stays = !matches!(name.as_str(), "keep-alive" | "set-cookie");
            assert_eq!(reply.header(&name).as_deref(), stays.then_some(value), "{name}");
        }
        assert_eq!(reply.header("vary").as_deref(), Some("Accept, Origin"));
    }
}

#[tokio::test]
async fn answers_without_a_body_have_none() {
    let server = Server::new().await;
    let path = format!("/api/v1/products/{ID}");
    server.product.does(Deed::Answer(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec()));
    let mut wire = Wire::open(server.address()).await;
    wire.send(request("DELETE", &path, "")).await;
    assert_eq!(wire.reply_to("DELETE").await.status, 204);
    server.product.does(Deed::Answer(b"HTTP/1.1 304 Not Modified\r\nETag: \"3\"\r\n\r\n".to_vec()));
    wire.send(request("GET", &path, "If-None-Match: \"3\"\r\n")).await;
    let reply = wire.reply_to("GET").await;
    assert_eq!((reply.status, reply.header("etag").as_deref()), (304, Some("\"3\"")));
    server
        .product
        .does(Deed::Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 77\r\nETag: \"3\"\r\n\r\n".to_vec()));
    wire.send(request("HEAD", &path, "")).await;
    let reply = wire.reply_to("HEAD").await;
    assert_eq!((reply.status, reply.header("content-length").as_deref()), (200, Some("77")));
    // The connection is still in step.
    server.product.does(Deed::Answer(whole(200, "", "last")));
    wire.send(request("GET", &path, "")).await;
    assert_eq!(wire.reply_to("GET").await.text(), "last");
}

#[tokio::test]
async fn connections_are_kept_and_used_again() {
    let mut server = Server::new().await;
    for _ in 0..5 {
        assert_eq!(get(server.address(), "/api/v1/products", "").await.status, 200);
    }
    let opened = server.product.so_far().iter().filter(|event| matches!(event, Event::Opened)).count();
    assert_eq!(opened, 1);
}

#[tokio::test]
async fn a_connection_that_the_service_closed_meanwhile_is_no_failure() {
    let mut server = Server::new().await;
    server.product.does(Deed::Last(whole(200, "", "first")));
    assert_eq!(get(server.address(), "/api/v1/products", "").await.text(), "first");
    server.product.does(Deed::Answer(whole(200, "", "second")));
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(get(server.address(), "/api/v1/products", "").await.text(), "second");
    let opened = server.product.so_far().iter().filter(|event| matches!(event, Event::Opened)).count();
    assert_eq!(opened, 2);
}

#[tokio::test]
async fn a_body_over_the_limit_reaches_no_service() {
    let config = ShellConfig { body_bytes_max: 100, ..ShellConfig::default() };
    let mut server = Server::with(config, |_| ()).await;
    let declared = request("POST", "/api/v1/purchases", "Content-Length: 101\r\n");
    let reply = ask(server.address(), declared).await;
    assert_eq!((reply.status, reply.code().as_str()), (413, "body-too-large"));
    let chunked = request("POST", "/api/v1/purchases", "Transfer-Encoding: chunked\r\n");
    let reply = ask(server.address(), format!("{chunked}65\r\n{}\r\n0\r\n\r\n", "x".repeat(101))).await;
    assert_eq!((reply.status, reply.code().as_str()), (413, "body-too-large"));
    assert!(server.inventory.so_far().is_empty());
    // A chunked one within the limit goes on with its length.
    let reply = ask(server.address(), format!("{chunked}64\r\n{}\r\n0\r\n\r\n", "x".repeat(100))).await;
    assert_eq!(reply.status, 200);
    let asked = server.inventory.asked().await;
    assert!(asked.contains("content-length: 100\r\n") && !asked.contains("transfer-encoding"), "{asked}");
}

#[tokio::test]
async fn a_slow_body_is_given_up_before_a_service_hears_of_it() {
    let config = ShellConfig { body_timeout: Duration::from_millis(200), ..ShellConfig::default() };
    let mut server = Server::with(config, |_| ()).await;
    let mut wire = Wire::open(server.address()).await;
    wire.send(request("POST", "/api/v1/purchases", "Content-Length: 10\r\n") + "half").await;
    let reply = wire.reply_to("POST").await;
    assert_eq!((reply.status, reply.code().as_str()), (408, "request-timeout"));
    assert!(server.inventory.so_far().is_empty());
}
