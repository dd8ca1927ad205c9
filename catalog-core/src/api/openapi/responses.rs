//! Answers: headers, and the error answers that every operation shares.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use utoipa::openapi::{
    Content, Header, Ref, RefOr, Response,
    example::{Example, ExampleBuilder},
};

use super::{
    by_status,
    schema::{about, reference, text, whole},
};
use crate::api::{
    document::error_document,
    fault::{Code, Fault, Problem},
    media::JSON_API,
};

/// Codes that any request can get, whatever it asks for. Each status has no others.
const EVERYWHERE: &[Problem] = &[
    Problem::Unauthorised,
    Problem::Forbidden,
    Problem::MethodNotAllowed,
    Problem::NotAcceptable,
    Problem::RequestTimeout,
    Problem::BodyTooLarge,
    Problem::UriTooLong,
    Problem::TooManyRequests,
    Problem::HeadersTooLarge,
    Problem::InternalError,
    Problem::Overloaded,
    Problem::NotReady,
];

/// The codes that any operation can answer with.
pub(super) fn everywhere() -> impl Iterator<Item = Code> {
    EVERYWHERE.iter().map(|problem| problem.code())
}

/// Codes as a table takes them.
pub fn own_codes<C: Copy + Into<Code>>(codes: &[C]) -> Vec<Code> {
    codes.iter().map(|code| (*code).into()).collect()
}

/// The answers that are the same in every operation, by component name.
pub(super) fn shared() -> BTreeMap<String, RefOr<Response>> {
    let codes: Vec<Code> = everywhere().collect();
    by_status(&codes)
        .into_iter()
        .map(|(status, codes)| (component(status), error(status, &codes).into()))
        .collect()
}

/// The answer of one status in one operation: shared where it has no codes of its own.
pub(super) fn of(status: u16, codes: &[Code]) -> RefOr<Response> {
    let common: Vec<Code> = everywhere().filter(|code| code.status == status).collect();
    if !common.is_empty() && codes.iter().all(|code| common.contains(code)) {
        RefOr::Ref(Ref::from_response_name(component(status)))
    } else {
        error(status, codes).into()
    }
}

fn component(status: u16) -> String {
    format!("Error{status}")
}

/// An error answer: every code with its title and an example.
fn error(status: u16, codes: &[Code]) -> Response {
    let listed: Vec<String> = codes.iter().map(|code| format!("- `{}`: {}", code.name, code.title)).collect();
    let mut content = Content::new(Some(reference("ErrorDocument")));
    content.examples = codes
        .iter()
        .map(|code| {
            let example = Ref::new(format!("#/components/examples/{}", code.name));
            (code.name.to_owned(), RefOr::Ref(example))
        })
        .collect();
    let mut response = Response::new(format!("{}\n\n{}", reason(status), listed.join("\n")));
    response.content.insert(JSON_API.to_owned(), content.into());
    with_headers(&mut response, error_headers(status));
    response
}

/// What an error document with each of these codes looks like, by the name of the code.
pub(super) fn examples(codes: &[Code]) -> BTreeMap<String, RefOr<Example>> {
    let named = codes.iter().map(|code| {
        let document = ExampleBuilder::new().summary(code.title).value(Some(example(*code)));
        (code.name.to_owned(), document.build().into())
    });
    named.collect()
}

fn example(code: Code) -> Json {
    let detail = format!("{}: the value and the rule it breaks.", code.title);
    let bytes = error_document(&[Fault::new(code, detail)], "018f2d3a-0000-7000-8000-0123456789ab", None);
    serde_json::from_slice(&bytes).unwrap_or_default()
}

fn reason(status: u16) -> &'static str {
    http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Refused")
}

fn error_headers(status: u16) -> &'static [&'static str] {
    match status {
        401 => &["X-Request-Id", "WWW-Authenticate"],
        405 => &["X-Request-Id", "Allow"],
        404 | 422 => &["X-Request-Id", "Idempotency-Replayed"],
        409 => &["X-Request-Id", "Idempotency-Replayed", "Retry-After"],
        429 | 503 => &["X-Request-Id", "Retry-After"],
        _ => &["X-Request-Id"],
    }
}

/// Adds headers by reference.
pub(super) fn with_headers(response: &mut Response, names: &[&str]) {
    for name in names {
        let header = RefOr::Ref(Ref::new(format!("#/components/headers/{name}")));
        response.headers.insert((*name).to_owned(), header);
    }
}

/// Every header of an answer, by name.
pub(super) fn headers() -> BTreeMap<String, RefOr<Header>> {
    let any = || text(0, usize::MAX, "");
    [
        ("X-Request-Id", "The id of the request, also in the service's log.", any()),
        ("ETag", "The entity tag: strong for a single resource, weak for lists.", any()),
        ("Location", "The address of what was created.", any()),
        ("Retry-After", "Seconds after which the request may be sent again.", whole(0, 86_400)),
        (
            "Idempotency-Replayed",
            "There, with `true`, when the answer is that of an earlier request with the same key.",
            any(),
        ),
        ("WWW-Authenticate", "How to present a key.", any()),
        ("Allow", "The methods that the path has.", any()),
        ("Cache-Control", "Whether the answer may be stored.", any()),
    ]
    .into_iter()
    .map(|(name, sentence, schema)| {
        let mut header = Header::new(about(schema, sentence));
        header.description = Some(sentence.to_owned());
        (name.to_owned(), header.into())
    })
    .collect()
}
