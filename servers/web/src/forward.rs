//! A request on its way to a service, and the answer on its way back.
//!
//! The request has been read whole, within the shell's limits, before it goes on: a slow or endless body never
//! reaches a service. The answer is handed on as it comes.

use std::{io, time::Duration};

use catalog_core::api::{
    fault::{Code, Fault},
    request::{Context, Request},
};
use futures_util::stream::unfold;
use http::{HeaderName, HeaderValue, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use serde_json::json;
use stock_core::error::{CheckFailure, StockCode};
use trastienda_shell::{Content, Passing};

use crate::{
    WebCode,
    headers::{back, onward},
    upstream::{Connections, Patience, Upstream},
};

const X_API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A service by what it keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    Product,
    Inventory,
}

impl Service {
    fn name(self) -> &'static str {
        match self {
            Self::Product => "Product",
            Self::Inventory => "Inventory",
        }
    }

    fn unavailable(self) -> Code {
        match self {
            Self::Product => StockCode::ProductServiceUnavailable.code(),
            Self::Inventory => WebCode::InventoryServiceUnavailable.code(),
        }
    }
}

/// The way to both services.
#[derive(Debug)]
pub(crate) struct Forwarder {
    product: Upstream,
    inventory: Upstream,
    connections: Connections,
    silence_max: Duration,
}

impl Forwarder {
    /// The way to these two.
    pub(crate) fn new(product: Upstream, inventory: Upstream, patience: &Patience) -> Self {
        Self { product, inventory, connections: Connections::new(patience), silence_max: patience.silence }
    }

    /// Hands a request on. A service that gives no answer is a fault of its own.
    pub(crate) async fn forward(
        &self,
        service: Service,
        request: Request,
        context: &Context,
    ) -> Result<Response<Content>, Fault> {
        let answered = match self.onward(service, request, context) {
            Ok(request) => self.connections.send(request).await,
            Err(cause) => Err(cause),
        };
        let answer = answered.map_err(|cause| {
            tracing::warn!(service = service.name(), cause = cause.name(), "a service gave no answer");
            unavailable(service, cause)
        })?;
        let (mut head, body) = answer.into_parts();
        head.headers = back(head.headers);
        head.extensions.clear();
        Ok(Response::from_parts(head, Content::Passing(passing(body, self.silence_max))))
    }

    fn onward(
        &self,
        service: Service,
        request: Request,
        context: &Context,
    ) -> Result<http::Request<Full<bytes::Bytes>>, CheckFailure> {
        let upstream = match service {
            Service::Product => &self.product,
            Service::Inventory => &self.inventory,
        };
        let (head, body) = request.into_parts();
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
        let mut onward_request = http::Request::new(Full::new(body));
        *onward_request.method_mut() = head.method;
        *onward_request.uri_mut() = upstream.address(target)?;
        let headers = onward_request.headers_mut();
        *headers = onward(head.headers);
        headers.insert(X_API_KEY, upstream.key());
        if let Ok(id) = HeaderValue::from_str(&context.request_id) {
            headers.insert(X_REQUEST_ID, id);
        }
        Ok(onward_request)
    }
}

fn unavailable(service: Service, cause: CheckFailure) -> Fault {
    let detail = format!("The {} service gave no answer: {cause}.", service.name());
    Fault::new(service.unavailable(), detail).meta(json!({ "cause": cause.name() }))
}

/// The body of an answer as it comes. Dropping it closes the connection to the service.
fn passing(body: Incoming, silence_max: Duration) -> Passing {
    Box::pin(unfold(Some(body), move |body| async move {
        let mut body = body?;
        loop {
            let next = tokio::time::timeout(silence_max, body.frame()).await;
            let piece = match next {
                Ok(None) => return None,
                // What is no data is trailers, which end at this hop.
                Ok(Some(Ok(frame))) => match frame.into_data() {
                    Ok(bytes) => Ok(bytes),
                    Err(_) => continue,
                },
                Ok(Some(Err(error))) => Err(io::Error::other(error)),
                Err(_) => Err(io::ErrorKind::TimedOut.into()),
            };
            let rest = piece.is_ok().then_some(body);
            return Some((piece, rest));
        }
    }))
}
