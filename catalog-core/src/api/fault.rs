//! Faults: what is wrong with a request, as JSON:API error objects.
//!
//! A [`Fault`] carries a [`Code`] (status, stable name, fixed title) and what is particular to the case.
//! The general codes stand in [`Problem`]; products and stock have tables of their own beside their rules.

use serde_json::{Map, Value as Json, json};

/// A stable error code. Programs branch on `name`; `title` never varies; `status` is the HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// HTTP status.
    pub status: u16,
    /// Kebab-case name; never changes.
    pub name: &'static str,
    /// Short summary, the same each time.
    pub title: &'static str,
}

/// Which part of the request is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// None in particular.
    None,
    /// A JSON pointer to something that exists in the request document.
    Pointer(String),
    /// The full name of a query parameter.
    Parameter(String),
    /// A header's name.
    Header(&'static str),
}

/// One thing wrong with a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What kind of fault.
    pub code: Code,
    /// A sentence with the value and the rule.
    pub detail: String,
    /// Where.
    pub source: Source,
    /// Figures for programs.
    pub meta: Option<Json>,
    /// A page about this kind of fault, where a specification names one.
    pub link_type: Option<&'static str>,
}

impl Fault {
    /// A fault of no particular place.
    pub fn new(code: impl Into<Code>, detail: impl Into<String>) -> Self {
        Self { code: code.into(), detail: detail.into(), source: Source::None, meta: None, link_type: None }
    }

    /// The same, at a JSON pointer.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.source = Source::Pointer(pointer.into());
        self
    }

    /// The same, in a query parameter.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>) -> Self {
        self.source = Source::Parameter(name.into());
        self
    }

    /// The same, in a header.
    #[must_use]
    pub fn header(mut self, name: &'static str) -> Self {
        self.source = Source::Header(name);
        self
    }

    /// The same, with figures for programs.
    #[must_use]
    pub fn meta(mut self, meta: Json) -> Self {
        self.meta = Some(meta);
        self
    }

    /// The same, with the page of a specification that defines it.
    #[must_use]
    pub fn link_type(mut self, uri: &'static str) -> Self {
        self.link_type = Some(uri);
        self
    }

    /// The same with `prefix` before its pointer, for a document that sits inside another.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        if let Source::Pointer(pointer) = &mut self.source {
            pointer.insert_str(0, prefix);
        }
        self
    }

    /// The JSON:API error object; `id` is `{request_id}:{number}`.
    pub fn to_json(&self, request_id: &str, number: usize, docs_url: Option<&str>) -> Json {
        let mut object = Map::new();
        object.insert("id".to_owned(), json!(format!("{request_id}:{number}")));
        let link = match (self.link_type, docs_url) {
            (Some(uri), _) => Some(uri.to_owned()),
            (None, Some(base)) => Some(format!("{}/{}", base.trim_end_matches('/'), self.code.name)),
            (None, None) => None,
        };
        if let Some(uri) = link {
            object.insert("links".to_owned(), json!({ "type": uri }));
        }
        object.insert("status".to_owned(), json!(self.code.status.to_string()));
        object.insert("code".to_owned(), json!(self.code.name));
        object.insert("title".to_owned(), json!(self.code.title));
        object.insert("detail".to_owned(), json!(self.detail));
        match &self.source {
            Source::None => None,
            Source::Pointer(pointer) => object.insert("source".to_owned(), json!({ "pointer": pointer })),
            Source::Parameter(name) => object.insert("source".to_owned(), json!({ "parameter": name })),
            Source::Header(name) => object.insert("source".to_owned(), json!({ "header": name })),
        };
        if let Some(meta) = &self.meta {
            object.insert("meta".to_owned(), meta.clone());
        }
        Json::Object(object)
    }
}

/// The status of an answer that holds all of `faults`: theirs when they agree, else 400.
pub fn common_status(faults: &[Fault]) -> u16 {
    let first = faults.first().map_or(500, |fault| fault.code.status);
    if faults.iter().all(|fault| fault.code.status == first) { first } else { 400 }
}

macro_rules! problems {
    ($($(#[$doc:meta])* $variant:ident = $status:literal $name:literal $title:literal;)*) => {
        /// The general error codes: what any service over HTTP can find wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Problem { $($(#[$doc])* $variant,)* }

        impl Problem {
            /// Every general problem, for tables and tests.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The one table from problem to status, code and title.
            pub const fn code(self) -> Code {
                match self { $(Self::$variant => Code { status: $status, name: $name, title: $title },)* }
            }
        }
    };
}

problems! {
    /// The bytes are no HTTP request.
    BadRequest = 400 "bad-request" "Bad request";
    /// No key, an unknown one, or two.
    Unauthorised = 401 "unauthorised" "Unauthorised";
    /// The key lacks the scope.
    Forbidden = 403 "forbidden" "Forbidden";
    /// No such path or resource.
    NotFound = 404 "not-found" "Not found";
    /// The path has other methods.
    MethodNotAllowed = 405 "method-not-allowed" "Method not allowed";
    /// No form of the answer is acceptable.
    NotAcceptable = 406 "not-acceptable" "Not acceptable";
    /// The request came too slowly.
    RequestTimeout = 408 "request-timeout" "Request took too long";
    /// A precondition does not hold.
    PreconditionFailed = 412 "precondition-failed" "Precondition failed";
    /// The body is over the limit.
    BodyTooLarge = 413 "body-too-large" "Body is too large";
    /// The address is over the limit.
    UriTooLong = 414 "uri-too-long" "URI is too long";
    /// The media type is not JSON:API as offered.
    MediaTypeUnsupported = 415 "media-type-unsupported" "Unsupported media type";
    /// Over the caller's rate.
    TooManyRequests = 429 "too-many-requests" "Too many requests";
    /// The head is over the limit.
    HeadersTooLarge = 431 "headers-too-large" "Headers are too large";
    /// A fault of the service.
    InternalError = 500 "internal-error" "Internal error";
    /// The queue is full.
    Overloaded = 503 "overloaded" "Overloaded";
    /// Starting, draining, or without its store.
    NotReady = 503 "not-ready" "Not ready";
    /// The body is no JSON.
    MalformedJson = 400 "malformed-json" "Malformed JSON";
    /// The body is JSON, but no such document.
    MalformedDocument = 400 "malformed-document" "Malformed document";
    /// The resource's type is not the endpoint's.
    TypeMismatch = 409 "type-mismatch" "Type does not match";
    /// The resource's id is not the one it has.
    IdMismatch = 409 "id-mismatch" "Id does not match";
    /// The id is or was in use.
    IdTaken = 409 "id-taken" "Id is taken";
    /// A malformed id in a body.
    IdInvalid = 422 "id-invalid" "Invalid id";
    /// A required attribute is absent.
    AttributeMissing = 422 "attribute-missing" "Attribute is missing";
    /// An attribute breaks its rule.
    AttributeInvalid = 422 "attribute-invalid" "Invalid attribute";
    /// No such attribute.
    AttributeUnknown = 422 "attribute-unknown" "Unknown attribute";
    /// A required relationship is absent.
    RelationshipMissing = 422 "relationship-missing" "Relationship is missing";
    /// A relationship breaks its rule.
    RelationshipInvalid = 422 "relationship-invalid" "Invalid relationship";
    /// No such relationship.
    RelationshipUnknown = 422 "relationship-unknown" "Unknown relationship";
    /// A page parameter is not as it must be.
    PageInvalid = 400 "page-invalid" "Invalid page";
    /// A page over the largest size.
    PageSizeTooLarge = 400 "page-size-too-large" "Page is too large";
    /// A cursor that this list did not give.
    CursorInvalid = 400 "cursor-invalid" "Invalid cursor";
    /// The list cannot be sorted so.
    SortUnsupported = 400 "sort-unsupported" "Unsupported sort";
    /// A filter's value breaks its rule.
    FilterInvalid = 400 "filter-invalid" "Invalid filter";
    /// A filter with too many values.
    FilterTooLong = 400 "filter-too-long" "Filter is too long";
    /// A sparse fieldset names what does not exist.
    FieldsUnknown = 400 "fields-unknown" "Unknown fields";
    /// The endpoint does not include this.
    IncludeUnsupported = 400 "include-unsupported" "Unsupported include";
    /// A parameter given twice.
    ParameterRepeated = 400 "parameter-repeated" "Repeated parameter";
    /// No such parameter.
    ParameterUnknown = 400 "parameter-unknown" "Unknown parameter";
    /// `If-Match` is no list of strong tags.
    IfMatchInvalid = 400 "if-match-invalid" "Invalid If-Match";
    /// The key is not 1 to 255 visible ASCII characters, or was given twice.
    IdempotencyKeyInvalid = 400 "idempotency-key-invalid" "Invalid idempotency key";
    /// The key was used for another request.
    IdempotencyKeyReused = 422 "idempotency-key-reused" "Idempotency key was used for another request";
    /// The request with this key is still running.
    IdempotencyKeyInUse = 409 "idempotency-key-in-use" "Idempotency key is in use";
    /// Too many operations in one request.
    TooManyOperations = 400 "too-many-operations" "Too many operations";
    /// An operation that is not offered.
    OperationUnsupported = 400 "operation-unsupported" "Unsupported operation";
    /// The feed does not reach back that far.
    EventsExpired = 410 "events-expired" "Events are no longer kept";
}

impl From<Problem> for Code {
    fn from(problem: Problem) -> Self {
        problem.code()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixed_statuses_answer_400() {
        let fault = |problem: Problem| Fault::new(problem, "");
        let (unprocessable, conflict) = (fault(Problem::AttributeInvalid), fault(Problem::TypeMismatch));
        assert_eq!(common_status(std::slice::from_ref(&unprocessable)), 422);
        assert_eq!(common_status(&[unprocessable, conflict]), 400);
    }

    #[test]
    fn each_code_stands_once() {
        let mut names: Vec<_> = Problem::ALL.iter().map(|problem| problem.code().name).collect();
        names.sort_unstable();
        assert!(names.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn an_error_object_has_no_empty_members() {
        let object = Fault::new(Problem::PageInvalid, "x").parameter("page[size]").to_json("r", 1, None);
        assert_eq!(object["source"], json!({ "parameter": "page[size]" }));
        assert!(object.get("meta").is_none() && object.get("links").is_none());
    }
}
