//! The log: a line per request, and never a key.

use std::{
    io::{self, Write},
    sync::{Mutex, Once},
};

use trastienda_shell::telemetry::{LogFormat, subscriber};

use crate::{
    service::{KEY, READER, small, start},
    wire::{ask, get, request},
};

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct ToLog;

impl Write for ToLog {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.lock().expect("no writer panics").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Sends the log of all tests of this binary to one place, at its most talkative.
pub(crate) fn capture() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let log = subscriber(LogFormat::Json, "trace", || ToLog).expect("the levels are well-formed");
        tracing::subscriber::set_global_default(log).expect("nobody else sets it");
    });
}

#[tokio::test]
async fn each_request_is_one_line_without_its_key() {
    let server = start(small());
    get(server.addr(), "/api/v1/things/secret-path?q=secret-query", "X-Request-Id: log-1\r\n").await;
    get(server.addr(), "/api/v1/panic", "X-Request-Id: log-2\r\n").await;
    ask(server.addr(), request("GET", "/metrics", "").replace(KEY, READER)).await;
    ask(server.addr(), request("GET", "/metrics", "").replace(KEY, "k-guess")).await;
    let log = String::from_utf8(LOG.lock().expect("no writer panics").clone()).expect("the log is text");
    let lines: Vec<&str> = log.lines().filter(|line| line.contains("\"request_id\":\"log-1\"")).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    for part in [
        "\"route\":\"/api/v1/things/{id}\"",
        "\"status\":200",
        "\"caller\":\"tester\"",
        "\"target\":\"access\"",
    ] {
        assert!(lines[0].contains(part), "{part} in {}", lines[0]);
    }
    assert!(log.lines().any(|line| line.contains("log-2") && line.contains("\"level\":\"ERROR\"")));
    for secret in [KEY, READER, "k-guess", "secret-path", "secret-query"] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}
