//! A service as its host sees it: the one face that a hyper shell, the SDK in process and a page all use.

use std::future::Future;

use http::{Method, Uri};

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

    /// A number that is another one whenever a read of this target may be answered otherwise than before: whoever
    /// heard of a change, and asks then, finds it raised. None where no answer may be kept at this moment.
    fn generation(&self, target: &Uri, now: UnixMillis) -> Option<u64> {
        let _ = (target, now);
        None
    }

    /// Where error codes are explained, if anywhere.
    fn error_docs_url(&self) -> Option<&str>;
}
