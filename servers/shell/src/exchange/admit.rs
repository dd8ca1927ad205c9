//! The checks that need a request's head only: their order stands here and nowhere else.

use std::sync::{Arc, PoisonError};

use catalog_core::api::{host::RouteInfo, request::Caller, route::NoRoute};
use http::{Method, request::Parts};

use super::{Record, Shell};
use crate::{
    cors::is_preflight,
    hosted::Hosted,
    limits::check_head,
    metrics::Limit,
    page::{METRICS_SCOPE, PAGE_METHODS, Page},
    refusal::Refusal,
};

/// The label of requests that no route fits.
pub(super) const NO_ROUTE: &str = "none";

/// Where a request goes.
pub(super) enum Target {
    Page(Page),
    Route(Result<RouteInfo, NoRoute>),
}

/// A request that passed the checks on its head.
pub(super) enum Admitted {
    /// It asks what it may do: the path's methods, if they are known.
    Options(Option<String>),
    /// It asks for a page of the shell.
    Page(Page),
    /// It is for the service.
    Call(Caller, RouteInfo),
}

impl<H: Hosted> Shell<H> {
    /// Where a request goes, by its method and path.
    pub(super) fn target(&self, head: &Parts) -> Target {
        match Page::at(head.uri.path()) {
            Some(page) if self.docs.is_some() || !page.is_docs() => Target::Page(page),
            _ => Target::Route(self.host.find(&head.method, head.uri.path())),
        }
    }

    /// The checks that need the head only; `declared` is the least length of the body.
    pub(super) fn admit(
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
            Target::Route(Ok(route)) => (route.scope, Admitted::Call(caller.clone(), route)),
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
}

impl Target {
    /// As a label.
    pub(super) fn template(&self) -> &'static str {
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

fn check_page_method(head: &Parts) -> Result<(), Refusal> {
    match head.method {
        Method::GET | Method::HEAD => Ok(()),
        _ => Err(Refusal::no_route(&NoRoute::Method(PAGE_METHODS.to_owned()), head)),
    }
}
