//! HTTP/1.1 by hand: a fault test must see which bytes came and which did not.

use std::{
    io::{self, BufRead, BufReader, ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use serde_json::Value;

use crate::process::KEY;

/// Longer than any answer may take; only a hang reaches it.
const PATIENCE: Duration = Duration::from_secs(20);

/// One connection that is kept.
pub(crate) struct Wire(BufReader<TcpStream>);

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Lost {
    /// Nothing of it came.
    Unanswered,
    /// It began and did not end.
    Cut(io::Error),
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The lines of the head after the first.
    pub(crate) headers: Vec<String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// Whether it is an earlier answer again.
    pub(crate) fn is_replay(&self) -> bool {
        self.header("idempotency-replayed") == Some("true")
    }

    /// Whether the connection ends with it.
    pub(crate) fn is_last(&self) -> bool {
        self.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }

    /// The document.
    pub(crate) fn document(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}", self.text()))
    }

    /// The code of its first error.
    pub(crate) fn code(&self) -> String {
        self.document()["errors"][0]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The body for a message.
    pub(crate) fn text(&self) -> String {
        format!("{} {}", self.status, String::from_utf8_lossy(&self.body))
    }
}

impl Wire {
    /// Connects.
    pub(crate) fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Sends bytes and gives the answer.
    pub(crate) fn send(&mut self, request: &[u8]) -> Result<Answer, Lost> {
        self.write(request).map_err(|_| Lost::Unanswered)?;
        self.answer()
    }

    /// Sends bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.get_mut().write_all(bytes)
    }

    /// Reads the head and the body of an answer.
    pub(crate) fn answer(&mut self) -> Result<Answer, Lost> {
        if self.0.fill_buf().map_err(|_| Lost::Unanswered)?.is_empty() {
            return Err(Lost::Unanswered);
        }
        self.rest().map_err(Lost::Cut)
    }

    fn rest(&mut self) -> io::Result<Answer> {
        let mut lines = self.head()?.into_iter();
        let first = lines.next().unwrap_or_default();
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| io::Error::new(ErrorKind::InvalidData, first))?;
        let mut answer = Answer { status, headers: lines.collect(), body: Vec::new() };
        let length = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        answer.body.resize(length, 0);
        self.0.read_exact(&mut answer.body)?;
        Ok(answer)
    }

    /// The lines up to the empty one.
    pub(crate) fn head(&mut self) -> io::Result<Vec<String>> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line)? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            match line.trim_end() {
                "" => return Ok(lines),
                line => lines.push(line.to_owned()),
            }
        }
    }

    /// The same connection for a server.
    pub(crate) fn accepted(stream: TcpStream) -> io::Result<Self> {
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self(BufReader::new(stream)))
    }
}

/// A GET with the key.
pub(crate) fn get(address: SocketAddr, path: &str) -> Answer {
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: shop\r\nX-API-Key: {KEY}\r\nConnection: close\r\n\r\n");
    once(address, request.as_bytes()).unwrap()
}

/// A PATCH with the key and an idempotency key.
pub(crate) fn patch(path: &str, idempotency_key: &str, body: &Value) -> Vec<u8> {
    sent("PATCH", path, Some(idempotency_key), body)
}

/// A POST with the key, and with an idempotency key where one is given.
pub(crate) fn post(path: &str, idempotency_key: Option<&str>, body: &Value) -> Vec<u8> {
    sent("POST", path, idempotency_key, body)
}

fn sent(method: &str, path: &str, idempotency_key: Option<&str>, body: &Value) -> Vec<u8> {
    let body = body.to_string();
    let length = body.len();
    let idempotency = idempotency_key.map(|key| format!("Idempotency-Key: {key}\r\n")).unwrap_or_default();
    format!(
        "{method} {path} HTTP/1.1\r\nHost: shop\r\nX-API-Key: {KEY}\r\nContent-Type: application/vnd.api+json\r\n\
         {idempotency}Content-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// One request on a connection of its own.
pub(crate) fn once(address: SocketAddr, request: &[u8]) -> Result<Answer, Lost> {
    Wire::open(address).map_err(|_| Lost::Unanswered)?.send(request)
}
