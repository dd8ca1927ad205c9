//! Which path is which: the API of the two services, the files of the page, and the page's own addresses.

use std::io;

use bytes::Bytes;
use catalog_core::api::{
    endpoint::{describe, refusal},
    fault::Fault,
    host::RouteInfo,
    request::{Context, Request},
    route::NoRoute,
};
use http::{HeaderValue, Method, Response, StatusCode, header};
use serde_json::json;
use trastienda_shell::{Access, Content, Hosted, KeyRing, Running, Server, ShellConfig};

use crate::{
    files::{File, ending},
    forward::{Forwarder, Service},
    page::{self, ASSETS},
    upstream::{Patience, Upstream},
    visitors::{OWNER, PageVisitors, PublicUrl, SHOP, SHOPPERS},
};

/// What the page asks before it shows a side: `{"owner", "version"}`.
const ABOUT: &str = "/web.json";
const INDEX: &str = "/index.html";

/// What the web server is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The Product service.
    pub product: Upstream,
    /// The Inventory service.
    pub inventory: Upstream,
    /// How long they are waited for.
    pub patience: Patience,
    /// The address at which people know the shop, where that is not loopback.
    pub public_url: Option<PublicUrl>,
    /// Whether whoever comes by may do what the owner may.
    pub owner: bool,
    /// Where error codes are explained, if anywhere.
    pub error_docs_url: Option<String>,
}

/// The page and the way to the services, for the shell to host.
#[derive(Debug)]
pub struct Web {
    files: &'static [File],
    forwarder: Forwarder,
    about: Bytes,
    error_docs_url: Option<String>,
}

/// What is at a path.
enum Place {
    /// An endpoint of a service.
    Api(Service),
    /// What the page may know of this server.
    About,
    /// A file of the front end.
    File(&'static File),
    /// One of the page's own addresses, which the front end tells apart.
    Page,
}

/// Serves `files` and the API until the result is drained or dropped.
///
/// Those on the ring of keys may read the metrics; all else needs no key.
///
/// # Errors
/// When the address cannot be listened on.
pub fn start(
    config: ShellConfig,
    keys: KeyRing,
    files: &'static [File],
    options: Options,
) -> io::Result<Running> {
    if options.owner && !config.listen.ip().is_loopback() {
        tracing::warn!(listen = %config.listen, "whoever reaches this server may do what the owner may");
    }
    let visitors = PageVisitors::new(options.owner, options.public_url.clone());
    Server::start(config, Access::of_visitors(visitors, keys), None, Web::new(files, options))
}

impl Web {
    /// These files, and the way to the services.
    pub fn new(files: &'static [File], options: Options) -> Self {
        let about = json!({ "owner": options.owner, "version": env!("CARGO_PKG_VERSION") });
        Self {
            files,
            forwarder: Forwarder::new(options.product, options.inventory, &options.patience),
            about: about.to_string().into(),
            error_docs_url: options.error_docs_url,
        }
    }

    fn place(&self, method: &Method, path: &str) -> Result<(Place, RouteInfo), NoRoute> {
        if path.starts_with("/api/") || path == "/api" {
            return api(method, path);
        }
        let (place, template) = if path == ABOUT {
            (Place::About, ABOUT)
        } else if let Some(file) = File::at(self.files, path) {
            (Place::File(file), if path.starts_with(ASSETS) { "/assets/{file}" } else { "/{file}" })
        } else if path.starts_with(ASSETS) || ending(path).is_some() {
            return Err(NoRoute::Path);
        } else {
            (Place::Page, "/{page}")
        };
        if !matches!(*method, Method::GET | Method::HEAD) {
            return Err(NoRoute::Method("GET, HEAD, OPTIONS".to_owned()));
        }
        Ok((place, RouteInfo { path: template, scope: SHOP, name: "get_page" }))
    }

    async fn answer(&self, request: Request, context: &Context) -> Result<Response<Content>, Fault> {
        let (method, path) = (request.method(), request.uri().path());
        let (place, _) = self.place(method, path).map_err(|no_route| no_route.fault(method, path))?;
        Ok(match place {
            Place::Api(service) => self.forwarder.forward(service, request, context).await?,
            Place::About => json_answer(self.about.clone()),
            Place::File(file) => page::answer(file, request.headers()),
            Place::Page => match File::at(self.files, INDEX) {
                Some(index) => page::answer(index, request.headers()),
                None => page::notice(),
            },
        })
    }
}

impl Hosted for Web {
    fn find(&self, method: &Method, path: &str) -> Result<RouteInfo, NoRoute> {
        self.place(method, path).map(|(_, route)| route)
    }

    async fn handle(&self, request: Request, context: Context) -> Response<Content> {
        let answered = self.answer(request, &context).await;
        answered.unwrap_or_else(|fault| {
            let refusal = refusal(&context.request_id, self.error_docs_url(), &fault);
            let mut response = Response::new(Content::Whole(refusal.body));
            *response.status_mut() =
                StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            *response.headers_mut() = refusal.headers;
            response
        })
    }

    fn ready(&self) -> bool {
        true
    }

    fn error_docs_url(&self) -> Option<&str> {
        self.error_docs_url.as_deref()
    }
}

/// The service that owns a path, as the tables of both say, and whose side the operation is on.
fn api(method: &Method, path: &str) -> Result<(Place, RouteInfo), NoRoute> {
    let (service, found) = match describe(catalog_core::service::ROUTES, method, path) {
        Err(NoRoute::Path) => (Service::Inventory, describe(stock_core::service::ROUTES, method, path)),
        found => (Service::Product, found),
    };
    let route = found?;
    let scope = if SHOPPERS.contains(&route.name) { SHOP } else { OWNER };
    Ok((Place::Api(service), RouteInfo { scope, ..route }))
}

fn json_answer(bytes: Bytes) -> Response<Content> {
    let mut response = Response::new(Content::Whole(bytes));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
