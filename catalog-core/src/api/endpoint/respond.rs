//! From what an endpoint gives to the response that goes out.

use http::{HeaderValue, Method, StatusCode, header};
use xxhash_rust::xxh3::xxh3_64;

use super::{Failure, Given};
use crate::{
    api::{
        condition::none_match_names,
        document::error_document,
        fault::{Fault, Problem, common_status},
        media::EVENT_STREAM,
        request::{Body, Context, Request, Response},
    },
    engine::{Answer, Refused, Site},
};

const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const REVALIDATE: HeaderValue = HeaderValue::from_static("private, no-cache");
const VARY: HeaderValue = HeaderValue::from_static("Accept, Accept-Encoding, X-API-Key, Authorization");
/// Seconds after which a refused caller may come again.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

/// The response of an endpoint.
pub fn respond(request: &Request, context: &Context, site: &Site, given: Result<Given, Failure>) -> Response {
    let given = given.unwrap_or_else(|failure| answer_of(failure, context, site).into());
    let mut response = match given {
        Given::Answer(answer, shows) => {
            let mut response = conditional(request, answer);
            if let Some(shows) = shows {
                response.extensions_mut().insert(shows);
            }
            response
        }
        Given::Stream(stream) => {
            let mut response = Response::new(Body::Stream(stream.0));
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(EVENT_STREAM));
            response
        }
    };
    let streamed = matches!(response.body(), Body::Stream(_));
    let reads = matches!(*request.method(), Method::GET | Method::HEAD) && !streamed;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, if reads { REVALIDATE } else { NO_STORE });
    headers.insert(header::VARY, VARY);
    if let Ok(id) = HeaderValue::from_str(&context.request_id) {
        headers.insert("x-request-id", id);
    }
    response
}

/// The response that reports one fault, for a host that refuses before a service is asked.
pub fn refusal(request_id: &str, docs_url: Option<&str>, fault: &Fault) -> Answer {
    let answer =
        Answer::json(fault.code.status, error_document(std::slice::from_ref(fault), request_id, docs_url));
    with_retry_after(answer)
}

fn answer_of(failure: Failure, context: &Context, site: &Site) -> Answer {
    let (faults, allow) = match failure {
        Failure::Method(fault, allow) => (vec![fault], Some(allow)),
        other => (faults_of(other), None),
    };
    let body = error_document(&faults, &context.request_id, site.error_docs_url.as_deref());
    let answer = with_retry_after(Answer::json(common_status(&faults), body));
    match allow {
        Some(allow) => answer.with(header::ALLOW, &allow),
        None => answer,
    }
}

fn faults_of(failure: Failure) -> Vec<Fault> {
    match failure {
        Failure::Faults(faults) => faults,
        Failure::Method(fault, _) => vec![fault],
        Failure::Refused(Refused::Overloaded) => {
            vec![Fault::new(Problem::Overloaded, "Too many changes are waiting; try again in a moment.")]
        }
        Failure::Refused(Refused::Store(_)) => {
            vec![Fault::new(Problem::NotReady, "The store does not answer; nothing was changed.")]
        }
    }
}

fn with_retry_after(mut answer: Answer) -> Answer {
    if matches!(answer.status, 429 | 503) {
        answer.headers.insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    answer
}

/// A read answer gets an entity tag where it has none, and becomes 304 where the client has it already.
fn conditional(request: &Request, mut answer: Answer) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads && answer.status == 200 {
        if !answer.headers.contains_key(header::ETAG) {
            answer = weakly_tagged(answer);
        }
        let tag = answer.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).unwrap_or_default();
        if none_match_names(request.headers(), tag) {
            answer.status = 304;
            answer.body = bytes::Bytes::new();
            answer.headers.remove(header::CONTENT_TYPE);
        }
    }
    let mut response = Response::new(Body::Whole(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = answer.headers;
    response
}

/// A weak tag from the content: it stays the same under every content coding.
///
/// It protects nothing, since whoever makes two documents with one tag deceives those who ask him for them. So a
/// fast hash serves, one that is the same on every machine.
fn weakly_tagged(answer: Answer) -> Answer {
    let tag = format!("W/\"{:016x}\"", xxh3_64(&answer.body));
    answer.with(header::ETAG, &tag)
}
