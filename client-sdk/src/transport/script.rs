//! A transport that plays back what a test wrote down: no socket, no waiting.

use std::{
    collections::VecDeque,
    future::{Future, ready},
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;
use futures_util::stream;
use http::{HeaderValue, StatusCode, header};

use super::{Opened, Request, Response, Transport, Unsent};

/// One entry of a script.
#[derive(Clone, Debug)]
pub enum Scripted {
    /// A whole answer.
    Answer(Response),
    /// No answer.
    Unsent(Unsent),
    /// An event stream with these chunks; it ends after them.
    Stream(Vec<Result<Bytes, Unsent>>),
}

impl Scripted {
    /// A JSON:API answer.
    pub fn document(status: u16, body: impl Into<Bytes>) -> Self {
        let mut response = Response::new(body.into());
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let json_api = HeaderValue::from_static(catalog_core::api::media::JSON_API);
        response.headers_mut().insert(header::CONTENT_TYPE, json_api);
        Self::Answer(response)
    }

    /// The same with a header; a value that no header can hold is left out.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        if let (Self::Answer(response), Ok(value)) = (&mut self, HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
        self
    }
}

/// Answers in the order in which they were written down, and keeps what was asked.
#[derive(Debug, Default)]
pub struct Script {
    entries: Mutex<VecDeque<Scripted>>,
    asked: Mutex<Vec<Request>>,
}

impl Script {
    /// A script of these entries.
    pub fn new(entries: impl IntoIterator<Item = Scripted>) -> Self {
        Self { entries: Mutex::new(entries.into_iter().collect()), asked: Mutex::default() }
    }

    /// Every request so far, in order.
    pub fn asked(&self) -> Vec<Request> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The next entry; behind the last one nothing answers.
    fn next(&self, request: Request) -> Scripted {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        let entry = self.entries.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        entry.unwrap_or_else(|| Scripted::Unsent(Unsent::Refused("the script is over".to_owned())))
    }
}

impl Transport for Script {
    type Stream = stream::Iter<std::vec::IntoIter<Result<Bytes, Unsent>>>;

    fn send(&self, request: Request) -> impl Future<Output = Result<Response, Unsent>> {
        ready(match self.next(request) {
            Scripted::Answer(response) => Ok(response),
            Scripted::Unsent(unsent) => Err(unsent),
            Scripted::Stream(_) => Err(Unsent::Cut("a stream stands in the script".to_owned())),
        })
    }

    fn open(&self, request: Request) -> impl Future<Output = Result<Opened<Self::Stream>, Unsent>> {
        ready(match self.next(request) {
            Scripted::Answer(response) => Ok(Opened::Answer(response)),
            Scripted::Unsent(unsent) => Err(unsent),
            Scripted::Stream(chunks) => Ok(Opened::Stream(stream::iter(chunks))),
        })
    }
}
