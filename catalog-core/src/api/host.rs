//! A service as its host sees it: the one face that a hyper shell, the SDK in process and a page all use.

use std::future::Future;

use http::Method;

use crate::engine::Generations;

use super::{
    instant::UnixMillis,
    request::{Context, Request, Response},
    route::NoRoute,
};

/// What a host must know of a route before it reads the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteInfo {
    /// The path template: the label of metrics and logs.
    pub path: &'static str,
    /// The scope a caller needs.
    pub scope: &'static str,
    /// The operation's name.
    pub name: &'static str,
}

/// A whole service behind one function.
pub trait Host: Send + Sync + 'static {
    /// The route of a request, before its body is read.
    fn find(&self, method: &Method, path: &str) -> Result<RouteInfo, NoRoute>;

    /// Answers a whole request. It checks the route and the caller's scope again, so no host can forget to.
    fn handle(&self, request: Request, context: Context) -> impl Future<Output = Response> + Send;

    /// Whether its store answers.
    fn ready(&self) -> bool;

    /// By what it is told until when an answer to a read may be kept: whoever heard of a change, and asks then,
    /// finds it there. An answer that says what it [shows](crate::engine::Shows) has that among its extensions.
    /// None where no answer may be kept at this moment.
    fn generations(&self, now: UnixMillis) -> Option<&Generations> {
        let _ = now;
        None
    }

    /// Where error codes are explained, if anywhere.
    fn error_docs_url(&self) -> Option<&str>;
}
