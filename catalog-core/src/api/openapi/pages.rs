//! The pages that every service has beside its API: health and metrics.

use utoipa::openapi::{
    Content, Response,
    path::{Operation, OperationBuilder},
    security::SecurityRequirement,
};

use super::{
    API_KEY, BEARER, OPERATING, by_status, requirement,
    responses::{self, everywhere},
    schema::{object, one_of, text},
};
use crate::api::fault::{Code, Problem};

/// What pages without a key cannot be refused for.
const NEED_A_KEY: [Problem; 3] = [Problem::Unauthorised, Problem::Forbidden, Problem::TooManyRequests];

/// Each page's path and operation.
pub(super) fn operations() -> [(&'static str, Operation); 3] {
    let open: Vec<Code> =
        everywhere().filter(|code| !NEED_A_KEY.iter().any(|problem| problem.code() == *code)).collect();
    let keyed: Vec<Code> = everywhere().collect();
    let live = health("The process answers.", &["live"]);
    let ready = health("It takes requests.", &["ready"]);
    let not_ready = health("It starts, drains, or is without its store.", &["store-unavailable", "draining"]);
    let metrics = Response::new("OpenMetrics text.");
    [
        (
            "/health/live",
            page("get_live", "Whether the process lives", &open)
                .response("200", live)
                .security(SecurityRequirement::default())
                .build(),
        ),
        (
            "/health/ready",
            page("get_ready", "Whether it takes requests", &open)
                .response("200", ready)
                .response("503", not_ready)
                .security(SecurityRequirement::default())
                .build(),
        ),
        (
            "/metrics",
            page("get_metrics", "Counters for Prometheus", &keyed)
                .response("200", with(metrics, METRICS, Content::new(Some(text(0, usize::MAX, "")))))
                .description(Some("Scope: `admin`."))
                .securities(Some([API_KEY, BEARER].map(|name| requirement(name, &["admin"]))))
                .build(),
        ),
    ]
}

/// The codes that a page can be refused with.
pub(super) fn codes() -> Vec<Code> {
    everywhere().chain([Problem::BadRequest.code()]).collect()
}

const METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

fn page(name: &str, summary: &str, codes: &[Code]) -> OperationBuilder {
    let codes: Vec<Code> = codes.iter().copied().filter(|code| code.status != 406).collect();
    let page = OperationBuilder::new().operation_id(Some(name)).tag(OPERATING.0).summary(Some(summary));
    let codes = [codes, vec![Problem::BadRequest.code()]].concat();
    by_status(&codes)
        .into_iter()
        .fold(page, |page, (status, codes)| page.response(status.to_string(), responses::of(status, &codes)))
}

fn health(sentence: &str, words: &[&str]) -> Response {
    let mut content = Content::new(Some(object([("status", one_of(words))], &["status"])));
    content.example = words.first().map(|word| serde_json::json!({ "status": word }));
    with(Response::new(sentence), "application/json", content)
}

fn with(mut response: Response, media: &str, content: Content) -> Response {
    response.content.insert(media.to_owned(), content.into());
    response
}
