//! `fetch` as a transport: a future that is dropped aborts its exchange.

use std::{pin::Pin, time::Duration};

use bytes::Bytes;
use client_sdk::transport::{FurtherHeaders, Opened, Request, Response, TimeLimit, Transport, Unsent};
use futures_util::{
    Stream,
    future::{Either, select},
    stream,
};
use http::{StatusCode, header};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use std::{future::Future, pin::pin};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_glue::carried::HEADERS;
use web_sys::{AbortController, Headers, ReadableStreamDefaultReader, RequestInit};

use crate::page::{sleep, tell};

/// A stream that says nothing for so long is dead: the services send a comment every 15 seconds.
const LONGEST_SILENCE: Duration = Duration::from_secs(45);

/// A function that fetches as the global one does.
#[derive(Clone, Debug)]
pub struct Fetch {
    fetch: Function,
    /// Hears `connecting` and `open`.
    on_state: Option<Function>,
}

impl Fetch {
    /// A transport by this function.
    pub fn new(fetch: Function) -> Self {
        Self { fetch, on_state: None }
    }

    /// The same, telling how its streams do.
    #[must_use]
    pub fn telling(&self, on_state: Option<Function>) -> Self {
        Self { on_state, ..self.clone() }
    }

    async fn answer(&self, request: &Request, abort: &Abort) -> Result<web_sys::Response, Unsent> {
        let init = init(request, abort)?;
        let url = JsValue::from_str(&request.uri().to_string());
        let promise = self.fetch.call2(&JsValue::UNDEFINED, &url, &init).map_err(|error| refused(&error))?;
        let response = JsFuture::from(Promise::resolve(&promise)).await.map_err(|error| refused(&error))?;
        // By shape: a function of the caller's own may answer with a class of its own.
        Ok(response.unchecked_into())
    }
}

impl Transport for Fetch {
    type Stream = Pin<Box<dyn Stream<Item = Result<Bytes, Unsent>>>>;

    async fn send(&self, request: Request) -> Result<Response, Unsent> {
        let limit = request.extensions().get::<TimeLimit>().copied();
        let exchange = async {
            let mut abort = Abort::new()?;
            let response = self.answer(&request, &abort).await?;
            let whole = whole(&response).await?;
            abort.over();
            Ok(whole)
        };
        match limit {
            Some(TimeLimit(time)) => within(time, exchange).await,
            None => exchange.await,
        }
    }

    async fn open(&self, request: Request) -> Result<Opened<Self::Stream>, Unsent> {
        tell(self.on_state.as_ref(), "connecting");
        let abort = Abort::new()?;
        let response = within(LONGEST_SILENCE, self.answer(&request, &abort)).await?;
        match response.body() {
            Some(body) if response.status() == 200 => {
                tell(self.on_state.as_ref(), "open");
                let reader = body.get_reader().unchecked_into::<ReadableStreamDefaultReader>();
                Ok(Opened::Stream(Box::pin(stream::try_unfold((reader, abort), chunk))))
            }
            _ => whole(&response).await.map(Opened::Answer),
        }
    }
}

/// One chunk of a stream, and what reads on; none at its end.
async fn chunk<A>(
    (reader, abort): (ReadableStreamDefaultReader, A),
) -> Result<Option<(Bytes, (ReadableStreamDefaultReader, A))>, Unsent> {
    let read = async { JsFuture::from(reader.read()).await.map_err(|error| cut(&error)) };
    let result = within(LONGEST_SILENCE, read).await?;
    let member = |name: &str| Reflect::get(&result, &name.into()).unwrap_or_default();
    if member("done").is_truthy() {
        return Ok(None);
    }
    let bytes = Uint8Array::new(&member("value")).to_vec().into();
    Ok(Some((bytes, (reader, abort))))
}

/// The whole answer.
async fn whole(response: &web_sys::Response) -> Result<Response, Unsent> {
    let body = JsFuture::from(response.array_buffer().map_err(|error| cut(&error))?);
    let body = body.await.map_err(|error| cut(&error))?;
    let mut whole = Response::new(Uint8Array::new(&body).to_vec().into());
    *whole.status_mut() = StatusCode::from_u16(response.status()).unwrap_or(StatusCode::BAD_GATEWAY);
    let headers = response.headers();
    for name in HEADERS {
        let value = headers.get(name.as_str()).ok().flatten();
        if let Some(value) = value.and_then(|text| text.parse().ok()) {
            whole.headers_mut().insert(name, value);
        }
    }
    Ok(whole)
}

fn init(request: &Request, abort: &Abort) -> Result<RequestInit, Unsent> {
    let unfit = |error: JsValue| Unsent::Unfit(message(&error));
    let headers = Headers::new().map_err(unfit)?;
    for (name, value) in request.headers() {
        let value = value.to_str().map_err(|_| Unsent::Unfit(format!("the header {name} is no text")))?;
        headers.append(name.as_str(), value).map_err(unfit)?;
    }
    if let Some(FurtherHeaders(further)) = request.extensions().get() {
        for (name, value) in further.iter() {
            if !headers.has(name).map_err(unfit)? {
                headers.append(name, value).map_err(unfit)?;
            }
        }
    }
    let init = RequestInit::new();
    init.set_method(request.method().as_str());
    init.set_headers(&headers);
    init.set_signal(Some(&abort.controller.signal()));
    if request.headers().contains_key(header::CONTENT_TYPE) {
        init.set_body(&Uint8Array::from(request.body().as_ref()));
    }
    Ok(init)
}

/// The result of `work`, unless it takes longer.
async fn within<T>(time: Duration, work: impl Future<Output = Result<T, Unsent>>) -> Result<T, Unsent> {
    match select(pin!(work), pin!(sleep(time))).await {
        Either::Left((result, _)) => result,
        Either::Right(((), _)) => Err(Unsent::Timeout),
    }
}

/// Aborts an exchange when it is dropped. One that is over would not mind, but the browser makes an error for it.
struct Abort {
    controller: AbortController,
    over: bool,
}

impl Abort {
    fn new() -> Result<Self, Unsent> {
        let controller = AbortController::new().map_err(|error| Unsent::Unfit(message(&error)))?;
        Ok(Self { controller, over: false })
    }

    fn over(&mut self) {
        self.over = true;
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if !self.over {
            self.controller.abort();
        }
    }
}

/// No answer came. A browser does not say whether the request went out; node does, by the cause's code.
fn refused(error: &JsValue) -> Unsent {
    let member = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
    match member(&member(error, "cause"), "code").as_string().as_deref() {
        Some("ECONNRESET" | "UND_ERR_SOCKET") => cut(error),
        _ => Unsent::Refused(message(error)),
    }
}

fn cut(error: &JsValue) -> Unsent {
    Unsent::Cut(message(error))
}

/// What a thrown value says.
fn message(error: &JsValue) -> String {
    let text = Reflect::get(error, &"message".into()).ok().and_then(|text| text.as_string());
    text.unwrap_or_else(|| "fetch failed".to_owned())
}
