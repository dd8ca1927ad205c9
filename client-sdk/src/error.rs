//! What a call can come to beside its result.

use std::{fmt, time::Duration};

use catalog_core::api::fault::Code;
use http::{HeaderMap, HeaderName, header};
use serde_json::Value as Json;

use crate::transport::{Response, Unsent};

/// Why a call gave no result.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SdkError {
    /// No response arrived.
    #[error("no answer: {0}")]
    Unsent(#[from] Unsent),
    /// The service refused the request, and said why.
    #[error(transparent)]
    Api(#[from] Box<ApiError>),
    /// The answer is none that the contract allows.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

impl SdkError {
    /// The refusal, where it is one.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            Self::Unsent(_) | Self::Unreadable(_) => None,
        }
    }

    /// The stable code to branch on: the service's own, or `no-answer`, or `unreadable`.
    pub fn code(&self) -> &str {
        match self {
            Self::Unsent(_) => "no-answer",
            Self::Api(error) => error.code(),
            Self::Unreadable(_) => "unreadable",
        }
    }

    /// Whether the service gave this code.
    pub fn is(&self, code: impl Into<Code>) -> bool {
        let code = code.into();
        self.api().is_some_and(|error| error.faults.iter().any(|fault| fault.code == code.name))
    }
}

/// A refusal: an error document.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    /// HTTP status.
    pub status: u16,
    /// Everything that is wrong, in the order of the document; at least one.
    pub faults: Vec<ApiFault>,
    /// Names the request in the service's logs.
    pub request_id: Option<String>,
    /// After what time to come again, where the service says so.
    pub retry_after: Option<Duration>,
}

/// One error object.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiFault {
    /// The stable kebab-case code.
    pub code: String,
    /// Its own HTTP status.
    pub status: u16,
    /// Short summary, the same for each code.
    pub title: String,
    /// A sentence with the value and the rule.
    pub detail: String,
    /// Which part of the request is at fault.
    pub source: ApiSource,
    /// Figures for programs; `null` where there are none.
    pub meta: Json,
}

/// Which part of a request is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiSource {
    /// None in particular.
    None,
    /// A JSON pointer into the request document.
    Pointer(String),
    /// A query parameter.
    Parameter(String),
    /// A header.
    Header(String),
}

impl ApiError {
    /// The code of the first fault.
    pub fn code(&self) -> &str {
        self.faults.first().map_or("", |fault| &fault.code)
    }

    /// Reads an error document; `None` where the body is none.
    pub fn read(response: &Response) -> Option<Self> {
        let document: Json = serde_json::from_slice(response.body()).ok()?;
        let faults: Vec<ApiFault> = document.get("errors")?.as_array()?.iter().map(ApiFault::read).collect();
        (!faults.is_empty()).then(|| Self {
            status: response.status().as_u16(),
            faults,
            request_id: text(response.headers(), &REQUEST_ID).map(str::to_owned),
            retry_after: retry_after(response.headers()),
        })
    }
}

impl ApiFault {
    /// Reads an error object; what is missing in it is empty.
    pub fn read(object: &Json) -> Self {
        let text = |name: &str| object.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        Self {
            code: text("code"),
            status: text("status").parse().unwrap_or_default(),
            title: text("title"),
            detail: text("detail"),
            source: ApiSource::read(object.get("source")),
            meta: object.get("meta").cloned().unwrap_or_default(),
        }
    }

    /// The JSON pointer, where the source is one.
    pub fn pointer(&self) -> Option<&str> {
        match &self.source {
            ApiSource::Pointer(pointer) => Some(pointer),
            ApiSource::None | ApiSource::Parameter(_) | ApiSource::Header(_) => None,
        }
    }
}

impl ApiSource {
    fn read(source: Option<&Json>) -> Self {
        let text = |name: &str| source.and_then(|source| source.get(name)?.as_str()).map(str::to_owned);
        let pointer = text("pointer").map(Self::Pointer);
        let parameter = || text("parameter").map(Self::Parameter);
        let header = || text("header").map(Self::Header);
        pointer.or_else(parameter).or_else(header).unwrap_or(Self::None)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refused with {}", self.status)?;
        for (place, fault) in self.faults.iter().enumerate() {
            write!(f, "{} {}: {}", if place == 0 { ":" } else { ";" }, fault.code, fault.detail)?;
        }
        Ok(())
    }
}

impl std::error::Error for ApiError {}

/// An answer that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer (status {status}) cannot be read: {detail}")]
pub struct Unreadable {
    /// Its HTTP status.
    pub status: u16,
    /// What is missing or wrong in it.
    pub detail: String,
    /// Names the request in the service's logs.
    pub request_id: Option<String>,
}

impl Unreadable {
    /// What is wrong with a response.
    pub fn new(response: &Response, detail: impl Into<String>) -> Self {
        Self {
            status: response.status().as_u16(),
            detail: detail.into(),
            request_id: text(response.headers(), &REQUEST_ID).map(str::to_owned),
        }
    }
}

/// Names the request in the service's logs.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A header as text. By a name that is known when this is compiled: reading names takes as much code as all the
/// rest of a header.
pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// `Retry-After` in seconds; the services send no dates.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use catalog_core::api::{
        document::error_document,
        fault::{Fault, Problem},
    };
    use stock_core::error::StockCode;

    use super::*;

    fn refused(faults: &[Fault]) -> ApiError {
        let mut response = Response::new(error_document(faults, "r-1", None).into());
        *response.status_mut() = http::StatusCode::CONFLICT;
        response.headers_mut().insert("x-request-id", http::HeaderValue::from_static("r-1"));
        response.headers_mut().insert(header::RETRY_AFTER, http::HeaderValue::from_static("3"));
        ApiError::read(&response).expect("an error document")
    }

    #[test]
    fn every_code_survives_the_wire() {
        let general = Problem::ALL.iter().map(|problem| problem.code());
        for code in general.chain(StockCode::ALL.iter().map(|code| code.code())) {
            let error = refused(&[Fault::new(code, "said").at("/data")]);
            let fault = &error.faults[0];
            assert_eq!(
                (fault.code.as_str(), fault.status, fault.title.as_str()),
                (code.name, code.status, code.title)
            );
            assert!(SdkError::from(Box::new(error)).is(code));
        }
    }

    #[test]
    fn a_refusal_carries_what_its_head_says() {
        let error = refused(&[
            Fault::new(Problem::Overloaded, "x"),
            Fault::new(Problem::NotReady, "y").parameter("p"),
        ]);
        assert_eq!(error.request_id.as_deref(), Some("r-1"));
        assert_eq!(error.retry_after, Some(Duration::from_secs(3)));
        assert_eq!(error.faults[1].source, ApiSource::Parameter("p".to_owned()));
        assert_eq!(error.to_string(), "refused with 409: overloaded: x; not-ready: y");
    }

    #[test]
    fn what_is_no_error_document_is_no_refusal() {
        for body in ["", "<html>", "{}", "{\"errors\":[]}", "{\"errors\":1}"] {
            assert_eq!(ApiError::read(&Response::new(body.as_bytes().to_vec().into())), None, "{body}");
        }
    }
}
