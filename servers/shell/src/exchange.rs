//! One request, from its head to its answer: refused, kept from before, or made.

mod admit;
mod call;

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use self::admit::{Admitted, NO_ROUTE, Target};
use crate::{
    access::Access,
    activity::{Activity, Working},
    answer::{Asked, Out, OutBody},
    cache::{Answer, Cache, Question},
    config::ShellConfig,
    cors::Cors,
    docs::{Docs, Site},
    health,
    hosted::{Content, Hosted},
    limits::read_body,
    listener::{Answering, Exchange},
    metrics::{Held, Metrics, OPEN_METRICS, Series, known_method},
    page::{DOCS, Page},
    rate::RateLimit,
    refusal::Refusal,
    request_id::{RequestId, RequestIds},
    shutdown::PhaseWatch,
    streams,
};
use bytes::Bytes;
use catalog_core::api::{
    host::RouteInfo,
    instant::UnixMillis,
    request::{Body, Response},
    route::NoRoute,
};
use futures_util::future::ready;
use http::{HeaderValue, Method, StatusCode, header, request::Parts, response};
use http_body::Body as _;
use http_body_util::{Either, Full};
use hyper::body::Incoming;

/// A service with everything around it.
pub(crate) struct Shell<H> {
    host: H,
    config: ShellConfig,
    access: Access,
    rates: Option<Mutex<RateLimit>>,
    cors: Cors,
    docs: Option<Docs>,
    cache: Cache,
    ids: RequestIds,
    metrics: Metrics,
    phase: PhaseWatch,
    started: Instant,
}

/// What the log and the counters keep of a request.
struct Record {
    request_id: RequestId,
    route: &'static str,
    caller: Option<Arc<str>>,
}

/// A request from its head until its answer is on its way.
struct Visit {
    asked: Asked,
    record: Record,
    /// When its head was there: by the system's clock, and to measure how long it takes.
    now: UnixMillis,
    began: Instant,
    working: Working,
    in_flight: Held,
}

/// What is to be sent, and under which question it may be kept.
struct Decided {
    response: http::Response<Content>,
    keep: Option<(Question, RouteInfo)>,
}

impl From<Response> for Decided {
    fn from(response: Response) -> Self {
        Self { response: response.map(Content::from), keep: None }
    }
}

impl<H: Hosted> Exchange for Shell<H> {
    fn answer(self: &Arc<Self>, request: hyper::Request<Incoming>, activity: &Arc<Activity>) -> Answering {
        let (mut head, body) = request.into_parts();
        activity.set_unread(!body.is_end_stream());
        let now = now();
        let mut visit = Visit {
            asked: Asked::new(&head, &self.cors),
            record: Record { request_id: self.ids.of(&head.headers, now), route: NO_ROUTE, caller: None },
            now,
            began: Instant::now(),
            working: activity.begin(),
            in_flight: self.metrics.request(),
        };
        let generations = self.host.generations(now).filter(|_| self.cache.is_on());
        let question = generations.and_then(|it| Question::new(&head, visit.asked.coding, it.batches()));
        if question.is_some() {
            visit.asked.take_condition(&mut head.headers);
        }
        let kept = question.as_ref().zip(generations).and_then(|(it, since)| self.cache.recall(it, since));
        // A kept answer knows its route; it is given only to those who may see it, as any other.
        let target = kept.as_ref().map_or_else(|| self.target(&head), |kept| Target::Route(Ok(kept.route)));
        visit.record.route = target.template();
        let admitted = self.admit(&head, body.size_hint().lower(), target, &mut visit.record);
        if let (Ok(Admitted::Call(..)), Some(kept)) = (&admitted, kept) {
            return Answering::Left(ready(self.give(&kept, visit)));
        }
        let shell = Arc::clone(self);
        Answering::Right(Box::pin(shell.work(head, body, admitted, question, visit)))
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
            ids: RequestIds::new(),
            metrics,
            phase,
            started: Instant::now(),
        }
    }

    /// Sends what is kept: nothing is asked or waited for.
    fn give(&self, kept: &Answer, visit: Visit) -> hyper::Response<OutBody> {
        let (mut head, ()) = http::Response::new(()).into_parts();
        head.headers = kept.headers.clone();
        let out = visit.asked.shorten(&mut head, Out::Whole(kept.body.clone()));
        let series =
            (visit.asked.method == Method::GET && head.status == StatusCode::OK).then_some(&kept.series);
        self.send(head, out, visit, series, false)
    }

    /// Everything else: has the answer made, and sends it.
    async fn work(
        self: Arc<Self>,
        head: Parts,
        body: Incoming,
        admitted: Result<Admitted, Refusal>,
        question: Option<Question>,
        visit: Visit,
    ) -> hyper::Response<OutBody> {
        let decided = match admitted {
            Ok(admitted) => self.decide(head, body, admitted, question, &visit).await,
            Err(refusal) => Err(refusal),
        };
        // A peer whose framing is wrong is not listened to again.
        let malformed = decided.as_ref().is_err_and(|refusal| refusal.status() == StatusCode::BAD_REQUEST);
        let Decided { response, keep } = decided.unwrap_or_else(|refusal| {
            refusal.into_response(visit.record.request_id.text(), self.host.error_docs_url()).into()
        });
        let (mut head, out) = visit.asked.code(response).await;
        visit.asked.dress(&mut head.headers);
        if let (Some((question, route)), Out::Whole(body), StatusCode::OK) = (keep, &out, head.status) {
            let series = self.metrics.series(&Method::GET, route.path, head.status);
            // A copy has no room left over behind it.
            let (headers, body) = (head.headers.clone(), Bytes::copy_from_slice(body));
            let shows = head.extensions.remove();
            self.cache.keep(question, Answer { route, headers, body, shows, series });
        }
        let out = visit.asked.shorten(&mut head, out);
        self.send(head, out, visit, None, malformed)
    }

    /// Everything between the checks on a request's head and the answer.
    async fn decide(
        self: &Arc<Self>,
        head: Parts,
        body: Incoming,
        admitted: Admitted,
        question: Option<Question>,
        visit: &Visit,
    ) -> Result<Decided, Refusal> {
        match admitted {
            Admitted::Options(allow) => Ok(options(allow.as_deref()).into()),
            Admitted::Page(page) => Ok(self.page(page, &head, &visit.asked).await?.into()),
            Admitted::Call(caller, route) => {
                let bytes = read_body(body, &self.config, &self.metrics).await?;
                visit.working.activity().set_unread(false);
                let response = self.call(head, bytes, caller, visit).await?;
                Ok(Decided { response, keep: question.map(|question| (question, route)) })
            }
        }
    }

    /// The last step of every answer; `series` is where it is counted, if that is known.
    fn send(
        &self,
        mut head: response::Parts,
        out: Out,
        visit: Visit,
        series: Option<&Series>,
        malformed: bool,
    ) -> hyper::Response<OutBody> {
        let Visit { asked, record, began, working, in_flight, .. } = visit;
        // What a peer sends is not read as a request when it is a body that nobody has read.
        let closes = malformed || working.activity().has_unread();
        asked.sign(&mut head.headers, &record.request_id, closes);
        self.note(&asked.method, head.status, &record, began.elapsed(), series);
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
    fn note(
        &self,
        method: &Method,
        status: StatusCode,
        record: &Record,
        took: Duration,
        series: Option<&Series>,
    ) {
        match series {
            Some(series) => series.count(took),
            None => self.metrics.series(method, record.route, status).count(took),
        }
        tracing::info!(
            target: "access",
            method = known_method(method),
            route = record.route,
            status = status.as_u16(),
            micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
            request_id = record.request_id.text(),
            caller = record.caller.as_deref().unwrap_or("-"),
        );
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

/// The system's clock; before 1970 it counts as 1970.
fn now() -> UnixMillis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    UnixMillis::new(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
