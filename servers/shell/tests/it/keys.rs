//! Keys over the wire: one in one header, or none of it.

use crate::{
    service::{KEY, READER, small, start},
    wire::{ask, request},
};

fn with(headers: &str) -> String {
    format!("GET /api/v1/whoami HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n")
}

#[tokio::test]
async fn a_key_is_taken_from_either_header() {
    let server = start(small());
    for headers in [format!("X-API-Key: {KEY}\r\n"), format!("Authorization: Bearer {KEY}\r\n")] {
        let known = ask(server.addr(), with(&headers)).await;
        assert!(known.status == 200 && known.text().contains("tester"), "{headers}");
    }
}

#[tokio::test]
async fn every_other_way_is_401() {
    let server = start(small());
    for headers in [
        String::new(),
        "X-API-Key:\r\n".to_owned(),
        "X-API-Key: wrong\r\n".to_owned(),
        format!("X-API-Key: {KEY}x\r\n"),
        format!("X-API-Key: {}\r\n", KEY.to_uppercase()),
        format!("X-API-Key: Bearer {KEY}\r\n"),
        format!("X-API-Key: \"{KEY}\"\r\n"),
        format!("X-API-Key: {KEY}, {KEY}\r\n"),
        format!("X-API-Key: {KEY}\r\nX-API-Key: {KEY}\r\n"),
        format!("X-API-Key: {KEY}\r\nX-API-Key:\r\n"),
        format!("X-API-Key: {KEY}\r\nAuthorization: Bearer {KEY}\r\n"),
        format!("X-API-Key: {KEY}\r\nAuthorization: Basic eDp5\r\n"),
        format!("Authorization: {KEY}\r\n"),
        "Authorization: Bearer\r\n".to_owned(),
        "Authorization: Bearer wrong\r\n".to_owned(),
        format!("Authorization: Basic {KEY}\r\n"),
        format!("Authorization: Bearer {KEY}\r\nAuthorization: Bearer {KEY}\r\n"),
        format!("Cookie: X-API-Key={KEY}\r\n"),
        format!("X_API_Key: {KEY}\r\n"),
    ] {
        let refused = ask(server.addr(), with(&headers)).await;
        assert_eq!((refused.status, refused.code().as_str()), (401, "unauthorised"), "{headers}");
        assert_eq!(refused.header("www-authenticate").as_deref(), Some("Bearer realm=\"api\""));
        assert!(!refused.text().contains(KEY));
    }
}

#[tokio::test]
async fn a_key_in_the_address_is_not_one() {
    let server = start(small());
    let path = format!("/api/v1/whoami?api_key={KEY}&X-API-Key={KEY}");
    let refused = ask(server.addr(), format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n")).await;
    assert_eq!(refused.status, 401);
}

#[tokio::test]
async fn every_path_but_the_open_ones_needs_a_key() {
    let server = start(small());
    for path in [
        "/",
        "/api",
        "/api/v1/",
        "/api/v1/nowhere",
        "//api/v1/things",
        "/api/v1/things/",
        "/metrics",
        "/docs/../metrics",
        "/health",
        "/health/",
        "/health/live/",
        "/openapi.json/",
        "/docsx",
        "/Docs/",
        "/%61pi/v1/things",
        "/api/v1/things;x",
        "/api//v1/things",
        "/health/../api/v1/things",
    ] {
        let bytes = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        let refused = ask(server.addr(), bytes).await;
        let expected = if path.starts_with("/docs/") { 404 } else { 401 };
        assert_eq!(refused.status, expected, "{path}");
    }
}

#[tokio::test]
async fn a_key_without_the_scope_is_403() {
    let server = start(small());
    let as_reader = |method: &str, path: &str| request(method, path, "").replace(KEY, READER);
    assert_eq!(ask(server.addr(), as_reader("GET", "/api/v1/whoami")).await.status, 200);
    for (method, path) in [("POST", "/api/v1/echo"), ("GET", "/metrics")] {
        let refused = ask(server.addr(), as_reader(method, path)).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "forbidden"), "{path}");
    }
}
