//! The pages of the shell itself.

use crate::{
    service::{KEY, small, start},
    wire::{Reply, ask, get},
};

async fn open(address: std::net::SocketAddr, path: &str) -> Reply {
    ask(address, format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")).await
}

#[tokio::test]
async fn health_and_documentation_are_open() {
    let server = start(small());
    assert_eq!(open(server.addr(), "/health/live").await.text(), "{\"status\":\"live\"}");
    assert_eq!(open(server.addr(), "/health/ready").await.text(), "{\"status\":\"ready\"}");
    let description = open(server.addr(), "/openapi.json").await;
    assert_eq!(description.header("content-type").as_deref(), Some("application/json"));
    assert_eq!(description.text(), "{\"openapi\":\"3.1.0\"}");
}

#[tokio::test]
async fn the_documentation_is_a_page_with_its_files() {
    let server = start(small());
    let entry = open(server.addr(), "/docs").await;
    assert_eq!((entry.status, entry.header("location").as_deref()), (308, Some("/docs/")));
    let page = open(server.addr(), "/docs/").await;
    assert!(page.text().contains("<title>Things &amp; more</title>"), "{}", page.text());
    assert!(page.header("content-security-policy").expect("a policy").contains("script-src 'self'"));
    let script = open(server.addr(), "/docs/swagger-initializer.js").await;
    assert!(script.text().contains("/openapi.json") && script.text().contains("\"validatorUrl\": \"none\""));
    assert!(script.text().contains("\"persistAuthorization\": true"), "{}", script.text());
    let style = open(server.addr(), "/docs/swagger-ui.css").await;
    assert_eq!(style.header("content-type").as_deref(), Some("text/css"));
    let coded = get(server.addr(), "/docs/swagger-ui.css", "Accept-Encoding: gzip\r\n").await;
    assert_eq!(coded.header("content-encoding").as_deref(), Some("gzip"));
    assert!(coded.body.len() * 3 < style.body.len());
    assert_eq!(open(server.addr(), "/docs/nothing").await.code(), "not-found");
}

#[tokio::test]
async fn metrics_are_closed_and_count_by_template() {
    let server = start(small());
    assert_eq!(open(server.addr(), "/metrics").await.status, 401);
    for id in ["7", "8"] {
        get(server.addr(), &format!("/api/v1/things/{id}"), "").await;
    }
    get(server.addr(), "/api/v1/nowhere-at-all", "").await;
    let path = format!("/api/v1/things?{}", "q".repeat(9_000));
    get(server.addr(), &path, "").await;
    let text = get(server.addr(), "/metrics", "").await.text().to_owned();
    for line in [
        "http_requests_total{method=\"GET\",route=\"/api/v1/things/{id}\",status=\"200\"} 2",
        "http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1",
        "http_request_duration_seconds_count{method=\"GET\",route=\"/api/v1/things/{id}\"} 2",
        "http_limits_hit_total{limit=\"uri\"} 1",
        "http_requests_in_flight 1",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    assert!(!text.contains("nowhere-at-all") && !text.contains(KEY));
}
