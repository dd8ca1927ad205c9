//! From where a request may come, and what it may ask for without sign-in.

use trastienda_web::Options;

use crate::{
    server::Server,
    wire::{ask, get},
};

const ID: &str = "0193a5c2-8d1e-7c3a-9b52-4e6f7a8b9c0d";

/// Asks for a path by a host's name, with further header lines.
async fn by_name(server: &Server, path: &str, host: &str, headers: &str) -> (u16, String) {
    let reply = ask(server.address(), format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n")).await;
    let code = if reply.status == 200 { String::new() } else { reply.code() };
    (reply.status, code)
}

#[tokio::test]
async fn a_name_that_is_not_ours_gets_nothing() {
    let mut server = Server::new().await;
    let port = server.address().port();
    let refused = (403, "origin-refused".to_owned());
    for path in ["/", "/web.json", "/assets/main-1a2b.js", "/api/v1/products", "/api/v1/nothing"] {
        for host in ["evil.example", &format!("evil.example:{port}"), "localhost.evil.example", "10.1.2.3"] {
            assert_eq!(by_name(&server, path, host, "").await, refused, "{host} {path}");
        }
        for origin in ["http://evil.example", "https://localhost.evil.example", "null"] {
            let origin = format!("Origin: {origin}\r\n");
            assert_eq!(by_name(&server, path, "localhost", &origin).await, refused, "{origin} {path}");
        }
        if path != "/api/v1/nothing" {
            for host in ["localhost", &format!("127.0.0.1:{port}"), "[::1]:5173"] {
                let origin = format!("Origin: http://{host}\r\n");
                assert_eq!(by_name(&server, path, host, &origin).await.0, 200, "{host} {path}");
            }
        }
    }
    let asked = server.product.so_far();
    assert_eq!(asked.iter().filter(|event| matches!(event, crate::upstream::Event::Asked(_))).count(), 3);
}

#[tokio::test]
async fn the_name_may_stand_in_the_target() {
    let server = Server::new().await;
    for (target, host, status) in [
        ("http://localhost/web.json", "localhost", 200),
        ("http://evil.example/web.json", "localhost", 403),
        ("http://localhost/web.json", "evil.example", 403),
    ] {
        let reply = ask(server.address(), format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n")).await;
        assert_eq!(reply.status, status, "{target} {host}");
    }
    let nameless = ask(server.address(), "GET /web.json HTTP/1.0\r\n\r\n").await;
    assert_eq!((nameless.status, nameless.code().as_str()), (403, "origin-refused"));
}

#[tokio::test]
async fn the_public_address_is_known_too() {
    let server = Server::open_to_all(|options| {
        options.public_url = Some("https://shop.example".parse().unwrap());
    })
    .await;
    let origin = "Origin: https://shop.example\r\n";
    assert_eq!(by_name(&server, "/api/v1/products", "shop.example", origin).await.0, 200);
    assert_eq!(by_name(&server, "/", "localhost:5173", "").await.0, 200);
    let other = by_name(&server, "/", "other.example", "").await;
    assert_eq!(other, (403, "origin-refused".to_owned()));
}

#[tokio::test]
async fn a_page_elsewhere_is_let_read_nothing() {
    let server = Server::new().await;
    let preflight = "OPTIONS /api/v1/purchases HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\
                     Access-Control-Request-Method: POST\r\n\r\n";
    for reply in [
        ask(server.address(), preflight).await,
        get(server.address(), "/api/v1/products", "Origin: http://evil.example\r\n").await,
        get(server.address(), "/api/v1/products", "Origin: http://localhost:3000\r\n").await,
    ] {
        assert!(!reply.head.contains("access-control-"), "{}", reply.head);
    }
}

/// Every operation of both services, with the status that a visitor gets.
async fn statuses(server: &Server) -> Vec<(&'static str, u16)> {
    let product = catalog_core::service::ROUTES.iter().map(|route| (route.name, &route.method, route.path));
    let inventory = stock_core::service::ROUTES.iter().map(|route| (route.name, &route.method, route.path));
    let mut statuses = Vec::new();
    for (name, method, template) in product.chain(inventory) {
        let path = template.replace("{id}", ID);
        let length = if method == "GET" { "" } else { "Content-Length: 0\r\n" };
        let reply =
            ask(server.address(), format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n{length}\r\n"))
                .await;
        if reply.status == 403 {
            assert_eq!(reply.code(), "owner-only", "{name}");
            assert!(reply.error()["detail"].as_str().unwrap().contains("sign-in"), "{}", reply.text());
        }
        statuses.push((name, reply.status));
    }
    statuses
}

#[tokio::test]
async fn where_others_can_come_they_get_the_shop_and_no_more() {
    let server = Server::open_to_all(|_| ()).await;
    for (name, status) in statuses(&server).await {
        let for_shoppers = matches!(
            name,
            "list_products"
                | "get_product"
                | "list_categories"
                | "list_tags"
                | "list_product_events"
                | "list_inventory"
                | "get_inventory"
                | "list_stock_events"
                | "create_quote"
                | "create_purchase"
                | "create_reservation"
        );
        assert_eq!(status, if for_shoppers { 200 } else { 403 }, "{name}");
    }
    // A key changes nothing: there is no sign-in here.
    let key = format!("X-API-Key: {}\r\n", crate::server::KEY);
    assert_eq!(get(server.address(), "/api/v1/purchases", &key).await.code(), "owner-only");
}

#[tokio::test]
async fn the_owner_may_do_all_on_loopback_or_where_the_operator_says_so() {
    let all_allowed = |options: &mut Options| options.owner = true;
    for server in [Server::new().await, Server::open_to_all(all_allowed).await] {
        for (name, status) in statuses(&server).await {
            assert_eq!(status, 200, "{name}");
        }
    }
}
