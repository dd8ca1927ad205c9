//! A request that the shell itself turns away, as the JSON:API document it answers with.

use std::time::Duration;

use catalog_core::api::{
    document::error_document,
    fault::{Fault, Problem, common_status},
    media::JSON_API,
    request::{Body, Caller, Response},
    route::NoRoute,
};
use http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};

use crate::auth::Unauthorised;

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

    /// No route fits; a path with other methods names them.
    pub(crate) fn no_route(no_route: &NoRoute, head: &Parts) -> Self {
        let refusal = Self::new(no_route.fault(&head.method, head.uri.path()));
        match no_route {
            NoRoute::Method(allow) => match HeaderValue::from_str(allow) {
                Ok(allow) => refusal.with(header::ALLOW, allow),
                Err(_) => refusal,
            },
            NoRoute::Path => refusal,
        }
    }

    /// Nobody known calls.
    pub(crate) fn unauthorised(reason: Unauthorised) -> Self {
        let detail = match reason {
            Unauthorised::Missing => "Send a key as X-API-Key, or as Authorization: Bearer.",
            Unauthorised::Several => "A key is sent once, in one header.",
            Unauthorised::Unknown => "The key is not known here.",
        };
        Self::new(Fault::new(Problem::Unauthorised, detail).header("X-API-Key"))
            .with(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"api\""))
    }

    /// The caller must wait so long before its next call.
    pub(crate) fn too_many_requests(caller: &Caller, wait: Duration) -> Self {
        let seconds = wait.as_millis().div_ceil(1_000);
        let detail = format!("{} calls too often; the next call may come in {seconds} s.", caller.name);
        Self::new(Fault::new(Problem::TooManyRequests, detail))
            .with(header::RETRY_AFTER, u64::try_from(seconds).unwrap_or(u64::MAX).into())
    }

    fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.header = Some((name, value));
        self
    }

    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(common_status(&self.faults)).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The answer.
    pub(crate) fn into_response(self, request_id: &str, docs_url: Option<&str>) -> Response {
        let document = error_document(&self.faults, request_id, docs_url);
        let mut response = Response::new(Body::Whole(document.into()));
        *response.status_mut() = self.status();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON_API));
        response.headers_mut().extend(self.header);
        response
    }
}
