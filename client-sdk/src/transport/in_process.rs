//! Both services in the caller's own process: the same answers as over a socket, and no socket.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use bytes::Bytes;
use catalog_core::api::{
    endpoint::{lacking, refusal},
    fault::{Fault, Problem},
    host::Host,
    instant::UnixMillis,
    request::{self, Body, Caller, Context, EventStream},
    route::NoRoute,
};
use futures_util::{StreamExt, stream};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use super::{Opened, Request, Response, Transport, Unsent};
use crate::ALL_SCOPES;

/// Where a key may stand.
const KEY_HEADERS: [&str; 2] = ["x-api-key", "authorization"];

/// The moment of a request and 16 random bytes for it.
pub type Chance = (UnixMillis, [u8; 16]);

/// A transport that holds the Product service and the Inventory service.
///
/// A request goes to the service that owns its path; the address's authority is not looked at. Path, method
/// and scope are checked as a listener checks them. Limits on sizes and time are a listener's and do not
/// exist here.
pub struct InProcess<P, I> {
    product: Arc<P>,
    inventory: Arc<I>,
    chance: Box<dyn Fn() -> Chance + Send + Sync>,
    keys: Vec<(String, Caller)>,
    requests: AtomicU64,
}

impl<P: std::fmt::Debug, I: std::fmt::Debug> std::fmt::Debug for InProcess<P, I> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InProcess")
            .field("product", &self.product)
            .field("inventory", &self.inventory)
            .finish_non_exhaustive()
    }
}

impl<P: Host, I: Host> InProcess<P, I> {
    /// Both services; `chance` gives the moment of each request and the random bytes its ids are drawn from.
    ///
    /// Every request is made by one caller with all scopes, whatever key it carries.
    pub fn new(
        product: Arc<P>,
        inventory: Arc<I>,
        chance: impl Fn() -> Chance + Send + Sync + 'static,
    ) -> Self {
        Self { product, inventory, chance: Box::new(chance), keys: Vec::new(), requests: AtomicU64::new(0) }
    }

    /// The same, but only these keys are let in, each with the caller it stands for.
    #[must_use]
    pub fn with_keys(mut self, keys: impl IntoIterator<Item = (String, Caller)>) -> Self {
        self.keys = keys.into_iter().collect();
        self
    }

    /// What a listener would answer: the whole head, and a body that may be an event stream.
    pub async fn answer(&self, request: Request) -> request::Response {
        let number = self.requests.fetch_add(1, Ordering::Relaxed) + 1;
        let request_id: Arc<str> = request_id(request.headers(), number);
        let Some(caller) = self.caller(request.headers()) else {
            return self.unauthorised(&request_id);
        };
        let (now, seed) = (self.chance)();
        let traceparent = text(request.headers(), "traceparent").map(Arc::from);
        let context = Context { now, request_id, caller, seed, traceparent };
        match self.product.find(request.method(), request.uri().path()) {
            Err(NoRoute::Path) if self.inventory_owns(&request) => {
                serve(&*self.inventory, request, context).await
            }
            _ => serve(&*self.product, request, context).await,
        }
    }

    fn inventory_owns(&self, request: &Request) -> bool {
        !matches!(self.inventory.find(request.method(), request.uri().path()), Err(NoRoute::Path))
    }

    /// Who calls; `None` for no key, an unknown one, or two.
    fn caller(&self, headers: &HeaderMap) -> Option<Caller> {
        if self.keys.is_empty() {
            return Some(Caller::new("in-process", ALL_SCOPES));
        }
        let given: Vec<&[u8]> = KEY_HEADERS
            .iter()
            .flat_map(|name| headers.get_all(*name))
            .map(|value| value.as_bytes().strip_prefix(b"Bearer ").unwrap_or(value.as_bytes()))
            .collect();
        let [key] = given.as_slice() else { return None };
        self.keys.iter().find(|(known, _)| known.as_bytes() == *key).map(|(_, caller)| caller.clone())
    }

    fn unauthorised(&self, request_id: &str) -> request::Response {
        let fault = Fault::new(Problem::Unauthorised, "One known key is needed, in X-API-Key.");
        let mut response = refuse(&*self.product, request_id, &fault.header("X-API-Key"));
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        response
    }
}

/// What a listener does around a service.
async fn serve<H: Host>(host: &H, request: Request, context: Context) -> request::Response {
    let head = request.method() == Method::HEAD;
    let request_id = Arc::clone(&context.request_id);
    let mut response = match host.find(request.method(), request.uri().path()) {
        Ok(route) if !context.caller.may(route.scope) => {
            refuse(host, &request_id, &lacking(&context.caller.name, route.scope))
        }
        Ok(_) => host.handle(request, context).await,
        Err(refused) => {
            let mut response =
                refuse(host, &request_id, &refused.fault(request.method(), request.uri().path()));
            if let NoRoute::Method(allow) = refused
                && let Ok(allow) = HeaderValue::from_str(&allow)
            {
                if request.method() == Method::OPTIONS {
                    response = request::Response::new(Body::Whole(Bytes::new()));
                    *response.status_mut() = StatusCode::NO_CONTENT;
                }
                response.headers_mut().insert(header::ALLOW, allow);
            }
            response
        }
    };
    if head {
        *response.body_mut() = Body::Whole(Bytes::new());
    }
    response
}

fn refuse<H: Host>(host: &H, request_id: &str, fault: &Fault) -> request::Response {
    let answer = refusal(request_id, host.error_docs_url(), fault);
    let mut response = request::Response::new(Body::Whole(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = answer.headers;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(id) = HeaderValue::from_str(request_id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

/// The id a caller gave, if it is short and visible, or else this transport's own count.
fn request_id(headers: &HeaderMap, number: u64) -> Arc<str> {
    let given = text(headers, "x-request-id");
    let fit =
        given.filter(|id| (1..=128).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic()));
    fit.map_or_else(|| format!("in-process-{number}").into(), Arc::from)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

type Chunks = stream::Map<EventStream, fn(Bytes) -> Result<Bytes, Unsent>>;

impl<P: Host, I: Host> Transport for InProcess<P, I> {
    type Stream = Chunks;

    async fn send(&self, request: Request) -> Result<Response, Unsent> {
        let (head, body) = self.answer(request).await.into_parts();
        match body {
            Body::Whole(bytes) => Ok(Response::from_parts(head, bytes)),
            Body::Stream(_) => Err(Unsent::Unfit("an event stream is opened, not sent for".to_owned())),
        }
    }

    async fn open(&self, request: Request) -> Result<Opened<Chunks>, Unsent> {
        let (head, body) = self.answer(request).await.into_parts();
        Ok(match body {
            Body::Whole(bytes) => Opened::Answer(Response::from_parts(head, bytes)),
            Body::Stream(stream) => Opened::Stream(stream.map(Ok)),
        })
    }
}
