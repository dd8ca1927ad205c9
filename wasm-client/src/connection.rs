//! A client of both services, as the TypeScript layer holds it.

use std::{future::Future, pin::pin, rc::Rc, time::Duration};

use catalog_core::{api::field::Listed, product::Product};
use client_sdk::{
    CallOptions, Client, Exchange, SdkError, Site,
    exchange::{Call, Service, document, nothing, resource},
    import::ImportOptions,
    retry::Retry,
};
use futures_util::future::{Either, select};
use http::Method;
use js_sys::{Function, Promise};
use serde_json::{Value as Json, json};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

use crate::{
    error::Failure,
    fetch::Fetch,
    following::Following,
    importing::{self, Importing},
    operations,
    page::Page,
    resource::{Kind, flat},
    rules::product::validate,
    walk::Walk,
};

/// The SDK's client in a page.
pub(crate) type PageClient = Client<Fetch, Page>;

#[wasm_bindgen]
extern "C" {
    /// What a client is made with.
    #[wasm_bindgen(typescript_type = "ConnectionSettings")]
    pub type Settings;
    #[wasm_bindgen(method, getter, js_name = productUrl)]
    fn product_url(this: &Settings) -> String;
    #[wasm_bindgen(method, getter, js_name = inventoryUrl)]
    fn inventory_url(this: &Settings) -> String;
    #[wasm_bindgen(method, getter, js_name = apiKey)]
    fn api_key(this: &Settings) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn fetch(this: &Settings) -> Function;
    #[wasm_bindgen(method, getter)]
    fn retries(this: &Settings) -> u32;
    #[wasm_bindgen(method, getter, js_name = deadlineMs)]
    fn deadline_ms(this: &Settings) -> f64;

    /// What one call is made with.
    #[wasm_bindgen(typescript_type = "CallSettings")]
    pub type Asked;
    #[wasm_bindgen(method, getter, js_name = timeoutMs)]
    fn timeout_ms(this: &Asked) -> f64;
    #[wasm_bindgen(method, getter, js_name = idempotencyKey)]
    fn idempotency_key(this: &Asked) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = ifMatch)]
    fn if_match(this: &Asked) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn headers(this: &Asked) -> Vec<String>;
    /// Rejects when the caller gives up.
    #[wasm_bindgen(method, getter)]
    pub fn aborted(this: &Asked) -> Option<Promise>;
}

#[wasm_bindgen(typescript_custom_section)]
const SETTINGS: &str = r"
/** What a client is made with, everything said. */
export interface ConnectionSettings {
  productUrl: string;
  inventoryUrl: string;
  apiKey: string | undefined;
  fetch: typeof fetch;
  retries: number;
  deadlineMs: number;
}

/** What one call is made with, everything said. */
export interface CallSettings {
  timeoutMs: number;
  idempotencyKey: string | undefined;
  ifMatch: string | undefined;
  /** Name, value, name, value, … */
  headers: string[];
  /** Rejects when the caller gives up. */
  aborted: Promise<never> | undefined;
}
";

/// Both services, and how they are called.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Connection {
    client: Rc<PageClient>,
}

#[wasm_bindgen]
impl Connection {
    /// A connection; nothing is sent yet.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &Settings) -> Self {
        let retry = Retry {
            tries: settings.retries().saturating_add(1),
            deadline: milliseconds(settings.deadline_ms()),
            ..Retry::default()
        };
        let site = Site {
            product_url: settings.product_url(),
            inventory_url: settings.inventory_url(),
            api_key: settings.api_key(),
        };
        let client = Client::new(Fetch::new(settings.fetch()), Page::default(), site);
        Self { client: Rc::new(client.with_retry(retry)) }
    }

    /// One resource.
    pub async fn get(&self, kind: &str, id: &str, asked: &Asked) -> Result<String, JsValue> {
        let call = Kind::named(kind)?.one(Method::GET, id)?;
        self.one(call, asked).await
    }

    /// A new resource; `new` is a flat object.
    pub async fn create(&self, kind: &str, new: &str, asked: &Asked) -> Result<String, JsValue> {
        let kind = Kind::named(kind)?;
        let data = kind.written(read(new)?, None)?;
        check(kind, new, false)?;
        let call = kind.collection(Method::POST).with_body(&json!({ "data": data }));
        self.one(call, asked).await
    }

    /// A change of a resource; `patch` is a flat object.
    pub async fn update(&self, kind: &str, id: &str, patch: &str, asked: &Asked) -> Result<String, JsValue> {
        let kind = Kind::named(kind)?;
        let data = kind.written(read(patch)?, Some(id))?;
        check(kind, patch, true)?;
        let call = kind.one(Method::PATCH, id)?.with_body(&json!({ "data": data }));
        self.one(call, asked).await
    }

    /// The end of a resource.
    pub async fn delete(&self, kind: &str, id: &str, asked: &Asked) -> Result<(), JsValue> {
        let call = Kind::named(kind)?.one(Method::DELETE, id)?;
        self.send(&Exchange::new(call, nothing), asked).await
    }

    /// Several changes of the catalogue, all or none.
    pub async fn operations(&self, operations: &str, asked: &Asked) -> Result<String, JsValue> {
        let exchange = operations::of_products(&read(operations)?)?;
        Ok(operations::told(self.send(&exchange, asked).await?).to_string())
    }

    /// Several changes of stock, all or none.
    #[wasm_bindgen(js_name = stockOperations)]
    pub async fn stock_operations(&self, operations: &str, asked: &Asked) -> Result<String, JsValue> {
        let exchange = operations::of_stock(&read(operations)?)?;
        Ok(operations::told(self.send(&exchange, asked).await?).to_string())
    }

    /// The verdict over the whole journal.
    pub async fn verification(&self, asked: &Asked) -> Result<String, JsValue> {
        let call = Call::new(Service::Inventory, Method::GET, "/api/v1/verification");
        Ok(Json::Object(self.send(&Exchange::new(call, document), asked).await?.meta).to_string())
    }

    /// A walk through a list, from the page that the query string asks for.
    pub fn list(&self, kind: &str, query: &str, by_cursor: bool) -> Result<Walk, Failure> {
        Ok(Walk::new(Rc::clone(&self.client), Kind::named(kind)?, query, by_cursor))
    }

    /// A feed behind an event, or from now on; `query` has filters.
    pub fn follow(
        &self,
        kind: &str,
        after: Option<f64>,
        query: &str,
        on_state: Option<Function>,
    ) -> Result<Following, Failure> {
        Following::new(&self.client, kind, after, query, on_state)
    }

    /// An import of one file.
    pub fn import(&self, format: &str, set_stock: bool, dry_run: bool) -> Result<Importing, Failure> {
        let options = ImportOptions { set_stock, dry_run, ..ImportOptions::new(importing::format(format)?) };
        Ok(Importing::new(Rc::clone(&self.client), options))
    }

    /// Everything, piece by piece, to `write`; then how many products it was.
    pub async fn export(&self, format: &str, write: &Function, asked: &Asked) -> Result<f64, JsValue> {
        importing::export(&self.client, importing::format(format)?, write, asked).await
    }
}

impl Connection {
    async fn one(&self, call: Call, asked: &Asked) -> Result<String, JsValue> {
        Ok(flat(self.send(&Exchange::new(call, resource), asked).await?).to_string())
    }

    async fn send<T>(&self, exchange: &Exchange<T>, asked: &Asked) -> Result<T, JsValue> {
        send(&self.client, exchange, asked).await
    }
}

/// Sends an exchange until it is done or the caller gives up.
pub(crate) async fn send<T>(
    client: &PageClient,
    exchange: &Exchange<T>,
    asked: &Asked,
) -> Result<T, JsValue> {
    let work = async { call(client, exchange, asked).await.map_err(|error| Failure::from(error).into()) };
    unless_aborted(asked.aborted(), work).await
}

/// Sends an exchange until it is done.
pub(crate) async fn call<T>(
    client: &PageClient,
    exchange: &Exchange<T>,
    asked: &Asked,
) -> Result<T, SdkError> {
    let headers = asked.headers();
    let pair = |pair: &[String]| Some((pair.first()?.clone(), pair.get(1)?.clone()));
    let options = CallOptions {
        idempotency_key: asked.idempotency_key(),
        if_match: asked.if_match(),
        timeout: Some(milliseconds(asked.timeout_ms())),
        headers: headers.chunks(2).filter_map(pair).collect(),
        ..CallOptions::default()
    };
    Ok(client.call(exchange, &options).await?.value)
}

/// The result of `work`, or the reason for which the caller gave up. Work that is given up ends at once, with
/// everything it waits for.
pub(crate) async fn unless_aborted<T>(
    aborted: Option<Promise>,
    work: impl Future<Output = Result<T, JsValue>>,
) -> Result<T, JsValue> {
    let Some(aborted) = aborted else { return work.await };
    match select(pin!(JsFuture::from(aborted)), pin!(work)).await {
        Either::Left((reason, _)) => Err(reason.unwrap_or_else(|reason| reason)),
        Either::Right((result, _)) => result,
    }
}

/// What the Product service would refuse is refused here, without a way there and back.
fn check(kind: &Kind, flat: &str, patch: bool) -> Result<(), Failure> {
    let faults = if kind.name == Product::KIND { validate(flat, patch) } else { Vec::new() };
    if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
}

/// A time that TypeScript gives; what is no time is none.
fn milliseconds(number: f64) -> Duration {
    Duration::try_from_secs_f64(number / 1000.0).unwrap_or(Duration::MAX)
}

/// JSON text that TypeScript wrote.
fn read(json: &str) -> Result<Json, Failure> {
    serde_json::from_str(json).map_err(|error| Failure::argument(format!("This is no JSON: {error}.")))
}
