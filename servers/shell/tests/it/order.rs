//! Which of several faults is told: the order of the checks.

use crate::{
    service::{KEY, READER, small, start},
    wire::{ask, get, request},
};

#[tokio::test]
async fn the_first_failing_step_answers() {
    let server = start(small());
    let giant = "Content-Length: 268435456\r\n";
    let keyless = |bytes: String| bytes.replace(&format!("X-API-Key: {KEY}\r\n"), "");
    let as_reader = |bytes: String| bytes.replace(KEY, READER);
    for (bytes, expected) in [
        // Sizes come before the key.
        (keyless(request("POST", "/api/v1/echo", giant)), 413),
        // The key comes before path and method.
        (keyless(request("GET", "/api/v1/nowhere", "")), 401),
        (keyless(request("DELETE", "/api/v1/things", "")), 401),
        // The path, then the method, then the scope.
        (as_reader(request("POST", "/api/v1/nowhere", "")), 404),
        (as_reader(request("PUT", "/api/v1/echo", "")), 405),
        // The scope comes before the body, which never arrives here.
        (as_reader(request("POST", "/api/v1/echo", "Content-Length: 5\r\n")), 403),
    ] {
        assert_eq!(ask(server.addr(), &bytes).await.status, expected, "{bytes}");
    }
}

#[tokio::test]
async fn a_method_that_is_not_there_names_those_that_are() {
    let server = start(small());
    let refused = ask(server.addr(), request("DELETE", "/api/v1/things", "")).await;
    assert_eq!((refused.status, refused.code().as_str()), (405, "method-not-allowed"));
    assert_eq!(refused.header("allow").as_deref(), Some("GET, HEAD, OPTIONS"));
    for method in ["TRACE", "INVENTED", "get"] {
        assert_eq!(ask(server.addr(), request(method, "/api/v1/things", "")).await.status, 405, "{method}");
    }
    assert_eq!(ask(server.addr(), request("POST", "/health/live", "")).await.status, 405);
}

#[tokio::test]
async fn an_error_names_its_page() {
    let server = start(small());
    let missing = get(server.addr(), "/api/v1/nowhere", "").await;
    assert!(missing.text().contains("\"type\":\"https://docs.example/errors/not-found\""), "{missing:?}");
}
