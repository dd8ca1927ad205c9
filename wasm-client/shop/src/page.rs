//! The shop for JavaScript: a request goes in by its parts, an answer comes out by its parts.

use std::{cell::RefCell, future::poll_fn, task::Poll};

use bytes::Bytes;
use catalog_core::api::request::Body;
use client_sdk::transport::in_process::InProcess;
use futures_util::StreamExt;
use http::HeaderMap;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::{
    chance,
    shop::{self, Inventory, Product},
};

/// Both services over memory. They forget everything with the page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Shop(InProcess<Product, Inventory>);

#[wasm_bindgen]
impl Shop {
    /// An empty shop. With a seed, the random part of its ids is the same in every run.
    #[wasm_bindgen(constructor)]
    pub fn new(seed: Option<String>) -> Self {
        Self(shop::open(chance::of_the_page(seed)))
    }

    /// Answers one request. `target` is path and query; `headers` are names and values by turns.
    ///
    /// Throws where these make no request at all.
    pub async fn answer(
        &self,
        method: String,
        target: String,
        headers: Vec<String>,
        body: Vec<u8>,
    ) -> Result<Answer, JsError> {
        let mut request = http::Request::builder().method(&*method).uri(target);
        for pair in headers.chunks_exact(2) {
            request = request.header(&pair[0], &pair[1]);
        }
        let (head, body) = self.0.answer(request.body(Bytes::from(body))?).await.into_parts();
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, body: RefCell::new(Some(body)) })
    }
}

/// What the shop answers.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Answer {
    status: u16,
    headers: HeaderMap,
    /// None once the end was read, or nobody reads any more.
    body: RefCell<Option<Body>>,
}

#[wasm_bindgen]
impl Answer {
    /// The HTTP status.
    #[wasm_bindgen(getter)]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Names and values by turns.
    #[wasm_bindgen(getter)]
    pub fn headers(&self) -> Vec<String> {
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        self.headers.iter().flat_map(|(name, value)| [name.to_string(), text(value)]).collect()
    }

    /// The whole body; nothing for an event stream.
    #[wasm_bindgen(getter)]
    pub fn whole(&self) -> Option<Uint8Array> {
        self.body.borrow().as_ref().and_then(Body::bytes).map(|bytes| Uint8Array::from(&bytes[..]))
    }

    /// The next events of a stream, as soon as there are some; nothing at its end.
    pub async fn next(&self) -> Option<Uint8Array> {
        let bytes = poll_fn(|context| match &mut *self.body.borrow_mut() {
            Some(Body::Stream(stream)) => stream.poll_next_unpin(context),
            Some(Body::Whole(_)) | None => Poll::Ready(None),
        });
        bytes.await.map(|bytes| Uint8Array::from(&bytes[..]))
    }

    /// Lets go of a stream. A call of `next` that still waits stays without an answer.
    pub fn close(&self) {
        let body = self.body.borrow_mut().take();
        drop(body);
    }
}
