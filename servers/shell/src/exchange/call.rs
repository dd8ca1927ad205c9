//! Handing a request to the service.

use std::{any::Any, panic::AssertUnwindSafe, sync::Arc};

use bytes::Bytes;
use catalog_core::api::request::{Caller, Context, Request};
use futures_util::FutureExt;
use http::{Method, request::Parts};
use tracing::Instrument;
use uuid::Uuid;

use super::{Shell, Visit};
use crate::{
    hosted::{Content, Hosted},
    refusal::Refusal,
    request_id::traceparent,
};

impl<H: Hosted> Shell<H> {
    /// Hands a request to the service. A panic there ends the request and nothing else, and a client that leaves
    /// does not stop a change that it has begun, which therefore has a task of its own.
    pub(super) async fn call(
        self: &Arc<Self>,
        head: Parts,
        body: Bytes,
        caller: Caller,
        visit: &Visit,
    ) -> Result<http::Response<Content>, Refusal> {
        let (request_id, route) = (visit.record.request_id.text(), visit.record.route);
        let context = Context {
            now: visit.now,
            request_id: request_id.into(),
            caller,
            seed: Uuid::new_v4().into_bytes(),
            traceparent: traceparent(&head.headers),
        };
        let span = tracing::info_span!("request", request_id);
        let reads = matches!(head.method, Method::GET | Method::HEAD);
        let request = Request::from_parts(head, body);
        let handled = if reads {
            let answer = AssertUnwindSafe(self.host.handle(request, context)).catch_unwind();
            answer.instrument(span).await.map_err(|panic| panic_text(&*panic))
        } else {
            let shell = Arc::clone(self);
            let answer = async move { shell.host.handle(request, context).await };
            tokio::spawn(answer.instrument(span)).await.map_err(|error| error.to_string())
        };
        handled.map_err(|error| {
            tracing::error!(request_id, route, error, "a handler failed");
            Refusal::internal()
        })
    }
}

/// What a handler panicked with.
fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("it panicked: {}", text.unwrap_or("for no reason given"))
}
