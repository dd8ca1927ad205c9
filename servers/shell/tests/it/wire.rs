//! A client that writes bytes and reads answers, so that tests can send what no library would.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{Instant, timeout},
};

use crate::service::KEY;

/// Longer than any answer takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(5);

/// A connection.
pub(crate) struct Wire {
    stream: TcpStream,
    read: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// A header's values, in order, joined as one list.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let prefix = format!("{name}: ");
        let values: Vec<&str> =
            self.head.lines().filter_map(|line| line.strip_prefix(prefix.as_str())).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is text")
    }

    /// The code of the only error.
    pub(crate) fn code(&self) -> String {
        assert_eq!(self.header("content-type").as_deref(), Some("application/vnd.api+json"), "{self:?}");
        let document: serde_json::Value = serde_json::from_slice(&self.body).expect("the body is JSON");
        let errors = document["errors"].as_array().expect("there are errors");
        assert_eq!(errors.len(), 1, "{document}");
        let id = self.header("x-request-id").expect("every answer has an id");
        assert_eq!(document["meta"]["requestId"], id.as_str());
        assert_eq!(errors[0]["status"], self.status.to_string());
        assert_eq!(errors[0]["id"], format!("{id}:1"));
        errors[0]["code"].as_str().expect("a code").to_owned()
    }
}

impl Wire {
    /// Connects.
    pub(crate) async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("the server listens");
        stream.set_nodelay(true).expect("nodelay");
        Self { stream, read: Vec::new() }
    }

    /// Writes bytes as they are; a peer that has closed is no failure yet.
    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.stream.write_all(bytes.as_ref()).await;
    }

    /// The next answer to a GET, POST or the like.
    pub(crate) async fn reply(&mut self) -> Reply {
        self.reply_to("GET").await
    }

    /// The next answer to a request with this method.
    pub(crate) async fn reply_to(&mut self, method: &str) -> Reply {
        let end = self.read_until(b"\r\n\r\n").await;
        let head: Vec<u8> = self.read.drain(..end).collect();
        let head = String::from_utf8(head).expect("the head is text");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let mut reply = Reply { status, head, body: Vec::new() };
        let length: usize = match reply.header("content-length") {
            Some(length) if method != "HEAD" => length.parse().expect("a length"),
            _ => 0,
        };
        while self.read.len() < length {
            assert!(self.more().await > 0, "the body breaks off");
        }
        reply.body = self.read.drain(..length).collect();
        reply
    }

    /// Reads until `mark` and gives where it ends.
    pub(crate) async fn read_until(&mut self, mark: &[u8]) -> usize {
        loop {
            if let Some(start) = self.read.windows(mark.len()).position(|window| window == mark) {
                return start + mark.len();
            }
            let so_far = String::from_utf8_lossy(&self.read).into_owned();
            assert!(self.more().await > 0, "closed after {so_far:?}");
        }
    }

    /// What was read and not taken.
    pub(crate) fn unread(&self) -> &[u8] {
        &self.read
    }

    /// Takes the first bytes of what was read.
    pub(crate) fn take(&mut self, count: usize) -> Vec<u8> {
        self.read.drain(..count).collect()
    }

    /// Reads a piece; 0 at the end.
    pub(crate) async fn more(&mut self) -> usize {
        let read = self.stream.read_buf(&mut self.read);
        timeout(PATIENCE, read).await.expect("the server says something").unwrap_or(0)
    }

    /// How long the server took to close; everything it still said stays in `unread`.
    pub(crate) async fn closed(&mut self) -> Duration {
        let began = Instant::now();
        while self.more().await > 0 {}
        began.elapsed()
    }
}

/// A request without a body, with the key and these header lines (each with its `\r\n`).
pub(crate) fn request(method: &str, path: &str, headers: &str) -> String {
    format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: {KEY}\r\n{headers}\r\n")
}

/// A POST of `body` to the echo.
pub(crate) fn post(body: &str) -> String {
    format!("{}{body}", request("POST", "/api/v1/echo", &format!("Content-Length: {}\r\n", body.len())))
}

/// Sends bytes on a connection of their own and gives the answer.
pub(crate) async fn ask(address: SocketAddr, bytes: impl AsRef<[u8]>) -> Reply {
    let mut wire = Wire::open(address).await;
    wire.send(&bytes).await;
    let method = bytes.as_ref().split(|byte| *byte == b' ').next().unwrap_or_default().to_vec();
    wire.reply_to(&String::from_utf8_lossy(&method)).await
}

/// Sends a GET with the key and gives the answer.
pub(crate) async fn get(address: SocketAddr, path: &str, headers: &str) -> Reply {
    ask(address, request("GET", path, headers)).await
}
