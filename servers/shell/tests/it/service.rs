//! A service to host: it echoes, waits, panics and streams.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use catalog_core::{
    api::{
        host::{Host, RouteInfo},
        instant::UnixMillis,
        request::{Body, Caller, Context, Request, Response},
        route::{NoRoute, Route, find},
    },
    engine::Generations,
};
use futures_util::{StreamExt, stream};
use http::{HeaderValue, Method, header};
use trastienda_shell::{KeyRing, Running, Server, ShellConfig, Site};

/// Holds every scope.
pub(crate) const KEY: &str = "k-7f3a-all-scopes";
/// Holds `read` only.
pub(crate) const READER: &str = "k-91cc-read-only";
/// Length of the large body at `/api/v1/things`.
pub(crate) const LARGE: usize = 8_000;

enum Endpoint {
    List,
    Get,
    Echo,
    Whoami,
    Count,
    Slow,
    Panic,
    Stream,
}

const fn route(
    method: Method,
    path: &'static str,
    scope: &'static str,
    endpoint: Endpoint,
) -> Route<Endpoint> {
    Route { method, path, scope, endpoint, name: path }
}

static ROUTES: &[Route<Endpoint>] = &[
    route(Method::GET, "/api/v1/things", "read", Endpoint::List),
    route(Method::GET, "/api/v1/things/{id}", "read", Endpoint::Get),
    route(Method::POST, "/api/v1/echo", "write", Endpoint::Echo),
    route(Method::GET, "/api/v1/whoami", "read", Endpoint::Whoami),
    route(Method::GET, "/api/v1/count", "write", Endpoint::Count),
    route(Method::GET, "/api/v1/slow", "read", Endpoint::Slow),
    route(Method::GET, "/api/v1/panic", "read", Endpoint::Panic),
    route(Method::GET, "/api/v1/stream", "read", Endpoint::Stream),
];

/// The service under test.
pub(crate) struct Things {
    /// Whether it says it is ready.
    pub(crate) ready: bool,
    /// By what its answers may be kept, if they may.
    pub(crate) generations: Option<Arc<Generations>>,
    /// How many requests it has answered.
    pub(crate) answered: AtomicU64,
}

impl Default for Things {
    fn default() -> Self {
        Self { ready: true, generations: None, answered: AtomicU64::default() }
    }
}

impl Host for Things {
    fn find(&self, method: &Method, path: &str) -> Result<RouteInfo, NoRoute> {
        let route = find(ROUTES, method, path)?.route;
        Ok(RouteInfo { path: route.path, scope: route.scope, name: route.name })
    }

    async fn handle(&self, request: Request, context: Context) -> Response {
        let Ok(found) = find(ROUTES, request.method(), request.uri().path()) else {
            unreachable!("the shell looked before");
        };
        let answered = self.answered.fetch_add(1, Ordering::SeqCst) + 1;
        match found.route.endpoint {
            Endpoint::Count if request.uri().query() == Some("refuse") => {
                let mut refused = json("refused", None);
                *refused.status_mut() = http::StatusCode::NOT_FOUND;
                refused
            }
            Endpoint::Count => json(&format!("{answered}{}", "x".repeat(LARGE)), Some("W/\"1\"")),
            Endpoint::List => json(&"x".repeat(LARGE), Some("W/\"1\"")),
            Endpoint::Get => json(&"x".repeat(LARGE), Some("\"1\"")),
            Endpoint::Echo => Response::new(Body::Whole(request.into_body())),
            Endpoint::Whoami => {
                let trace = context.traceparent.as_deref().unwrap_or("none");
                json(&format!("{} {} {trace}", context.caller.name, context.request_id), None)
            }
            Endpoint::Slow => {
                tokio::time::sleep(Duration::from_secs(1)).await;
                json("slow", None)
            }
            Endpoint::Panic => panic!("as asked"),
            Endpoint::Stream => {
                let first = stream::iter([Bytes::from_static(b"id: 1\ndata: {}\n\n")]);
                let mut response = Response::new(Body::Stream(first.chain(stream::pending()).boxed()));
                let event_stream = HeaderValue::from_static("text/event-stream");
                response.headers_mut().insert(header::CONTENT_TYPE, event_stream);
                response
            }
        }
    }

    fn ready(&self) -> bool {
        self.ready
    }

    fn generations(&self, _: UnixMillis) -> Option<&Generations> {
        self.generations.as_deref()
    }

    fn error_docs_url(&self) -> Option<&str> {
        Some("https://docs.example/errors")
    }
}

fn json(text: &str, etag: Option<&'static str>) -> Response {
    let mut response = Response::new(Body::Whole(format!("{{\"meta\":\"{text}\"}}").into()));
    let media_type = HeaderValue::from_static("application/vnd.api+json");
    response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    if let Some(etag) = etag {
        response.headers_mut().insert(header::ETAG, HeaderValue::from_static(etag));
    }
    response
}

/// The usual time limits, and whatever else tests need; quick to end.
pub(crate) fn small() -> ShellConfig {
    ShellConfig {
        drain_notice: Duration::from_millis(50),
        shutdown_timeout: Duration::from_secs(3),
        heartbeat: Duration::from_millis(200),
        cors_origins: vec![HeaderValue::from_static("https://shop.example")],
        ..ShellConfig::default()
    }
}

/// Time limits that tests can wait for.
pub(crate) fn hasty() -> ShellConfig {
    let soon = Duration::from_millis(600);
    ShellConfig { head_timeout: soon, body_timeout: soon, ..small() }
}

/// Starts the service with its keys.
pub(crate) fn start(config: ShellConfig) -> Running {
    start_host(config, Things::default())
}

/// Starts this service with its keys.
pub(crate) fn start_host(config: ShellConfig, host: Things) -> Running {
    crate::log::capture();
    let mut keys = KeyRing::new();
    keys.add(KEY, Caller::new("tester", ["read", "write", "admin"]));
    keys.add(READER, Caller::new("reader", ["read"]));
    let site = Site { title: "Things & more".to_owned(), openapi: || "{\"openapi\":\"3.1.0\"}".to_owned() };
    Server::start(config, keys, site, host).expect("a loopback port is free")
}
