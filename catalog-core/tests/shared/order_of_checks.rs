//! The steps of a writing request, where its body cannot be read: what comes before the body answers first.

use std::sync::Arc;

use bytes::Bytes;
use catalog_core::{
    api::{
        endpoint::{Exchange, Failure},
        fault::{Fault, Problem},
        instant::UnixMillis,
        media::JSON_API,
        request::{Caller, Context, Request},
    },
    engine::{Answer, Envelope, Memory, Site, Target},
};
use futures_util::FutureExt;
use http::Method;

use crate::toy::{
    Thing,
    shelf::{Command, Shelf, ShelfTables},
};

type Store = Memory<Shelf, ShelfTables>;

struct Patch<'a> {
    query: &'a str,
    headers: &'a [(&'a str, &'a str)],
    /// The body's command; none where the body is malformed.
    command: Option<Command>,
    target: Target,
}

/// The answer's status and the code of its first fault.
fn send(store: &Store, patch: Patch<'_>) -> Result<Answer, &'static str> {
    let mut request: Request = http::Request::builder()
        .method(Method::PATCH)
        .uri(format!("/api/v1/things/t001{}", patch.query))
        .body(Bytes::from(format!("{:?}", patch.command)))
        .unwrap();
    for (name, value) in patch.headers {
        let name = http::HeaderName::from_bytes(name.as_bytes()).unwrap();
        request.headers_mut().append(name, value.parse().unwrap());
    }
    let caller = Caller::new("someone", ["all"]);
    let context =
        Context { now: UnixMillis::new(0), request_id: "r".into(), caller, seed: [0; 16], traceparent: None };
    let site = Arc::new(Site::default());
    let first = |failure: Failure| match failure {
        Failure::Faults(faults) => faults[0].code.name,
        other => panic!("{other:?}"),
    };
    let exchange = Exchange::open(&request, &context, &site, false).map_err(|fault| fault.code.name)?;
    let write = exchange.write::<Thing>(Envelope::Document).map_err(first)?;
    let malformed = || vec![Fault::new(Problem::MalformedDocument, "No document.")];
    let commands = patch.command.map(|command| vec![command]).ok_or_else(malformed);
    exchange.decide(store, write, commands, async { Ok(patch.target) }).now_or_never().unwrap().map_err(first)
}

#[test]
fn each_step_answers_before_the_next() {
    let store = Store::new();
    let missing = || Target::Missing(Fault::new(Problem::NotFound, "Nothing."));
    let code = |query, headers: &[(&str, &str)], target| {
        send(&store, Patch { query, headers, command: None, target }).unwrap_err()
    };
    let json = ("content-type", JSON_API);
    let unacceptable = ("accept", "text/html");
    let (stale, bad_tag, bad_key) = (("if-match", "\"7\""), ("if-match", "7"), ("idempotency-key", ""));
    assert_eq!(code("?x=1", &[unacceptable], missing()), "not-acceptable");
    assert_eq!(code("?x=1", &[], missing()), "parameter-unknown");
    assert_eq!(code("", &[bad_key], missing()), "idempotency-key-invalid");
    assert_eq!(code("", &[bad_tag], missing()), "if-match-invalid");
    assert_eq!(code("", &[stale], missing()), "media-type-unsupported");
    assert_eq!(code("", &[json, stale], missing()), "not-found");
    assert_eq!(code("", &[json, stale], Target::Tagged("1".into())), "precondition-failed");
    assert_eq!(code("", &[json, ("if-match", "\"1\"")], Target::Tagged("1".into())), "malformed-document");
}

#[test]
fn faults_of_the_head_come_together() {
    let patch = Patch {
        query: "?x=1",
        headers: &[("if-match", "7"), ("idempotency-key", "a b")],
        command: None,
        target: Target::None,
    };
    let site = Arc::new(Site::default());
    let mut request: Request = http::Request::builder()
        .method(Method::PATCH)
        .uri("/api/v1/things/t001?x=1")
        .body(Bytes::new())
        .unwrap();
    for (name, value) in patch.headers {
        request
            .headers_mut()
            .insert(http::HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
    }
    let caller = Caller::new("someone", ["all"]);
    let context =
        Context { now: UnixMillis::new(0), request_id: "r".into(), caller, seed: [0; 16], traceparent: None };
    let exchange = Exchange::open(&request, &context, &site, false).unwrap();
    let Err(Failure::Faults(faults)) = exchange.write::<Thing>(Envelope::Document) else { panic!("refused") };
    let codes: Vec<_> = faults.iter().map(|fault| fault.code.name).collect();
    assert_eq!(codes, ["parameter-unknown", "idempotency-key-invalid", "if-match-invalid"]);
}

#[test]
fn a_kept_answer_comes_before_a_missing_target_and_a_malformed_body() {
    let store = Store::new();
    let headers = [("content-type", JSON_API), ("idempotency-key", "k")];
    let add = Command::Add { id: 1, amount: 1 };
    let first = Patch { query: "", headers: &headers, command: Some(add), target: Target::None };
    assert_eq!(send(&store, first).unwrap().status, 200);
    let missing = Target::Missing(Fault::new(Problem::NotFound, "Nothing."));
    let second =
        send(&store, Patch { query: "", headers: &headers, command: None, target: missing }).unwrap();
    // The body differs, so the key is refused; that it was looked at comes first.
    assert_eq!(second.status, 422);
}
