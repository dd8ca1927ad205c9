//! The contract, held over both services.

use bytes::Bytes;
use catalog_core::api::{fault::Problem, request::Caller};
use client_sdk::{
    ALL_SCOPES,
    conformance::{Seen, Suite, run_all},
    transport::{Opened, Request, Response, Transport, Unsent},
};
use futures_util::stream::{self, Empty};

use stock_core::error::StockCode;

use crate::shop::{services, site};

#[test]
fn the_services_in_memory_keep_the_contract() {
    let keys = [
        ("owner".to_owned(), Caller::new("owner", ALL_SCOPES)),
        ("reader".to_owned(), Caller::new("reader", ["catalog:read", "stock:read"])),
    ];
    let transport = services().with_keys(keys);
    let suite = Suite::new(&transport, site(), "memory").with_reader("reader");
    let report = run_all(&suite);
    assert!(report.failed.is_empty() && report.passed.len() > 100, "{report}");
    every_code_and_every_route_was_seen(&suite.seen());
}

/// What only a listener, a busy store, another service or time can bring about.
const ELSEWHERE: [&str; 13] = [
    "bad-request",
    "body-too-large",
    "events-expired",
    "headers-too-large",
    "idempotency-key-in-use",
    "internal-error",
    "not-ready",
    "overloaded",
    "product-service-unavailable",
    "request-timeout",
    "too-many-requests",
    "too-many-resends",
    "uri-too-long",
];

fn every_code_and_every_route_was_seen(seen: &Seen) {
    let general = Problem::ALL.iter().map(|problem| problem.code().name);
    let stock = StockCode::ALL.iter().map(|code| code.code().name);
    let unseen: Vec<&str> = general
        .chain(stock)
        .filter(|name| !ELSEWHERE.contains(name) && !seen.codes.contains(*name))
        .collect();
    assert!(unseen.is_empty(), "codes that no case brings about: {unseen:?}");
    let product = catalog_core::service::ROUTES.iter().map(|route| (route.method.as_str(), route.path));
    let inventory = stock_core::service::ROUTES.iter().map(|route| (route.method.as_str(), route.path));
    let unanswered: Vec<_> = product.chain(inventory).filter(|route| !answered(seen, route)).collect();
    assert!(unanswered.is_empty(), "routes that no case reaches: {unanswered:?}");
}

/// Whether a path of this template was answered with success.
fn answered(seen: &Seen, (method, template): &(&str, &str)) -> bool {
    let fits = |path: &str| match template.split_once('{') {
        Some((before, _)) => path.strip_prefix(before).is_some_and(|id| !id.is_empty() && !id.contains('/')),
        None => path == *template,
    };
    seen.answered.iter().any(|(seen, path)| seen == method && fits(path))
}

/// A service that says yes to everything and does nothing.
struct YesMan;

impl Transport for YesMan {
    type Stream = Empty<Result<Bytes, Unsent>>;

    async fn send(&self, request: Request) -> Result<Response, Unsent> {
        let reads = matches!(request.method().as_str(), "GET" | "HEAD");
        let body = if request.method() == "HEAD" { "" } else { r#"{"jsonapi":{"version":"1.1"},"meta":{}}"# };
        let response = http::Response::builder()
            .header("content-type", "application/vnd.api+json")
            .header("x-request-id", "r")
            .header("etag", "\"1\"")
            .header("vary", "Accept, X-API-Key")
            .header("cache-control", if reads { "private, no-cache" } else { "no-store" })
            .body(Bytes::from_static(body.as_bytes()));
        response.map_err(|error| Unsent::Unfit(error.to_string()))
    }

    async fn open(&self, _: Request) -> Result<Opened<Self::Stream>, Unsent> {
        Ok(Opened::Stream(stream::empty()))
    }
}

#[test]
fn every_case_can_fail() {
    let report = run_all(&Suite::new(&YesMan, site(), "yes").with_reader("reader").over_sockets());
    assert!(report.passed.is_empty(), "cases that a service without effect passes: {:?}", report.passed);
}
