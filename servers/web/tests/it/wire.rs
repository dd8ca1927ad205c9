//! A client that writes bytes and reads answers, and never sees the key.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::server::KEY;

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
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
    /// Whether the body came to its end.
    pub(crate) whole: bool,
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
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The only error.
    pub(crate) fn error(&self) -> serde_json::Value {
        assert_eq!(self.header("content-type").as_deref(), Some("application/vnd.api+json"), "{self:?}");
        let document: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(document["errors"].as_array().map(Vec::len), Some(1), "{document}");
        assert_eq!(document["meta"]["requestId"], self.header("x-request-id").unwrap().as_str());
        assert_eq!(document["errors"][0]["status"], self.status.to_string());
        document["errors"][0].clone()
    }

    /// The code of the only error.
    pub(crate) fn code(&self) -> String {
        self.error()["code"].as_str().unwrap().to_owned()
    }
}

impl Wire {
    /// Connects.
    pub(crate) async fn open(address: SocketAddr) -> Self {
        Self { stream: TcpStream::connect(address).await.unwrap(), read: Vec::new() }
    }

    /// Writes bytes as they are; a peer that has closed is no failure yet.
    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.stream.write_all(bytes.as_ref()).await;
    }

    /// The head of the next answer.
    pub(crate) async fn head(&mut self) -> Reply {
        let head = self.take_until(b"\r\n\r\n").await.expect("a head");
        let head = String::from_utf8(head).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply { status, head, body: Vec::new(), whole: true }
    }

    /// The next answer to a request with this method.
    pub(crate) async fn reply_to(&mut self, method: &str) -> Reply {
        let mut reply = self.head().await;
        if method == "HEAD" || matches!(reply.status, 204 | 304) {
            return reply;
        }
        if reply.header("transfer-encoding").as_deref() == Some("chunked") {
            loop {
                match self.chunk().await {
                    Some(chunk) if chunk.is_empty() => return reply,
                    Some(chunk) => reply.body.extend(chunk),
                    None => break,
                }
            }
            reply.whole = false;
        } else {
            let length: usize = reply.header("content-length").unwrap().parse().unwrap();
            while self.read.len() < length && self.more().await > 0 {}
            reply.body = self.read.drain(..length.min(self.read.len())).collect();
            reply.whole = reply.body.len() == length;
        }
        reply
    }

    /// The next chunk of a chunked body: an empty one at its end, none when it is cut off.
    pub(crate) async fn chunk(&mut self) -> Option<Vec<u8>> {
        let size = self.take_until(b"\r\n").await?;
        let size = usize::from_str_radix(std::str::from_utf8(&size).unwrap().trim(), 16).unwrap();
        while self.read.len() < size + 2 {
            if self.more().await == 0 {
                return None;
            }
        }
        let mut chunk: Vec<u8> = self.read.drain(..size + 2).collect();
        chunk.truncate(size);
        Some(chunk)
    }

    /// Everything up to and with `mark`; none when the connection ends before.
    async fn take_until(&mut self, mark: &[u8]) -> Option<Vec<u8>> {
        loop {
            if let Some(start) = self.read.windows(mark.len()).position(|window| window == mark) {
                return Some(self.read.drain(..start + mark.len()).collect());
            }
            if self.more().await == 0 {
                return None;
            }
        }
    }

    /// Reads a piece; 0 at the end. The key is in none.
    async fn more(&mut self) -> usize {
        let read = self.stream.read_buf(&mut self.read);
        let read = timeout(PATIENCE, read).await.expect("the server says something").unwrap_or(0);
        let shown = self.read.windows(KEY.len()).any(|window| window == KEY.as_bytes());
        assert!(!shown, "the key is in an answer: {}", String::from_utf8_lossy(&self.read));
        read
    }

    /// Resolves when the server has closed.
    pub(crate) async fn closed(&mut self) {
        while self.more().await > 0 {}
    }
}

/// A request without a body, with these header lines (each with its `\r\n`).
pub(crate) fn request(method: &str, path: &str, headers: &str) -> String {
    format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n")
}

/// Sends bytes on a connection of their own and gives the answer.
pub(crate) async fn ask(address: SocketAddr, bytes: impl AsRef<[u8]>) -> Reply {
    let mut wire = Wire::open(address).await;
    wire.send(&bytes).await;
    let method = bytes.as_ref().split(|byte| *byte == b' ').next().unwrap_or_default().to_vec();
    wire.reply_to(&String::from_utf8_lossy(&method)).await
}

/// Sends a GET and gives the answer.
pub(crate) async fn get(address: SocketAddr, path: &str, headers: &str) -> Reply {
    ask(address, request("GET", path, headers)).await
}
