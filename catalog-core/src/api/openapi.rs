//! The `OpenAPI` 3.1 document of a service, made from its own tables.
//!
//! Paths come from the route table, parameters from the field table of each resource, statuses and codes from
//! the table of error codes, examples from the resources' own writers. What is left to say stands beside the
//! routes: one [`Operation`] per endpoint, and the attributes of each resource as a type with a schema.

mod check;
mod operation;
mod pages;
mod parameters;
pub mod postman;
mod responses;
pub mod schema;

use std::collections::BTreeSet;

use http::Method;
use utoipa::openapi::{
    Components, HttpMethod, Info, License, OpenApi, PathItem, Paths, Required, SecurityRequirement, Server,
    Tag,
    path::{Parameter, ParameterIn},
    security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use super::{document::Resource, fault::Code, route::Route};

pub use check::faults;
pub use operation::{Body, Operation};
pub use responses::own_codes;

/// Schemas by the names under which a document refers to them.
pub type Schemas = Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>;

/// A resource as a document describes it.
pub trait Described: Resource {
    /// The name of its schema.
    const NAME: &'static str;

    /// The schema of its attributes, and behind it those that it refers to.
    fn attributes() -> Schemas;

    /// What its ids look like.
    fn id_schema() -> utoipa::openapi::Schema;

    /// One of them, for examples.
    fn example() -> Self;
}

/// What a service says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The title.
    pub title: &'static str,
    /// What it is for, as Markdown.
    pub about: &'static str,
    /// Groups of operations, each with what it is about.
    pub tags: &'static [(&'static str, &'static str)],
    /// The service's error codes beside the general ones.
    pub codes: &'static [Code],
}

/// The name of the scheme that takes a key in a header of its own.
const API_KEY: &str = "apiKey";
/// The name of the scheme that takes a key as a bearer token.
const BEARER: &str = "bearer";
/// The tag of the pages that every service has.
const OPERATING: (&str, &str) = ("Operating", "Health and metrics, for those who run the service.");

/// The document, as indented JSON: the same bytes each time. `describe` says what an endpoint does.
pub fn document<E: Copy>(api: &Api, routes: &[Route<E>], describe: impl Fn(E) -> Operation) -> String {
    let mut paths = Paths::new();
    let mut schemas: Schemas = schema::protocol();
    let mut codes = pages::codes();
    for route in routes {
        let mut operation = describe(route.endpoint);
        schemas.append(&mut operation.schemas);
        codes.extend_from_slice(&operation.codes);
        let described = operation.build(route.name, &route.method, path_parameter(route.path));
        let described = secured(described, route.scope);
        add(&mut paths, route.path, &route.method, described);
    }
    for (path, operation) in pages::operations() {
        add(&mut paths, path, &Method::GET, operation);
    }
    let mut document = OpenApi::new(info(api), paths);
    document.servers = Some(vec![server()]);
    document.components = Some(components(schemas, &codes));
    document.security = Some([API_KEY, BEARER].map(|name| requirement(name, &[])).into());
    let tags = api.tags.iter().chain([&OPERATING]).map(|(name, about)| {
        let mut tag = Tag::new(*name);
        tag.description = Some((*about).to_owned());
        tag
    });
    document.tags = Some(tags.collect());
    // Every piece of the document has a JSON form.
    document.to_pretty_json().unwrap_or_default() + "\n"
}

fn info(api: &Api) -> Info {
    let mut info = Info::new(api.title, env!("CARGO_PKG_VERSION"));
    info.description = Some(format!("{}\n\n{}", api.about.trim(), CONVENTIONS.trim()));
    let mut license = License::new("MIT OR Apache-2.0");
    license.identifier = Some("MIT OR Apache-2.0".to_owned());
    info.license = Some(license);
    info
}

/// What holds of every endpoint.
const CONVENTIONS: &str = "
Requests and answers are JSON:API 1.1 documents (`application/vnd.api+json`). Every call under `/api/v1` needs \
a key, as `X-API-Key` or as a bearer token; each operation names the scope that the key must have.

Errors are JSON:API error objects: programs branch on `code`, people read `title` and `detail`, and `source` \
says where. All faults of one step are reported together; when their statuses differ the answer is 400.

`HEAD` answers as `GET` without the body. Lists take `page[number]` and `page[size]`, or cursors: \
`page[after]` and `page[before]`, or the cursor pagination profile named in `Accept`. A POST or PATCH with an \
`Idempotency-Key` can be sent again without being done again, for 24 hours.
";

fn server() -> Server {
    let mut server = Server::new("/");
    server.description = Some("Where this document came from.".to_owned());
    server
}

fn components(schemas: Schemas, codes: &[Code]) -> Components {
    let mut components = Components::new();
    components.examples.extend(responses::examples(codes));
    for (name, schema) in schemas {
        let present = components.schemas.get(&name);
        debug_assert!(present.is_none_or(|present| *present == schema), "two schemas are called {name}");
        components.schemas.insert(name, schema);
    }
    components.headers.extend(responses::headers());
    components.responses.extend(responses::shared());
    let mut key = ApiKeyValue::new("X-API-Key");
    key.description = Some("The key in a header of its own.".to_owned());
    components.add_security_scheme(API_KEY, SecurityScheme::ApiKey(ApiKey::Header(key)));
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The same key as a bearer token. It is given one way, not both."));
    components.add_security_scheme(BEARER, SecurityScheme::Http(bearer.build()));
    components
}

/// Either scheme with a key that has the scope (`OpenAPI` 3.1, "Security Requirement Object").
fn secured(mut operation: utoipa::openapi::path::Operation, scope: &str) -> utoipa::openapi::path::Operation {
    operation.security = Some([API_KEY, BEARER].map(|name| requirement(name, &[scope])).into());
    let about = operation.description.unwrap_or_default();
    operation.description = Some(format!("{about}\n\nScope: `{scope}`.").trim_start().to_owned());
    operation
}

fn requirement(name: &str, scopes: &[&str]) -> SecurityRequirement {
    SecurityRequirement::new(name, scopes.iter().copied())
}

fn add(paths: &mut Paths, path: &str, method: &Method, operation: utoipa::openapi::path::Operation) {
    let method = match *method {
        Method::POST => HttpMethod::Post,
        Method::PATCH => HttpMethod::Patch,
        Method::DELETE => HttpMethod::Delete,
        _ => HttpMethod::Get,
    };
    let item = PathItem::new(method, operation);
    match paths.paths.get_mut(path) {
        Some(present) => present.merge_operations(item),
        None => {
            paths.paths.insert(path.to_owned(), item);
        }
    }
}

/// The name in a path's braces.
fn path_parameter(path: &'static str) -> Option<&'static str> {
    Some(path.split_once('{')?.1.split_once('}')?.0)
}

/// A parameter of one place.
fn parameter(
    place: ParameterIn,
    name: &str,
    about: impl Into<String>,
    schema: impl Into<utoipa::openapi::RefOr<utoipa::openapi::Schema>>,
) -> Parameter {
    let mut parameter = Parameter::new(name);
    parameter.required = if matches!(place, ParameterIn::Path) { Required::True } else { Required::False };
    parameter.parameter_in = place;
    parameter.description = Some(about.into());
    parameter.schema = Some(schema.into());
    parameter
}

/// Codes by status, each once and in order.
fn by_status(codes: &[Code]) -> Vec<(u16, Vec<Code>)> {
    let statuses: BTreeSet<u16> = codes.iter().map(|code| code.status).collect();
    let of = |status: u16| {
        let mut found: Vec<Code> = Vec::new();
        for code in codes.iter().filter(|code| code.status == status) {
            if !found.contains(code) {
                found.push(*code);
            }
        }
        found
    };
    statuses.into_iter().map(|status| (status, of(status))).collect()
}
