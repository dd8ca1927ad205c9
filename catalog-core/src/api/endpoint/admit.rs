//! The first steps: path, method and scope.

use http::Method;

use super::Failure;
use crate::api::{
    fault::{Fault, Problem},
    host::RouteInfo,
    request::{Context, Request},
    route::{self, Found, NoRoute, Route},
};

/// The route of a request whose caller may use it.
pub fn admit<'r, E>(
    routes: &'static [Route<E>],
    request: &'r Request,
    context: &Context,
) -> Result<Found<'r, E>, Failure> {
    let (method, path) = (request.method(), request.uri().path());
    let found = route::find(routes, method, path).map_err(|refused| {
        let fault = refused.fault(method, path);
        match refused {
            NoRoute::Path => fault.into(),
            NoRoute::Method(allow) => Failure::Method(fault, allow),
        }
    })?;
    let scope = found.route.scope;
    if !context.caller.may(scope) {
        return Err(lacking(&context.caller.name, scope).into());
    }
    Ok(found)
}

/// What a host must know of a route.
pub fn describe<E>(routes: &'static [Route<E>], method: &Method, path: &str) -> Result<RouteInfo, NoRoute> {
    let route = route::find(routes, method, path)?.route;
    Ok(RouteInfo { path: route.path, scope: route.scope, name: route.name })
}

/// The fault of a caller without the scope.
pub fn lacking(caller: &str, scope: &str) -> Fault {
    Fault::new(Problem::Forbidden, format!("The key {caller:?} lacks the scope {scope:?}."))
}
