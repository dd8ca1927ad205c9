//! One request, from its head to its answer: the order of the checks stands here and nowhere else.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use bytes::Bytes;
use catalog_core::api::{
    host::RouteInfo,
    instant::UnixMillis,
    request::{Body, Caller, Context, Request, Response},
    route::NoRoute,
};
use http::{HeaderValue, Method, StatusCode, header, request::Parts};
use http_body::Body as _;
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use tracing::Instrument;
use uuid::Uuid;

use crate::{
    access::Access,
    activity::Activity,
    answer::{Asked, Out, OutBody},
    cache::{Cache, Question},
    config::ShellConfig,
    cors::{Cors, is_preflight},
    docs::{Docs, Site},
    health,
    hosted::{Content, Hosted},
    limits::{check_head, read_body},
    listener::Exchange,
    metrics::{Limit, Metrics, OPEN_METRICS, known_method},
    page::{DOCS, METRICS_SCOPE, PAGE_METHODS, Page},
    rate::RateLimit,
    refusal::Refusal,
    request_id::{request_id, traceparent},
    shutdown::PhaseWatch,
    streams,
};

/// The label of requests that no route fits.
const NO_ROUTE: &str = "none";

/// A service with everything around it.
pub(crate) struct Shell<H> {
    host: H,
    config: ShellConfig,
    access: Access,
    rates: Option<Mutex<RateLimit>>,
    cors: Cors,
    docs: Option<Docs>,
    cache: Cache,
    metrics: Metrics,
    phase: PhaseWatch,
    started: Instant,
}

/// Where a request goes.
enum Target {
    Page(Page),
    Route(Result<RouteInfo, NoRoute>),
}

/// A request that passed the checks on its head.
enum Admitted {
    /// It asks what it may do: the path's methods, if they are known.
    Options(Option<String>),
    /// It asks for a page of the shell.
    Page(Page),
    /// It is for the service.
    Call(Caller),
}

/// What the log and the counters keep of a request.
struct Record {
    request_id: Arc<str>,
    route: &'static str,
    caller: Option<Arc<str>>,
}

/// What is to be sent, and the question under which it is to be kept.
struct Decided {
    response: http::Response<Content>,
    keep: Option<Question>,
}

impl From<Response> for Decided {
    fn from(response: Response) -> Self {
        Self { response: response.map(Content::from), keep: None }
    }
}

impl<H: Hosted> Exchange for Shell<H> {
    async fn answer(
        self: Arc<Self>,
        request: hyper::Request<Incoming>,
        activity: Arc<Activity>,
    ) -> hyper::Response<OutBody> {
        let working = activity.begin();
        let in_flight = self.metrics.request();
        let began = Instant::now();
        let (head, body) = request.into_parts();
        let asked = Asked::new(&head, &self.cors);
        let mut record = Record { request_id: request_id(&head.headers), route: NO_ROUTE, caller: None };
        activity.set_unread(!body.is_end_stream());

        let decided = self.decide(head, body, &asked, &mut record, &activity).await;
        // A peer whose framing is wrong is not listened to again, nor is what it sends read as a request when
        // it is a body that nobody has read.
        let malformed = decided.as_ref().is_err_and(|refusal| refusal.status() == StatusCode::BAD_REQUEST);
        let closes = malformed || activity.has_unread();
        let Decided { response, keep } = decided.unwrap_or_else(|refusal| {
            refusal.into_response(&record.request_id, self.host.error_docs_url()).into()
        });
        let (mut head, out) = asked.code(response).await;
        if let (Some(question), Out::Whole(bytes)) = (keep, &out) {
            self.cache.keep(question, &head, bytes);
        }
        asked.mark(&mut head.headers, &record.request_id, closes);
        self.note(&asked.method, head.status, &record, began.elapsed());
        drop(in_flight);
        let body = match out {
            Out::Whole(bytes) => Either::Left(Full::new(bytes)),
            Out::Events(events) => {
                let frames = streams::frames(events, self.config.heartbeat, self.phase.clone(), working);
                Either::Right(frames)
            }
            Out::Passing { bytes, ends_at_drain } => {
                Either::Right(streams::passing(bytes, ends_at_drain, self.phase.clone(), working))
            }
        };
        hyper::Response::from_parts(head, body)
    }
}

impl<H: Hosted> Shell<H> {
    /// A shell around `host`; without a `site` it shows no documentation.
    pub(crate) fn new(
        host: H,
        config: &ShellConfig,
        access: Access,
        site: Option<Site>,
        metrics: Metrics,
        phase: PhaseWatch,
    ) -> Self {
        Self {
            host,
            config: config.clone(),
            access,
            rates: config.rate_limit.map(|per_second| Mutex::new(RateLimit::new(per_second))),
            cors: Cors::new(config.cors_origins.clone()),
            docs: site.map(Docs::new),
            cache: Cache::new(config.cache_bytes_max),
            metrics,
            phase,
            started: Instant::now(),
        }
    }

    /// Everything between a request's head and the answer.
    async fn decide(
        self: &Arc<Self>,
        head: Parts,
        body: Incoming,
        asked: &Asked,
        record: &mut Record,
        activity: &Activity,
    ) -> Result<Decided, Refusal> {
        let target = match Page::at(head.uri.path()) {
            Some(page) if self.docs.is_some() || !page.is_docs() => Target::Page(page),
            _ => Target::Route(self.host.find(&head.method, head.uri.path())),
        };
        record.route = target.template();
        match self.admit(&head, body.size_hint().lower(), target, record)? {
            Admitted::Options(allow) => Ok(options(allow.as_deref()).into()),
            Admitted::Page(page) => Ok(self.page(page, &head, asked).await?.into()),
            Admitted::Call(caller) => {
                let now = now();
                let keep = Question::new(&head, asked.coding, self.host.generation(now));
                if let Some(kept) = keep.as_ref().and_then(|question| self.cache.recall(question)) {
                    return Ok(Decided { response: kept.map(Content::Whole), keep: None });
                }
                let bytes = read_body(body, &self.config, &self.metrics).await?;
                activity.set_unread(false);
                let response = self.call(head, bytes, caller, record, now).await?;
                Ok(Decided { response, keep })
            }
        }
    }

    /// The checks that need the head only; `declared` is the least length of the body.
    fn admit(
        &self,
        head: &Parts,
        declared: u64,
        target: Target,
        record: &mut Record,
    ) -> Result<Admitted, Refusal> {
        check_head(head, declared, &self.config, &self.metrics)?;
        if head.method == Method::OPTIONS {
            return allowed(head, target).map(Admitted::Options);
        }
        if let Target::Page(page) = target
            && page.is_open()
        {
            return check_page_method(head).map(|()| Admitted::Page(page));
        }
        let caller = match target {
            Target::Page(_) => self.access.keeper(head)?,
            Target::Route(_) => self.access.caller(head)?,
        };
        record.caller = Some(Arc::clone(&caller.name));
        self.take_rate(&caller)?;
        let (scope, admitted) = match target {
            Target::Page(page) => {
                check_page_method(head)?;
                (METRICS_SCOPE, Admitted::Page(page))
            }
            Target::Route(Ok(route)) => (route.scope, Admitted::Call(caller.clone())),
            Target::Route(Err(no_route)) => return Err(Refusal::no_route(&no_route, head)),
        };
        if caller.may(scope) { Ok(admitted) } else { Err(self.access.forbidden(&caller, scope)) }
    }

    fn take_rate(&self, caller: &Caller) -> Result<(), Refusal> {
        let Some(rates) = &self.rates else { return Ok(()) };
        let mut rates = rates.lock().unwrap_or_else(PoisonError::into_inner);
        rates.take(&caller.name, self.started.elapsed()).map_err(|wait| {
            self.metrics.hit(Limit::Rate);
            Refusal::too_many_requests(caller, wait)
        })
    }

    /// Hands a request to the service, in a task of its own: a panic there ends the request and nothing
    /// else, and a client that leaves does not stop what it has begun.
    async fn call(
        self: &Arc<Self>,
        head: Parts,
        body: Bytes,
        caller: Caller,
        record: &Record,
        now: UnixMillis,
    ) -> Result<http::Response<Content>, Refusal> {
        let context = Context {
            now,
            request_id: Arc::clone(&record.request_id),
            caller,
            seed: Uuid::new_v4().into_bytes(),
            traceparent: traceparent(&head.headers),
        };
        let span = tracing::info_span!("request", request_id = &*record.request_id);
        let shell = Arc::clone(self);
        let request = Request::from_parts(head, body);
        let answer = async move { shell.host.handle(request, context).await };
        tokio::spawn(answer.instrument(span)).await.map_err(|error| {
            tracing::error!(request_id = &*record.request_id, route = record.route, %error, "a handler failed");
            Refusal::internal()
        })
    }

    /// A page of the shell itself.
    async fn page(&self, page: Page, head: &Parts, asked: &Asked) -> Result<Response, Refusal> {
        let nothing = || Refusal::no_route(&NoRoute::Path, head);
        let docs = || self.docs.as_ref().ok_or_else(nothing);
        match page {
            Page::DocsEntry => Ok(Docs::entry()),
            Page::Docs => {
                let file = head.uri.path().strip_prefix(DOCS).unwrap_or_default();
                docs()?.file(file, asked.coding).await.ok_or_else(nothing)
            }
            Page::OpenApi => Ok(docs()?.openapi(asked.coding).await),
            Page::Live => Ok(health::live()),
            Page::Ready => Ok(health::ready(self.phase.now(), self.host.ready())),
            Page::Metrics => {
                let mut response = Response::new(Body::Whole(self.metrics.text().into()));
                response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(OPEN_METRICS));
                Ok(response)
            }
        }
    }

    /// One line in the log, and the counters. Neither sees a header, a query or a path as it was sent.
    fn note(&self, method: &Method, status: StatusCode, record: &Record, took: Duration) {
        self.metrics.answered(method, record.route, status.as_u16(), took);
        tracing::info!(
            target: "access",
            method = known_method(method),
            route = record.route,
            status = status.as_u16(),
            micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
            request_id = &*record.request_id,
            caller = record.caller.as_deref().unwrap_or("-"),
        );
    }
}

impl Target {
    fn template(&self) -> &'static str {
        match self {
            Self::Page(page) => page.template(),
            Self::Route(Ok(route)) => route.path,
            Self::Route(Err(_)) => NO_ROUTE,
        }
    }
}

/// What `OPTIONS` may say of a path: its methods, or nothing where only a browser's preflight asks.
///
/// A preflight is never refused, because a page learns the reason of a refusal only from the request itself.
fn allowed(head: &Parts, target: Target) -> Result<Option<String>, Refusal> {
    match target {
        Target::Page(_) => Ok(Some(PAGE_METHODS.to_owned())),
        Target::Route(Ok(_)) => Ok(None),
        Target::Route(Err(NoRoute::Method(allow))) => Ok(Some(allow)),
        Target::Route(Err(NoRoute::Path)) if is_preflight(head) => Ok(None),
        Target::Route(Err(no_route)) => Err(Refusal::no_route(&no_route, head)),
    }
}

fn options(allow: Option<&str>) -> Response {
    let mut response = Response::new(Body::Whole(Bytes::new()));
    *response.status_mut() = StatusCode::NO_CONTENT;
    if let Some(allow) = allow.and_then(|allow| HeaderValue::from_str(allow).ok()) {
        response.headers_mut().insert(header::ALLOW, allow);
    }
    response
}

fn check_page_method(head: &Parts) -> Result<(), Refusal> {
    match head.method {
        Method::GET | Method::HEAD => Ok(()),
        _ => Err(Refusal::no_route(&NoRoute::Method(PAGE_METHODS.to_owned()), head)),
    }
}

/// The system's clock; before 1970 it counts as 1970.
fn now() -> UnixMillis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    UnixMillis::new(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
