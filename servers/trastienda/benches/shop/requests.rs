//! Requests, ready to be sent.

use std::{cell::Cell, fmt::Write, rc::Rc};

use crate::child::KEY;

/// Where a number is put that is never the same: as many digits as this has characters.
pub(crate) const MARK: &str = "################";

/// The next number; all requests of a run share it, so that no key is used twice.
pub(crate) type Numbers = Rc<Cell<u64>>;

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    /// Path and query, as they are sent.
    pub(crate) target: String,
    pub(crate) bytes: Vec<u8>,
    marks: Vec<usize>,
}

impl Request {
    fn new(method: &'static str, target: &str, head: &str, body: &str) -> Self {
        let mut text = format!("{method} {target} HTTP/1.1\r\nHost: shop\r\nX-API-Key: {KEY}\r\n{head}");
        if method != "GET" {
            let _ = write!(text, "Content-Length: {}\r\n", body.len());
        }
        text.push_str("\r\n");
        text.push_str(body);
        let marks = text.match_indices(MARK).map(|(place, _)| place).collect();
        Self { method, target: target.to_owned(), bytes: text.into_bytes(), marks }
    }

    /// A GET.
    pub(crate) fn get(target: &str) -> Self {
        Self::new("GET", target, "", "")
    }

    /// A GET of what the caller has already.
    pub(crate) fn get_changed(target: &str, etag: &str) -> Self {
        Self::new("GET", target, &format!("If-None-Match: {etag}\r\n"), "")
    }

    /// A stream of events.
    pub(crate) fn stream(target: &str) -> Self {
        Self::new("GET", target, "Accept: text/event-stream\r\n", "")
    }

    /// A POST or PATCH of a document, with an idempotency key of its own each time.
    pub(crate) fn write(method: &'static str, target: &str, body: &str) -> Self {
        let head = format!("Content-Type: application/vnd.api+json\r\nIdempotency-Key: {MARK}\r\n");
        Self::new(method, target, &head, body)
    }

    /// Atomic Operations, without a key.
    pub(crate) fn operations(target: &str, body: &str) -> Self {
        let extension = "; ext=\"https://jsonapi.org/ext/atomic\"";
        Self::new("POST", target, &format!("Content-Type: application/vnd.api+json{extension}\r\n"), body)
    }

    /// The bytes with the next number where a number goes; `space` is only room for them.
    pub(crate) fn numbered<'a>(&'a self, numbers: &Numbers, space: &'a mut Vec<u8>) -> &'a [u8] {
        if self.marks.is_empty() {
            return &self.bytes;
        }
        let mut rest = numbers.replace(numbers.get() + 1);
        let mut digits = [b'0'; MARK.len()];
        for digit in digits.iter_mut().rev() {
            *digit += u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        space.clear();
        space.extend_from_slice(&self.bytes);
        for place in &self.marks {
            space[*place..place + MARK.len()].copy_from_slice(&digits);
        }
        space
    }
}

/// What each connection sends, in turn and then again; all answers must have one status.
#[derive(Debug)]
pub(crate) struct Requests {
    pub(crate) all: Vec<Request>,
    pub(crate) status: u16,
    pub(crate) numbers: Numbers,
}
