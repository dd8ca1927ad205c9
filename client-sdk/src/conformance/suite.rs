//! What cases run with: a transport, keys, names of their own, and requests written by hand.

use std::{
    collections::BTreeSet,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;
use catalog_core::api::media::{ATOMIC, JSON_API};
use http::{HeaderName, HeaderValue, Method, header};
use serde_json::{Value as Json, json};

use super::{Needs, Reply, Verdict, laws};
use crate::{
    block_on,
    exchange::{Service, Site},
    transport::{Request, Transport},
};

/// What the services were seen to answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The codes of their refusals.
    pub codes: BTreeSet<String>,
    /// The methods and paths that they answered with success.
    pub answered: BTreeSet<(String, String)>,
}

/// The surroundings of cases.
#[derive(Debug)]
pub struct Suite<'t, T> {
    pub(super) transport: &'t T,
    site: Site,
    reader_key: Option<String>,
    mark: String,
    drawn: AtomicU64,
    seen: Mutex<Seen>,
    stock: bool,
    listener: bool,
}

impl<'t, T: Transport> Suite<'t, T> {
    /// A suite whose key holds every scope. `mark` is part of every name it makes: give another one for each run
    /// over the same store. Letters, digits and `-` only.
    pub fn new(transport: &'t T, site: Site, mark: &str) -> Self {
        Self {
            transport,
            site,
            reader_key: None,
            mark: mark.to_owned(),
            drawn: AtomicU64::new(0),
            seen: Mutex::default(),
            stock: true,
            listener: false,
        }
    }

    /// The same with a key that holds the scopes `catalog:read` and `stock:read` only.
    #[must_use]
    pub fn with_reader(mut self, key: &str) -> Self {
        self.reader_key = Some(key.to_owned());
        self
    }

    /// The same over a listener, with the default limits.
    #[must_use]
    pub fn over_sockets(mut self) -> Self {
        self.listener = true;
        self
    }

    /// The same without an Inventory service.
    #[must_use]
    pub fn catalogue_alone(mut self) -> Self {
        self.stock = false;
        self
    }

    /// Whether cases with these needs can run.
    pub fn offers(&self, needs: Needs) -> bool {
        match needs {
            Needs::Catalogue => true,
            Needs::Stock => self.stock,
            Needs::Listener => self.listener,
        }
    }

    /// The key of a caller who may only read, where there is one.
    pub fn reader_key(&self) -> Option<&str> {
        self.reader_key.as_deref()
    }

    /// Where the services are.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// What the services were seen to answer so far.
    pub fn seen(&self) -> Seen {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, reply: &Reply) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.codes.extend(reply.faults().into_iter().map(|(code, _)| code));
        if reply.status() < 300 {
            let (method, path) = (reply.request.method().to_string(), reply.request.uri().path().to_owned());
            seen.answered.insert((method, path));
        }
    }

    /// A name that nothing else has.
    pub fn unique(&self, what: &str) -> String {
        format!("{what}-{}-{}", self.mark, self.drawn.fetch_add(1, Ordering::Relaxed))
    }

    /// A GET.
    pub fn get(&self, target: &str) -> Probe<'_, 't, T> {
        self.request(Method::GET, target)
    }

    /// A POST of a document.
    pub fn post(&self, target: &str, document: &Json) -> Probe<'_, 't, T> {
        self.request(Method::POST, target).json(document)
    }

    /// A PATCH with a document.
    pub fn patch(&self, target: &str, document: &Json) -> Probe<'_, 't, T> {
        self.request(Method::PATCH, target).json(document)
    }

    /// A DELETE.
    pub fn delete(&self, target: &str) -> Probe<'_, 't, T> {
        self.request(Method::DELETE, target)
    }

    /// A POST of operations.
    pub fn operate(&self, target: &str, operations: &Json) -> Probe<'_, 't, T> {
        let media = format!("{JSON_API};ext=\"{ATOMIC}\"");
        self.post(target, &json!({ "atomic:operations": operations }))
            .set("content-type", &media)
            .set("accept", &media)
    }

    /// Any request, to the service that owns the path.
    pub fn request(&self, method: Method, target: &str) -> Probe<'_, 't, T> {
        let service = owner(target);
        let base = match service {
            Service::Product => &self.site.product_url,
            Service::Inventory => &self.site.inventory_url,
        };
        // Brackets and spaces are written readably in the cases.
        let target = target.replace('[', "%5B").replace(']', "%5D").replace(' ', "%20").replace('"', "%22");
        let mut headers = vec![("accept".to_owned(), JSON_API.to_owned())];
        headers.extend(self.site.api_key.iter().map(|key| ("x-api-key".to_owned(), key.clone())));
        Probe { suite: self, method, uri: format!("{base}{target}"), headers, body: Bytes::new() }
    }
}

/// Tries a check until it holds, for some seconds at most: for what another service learns a moment later.
#[expect(clippy::disallowed_methods, reason = "a case over sockets waits for another service")]
pub(super) fn eventually(check: impl Fn() -> Verdict) -> Verdict {
    let mut last = check();
    for _ in 0..50 {
        if last.is_ok() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
        last = check();
    }
    last
}

/// The service that owns a path; the catalogue for one that nobody owns.
fn owner(target: &str) -> Service {
    let path = target.strip_prefix("/api/v1/").unwrap_or(target);
    let end = path.find(['/', '?']).unwrap_or(path.len());
    match path.get(..end).unwrap_or(path) {
        "inventory" | "levels" | "locations" | "transfers" | "purchases" | "reservations" | "returns"
        | "adjustments" | "stock-operations" | "movements" | "quotes" | "stock-events" | "verification"
        | "webhooks" | "webhook-deliveries" => Service::Inventory,
        _ => Service::Product,
    }
}

/// A request written by hand.
#[derive(Debug)]
pub struct Probe<'s, 't, T> {
    suite: &'s Suite<'t, T>,
    method: Method,
    uri: String,
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl<T: Transport> Probe<'_, '_, T> {
    /// The same with a JSON document as body.
    #[must_use]
    pub fn json(self, document: &Json) -> Self {
        self.body(document.to_string()).set("content-type", JSON_API)
    }

    /// The same with any body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// The same with one header of that name.
    #[must_use]
    pub fn set(self, name: &str, value: &str) -> Self {
        self.without(name).add(name, value)
    }

    /// The same with a further header.
    #[must_use]
    pub fn add(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same without headers of that name.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(other, _)| other != name);
        self
    }

    /// Sends it. The answer is held against the rules that all answers obey.
    pub fn send(self) -> Result<Reply, String> {
        let suite = self.suite;
        let reply = self.send_unchecked()?;
        laws::check(&reply)?;
        suite.note(&reply);
        Ok(reply)
    }

    /// Sends it and looks at nothing.
    pub fn send_unchecked(self) -> Result<Reply, String> {
        let told = format!("{} {}", self.method, self.uri);
        let (suite, request) = (self.suite, self.build()?);
        let sent = request.clone();
        let response =
            block_on(suite.transport.send(request)).map_err(|unsent| format!("{told}: {unsent}"))?;
        Ok(Reply::new(sent, response))
    }

    /// The request.
    pub fn build(self) -> Result<Request, String> {
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = self.uri.parse().map_err(|error| format!("{}: {error}", self.uri))?;
        for (name, value) in self.headers {
            let name = HeaderName::try_from(name.as_str()).map_err(|error| format!("{name}: {error}"))?;
            let value = HeaderValue::from_str(&value).map_err(|error| format!("{value}: {error}"))?;
            request.headers_mut().append(name, value);
        }
        if request.body().is_empty() {
            request.headers_mut().remove(header::CONTENT_TYPE);
        }
        Ok(request)
    }
}
