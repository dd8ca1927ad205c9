//! Cross-origin requests (the Fetch standard): which pages may call, and what they may read.

use http::{HeaderMap, HeaderValue, Method, header, request::Parts};

const REQUEST_HEADERS: HeaderValue = HeaderValue::from_static(
    "Accept, X-API-Key, Authorization, Content-Type, Trastienda-Client, Idempotency-Key, If-Match, \
     If-None-Match, Last-Event-ID, traceparent",
);
const EXPOSED_HEADERS: HeaderValue =
    HeaderValue::from_static("ETag, Location, Retry-After, X-Request-Id, Idempotency-Replayed");
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PATCH, DELETE");
/// How long a browser may remember a preflight, in seconds.
const MAX_AGE: HeaderValue = HeaderValue::from_static("600");

/// The origins whose pages may call.
#[derive(Debug)]
pub(crate) struct Cors {
    origins: Vec<HeaderValue>,
}

impl Cors {
    /// These origins and no others.
    pub(crate) fn new(origins: Vec<HeaderValue>) -> Self {
        Self { origins }
    }

    /// Whether any page may call, so that answers vary by origin.
    pub(crate) fn is_on(&self) -> bool {
        !self.origins.is_empty()
    }

    /// The request's origin, if its pages may call.
    pub(crate) fn allowed(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        let origin = headers.get(header::ORIGIN)?;
        self.origins.iter().find(|known| *known == origin).cloned()
    }
}

/// Whether the request asks what another may do.
pub(crate) fn is_preflight(head: &Parts) -> bool {
    head.method == Method::OPTIONS
        && head.headers.contains_key(header::ORIGIN)
        && head.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// Lets the origin's pages read the answer; errors too, or a page could not say what went wrong.
pub(crate) fn let_read(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_HEADERS);
}

/// Says what requests the origin's pages may send.
pub(crate) fn let_send(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE);
}
