//! What every answer carries, and how bodies are coded.

use crate::{
    service::{LARGE, small, start},
    wire::{Wire, ask, get, post, request},
};

#[tokio::test]
async fn every_answer_has_an_id_and_says_how_to_keep_it() {
    let server = start(small());
    let read = get(server.addr(), "/api/v1/whoami", "X-Request-Id: order-7\r\n").await;
    assert_eq!(read.header("x-request-id").as_deref(), Some("order-7"));
    assert!(read.text().contains("order-7"));
    assert_eq!(read.header("cache-control").as_deref(), Some("private, no-cache"));
    let vary = "Accept, Accept-Encoding, X-API-Key, Authorization, Origin";
    assert_eq!(read.header("vary").as_deref(), Some(vary));
    let written = ask(server.addr(), post("x")).await;
    assert_eq!(written.header("cache-control").as_deref(), Some("no-store"));
    assert_eq!(written.header("x-request-id").map(|id| id.len()), Some(36));
}

#[tokio::test]
async fn a_trace_is_passed_on() {
    let server = start(small());
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let reply = get(server.addr(), "/api/v1/whoami", &format!("traceparent: {trace}\r\n")).await;
    assert!(reply.text().contains(trace));
    assert!(get(server.addr(), "/api/v1/whoami", "traceparent: x\r\n").await.text().contains("none"));
}

#[tokio::test]
async fn large_bodies_are_coded_as_the_client_likes() {
    let server = start(small());
    for (accepted, coding) in [("gzip, br, zstd", "br"), ("gzip, zstd", "zstd"), ("gzip", "gzip")] {
        let headers = format!("Accept-Encoding: {accepted}\r\n");
        let coded = get(server.addr(), "/api/v1/things", &headers).await;
        assert_eq!(coded.header("content-encoding").as_deref(), Some(coding));
        assert!(coded.body.len() < LARGE / 10, "{coding} gave {} bytes", coded.body.len());
        assert_eq!(coded.header("etag").as_deref(), Some("W/\"1\""));
    }
    let plain = get(server.addr(), "/api/v1/things", "").await;
    assert_eq!((plain.header("content-encoding"), plain.body.len() > LARGE), (None, true));
}

#[tokio::test]
async fn what_has_a_strong_tag_or_is_small_goes_out_as_it_is() {
    let server = start(small());
    for path in ["/api/v1/things/7", "/api/v1/whoami"] {
        let reply = get(server.addr(), path, "Accept-Encoding: br\r\n").await;
        assert_eq!((reply.status, reply.header("content-encoding")), (200, None), "{path}");
    }
}

#[tokio::test]
async fn head_mirrors_get_without_a_body() {
    let server = start(small());
    for path in ["/api/v1/things", "/api/v1/things/7", "/api/v1/nowhere", "/health/live", "/openapi.json"] {
        let headers = "X-Request-Id: same\r\nAccept-Encoding: br\r\n";
        let whole = get(server.addr(), path, headers).await;
        let mut wire = Wire::open(server.addr()).await;
        wire.send(request("HEAD", path, headers)).await;
        let head = wire.reply_to("HEAD").await;
        assert_eq!(head.status, whole.status);
        for name in ["content-length", "content-type", "content-encoding", "etag", "vary", "cache-control"] {
            assert_eq!(head.header(name), whole.header(name), "{name} of {path}");
        }
        // Nothing of a body came: the next answer stands directly behind.
        wire.send(request("GET", "/health/live", "")).await;
        assert_eq!(wire.reply().await.text(), "{\"status\":\"live\"}");
    }
}

#[tokio::test]
async fn options_needs_no_key() {
    let server = start(small());
    let ask_options = async |path: &str| {
        ask(server.addr(), format!("OPTIONS {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")).await
    };
    let known = ask_options("/api/v1/echo").await;
    assert_eq!((known.status, known.header("allow").as_deref()), (204, Some("POST, OPTIONS")));
    assert_eq!(ask_options("/metrics").await.header("allow").as_deref(), Some("GET, HEAD, OPTIONS"));
    assert_eq!(ask_options("/api/v1/nowhere").await.status, 404);
}

#[tokio::test]
async fn a_page_of_an_allowed_origin_may_ask_and_read() {
    let server = start(small());
    let preflight = ask(
        server.addr(),
        "OPTIONS /api/v1/echo HTTP/1.1\r\nHost: localhost\r\nOrigin: https://shop.example\r\n\
         Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: x-api-key\r\n\r\n",
    )
    .await;
    assert_eq!(preflight.status, 204);
    let allowed = |reply: &crate::wire::Reply| reply.header("access-control-allow-origin");
    assert_eq!(allowed(&preflight).as_deref(), Some("https://shop.example"));
    assert_eq!(
        preflight.header("access-control-allow-methods").as_deref(),
        Some("GET, HEAD, POST, PATCH, DELETE")
    );
    for name in ["Trastienda-Client", "Idempotency-Key", "X-API-Key", "traceparent"] {
        let names = preflight.header("access-control-allow-headers").expect("there are some");
        assert!(names.contains(name), "{name} in {names}");
    }
    // Errors can be read too, or a page could not say what is wrong.
    let bytes = "GET /api/v1/whoami HTTP/1.1\r\nHost: localhost\r\nOrigin: https://shop.example\r\n\r\n";
    let refused = ask(server.addr(), bytes).await;
    assert_eq!((refused.status, allowed(&refused).as_deref()), (401, Some("https://shop.example")));
    assert!(refused.header("access-control-expose-headers").expect("some").contains("X-Request-Id"));
}

#[tokio::test]
async fn a_page_of_another_origin_may_not() {
    let server = start(small());
    for origin in ["https://evil.example", "null", "https://shop.example.evil", "http://shop.example"] {
        let reply = get(server.addr(), "/api/v1/whoami", &format!("Origin: {origin}\r\n")).await;
        assert_eq!((reply.status, reply.header("access-control-allow-origin")), (200, None), "{origin}");
    }
}
