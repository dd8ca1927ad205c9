//! Routes as a table: one row drives routing, `Allow`, scopes, metric labels and the OpenAPI path.

use http::Method;

use super::fault::{Fault, Problem};

/// One endpoint: a method on a path template, and the scope a caller needs.
#[derive(Debug)]
pub struct Route<E: 'static> {
    /// GET, POST, PATCH or DELETE; HEAD goes where GET goes.
    pub method: Method,
    /// The path with `{name}` for a segment that varies.
    pub path: &'static str,
    /// The scope a caller needs.
    pub scope: &'static str,
    /// Which handler answers.
    pub endpoint: E,
    /// Verb and resource: the operation's name in OpenAPI and in the SDK.
    pub name: &'static str,
}

impl<E> Route<E> {
    /// A row of the table.
    pub const fn new(
        method: Method,
        path: &'static str,
        scope: &'static str,
        endpoint: E,
        name: &'static str,
    ) -> Self {
        Self { method, path, scope, endpoint, name }
    }
}

/// A route that fits a request, and the segment that varied.
#[derive(Debug)]
pub struct Found<'p, E: 'static> {
    /// The route.
    pub route: &'static Route<E>,
    /// The segment in the place of `{…}`; empty for a template without one.
    pub segment: &'p str,
}

/// Why no route fits.
#[derive(Debug, PartialEq, Eq)]
pub enum NoRoute {
    /// No template fits the path.
    Path,
    /// The path exists with other methods, listed as `Allow` wants them.
    Method(String),
}

impl NoRoute {
    /// The error object, for the method and path that were asked for.
    pub fn fault(&self, method: &Method, path: &str) -> Fault {
        match self {
            Self::Path => Fault::new(Problem::NotFound, format!("Nothing is at {path}.")),
            Self::Method(allow) => Fault::new(
                Problem::MethodNotAllowed,
                format!("{method} is not offered at {path}; it has {allow}."),
            ),
        }
    }
}

/// Finds the route of a request.
pub fn find<'p, E>(
    routes: &'static [Route<E>],
    method: &Method,
    path: &'p str,
) -> Result<Found<'p, E>, NoRoute> {
    let fitting = || routes.iter().filter_map(|route| Some((route, segment(route.path, path)?)));
    let wanted = if method == Method::HEAD { &Method::GET } else { method };
    if let Some((route, segment)) = fitting().find(|(route, _)| route.method == *wanted) {
        return Ok(Found { route, segment });
    }
    let methods: Vec<&str> = fitting().map(|(route, _)| route.method.as_str()).collect();
    if methods.is_empty() { Err(NoRoute::Path) } else { Err(NoRoute::Method(allow(&methods))) }
}

/// The value of `Allow`: HEAD comes with GET, OPTIONS is always there.
fn allow(methods: &[&str]) -> String {
    let mut allow = methods.to_vec();
    if let Some(place) = allow.iter().position(|method| *method == "GET") {
        allow.insert(place + 1, "HEAD");
    }
    allow.push("OPTIONS");
    allow.join(", ")
}

/// The varying segment when `path` fits `template` (empty where the template has none).
fn segment<'p>(template: &str, path: &'p str) -> Option<&'p str> {
    let Some((before, rest)) = template.split_once('{') else {
        return (template == path).then_some("");
    };
    let (_, after) = rest.split_once('}')?;
    let segment = path.strip_prefix(before)?.strip_suffix(after)?;
    (!segment.is_empty() && !segment.contains('/')).then_some(segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    static ROUTES: &[Route<u8>] = &[
        Route { method: Method::GET, path: "/a", scope: "s", endpoint: 1, name: "list_a" },
        Route { method: Method::GET, path: "/a/{id}", scope: "s", endpoint: 2, name: "get_a" },
        Route { method: Method::PATCH, path: "/a/{id}", scope: "s", endpoint: 3, name: "update_a" },
    ];

    #[test]
    fn a_path_finds_its_route_and_segment() {
        let found = find(ROUTES, &Method::PATCH, "/a/7").unwrap();
        assert_eq!((found.route.endpoint, found.segment), (3, "7"));
        assert_eq!(find(ROUTES, &Method::HEAD, "/a").unwrap().route.endpoint, 1);
    }

    #[test]
    fn a_known_path_lists_its_methods() {
        let refused = find(ROUTES, &Method::POST, "/a/7").unwrap_err();
        assert_eq!(refused, NoRoute::Method("GET, HEAD, PATCH, OPTIONS".to_owned()));
        for path in ["/a/", "/a/7/8", "/b", "/"] {
            assert_eq!(find(ROUTES, &Method::GET, path).unwrap_err(), NoRoute::Path, "{path}");
        }
    }
}
