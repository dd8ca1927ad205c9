//! Errors on their way into JavaScript.

use catalog_core::api::fault::{self, Code, common_status};
use client_sdk::{
    error::{ApiError, ApiFault, ApiSource, SdkError},
    retry::{Failed, Retry, Verdict},
    transport::Unsent,
};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use std::time::Duration;
use tsify::Tsify;
use wasm_bindgen::JsValue;

use crate::json;

/// An argument that no request can be made of.
pub const ARGUMENT_INVALID: Code = Code { status: 0, name: "argument-invalid", title: "Invalid argument" };

/// Which part of a request is at fault: a JSON pointer into its document, a query parameter or a header.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A JSON pointer into the document.
    Pointer(String),
    /// The full name of a query parameter.
    Parameter(String),
    /// A header's name.
    Header(String),
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// The stable code.
    #[tsify(type = "ErrorCode")]
    pub code: String,
    /// HTTP status of this fault alone; null where it was found before anything was sent.
    pub status: Option<u16>,
    /// A short summary, the same for each code.
    pub title: String,
    /// A sentence with the value and the rule.
    pub detail: String,
    /// Which part of the request.
    pub source: Option<Source>,
    /// Figures for programs, such as `requested` and `purchasable`.
    #[tsify(type = "Record<string, unknown>")]
    pub meta: Map<String, Json>,
}

/// Why a call gave no result, as `TrastiendaError` shows it.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// HTTP status; null where no answer came.
    pub status: Option<u16>,
    /// Every fault; at least one. The first one gives code, title, detail, source and meta.
    pub errors: Vec<Fault>,
    /// Names the request in the service's logs.
    pub request_id: Option<String>,
    /// Whether the same call with the same key may go well later.
    pub retryable: bool,
    /// After how many milliseconds to come again, where the service says so.
    pub retry_after_ms: Option<f64>,
}

impl Fault {
    fn new(code: Code, detail: impl Into<String>) -> Self {
        fault::Fault::new(code, detail).into()
    }
}

impl From<fault::Fault> for Fault {
    fn from(fault: fault::Fault) -> Self {
        Self {
            code: fault.code.name.to_owned(),
            status: (fault.code.status > 0).then_some(fault.code.status),
            title: fault.code.title.to_owned(),
            detail: fault.detail,
            source: match fault.source {
                fault::Source::None => None,
                fault::Source::Pointer(pointer) => Some(Source::Pointer(pointer)),
                fault::Source::Parameter(name) => Some(Source::Parameter(name)),
                fault::Source::Header(name) => Some(Source::Header(name.to_owned())),
            },
            meta: members(fault.meta.unwrap_or_default()),
        }
    }
}

impl From<ApiFault> for Fault {
    fn from(fault: ApiFault) -> Self {
        Self {
            code: fault.code,
            status: Some(fault.status),
            title: fault.title,
            detail: fault.detail,
            source: match fault.source {
                ApiSource::None => None,
                ApiSource::Pointer(pointer) => Some(Source::Pointer(pointer)),
                ApiSource::Parameter(name) => Some(Source::Parameter(name)),
                ApiSource::Header(name) => Some(Source::Header(name)),
            },
            meta: members(fault.meta),
        }
    }
}

impl Failure {
    /// An argument that no request can be made of; `detail` is a sentence for the program's author.
    pub fn argument(detail: impl Into<String>) -> Self {
        Self::local(Fault::new(ARGUMENT_INVALID, detail))
    }

    /// An answer that cannot be understood.
    pub fn unreadable(detail: impl Into<String>) -> Self {
        Self::local(Fault::new(client_code("unreadable", "Answer cannot be read"), detail))
    }

    fn local(fault: Fault) -> Self {
        Self { status: None, errors: vec![fault], request_id: None, retryable: false, retry_after_ms: None }
    }
}

/// Faults that were found without a request.
impl From<Vec<fault::Fault>> for Failure {
    fn from(faults: Vec<fault::Fault>) -> Self {
        let status = Some(common_status(&faults));
        let errors = faults.into_iter().map(Fault::from).collect();
        Self { status, errors, request_id: None, retryable: false, retry_after_ms: None }
    }
}

impl From<SdkError> for Failure {
    fn from(error: SdkError) -> Self {
        match error {
            SdkError::Unsent(unsent) => unsent.into(),
            SdkError::Api(error) => (*error).into(),
            other => {
                let mut failure = Self::unreadable(other.to_string());
                if let SdkError::Unreadable(unreadable) = other {
                    failure.status = Some(unreadable.status);
                    failure.request_id = unreadable.request_id;
                }
                failure
            }
        }
    }
}

impl From<Unsent> for Failure {
    fn from(unsent: Unsent) -> Self {
        let title = match unsent {
            Unsent::Unfit(_) => "Request cannot be sent",
            Unsent::Refused(_) => "No connection",
            Unsent::ConnectTimeout => "No connection in time",
            Unsent::Timeout => "No answer in time",
            Unsent::Cut(_) => "Connection was cut",
            _ => "Answer is too long",
        };
        let mut detail = unsent.to_string();
        detail.get_mut(..1).map(str::make_ascii_uppercase);
        let fault = Fault::new(client_code(unsent.code(), title), format!("{detail}."));
        Self { retryable: may_help(&Failed::Unsent(&unsent)), ..Self::local(fault) }
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        let failed =
            Failed::Status { status: error.status, code: error.code(), retry_after: error.retry_after };
        Self {
            retryable: may_help(&failed),
            status: Some(error.status),
            retry_after_ms: error.retry_after.map(|wait| wait.as_secs_f64() * 1000.0),
            request_id: error.request_id,
            errors: error.faults.into_iter().map(Fault::from).collect(),
        }
    }
}

/// By hand, and not by a derived `Serialize`, which is compiled once for each way of writing.
impl From<Source> for Json {
    fn from(source: Source) -> Self {
        match source {
            Source::Pointer(pointer) => json!({ "pointer": pointer }),
            Source::Parameter(name) => json!({ "parameter": name }),
            Source::Header(name) => json!({ "header": name }),
        }
    }
}

impl From<Fault> for Json {
    fn from(fault: Fault) -> Self {
        json!({
            "code": fault.code,
            "status": fault.status,
            "title": fault.title,
            "detail": fault.detail,
            "source": fault.source.map(Self::from),
            "meta": fault.meta,
        })
    }
}

impl From<Failure> for Json {
    fn from(failure: Failure) -> Self {
        json!({
            "status": failure.status,
            "errors": Self::from(failure.errors),
            "requestId": failure.request_id,
            "retryable": failure.retryable,
            "retryAfterMs": failure.retry_after_ms,
        })
    }
}

/// As a thrown string: the JSON text of the failure.
impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        Self::from_str(&json::text(&Json::from(failure)))
    }
}

/// A code of this side has no HTTP status.
fn client_code(name: &'static str, title: &'static str) -> Code {
    Code { status: 0, name, title }
}

/// Whether the retry policy would go on, had it time and tries without end.
fn may_help(failed: &Failed<'_>) -> bool {
    let patient = Retry { tries: u32::MAX, deadline: Duration::MAX, ..Retry::default() };
    patient.judge(1, Duration::ZERO, failed, true, 0) != Verdict::Stop
}

fn members(meta: Json) -> Map<String, Json> {
    match meta {
        Json::Object(members) => members,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use catalog_core::api::fault::Problem;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_refusal_keeps_its_figures() {
        let api = ApiError {
            status: 503,
            faults: vec![ApiFault {
                code: "overloaded".to_owned(),
                status: 503,
                title: "Overloaded".to_owned(),
                detail: "The queue is full.".to_owned(),
                source: ApiSource::Pointer("/data".to_owned()),
                meta: json!({ "cause": "queue" }),
            }],
            request_id: Some("r-1".to_owned()),
            retry_after: Some(Duration::from_secs(90)),
        };
        let failure = Json::from(Failure::from(SdkError::from(Box::new(api))));
        assert_eq!(
            failure,
            json!({
                "status": 503, "requestId": "r-1", "retryable": true, "retryAfterMs": 90_000.0,
                "errors": [{
                    "code": "overloaded", "status": 503, "title": "Overloaded", "detail": "The queue is full.",
                    "source": { "pointer": "/data" }, "meta": { "cause": "queue" },
                }],
            })
        );
    }

    #[test]
    fn what_was_not_sent_has_no_status() {
        let failure = Failure::from(Unsent::Refused("no route".to_owned()));
        assert_eq!((failure.status, failure.errors[0].status, failure.retryable), (None, None, true));
        assert_eq!(failure.errors[0].detail, "No connection: no route.");
        assert!(!Failure::argument("x").retryable);
    }

    #[test]
    fn faults_of_the_rules_have_the_status_they_would_be_answered_with() {
        let fault = fault::Fault::new(Problem::AttributeInvalid, "x").at("/data/attributes/sku");
        let failure = Failure::from(vec![fault]);
        assert_eq!((failure.status, failure.errors[0].code.as_str()), (Some(422), "attribute-invalid"));
    }
}
