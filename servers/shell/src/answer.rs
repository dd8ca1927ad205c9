//! The last step of every answer: the headers that all have, the coding, and the body hyper sends.

use bytes::Bytes;
use catalog_core::api::{media::EVENT_STREAM, request::EventStream};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Version, header, request::Parts};
use http_body_util::{Either, Full};

use crate::{
    coding::{Coding, UNCODED_MAX, is_text},
    cors::{self, Cors},
    hosted::{Content, Passing},
    request_id::X_REQUEST_ID,
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
            reads_api: reads && head.uri.path().starts_with(API_PREFIX),
            origin: cors.allowed(&head.headers),
            varies_by_origin: cors.is_on(),
            preflight: cors::is_preflight(head),
        }
    }

    /// Gives an answer the headers that every answer has; what the service has set stays.
    pub(crate) fn mark(&self, headers: &mut HeaderMap, request_id: &str, closes: bool) {
        if let Ok(id) = HeaderValue::from_str(request_id) {
            headers.insert(X_REQUEST_ID, id);
        }
        headers.entry(header::VARY).or_insert(HeaderValue::from_static(VARY));
        if self.varies_by_origin {
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
        }
        let caching = if self.reads_api { "private, no-cache" } else { "no-store" };
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(caching));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
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

    /// The bytes as they go out: coded where that is allowed and worth it, and none for HEAD.
    pub(crate) async fn code(&self, response: http::Response<Content>) -> (http::response::Parts, Out) {
        let (mut head, body) = response.into_parts();
        let bytes = match body {
            Content::Whole(bytes) => bytes,
            _ if self.method == Method::HEAD => return (head, Out::Whole(Bytes::new())),
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
        if self.method != Method::HEAD {
            return (head, Out::Whole(bytes));
        }
        if !matches!(head.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
            head.headers.insert(header::CONTENT_LENGTH, bytes.len().into());
        }
        (head, Out::Whole(Bytes::new()))
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
