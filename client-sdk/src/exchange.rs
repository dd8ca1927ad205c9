//! Every call as two plain values: what to send, and how to read what comes back. No I/O.
//!
//! An [`Exchange`] is made by a function named after its operation (`list_products`, `create_purchase`), sent by
//! a [`Client`](crate::Client) or by any other means ([`Call::request`]), and read by [`Exchange::read`].

mod list;
mod operation;
mod products;
mod read;
mod stock;
mod webhooks;
mod written;

use std::sync::Arc;

use bytes::Bytes;
use catalog_core::api::media::{ATOMIC, CURSOR_PROFILE, EVENT_STREAM, JSON_API};
use http::{HeaderName, HeaderValue, Method, header};

pub use list::{Links, List, Page};
pub use operation::{ENVELOPE_BYTES, OperationResult, Outcome, operations_body};
pub use products::{
    ProductOperation, create_operations, create_product, delete_product, get_product, list_categories,
    list_product_events, list_products, list_tags, update_product,
};
pub(crate) use products::{operations_exchange, put};
pub use read::{Document, document, list_of, nothing, object, objects, page_of, resource, results};
pub use stock::{
    LawVerdict, Verification, create_adjustment, create_inventory, create_location, create_purchase,
    create_quote, create_reservation, create_return, create_stock_operations, create_transfer,
    extend_reservation, get_adjustment, get_inventory, get_level, get_location, get_purchase,
    get_reservation, get_return, get_transfer, get_verification, list_adjustments, list_inventory,
    list_levels, list_locations, list_movements, list_purchases, list_reservations, list_returns,
    list_stock_events, list_transfers, release_reservation, update_inventory, update_location,
    update_purchase, update_transfer,
};
pub use webhooks::{
    NewWebhook, create_webhook, create_webhook_delivery, delete_webhook, get_webhook, get_webhook_delivery,
    list_webhook_deliveries, list_webhooks, update_webhook,
};
pub use written::{
    NewAdjustment, NewInventory, NewLocation, NewPurchase, NewReservation, NewReturn, NewTransfer,
    StockOperation,
};

use crate::{
    error::{ApiError, SdkError, Unreadable},
    transport::{Request, Response, Unsent},
};

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const CLIENT: HeaderName = HeaderName::from_static("trastienda-client");
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// Which of the two services a call goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// The catalogue.
    Product,
    /// The stock.
    Inventory,
}

/// What goes out, before an address, a key and the options of one call are added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// To whom.
    pub service: Service,
    /// The method.
    pub method: Method,
    /// Path and query.
    pub target: String,
    /// The body; empty where there is none.
    pub body: Bytes,
    /// How it is written.
    pub media: Media,
}

/// What a call speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// JSON:API documents.
    Document,
    /// JSON:API documents, with the cursor pagination profile.
    Cursors,
    /// Atomic Operations.
    Atomic,
    /// An event stream is asked for.
    Events,
}

/// Where the services are, and the key they take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The Product service's address, without a path: `http://127.0.0.1:8001`.
    pub product_url: String,
    /// The Inventory service's address.
    pub inventory_url: String,
    /// The key; none where something on the way adds one.
    pub api_key: Option<String>,
}

impl Site {
    /// Two services and a key for both.
    pub fn new(product_url: &str, inventory_url: &str, api_key: &str) -> Self {
        Self {
            product_url: product_url.to_owned(),
            inventory_url: inventory_url.to_owned(),
            api_key: Some(api_key.to_owned()),
        }
    }

    fn url(&self, service: Service) -> &str {
        match service {
            Service::Product => &self.product_url,
            Service::Inventory => &self.inventory_url,
        }
    }
}

/// What one call may be given beside its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallOptions {
    /// The key under which the effect happens once. A POST or PATCH without one gets one.
    pub idempotency_key: Option<String>,
    /// The version that PATCH and DELETE expect, as an entity tag: `"12"` with its quotes, or `*`.
    pub if_match: Option<String>,
    /// How long each try may take, at most until the deadline of the client's retries.
    pub timeout: Option<std::time::Duration>,
    /// The trace this call belongs to.
    pub traceparent: Option<String>,
    /// Headers by name, for something on the way; the SDK's own are not replaced.
    pub headers: Arc<[(String, String)]>,
}

impl CallOptions {
    /// Options with an idempotency key.
    pub fn with_key(key: impl Into<String>) -> Self {
        Self { idempotency_key: Some(key.into()), ..Self::default() }
    }

    /// Options that expect a version of what is changed.
    pub fn expecting(version: u64) -> Self {
        Self { if_match: Some(format!("\"{version}\"")), ..Self::default() }
    }
}

impl Call {
    /// A call without a body.
    pub fn new(service: Service, method: Method, target: impl Into<String>) -> Self {
        Self { service, method, target: target.into(), body: Bytes::new(), media: Media::Document }
    }

    /// The same with a document.
    #[must_use]
    pub fn with_body(mut self, document: &serde_json::Value) -> Self {
        // A value can always be written.
        self.body = serde_json::to_vec(document).unwrap_or_default().into();
        self
    }

    /// Whether it may be made twice without a key.
    pub fn is_idempotent(&self) -> bool {
        !matches!(self.method, Method::POST | Method::PATCH)
    }

    /// The request that goes out.
    pub fn request(&self, site: &Site, options: &CallOptions) -> Result<Request, Unsent> {
        let unfit = |error: http::Error| Unsent::Unfit(error.to_string());
        let base = site.url(self.service).trim_end_matches('/');
        let mut builder = http::Request::builder()
            .method(self.method.clone())
            .uri(format!("{base}{}", self.target))
            .header(header::ACCEPT, self.accept())
            .header(CLIENT, HeaderValue::from_static(crate::CLIENT_NAME));
        if !self.body.is_empty() {
            builder = builder.header(header::CONTENT_TYPE, self.accept());
        }
        let optional: [(HeaderName, Option<&String>); 4] = [
            (API_KEY, site.api_key.as_ref()),
            (IDEMPOTENCY_KEY, options.idempotency_key.as_ref()),
            (header::IF_MATCH, options.if_match.as_ref()),
            (TRACEPARENT, options.traceparent.as_ref()),
        ];
        for (name, value) in optional {
            if let Some(value) = value {
                let value = secret(&name, value)?;
                builder = builder.header(name, value);
            }
        }
        if !options.headers.is_empty() {
            builder = builder.extension(crate::transport::FurtherHeaders(options.headers.clone()));
        }
        if let Some(timeout) = options.timeout {
            builder = builder.extension(crate::transport::TimeLimit(timeout));
        }
        builder.body(self.body.clone()).map_err(unfit)
    }

    fn accept(&self) -> HeaderValue {
        match self.media {
            Media::Document => HeaderValue::from_static(JSON_API),
            Media::Events => HeaderValue::from_static(EVENT_STREAM),
            Media::Atomic => with_uri("ext", ATOMIC),
            Media::Cursors => with_uri("profile", CURSOR_PROFILE),
        }
    }
}

/// The media type with a parameter.
fn with_uri(parameter: &str, uri: &str) -> HeaderValue {
    HeaderValue::try_from(format!("{JSON_API};{parameter}=\"{uri}\""))
        .unwrap_or(HeaderValue::from_static(JSON_API))
}

/// A header's value; the key is marked so that nothing logs it.
fn secret(name: &HeaderName, value: &str) -> Result<HeaderValue, Unsent> {
    let mut header = HeaderValue::from_str(value)
        .map_err(|_| Unsent::Unfit(format!("the value for {name} cannot stand in a header")))?;
    header.set_sensitive(name == API_KEY);
    Ok(header)
}

/// Whether an answer is a success; else what it says.
pub fn succeeded(response: &Response) -> Result<(), SdkError> {
    if response.status().is_success() {
        return Ok(());
    }
    Err(ApiError::read(response).map_or_else(
        || SdkError::Unreadable(Unreadable::new(response, "it is no error document")),
        |error| SdkError::Api(Box::new(error)),
    ))
}

/// A call, and how its answer is read.
#[derive(Clone, Debug)]
pub struct Exchange<T> {
    /// What goes out.
    pub call: Call,
    reader: fn(&Response) -> Result<T, String>,
}

impl<T> Exchange<T> {
    /// A call whose successful answer `reader` reads.
    pub fn new(call: Call, reader: fn(&Response) -> Result<T, String>) -> Self {
        Self { call, reader }
    }

    /// Reads the answer.
    pub fn read(&self, response: &Response) -> Result<T, SdkError> {
        succeeded(response)?;
        (self.reader)(response).map_err(|detail| SdkError::Unreadable(Unreadable::new(response, detail)))
    }

    /// The same call, its answer read by another reader.
    pub fn read_by<U>(self, reader: fn(&Response) -> Result<U, String>) -> Exchange<U> {
        Exchange { call: self.call, reader }
    }

    /// The same call, its answer read as a document of any resources: for sparse fieldsets and includes.
    pub fn as_document(self) -> Exchange<Document> {
        self.read_by(document)
    }

    /// The same call, its answer as the jsonapi-rs crate reads it: JSON:API 1.0, for resources that have no
    /// type here.
    #[cfg(all(feature = "jsonapi", not(target_family = "wasm")))]
    pub fn as_json_api(self) -> Exchange<catalog_core::api::jsonapi::JsonApiDocument> {
        self.read_by(|response| catalog_core::api::jsonapi::read(response.body()))
    }
}
