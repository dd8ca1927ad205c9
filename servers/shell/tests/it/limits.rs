//! Every limit: at it a request passes, one over it is told so.

use std::time::Duration;

use crate::{
    service::{KEY, hasty, small, start},
    wire::{Wire, ask, get, post, request},
};

#[tokio::test]
async fn a_body_at_the_limit_passes_and_one_byte_more_does_not() {
    let server = start(trastienda_shell::ShellConfig { body_bytes_max: 1_000, ..small() });
    let whole = ask(server.addr(), post(&"b".repeat(1_000))).await;
    assert_eq!((whole.status, whole.body.len()), (200, 1_000));
    let over = ask(server.addr(), post(&"b".repeat(1_001))).await;
    assert_eq!((over.status, over.code().as_str()), (413, "body-too-large"));
    assert_eq!(over.header("connection").as_deref(), Some("close"));
}

#[tokio::test]
async fn a_chunked_body_is_cut_off_at_the_limit() {
    let server = start(trastienda_shell::ShellConfig { body_bytes_max: 1_000, ..small() });
    let chunked = request("POST", "/api/v1/echo", "Transfer-Encoding: chunked\r\n");
    let chunk = format!("1f4\r\n{}\r\n", "c".repeat(500));
    let whole = ask(server.addr(), format!("{chunked}{chunk}{chunk}0\r\n\r\n")).await;
    assert_eq!((whole.status, whole.body.len()), (200, 1_000));
    // The end never comes: the answer must not wait for it.
    let over = ask(server.addr(), format!("{chunked}{}", chunk.repeat(3))).await;
    assert_eq!((over.status, over.code().as_str()), (413, "body-too-large"));
}

#[tokio::test]
async fn a_declared_giant_is_refused_unread_and_uninvited() {
    let server = start(small());
    let head = request("POST", "/api/v1/echo", "Content-Length: 268435456\r\n");
    assert_eq!(ask(server.addr(), &head).await.status, 413);
    let invited = request("POST", "/api/v1/echo", "Content-Length: 268435456\r\nExpect: 100-continue\r\n");
    assert_eq!(ask(server.addr(), invited).await.code(), "body-too-large");
}

#[tokio::test]
async fn a_client_that_sends_a_large_body_first_still_reads_its_refusal() {
    let server = start(small());
    let mut wire = Wire::open(server.addr()).await;
    wire.send(request("POST", "/api/v1/echo", "Content-Length: 3000000\r\n")).await;
    for _ in 0..30 {
        wire.send(vec![b'x'; 100_000]).await;
    }
    assert_eq!(wire.reply().await.status, 413);
}

#[tokio::test]
async fn a_wanted_body_is_invited_and_an_unwanted_one_is_not() {
    let server = start(small());
    let mut wire = Wire::open(server.addr()).await;
    wire.send(request("POST", "/api/v1/echo", "Content-Length: 2\r\nExpect: 100-continue\r\n")).await;
    assert_eq!(wire.reply().await.status, 100);
    wire.send("ok").await;
    assert_eq!(wire.reply().await.text(), "ok");
    let unknown = request("POST", "/api/v1/nowhere", "Content-Length: 2\r\nExpect: 100-continue\r\n");
    assert_eq!(ask(server.addr(), unknown).await.status, 404);
}

#[tokio::test]
async fn a_long_uri_is_414() {
    let server = start(small());
    let path = |bytes: usize| format!("/api/v1/things?{}", "q".repeat(bytes - "/api/v1/things?".len()));
    assert_eq!(get(server.addr(), &path(8 << 10), "").await.status, 200);
    let over = get(server.addr(), &path((8 << 10) + 1), "").await;
    assert_eq!((over.status, over.code().as_str()), (414, "uri-too-long"));
}

#[tokio::test]
async fn too_many_or_too_large_headers_are_431() {
    let server = start(small());
    // Host and the key are two more.
    assert_eq!(get(server.addr(), "/api/v1/things", &"A: b\r\n".repeat(98)).await.status, 200);
    assert_eq!(get(server.addr(), "/api/v1/things", &"A: b\r\n".repeat(99)).await.status, 431);
    let large = |bytes: usize| format!("A: {}\r\n", "a".repeat(bytes));
    assert_eq!(get(server.addr(), "/api/v1/things", &large(31 << 10)).await.status, 200);
    let over = get(server.addr(), "/api/v1/things", &large(33 << 10)).await;
    assert_eq!((over.status, over.code().as_str()), (431, "headers-too-large"));
    assert_eq!(get(server.addr(), "/api/v1/things", &large(1 << 20)).await.status, 431);
    let few = start(trastienda_shell::ShellConfig { headers_max: 10, ..small() });
    assert_eq!(get(few.addr(), "/api/v1/things", &"A: b\r\n".repeat(9)).await.status, 431);
}

#[tokio::test]
async fn faults_of_the_head_are_reported_together() {
    let server = start(small());
    let path = format!("/api/v1/things?{}", "q".repeat(9_000));
    let both = get(server.addr(), &path, &format!("A: {}\r\n", "a".repeat(33 << 10))).await;
    assert_eq!(both.status, 400);
    assert!(both.text().contains("uri-too-long") && both.text().contains("headers-too-large"));
}

#[tokio::test]
async fn ambiguous_framing_is_400() {
    let server = start(small());
    for headers in [
        "Content-Length: 1\r\nContent-Length: 2\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 1x\r\n",
        "Transfer-Encoding: gzip\r\n",
        "Host: twice\r\n",
        "Bad Name: x\r\n",
    ] {
        assert_eq!(get(server.addr(), "/api/v1/things", headers).await.status, 400, "{headers}");
    }
    for host in ["", "Host: a b\r\n", "Host: user@host\r\n", "Host: a/b\r\n"] {
        let bytes = format!("GET /api/v1/things HTTP/1.1\r\n{host}X-API-Key: {KEY}\r\n\r\n");
        let refused = ask(server.addr(), bytes).await;
        assert_eq!((refused.status, refused.code().as_str()), (400, "bad-request"), "{host}");
        assert_eq!(refused.header("connection").as_deref(), Some("close"));
    }
    let old = format!("GET /api/v1/things HTTP/1.0\r\nX-API-Key: {KEY}\r\n\r\n");
    assert_eq!(ask(server.addr(), old).await.status, 200);
}

#[tokio::test]
async fn a_body_that_breaks_its_framing_is_400() {
    let server = start(small());
    let chunked = request("POST", "/api/v1/echo", "Transfer-Encoding: chunked\r\n");
    let broken = ask(server.addr(), format!("{chunked}zz\r\n")).await;
    assert_eq!((broken.status, broken.code().as_str()), (400, "bad-request"));
}

#[tokio::test]
async fn a_slow_body_is_408() {
    let server = start(hasty());
    let mut wire = Wire::open(server.addr()).await;
    wire.send(request("POST", "/api/v1/echo", "Content-Length: 10\r\n")).await;
    for _ in 0..4 {
        wire.send("x").await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let slow = wire.reply().await;
    assert_eq!((slow.status, slow.code().as_str()), (408, "request-timeout"));
    assert_eq!(slow.header("connection").as_deref(), Some("close"));
}

#[tokio::test]
async fn a_caller_over_its_rate_waits() {
    let server = start(trastienda_shell::ShellConfig { rate_limit: Some(2), ..small() });
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(get(server.addr(), "/api/v1/nowhere", "").await);
    }
    assert_eq!(statuses.iter().map(|reply| reply.status).collect::<Vec<_>>(), [404, 404, 429]);
    assert_eq!(statuses[2].code(), "too-many-requests");
    assert_eq!(statuses[2].header("retry-after").as_deref(), Some("1"));
}
