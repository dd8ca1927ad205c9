//! A request that the shell itself turns away, as the JSON:API document it answers with.

use catalog_core::api::{
    document::error_document,
    fault::{Fault, Problem, common_status},
    request::{Body, Response},
};
use http::{HeaderName, HeaderValue, StatusCode, header};

/// The media type of JSON:API.
pub(crate) const JSON_API: HeaderValue = HeaderValue::from_static("application/vnd.api+json");

/// Why a request is turned away, and what goes with the answer.
#[derive(Debug)]
pub(crate) struct Refusal {
    faults: Vec<Fault>,
    header: Option<(HeaderName, HeaderValue)>,
}

impl Refusal {
    /// A refusal for one fault.
    pub(crate) fn new(fault: Fault) -> Self {
        Self::of(vec![fault])
    }

    /// A refusal for faults found in one step.
    pub(crate) fn of(faults: Vec<Fault>) -> Self {
        Self { faults, header: None }
    }

    /// A fault of the service, of which the caller learns nothing but that it happened.
    pub(crate) fn internal() -> Self {
        Self::new(Fault::new(Problem::InternalError, "The service failed; its log has the request's id."))
    }

    /// The same with a header that belongs to its status.
    pub(crate) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.header = Some((name, value));
        self
    }

    /// The answer.
    pub(crate) fn into_response(self, request_id: &str, docs_url: Option<&str>) -> Response {
        let document = error_document(&self.faults, request_id, docs_url);
        let mut response = Response::new(Body::Whole(document.into()));
        *response.status_mut() =
            StatusCode::from_u16(common_status(&self.faults)).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().insert(header::CONTENT_TYPE, JSON_API);
        response.headers_mut().extend(self.header);
        response
    }
}
