//! The files of the front end: what goes out, in which coding, for how long, and what is not there.

use trastienda_shell::{KeyRing, ShellConfig};
use trastienda_web::{Options, Patience, Upstream, start};

use crate::{
    server::Server,
    wire::{ask, get, request},
};

#[tokio::test]
async fn a_route_of_the_page_gets_the_index_to_be_asked_for_again() {
    let server = Server::new().await;
    for path in
        ["/", "/products", "/products/0193a5c2-8d1e-7c3a-9b52-4e6f7a8b9c0d", "/a/b?search=x.y", "/index.html"]
    {
        let reply = get(server.address(), path, "").await;
        assert_eq!((reply.status, reply.text()), (200, "<!doctype html>"), "{path}");
        assert_eq!(reply.header("content-type").unwrap(), "text/html; charset=utf-8");
        assert_eq!(reply.header("cache-control").unwrap(), "no-cache");
        assert_eq!(reply.header("etag").unwrap(), "W/\"index-1\"");
        assert_eq!(reply.header("vary").unwrap(), "Accept-Encoding");
        assert_eq!(reply.header("x-content-type-options").unwrap(), "nosniff");
        assert_eq!(reply.header("referrer-policy").unwrap(), "same-origin");
        let policy = reply.header("content-security-policy").unwrap();
        for rule in ["default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "frame-ancestors 'none'"] {
            assert!(policy.contains(rule), "{policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    }
}

#[tokio::test]
async fn what_the_client_has_is_not_sent_again() {
    let server = Server::new().await;
    for named in ["W/\"index-1\"", "\"index-1\"", "\"other\", W/\"index-1\"", "*"] {
        let reply = get(server.address(), "/", &format!("If-None-Match: {named}\r\n")).await;
        assert_eq!((reply.status, reply.header("etag").unwrap().as_str()), (304, "W/\"index-1\""), "{named}");
        assert_eq!(reply.header("cache-control").unwrap(), "no-cache");
    }
    assert_eq!(get(server.address(), "/", "If-None-Match: W/\"index-0\"\r\n").await.status, 200);
}

#[tokio::test]
async fn the_client_chooses_among_the_codings_that_the_build_made() {
    let server = Server::new().await;
    for (path, accepted, coding, body) in [
        ("/", "gzip, deflate, br, zstd", Some("br"), "index as br"),
        ("/", "gzip", Some("gzip"), "index as gzip"),
        ("/", "br;q=0.5, gzip", Some("gzip"), "index as gzip"),
        ("/", "zstd, deflate", None, "<!doctype html>"),
        ("/", "br;q=0, gzip;q=0", None, "<!doctype html>"),
        ("/assets/client-3c4d.wasm", "br, gzip", Some("gzip"), "wasm as gzip"),
        ("/assets/client-3c4d.wasm", "br", None, "\0asm"),
        ("/assets/main-1a2b.js", "br, gzip", None, "export {}"),
    ] {
        let reply = get(server.address(), path, &format!("Accept-Encoding: {accepted}\r\n")).await;
        assert_eq!(reply.header("content-encoding").as_deref(), coding, "{path} {accepted}");
        assert_eq!(reply.text(), body, "{path} {accepted}");
        assert_eq!(reply.header("vary").unwrap(), "Accept-Encoding");
    }
}

#[tokio::test]
async fn each_kind_of_file_has_its_type_its_caching_and_its_policy() {
    let server = Server::new().await;
    let forever = "public, max-age=31536000, immutable";
    for (path, media_type, caching, policy) in [
        ("/assets/main-1a2b.js", "text/javascript; charset=utf-8", forever, None),
        ("/assets/client-3c4d.wasm", "application/wasm", forever, None),
        (
            "/pictures/mug.svg",
            "image/svg+xml",
            "public, max-age=86400",
            Some("default-src 'none'; style-src 'unsafe-inline'; sandbox"),
        ),
        ("/theme.js", "text/javascript; charset=utf-8", "no-cache", None),
    ] {
        let reply = get(server.address(), path, "").await;
        assert_eq!(reply.header("content-type").as_deref(), Some(media_type), "{path}");
        assert_eq!(reply.header("cache-control").as_deref(), Some(caching), "{path}");
        assert_eq!(reply.header("content-security-policy").as_deref(), policy, "{path}");
        assert_eq!(reply.header("x-content-type-options").as_deref(), Some("nosniff"), "{path}");
    }
}

#[tokio::test]
async fn a_file_that_is_not_there_is_404_and_never_the_page() {
    let server = Server::new().await;
    for path in [
        "/assets/main-9z9z.js",
        "/assets/",
        "/assets/x",
        "/favicon.ico",
        "/products/x.wasm",
        "/assets/../index.html",
        "/assets/%2e%2e/index.html",
        "/index.html.br",
        "/.vite/manifest.json",
        "/api",
        "/api/v2/products",
        "/api/v1/nothing",
        "/api/v1/products/a/b",
    ] {
        let reply = get(server.address(), path, "").await;
        assert_eq!((reply.status, reply.code().as_str()), (404, "not-found"), "{path}");
    }
}

#[tokio::test]
async fn files_are_read_and_nothing_else() {
    let server = Server::new().await;
    for path in ["/", "/assets/main-1a2b.js", "/web.json"] {
        for method in ["POST", "PUT", "DELETE", "PATCH"] {
            let reply = ask(server.address(), request(method, path, "Content-Length: 0\r\n")).await;
            assert_eq!((reply.status, reply.code().as_str()), (405, "method-not-allowed"), "{method} {path}");
            assert_eq!(reply.header("allow").unwrap(), "GET, HEAD, OPTIONS");
        }
        let (read, asked) =
            (get(server.address(), path, "").await, ask(server.address(), request("HEAD", path, "")).await);
        assert_eq!((asked.status, asked.header("content-length")), (200, Some(read.body.len().to_string())));
        assert_eq!(asked.header("etag"), read.header("etag"));
        let options = ask(server.address(), request("OPTIONS", path, "")).await;
        assert_eq!((options.status, options.header("allow").as_deref()), (204, Some("GET, HEAD, OPTIONS")));
    }
}

#[tokio::test]
async fn the_page_may_know_whose_side_it_can_show() {
    let server = Server::new().await;
    let reply = get(server.address(), "/web.json", "").await;
    let about: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!(about, serde_json::json!({ "owner": true, "version": env!("CARGO_PKG_VERSION") }));
    assert_eq!(reply.header("content-type").as_deref(), Some("application/json"));
    assert_eq!(reply.header("cache-control").as_deref(), Some("no-store"));
    let server = Server::open_to_all(|_| ()).await;
    let about: serde_json::Value =
        serde_json::from_slice(&get(server.address(), "/web.json", "").await.body).unwrap();
    assert_eq!(about["owner"], false);
}

#[tokio::test]
async fn without_a_page_its_routes_say_how_to_build_it() {
    let nowhere = || Upstream::new("http://127.0.0.1:1", "k").unwrap();
    let options = Options {
        product: nowhere(),
        inventory: nowhere(),
        patience: Patience::default(),
        public_url: None,
        owner: true,
        error_docs_url: None,
    };
    let running = start(ShellConfig::default(), KeyRing::new(), &[], options).unwrap();
    for path in ["/", "/products"] {
        let reply = get(running.addr(), path, "").await;
        assert_eq!((reply.status, reply.header("cache-control").as_deref()), (503, Some("no-store")));
        assert!(reply.text().contains("cargo xtask up"), "{}", reply.text());
    }
    assert_eq!(get(running.addr(), "/assets/main.js", "").await.status, 404);
    assert_eq!(get(running.addr(), "/health/ready", "").await.status, 200);
}

#[tokio::test]
async fn the_shell_says_how_the_server_is_and_shows_figures_for_a_key() {
    let server = Server::new().await;
    for path in ["/health/live", "/health/ready"] {
        // Whoever watches a container calls it by whatever name it has.
        let reply = ask(server.address(), format!("GET {path} HTTP/1.1\r\nHost: 10.0.0.7\r\n\r\n")).await;
        assert_eq!(reply.status, 200, "{path}");
    }
    assert_eq!(get(server.address(), "/metrics", "").await.status, 401);
    get(server.address(), "/assets/main-1a2b.js", "").await;
    let key = format!("X-API-Key: {}\r\n", crate::server::KEY);
    let metrics = get(server.address(), "/metrics", &key).await;
    assert!(metrics.text().contains("route=\"/assets/{file}\""), "{}", metrics.text());
    // There is no API of its own to describe: these are routes of the page.
    assert_eq!(get(server.address(), "/docs/", "").await.text(), "<!doctype html>");
    assert_eq!(get(server.address(), "/openapi.json", "").await.status, 404);
}
