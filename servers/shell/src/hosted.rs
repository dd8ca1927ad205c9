//! What a server hosts: a service, or something before one that hands its answers on.

use std::{future::Future, io, pin::Pin};

use bytes::Bytes;
use catalog_core::{
    api::{
        host::{Host, RouteInfo},
        instant::UnixMillis,
        request::{Body, Context, EventStream, Request},
        route::NoRoute,
    },
    engine::Generations,
};
use futures_util::Stream;
use http::Method;

/// The bytes of an answer that comes from elsewhere. An error cuts the answer off, so that nobody takes it
/// for whole.
pub type Passing = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// The body of an answer.
pub enum Content {
    /// All of it; the shell codes it where that is allowed.
    Whole(Bytes),
    /// Events of this process: with heartbeats, and ended when the server drains.
    Events(EventStream),
    /// Bytes that are handed on as they come; an event stream among them ends when the server drains.
    Passing(Passing),
}

impl From<Body> for Content {
    fn from(body: Body) -> Self {
        match body {
            Body::Whole(bytes) => Self::Whole(bytes),
            Body::Stream(events) => Self::Events(events),
        }
    }
}

/// Something that answers requests whose head the shell has checked. Every [`Host`] is one.
pub trait Hosted: Send + Sync + 'static {
    /// The route of a request, before its body is read.
    ///
    /// # Errors
    /// When nothing is at the path, or it has other methods.
    fn find(&self, method: &Method, path: &str) -> Result<RouteInfo, NoRoute>;

    /// Answers a whole request.
    fn handle(
        &self,
        request: Request,
        context: Context,
    ) -> impl Future<Output = http::Response<Content>> + Send;

    /// Whether it can answer.
    fn ready(&self) -> bool;

    /// By what it is told until when an answer to a read may be kept; none where none may at this moment.
    fn generations(&self, now: UnixMillis) -> Option<&Generations> {
        let _ = now;
        None
    }

    /// Where error codes are explained, if anywhere.
    fn error_docs_url(&self) -> Option<&str>;
}

impl<H: Host> Hosted for H {
    fn find(&self, method: &Method, path: &str) -> Result<RouteInfo, NoRoute> {
        Host::find(self, method, path)
    }

    async fn handle(&self, request: Request, context: Context) -> http::Response<Content> {
        Host::handle(self, request, context).await.map(Content::from)
    }

    fn ready(&self) -> bool {
        Host::ready(self)
    }

    fn generations(&self, now: UnixMillis) -> Option<&Generations> {
        Host::generations(self, now)
    }

    fn error_docs_url(&self) -> Option<&str> {
        Host::error_docs_url(self)
    }
}
