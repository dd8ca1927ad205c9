//! Answers that are kept until the service changes.

use std::{net::SocketAddr, sync::Arc};

use catalog_core::engine::Generations;
use trastienda_shell::{Running, ShellConfig};

use crate::{
    service::{READER, Things, small, start_host},
    wire::{Reply, ask, get, request},
};

const COUNT: &str = "/api/v1/count";

/// A server that keeps answers, and what tells it of changes.
fn start(config: ShellConfig) -> (Running, Arc<Generations>) {
    let generations = Arc::new(Generations::default());
    let things = Things { generations: Some(Arc::clone(&generations)), ..Things::default() };
    (start_host(config, things), generations)
}

/// The bytes of the counting page, asked for with these headers.
async fn count(address: SocketAddr, headers: &str) -> Vec<u8> {
    let reply: Reply = get(address, COUNT, headers).await;
    assert_eq!(reply.status, 200);
    reply.body
}

#[tokio::test]
async fn a_read_is_answered_once_while_nothing_changes() {
    let (server, generations) = start(small());
    let first = count(server.addr(), "").await;
    assert_eq!(count(server.addr(), "").await, first);
    generations.raise(&[]);
    assert_ne!(count(server.addr(), "").await, first);
}

#[tokio::test]
async fn it_is_the_whole_answer_but_for_what_names_the_request() {
    let (server, _) = start(small());
    let headers = |id: &str| format!("Accept-Encoding: br\r\nX-Request-Id: {id}\r\n");
    let first = get(server.addr(), COUNT, &headers("one")).await;
    let again = get(server.addr(), COUNT, &headers("two")).await;
    assert_eq!(again.header("x-request-id").as_deref(), Some("two"));
    assert_eq!(again.body, first.body);
    for name in ["content-encoding", "content-type", "etag", "cache-control", "vary", "content-length"] {
        assert!(first.header(name).is_some(), "{name}");
        assert_eq!(again.header(name), first.header(name), "{name}");
    }
}

#[tokio::test]
async fn another_form_is_another_answer() {
    let (server, _) = start(small());
    let plain = count(server.addr(), "").await;
    let forms =
        ["Accept-Encoding: gzip\r\n", "Accept-Encoding: br\r\n", "Accept: application/vnd.api+json\r\n"];
    for headers in forms {
        assert_ne!(count(server.addr(), headers).await, plain, "{headers}");
    }
    assert_eq!(count(server.addr(), "").await, plain);
}

#[tokio::test]
async fn one_answer_serves_the_whole_its_head_and_its_condition() {
    let (server, generations) = start(small());
    let form = |form: &str, coding: &str| match form {
        "condition" => request("GET", COUNT, &format!("{coding}If-None-Match: \"0\", \"1\"\r\n")),
        method => request(method, COUNT, coding),
    };
    let mut made = 0;
    for coding in ["", "Accept-Encoding: br\r\n"] {
        for first in ["GET", "HEAD", "condition"] {
            generations.raise(&[]);
            // Whoever comes first has it made, and the others find it.
            ask(server.addr(), form(first, coding)).await;
            made += 1;
            let whole = ask(server.addr(), form("GET", coding)).await;
            let head = ask(server.addr(), form("HEAD", coding)).await;
            let condition = ask(server.addr(), form("condition", coding)).await;
            assert_eq!((whole.status, head.status, condition.status), (200, 200, 304));
            assert!(head.body.is_empty() && condition.body.is_empty());
            if coding.is_empty() {
                assert!(whole.text().starts_with(&format!("{{\"meta\":\"{made}x")), "after {first}");
            }
            for name in ["etag", "cache-control", "vary", "x-content-type-options"] {
                assert!(whole.header(name).is_some(), "{name}");
                assert_eq!(head.header(name), whole.header(name), "{name}");
                assert_eq!(condition.header(name), whole.header(name), "{name}");
            }
            for name in ["content-type", "content-encoding", "content-length"] {
                assert_eq!(head.header(name), whole.header(name), "{name}");
                assert_eq!(condition.header(name), None, "{name}");
            }
        }
    }
}

#[tokio::test]
async fn whoever_may_not_read_gets_nothing_that_is_kept() {
    let (server, _) = start(small());
    count(server.addr(), "").await;
    let with = |key: &str| format!("GET {COUNT} HTTP/1.1\r\nHost: localhost\r\n{key}\r\n");
    let reader = with(&format!("X-API-Key: {READER}\r\n"));
    assert_eq!(ask(server.addr(), reader).await.status, 403);
    assert_eq!(ask(server.addr(), with("")).await.status, 401);
}

#[tokio::test]
async fn refusals_are_not_kept_and_keeping_can_be_turned_off() {
    let (server, _) = start(small());
    let refused = get(server.addr(), "/api/v1/count?refuse", "").await;
    assert_eq!(refused.status, 404);
    let next = count(server.addr(), "").await;
    assert!(next.starts_with(b"{\"meta\":\"2x"), "{:?}", String::from_utf8_lossy(&next[..20]));
    let (server, _) = start(ShellConfig { cache_bytes_max: 0, ..small() });
    assert_ne!(count(server.addr(), "").await, count(server.addr(), "").await);
}
