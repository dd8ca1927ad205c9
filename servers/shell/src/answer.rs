//! The last step of every answer: the headers that all have, the coding, and the body hyper sends.

use bytes::Bytes;
use catalog_core::api::{condition::none_match_names, media::EVENT_STREAM, request::EventStream};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Version, header, header::Entry, request::Parts};
use http_body_util::{Either, Full};

use crate::{
    coding::{Coding, UNCODED_MAX, is_text},
    cors::{self, Cors},
    hosted::{Content, Passing},
    request_id::{RequestId, X_REQUEST_ID},
    streams::Frames,
};

/// The body of an answer as hyper takes it.
pub(crate) type OutBody = Either<Full<Bytes>, Frames>;

/// Where answers to reads may be kept by the caller, to be asked for again with their tag.
const API_PREFIX: &str = "/api/v1/";
const VARY: &str = "Accept, Accept-Encoding, X-API-Key, Authorization";

/// What of a request still matters once its answer is there.
pub(crate) struct Asked {
    /// The method.
    pub(crate) method: Method,
    /// The coding the client prefers.
    pub(crate) coding: Option<Coding>,
    version: Version,
    /// `If-None-Match`, where the shell looks at it instead of the service.
    none_match: Option<HeaderMap>,
    reads_api: bool,
    origin: Option<HeaderValue>,
    varies_by_origin: bool,
    preflight: bool,
}

impl Asked {
    /// Takes note of a request's head.
    pub(crate) fn new(head: &Parts, cors: &Cors) -> Self {
        let reads = matches!(head.method, Method::GET | Method::HEAD);
        Self {
            method: head.method.clone(),
            coding: Coding::choose(&head.headers),
            version: head.version,
            none_match: None,
            reads_api: reads && head.uri.path().starts_with(API_PREFIX),
            origin: cors.allowed(&head.headers),
            varies_by_origin: cors.is_on(),
            preflight: cors::is_preflight(head),
        }
    }

    /// Takes the condition out of a read: the service is to give the whole answer, which then serves others too.
    pub(crate) fn take_condition(&mut self, headers: &mut HeaderMap) {
        if let Entry::Occupied(condition) = headers.entry(header::IF_NONE_MATCH) {
            let (name, values) = condition.remove_entry_mult();
            self.none_match = Some(values.map(|value| (name.clone(), value)).collect());
        }
    }

    /// The bytes of an answer coded, where that is allowed and worth it.
    pub(crate) async fn code(&self, response: http::Response<Content>) -> (http::response::Parts, Out) {
        let (mut head, body) = response.into_parts();
        let bytes = match body {
            Content::Whole(bytes) => bytes,
            Content::Events(events) => return (head, Out::Events(events)),
            Content::Passing(bytes) => {
                let ends_at_drain = is_event_stream(&head.headers);
                return (head, Out::Passing { bytes, ends_at_drain });
            }
        };
        let bytes = match self.coding.filter(|_| may_code(&head.headers, bytes.len())) {
            Some(coding) => match coding.encode(&bytes).await {
                Some(coded) => {
                    let name = HeaderValue::from_static(coding.name());
                    head.headers.insert(header::CONTENT_ENCODING, name);
                    coded
                }
                None => bytes,
            },
            None => bytes,
        };
        (head, Out::Whole(bytes))
    }

    /// Gives an answer the headers that every answer to such a request has; what the service has set stays.
    pub(crate) fn dress(&self, headers: &mut HeaderMap) {
        headers.entry(header::VARY).or_insert(HeaderValue::from_static(VARY));
        if self.varies_by_origin {
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
        }
        let caching = if self.reads_api { "private, no-cache" } else { "no-store" };
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(caching));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    }

    /// Leaves out what the client has already, or did not ask for: the body of a 304, and that of `HEAD`.
    pub(crate) fn shorten(&self, head: &mut http::response::Parts, out: Out) -> Out {
        if head.status == StatusCode::OK && self.has_it(&head.headers) {
            head.status = StatusCode::NOT_MODIFIED;
            head.headers.remove(header::CONTENT_TYPE);
            head.headers.remove(header::CONTENT_ENCODING);
            return Out::Whole(Bytes::new());
        }
        if self.method != Method::HEAD {
            return out;
        }
        if let Out::Whole(bytes) = out
            && !matches!(head.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
        {
            head.headers.insert(header::CONTENT_LENGTH, bytes.len().into());
        }
        Out::Whole(Bytes::new())
    }

    /// Whether the client named the tag of what it would be given.
    fn has_it(&self, headers: &HeaderMap) -> bool {
        let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok());
        self.none_match.as_ref().zip(tag).is_some_and(|(condition, tag)| none_match_names(condition, tag))
    }

    /// Gives an answer the headers that belong to this one request.
    pub(crate) fn sign(&self, headers: &mut HeaderMap, request_id: &RequestId, closes: bool) {
        headers.insert(X_REQUEST_ID, request_id.value());
        if let Some(origin) = self.origin.clone() {
            cors::let_read(headers, origin);
            if self.preflight {
                cors::let_send(headers);
            }
        }
        // HTTP/2 has no such header: there a stream ends and the connection goes on.
        if closes && self.version < Version::HTTP_2 {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
    }
}

/// What an answer's body has become.
pub(crate) enum Out {
    /// All of it.
    Whole(Bytes),
    /// Events of this process.
    Events(EventStream),
    /// Bytes that are handed on.
    Passing {
        bytes: Passing,
        /// They have no end of their own.
        ends_at_drain: bool,
    },
}

fn is_event_stream(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    content_type.starts_with(EVENT_STREAM.as_bytes())
}

/// A strong tag names exact bytes, so what carries one goes out as it is (RFC 9110, section 8.8.3.3).
fn may_code(headers: &HeaderMap, bytes: usize) -> bool {
    let strong = headers.get(header::ETAG).is_some_and(|tag| tag.as_bytes().starts_with(b"\""));
    bytes > UNCODED_MAX
        && !strong
        && !headers.contains_key(header::CONTENT_ENCODING)
        && is_text(headers.get(header::CONTENT_TYPE))
}
