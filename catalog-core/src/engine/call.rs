//! A call and its answer.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};

use super::once::Once;
use crate::api::{
    condition::IfMatch,
    document::error_document,
    fault::{Fault, Source, common_status},
    id::IdSource,
    instant::UnixMillis,
    media::JSON_API,
    query::Selection,
};

/// One request's commands, to be decided together: all of them or none.
#[derive(Clone, Debug)]
pub struct Call<C> {
    /// In order; more than one only in an atomic request.
    pub commands: Vec<C>,
    /// The moment and the actor.
    pub meta: Meta,
    /// What must hold of the target (`If-Match`).
    pub condition: Option<IfMatch>,
    /// The idempotency key, if one was sent.
    pub once: Option<Once>,
    /// How the answer is to be written.
    pub shape: Shape,
}

/// When a call came, who made it, and where its new ids come from.
#[derive(Clone, Debug)]
pub struct Meta {
    /// The moment of the request.
    pub now: UnixMillis,
    /// The caller's name.
    pub actor: Arc<str>,
    /// New ids for what the call creates beside the ids that its commands carry.
    pub ids: IdSource,
}

/// How an answer is written.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Named in error objects.
    pub request_id: Arc<str>,
    /// One document or a list of operations.
    pub envelope: Envelope,
    /// Sparse fieldsets, includes and profile.
    pub selection: Selection,
    /// What is configured about links.
    pub site: Arc<Site>,
}

/// What a call's commands came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// A document with one resource, at `/data`.
    Document,
    /// An atomic request: the resource of operation `n` is at `/atomic:operations/n/data`.
    Operations,
}

/// What a service knows of the addresses around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The sister service's public address, for links to it; none leaves those links out.
    pub sister_url: Option<String>,
    /// Where error codes are explained.
    pub error_docs_url: Option<String>,
}

impl Shape {
    /// The answer that reports `faults`.
    pub fn refuse(&self, faults: &[Fault]) -> Answer {
        let body = error_document(faults, &self.request_id, self.site.error_docs_url.as_deref());
        Answer::json(common_status(faults), body)
    }

    /// A fault of the command at `place`, whose pointer is relative to its resource, as one of the request.
    pub fn placed(&self, place: usize, mut fault: Fault) -> Fault {
        match self.envelope {
            Envelope::Document => fault.under("/data"),
            Envelope::Operations => {
                if fault.source == Source::None {
                    fault.source = Source::Pointer(format!("/atomic:operations/{place}"));
                    fault
                } else {
                    fault.under(&format!("/atomic:operations/{place}/data"))
                }
            }
        }
    }
}

/// What a call is answered: kept word for word where it has an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Content-Type, Location and `ETag`.
    pub headers: HeaderMap,
    /// The document; empty for 204.
    pub body: Bytes,
}

impl Answer {
    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// A JSON:API document.
    pub fn json(status: u16, body: impl Into<Bytes>) -> Self {
        let mut answer = Self { body: body.into(), ..Self::empty(status) };
        answer.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON_API));
        answer
    }

    /// The same with a header; a value that no header can hold is left out.
    #[must_use]
    pub fn with(mut self, name: header::HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }
}
