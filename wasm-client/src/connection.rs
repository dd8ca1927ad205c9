//! A client of both services, as the TypeScript layer holds it.

use std::{future::Future, pin::Pin, rc::Rc, time::Duration};

use client_sdk::{
    CallOptions, Client, SdkError, Site,
    error::Unreadable,
    exchange::{Call, Service, succeeded},
    retry::Retry,
    transport::Response,
};
use futures_util::future::{Either, select};
use http::Method;
use js_sys::{Function, Promise};
use serde_json::json;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_glue::{carried, error::Failure, json::read};

use crate::{fetch::Fetch, flat, following::Following, operations, page::Page, resource::Kind, walk::Walk};

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
    pub fn get(&self, kind: &str, id: &str, asked: &Asked) -> Result<Promise, Failure> {
        let call = Kind::named(kind)?.one(Method::GET, id)?;
        Ok(self.told(call, asked, flat::one))
    }

    /// A new resource; `new` is a flat object.
    pub fn create(&self, kind: &str, new: &str, asked: &Asked) -> Result<Promise, Failure> {
        let kind = Kind::named(kind)?;
        let data = kind.written(read(new)?, None)?;
        Ok(self.told(kind.collection(Method::POST).with_body(&json!({ "data": data })), asked, flat::one))
    }

    /// A change of a resource; `patch` is a flat object.
    pub fn update(&self, kind: &str, id: &str, patch: &str, asked: &Asked) -> Result<Promise, Failure> {
        let kind = Kind::named(kind)?;
        let data = kind.written(read(patch)?, Some(id))?;
        Ok(self.told(kind.one(Method::PATCH, id)?.with_body(&json!({ "data": data })), asked, flat::one))
    }

    /// The end of a resource.
    pub fn delete(&self, kind: &str, id: &str, asked: &Asked) -> Result<Promise, Failure> {
        let call = Kind::named(kind)?.one(Method::DELETE, id)?;
        Ok(self.told(call, asked, |_| Ok("null".to_owned())))
    }

    /// Several changes of the catalogue, all or none.
    pub fn operations(&self, operations: &str, asked: &Asked) -> Result<Promise, Failure> {
        Ok(self.told(operations::of_products(&read(operations)?)?, asked, flat::results))
    }

    /// Several changes of stock, all or none.
    #[wasm_bindgen(js_name = stockOperations)]
    pub fn stock_operations(&self, operations: &str, asked: &Asked) -> Result<Promise, Failure> {
        Ok(self.told(operations::of_stock(&read(operations)?)?, asked, flat::results))
    }

    /// The verdict over the whole journal.
    pub fn verification(&self, asked: &Asked) -> Promise {
        let call = Call::new(Service::Inventory, Method::GET, "/api/v1/verification");
        self.told(call, asked, flat::meta)
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

    /// A call that the module with the rules decided on; the answer as it came, whatever it says.
    pub fn carry(&self, call: &str, asked: &Asked) -> Result<Promise, Failure> {
        let (client, call, options) = (Rc::clone(&self.client), carried::read_call(call)?, asked.options());
        Ok(promise(asked, async move {
            let response = client.answer(&call, &options).await?.value;
            Ok(JsValue::from_str(&carried::answer(&response)))
        }))
    }
}

impl Connection {
    /// A promise of an answer's content as JSON text.
    fn told(&self, call: Call, asked: &Asked, tell: fn(&Response) -> Result<String, String>) -> Promise {
        let (client, options) = (Rc::clone(&self.client), asked.options());
        promise(asked, async move {
            let response = answer(client, call, options).await?;
            let text = tell(&response).map_err(|detail| unreadable(&response, detail))?;
            Ok(JsValue::from_str(&text))
        })
    }
}

impl Asked {
    pub(crate) fn options(&self) -> CallOptions {
        let headers = self.headers();
        let pair = |pair: &[String]| Some((pair.first()?.clone(), pair.get(1)?.clone()));
        CallOptions {
            idempotency_key: self.idempotency_key(),
            if_match: self.if_match(),
            timeout: Some(milliseconds(self.timeout_ms())),
            headers: headers.chunks(2).filter_map(pair).collect(),
            ..CallOptions::default()
        }
    }
}

/// The answer to a call, a success, whatever it says.
pub(crate) async fn answer(
    client: Rc<PageClient>,
    call: Call,
    options: CallOptions,
) -> Result<Response, SdkError> {
    let response = client.answer(&call, &options).await?.value;
    succeeded(&response)?;
    Ok(response)
}

/// An answer that says nothing of what was asked for.
pub(crate) fn unreadable(response: &Response, detail: String) -> Failure {
    SdkError::from(Unreadable::new(response, detail)).into()
}

/// A promise of what `work` comes to; it rejects with the reason for which the caller gives up. Work that is given
/// up ends at once, with everything it waits for.
pub(crate) fn promise(
    asked: &Asked,
    work: impl Future<Output = Result<JsValue, Failure>> + 'static,
) -> Promise {
    promise_of(asked.aborted(), Box::pin(work))
}

/// For any work, so that the machinery of promises is there once.
fn promise_of(
    aborted: Option<Promise>,
    work: Pin<Box<dyn Future<Output = Result<JsValue, Failure>>>>,
) -> Promise {
    future_to_promise(async move {
        let Some(aborted) = aborted else { return Ok(work.await?) };
        match select(JsFuture::from(aborted), work).await {
            Either::Left((reason, _)) => Err(reason.unwrap_or_else(|reason| reason)),
            Either::Right((result, _)) => Ok(result?),
        }
    })
}

/// A time that TypeScript gives; what is no time is none.
fn milliseconds(number: f64) -> Duration {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast stays in bounds")]
    Duration::from_millis(number as u64)
}
