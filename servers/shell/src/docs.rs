//! The pages about the API: its `OpenAPI` document, and Swagger UI over it.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use bytes::Bytes;
use catalog_core::api::request::{Body, Response};
use http::{HeaderValue, StatusCode, header};
use utoipa_swagger_ui::{Config, serve};

use crate::coding::{Coding, UNCODED_MAX, is_text};

/// Swagger UI writes styles into its page and draws with `data:` pictures; all else is its own files.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);
/// The title that Swagger UI's page comes with.
const STOCK_TITLE: &str = "<title>Swagger UI</title>";

/// What a service says about itself.
#[derive(Clone, Debug)]
pub struct Site {
    /// The title of the documentation's page.
    pub title: String,
    /// Writes the `OpenAPI` document, as JSON.
    pub openapi: fn() -> String,
}

/// The files of the documentation. Each is compressed when it is first asked for so, and kept.
pub(crate) struct Docs {
    site: Site,
    openapi: OnceLock<Bytes>,
    config: Arc<Config<'static>>,
    coded: Mutex<HashMap<(String, Coding), Bytes>>,
}

impl Docs {
    /// The documentation of a service.
    pub(crate) fn new(site: Site) -> Self {
        let config = Config::from("/openapi.json")
            // The default validator is a site elsewhere, which would be told every address.
            .validator_url("none")
            .persist_authorization(true)
            .try_it_out_enabled(true)
            .display_request_duration(true)
            .deep_linking(true);
        Self { site, openapi: OnceLock::new(), config: Arc::new(config), coded: Mutex::default() }
    }

    /// Leads to the page; its own links are relative, so the slash matters.
    pub(crate) fn entry() -> Response {
        let mut response = Response::new(Body::Whole(Bytes::new()));
        *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
        response.headers_mut().insert(header::LOCATION, HeaderValue::from_static("/docs/"));
        response
    }

    /// The `OpenAPI` document.
    pub(crate) async fn openapi(&self, coding: Option<Coding>) -> Response {
        let json = HeaderValue::from_static("application/json");
        // Writing it takes more memory than anything else that a service does at rest.
        let document = self.openapi.get_or_init(|| (self.site.openapi)().into());
        self.answer("openapi.json", document.clone(), json, coding).await
    }

    /// A file of Swagger UI by its path below `/docs/`; `None` when there is no such file.
    pub(crate) async fn file(&self, path: &str, coding: Option<Coding>) -> Option<Response> {
        let path = if path.is_empty() { "index.html" } else { path };
        let file = serve(path, Arc::clone(&self.config)).ok().flatten()?;
        let bytes = match file.bytes {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => bytes.into(),
        };
        let bytes = if path == "index.html" { self.titled(&bytes) } else { bytes };
        let content_type = HeaderValue::from_str(&file.content_type).ok()?;
        let coding = coding.filter(|_| !file.gzpipped);
        let mut response = self.answer(path, bytes, content_type, coding).await;
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, POLICY);
        if file.gzpipped {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        Some(response)
    }

    /// The page with the service's title.
    fn titled(&self, page: &[u8]) -> Bytes {
        let title = self.site.title.replace('&', "&amp;").replace('<', "&lt;");
        let page = String::from_utf8_lossy(page);
        page.replace(STOCK_TITLE, &format!("<title>{title}</title>")).into()
    }

    async fn answer(
        &self,
        name: &str,
        bytes: Bytes,
        content_type: HeaderValue,
        coding: Option<Coding>,
    ) -> Response {
        let coding = coding.filter(|_| bytes.len() > UNCODED_MAX && is_text(Some(&content_type)));
        let coded = match coding {
            Some(coding) => self.coded(name, &bytes, coding).await.map(|coded| (coding, coded)),
            None => None,
        };
        let (coding, bytes) = coded.map_or((None, bytes), |(coding, coded)| (Some(coding), coded));
        let mut response = Response::new(Body::Whole(bytes));
        response.headers_mut().insert(header::CONTENT_TYPE, content_type);
        if let Some(coding) = coding {
            let name = HeaderValue::from_static(coding.name());
            response.headers_mut().insert(header::CONTENT_ENCODING, name);
        }
        response
    }

    async fn coded(&self, name: &str, bytes: &Bytes, coding: Coding) -> Option<Bytes> {
        let key = (name.to_owned(), coding);
        let kept = self.coded.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if kept.is_some() {
            return kept;
        }
        let coded = coding.encode(bytes).await?;
        self.coded.lock().unwrap_or_else(PoisonError::into_inner).insert(key, coded.clone());
        Some(coded)
    }
}
