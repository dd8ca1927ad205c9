//! Health: whether the process lives, and whether it should be sent requests.

use catalog_core::api::request::{Body, Response};
use http::{HeaderValue, StatusCode, header};

use crate::shutdown::Phase;

/// The answer to "is it alive": there is one.
pub(crate) fn live() -> Response {
    status(StatusCode::OK, "live")
}

/// The answer to "may requests be sent": only while it serves, and its store answers.
pub(crate) fn ready(phase: Phase, store: bool) -> Response {
    match (phase, store) {
        (Phase::Serving, true) => status(StatusCode::OK, "ready"),
        (Phase::Serving, false) => status(StatusCode::SERVICE_UNAVAILABLE, "store-unavailable"),
        _ => status(StatusCode::SERVICE_UNAVAILABLE, "draining"),
    }
}

fn status(code: StatusCode, status: &str) -> Response {
    let mut response = Response::new(Body::Whole(format!("{{\"status\":\"{status}\"}}").into()));
    *response.status_mut() = code;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
