//! Counters of what the shell does, in the text form that Prometheus reads.

use std::{sync::Arc, time::Duration};

use http::{Method, StatusCode};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};

/// The media type of what [`Metrics::text`] gives.
pub(crate) const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper bounds of the duration histogram, in seconds: from a cached read to a client's own timeout.
const DURATIONS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// A limit that a client ran into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    /// Size or number of headers.
    Headers,
    /// Length of path and query.
    Uri,
    /// Size of the body.
    Body,
    /// Time for the head, or idle time.
    HeadTime,
    /// Time for the body.
    BodyTime,
    /// Open connections; counted when there is no room for another.
    Connections,
    /// Requests per second of a caller.
    Rate,
}

impl Limit {
    /// The limit as a label, after the setting it has.
    const fn name(self) -> &'static str {
        match self {
            Self::Headers => "headers",
            Self::Uri => "uri",
            Self::Body => "body",
            Self::HeadTime => "head-timeout",
            Self::BodyTime => "body-timeout",
            Self::Connections => "connections",
            Self::Rate => "rate",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct LimitLabel {
    limit: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    method: &'static str,
    route: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AnswerLabels {
    method: &'static str,
    route: &'static str,
    status: u16,
}

/// The metrics of one server; clones share their values.
#[derive(Clone)]
pub(crate) struct Metrics {
    registry: Arc<Registry>,
    answers: Family<AnswerLabels, Counter>,
    durations: Family<RouteLabels, Histogram, fn() -> Histogram>,
    limits: Family<LimitLabel, Counter>,
    in_flight: Gauge,
    connections: Gauge,
}

/// Where the answers of one kind are counted.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    answers: Counter,
    durations: Histogram,
}

/// One more of something that is counted up and down; dropping it counts it down.
pub(crate) struct Held(Gauge);

impl Metrics {
    /// Metrics that all stand at zero.
    pub(crate) fn new() -> Self {
        let answers = Family::default();
        let durations: Family<_, _, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(DURATIONS));
        let (limits, in_flight, connections) = (Family::default(), Gauge::default(), Gauge::default());
        let mut registry = Registry::default();
        registry.register("http_requests", "Answered requests", answers.clone());
        registry.register_with_unit(
            "http_request_duration",
            "Time from a request's head to its answer's head",
            Unit::Seconds,
            durations.clone(),
        );
        registry.register("http_requests_in_flight", "Requests being answered", in_flight.clone());
        registry.register("http_connections", "Open connections", connections.clone());
        registry.register("http_limits_hit", "Times that a limit was reached", limits.clone());
        Self { registry: Arc::new(registry), answers, durations, limits, in_flight, connections }
    }

    /// Counts a limit that was hit.
    pub(crate) fn hit(&self, limit: Limit) {
        self.limits.get_or_create(&LimitLabel { limit: limit.name() }).inc();
    }

    /// Counts a connection in.
    pub(crate) fn connection(&self) -> Held {
        Held::new(&self.connections)
    }

    /// Counts a running request in.
    pub(crate) fn request(&self) -> Held {
        Held::new(&self.in_flight)
    }

    /// Where answers to a method on a route with a status are counted. `route` is a template, never a path, so
    /// that the number of series is bounded.
    pub(crate) fn series(&self, method: &Method, route: &'static str, status: StatusCode) -> Series {
        let (method, status) = (known_method(method), status.as_u16());
        Series {
            answers: self.answers.get_or_create_owned(&AnswerLabels { method, route, status }),
            durations: self.durations.get_or_create_owned(&RouteLabels { method, route }),
        }
    }

    /// Everything, as text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

impl Series {
    /// Counts an answer.
    pub(crate) fn count(&self, took: Duration) {
        self.answers.inc();
        self.durations.observe(took.as_secs_f64());
    }
}

impl Held {
    fn new(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// A method as a label; invented ones share one.
pub(crate) fn known_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PATCH => "PATCH",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
