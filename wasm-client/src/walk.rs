//! A walk through a list, page by page.

use std::{cell::RefCell, rc::Rc};

use client_sdk::pager::Pager;
use js_sys::Promise;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::{
    connection::{Asked, PageClient, answer, promise, unreadable},
    flat,
    resource::Kind,
};

/// Where a walk through a list is.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Walk {
    client: Rc<PageClient>,
    pager: Rc<RefCell<Pager<String>>>,
}

impl Walk {
    pub(crate) fn new(client: Rc<PageClient>, kind: &Kind, query: &str, by_cursor: bool) -> Self {
        let pager = Pager::begin(kind.list(query, by_cursor), kind.path, flat::page);
        Self { client, pager: Rc::new(RefCell::new(pager)) }
    }
}

#[wasm_bindgen]
impl Walk {
    /// The next page as JSON; undefined behind the last one. A page that did not come is asked for again.
    pub fn next(&self, asked: &Asked) -> Promise {
        let (client, pager, options) = (Rc::clone(&self.client), Rc::clone(&self.pager), asked.options());
        promise(asked, async move {
            let Some(call) = pager.borrow().next().map(|exchange| exchange.call.clone()) else {
                return Ok(JsValue::UNDEFINED);
            };
            let response = answer(client, call, options).await?;
            let page = flat::page(&response).map_err(|detail| unreadable(&response, detail))?;
            let taken = pager.borrow_mut().take(&page);
            taken.map_err(|astray| unreadable(&response, astray.to_string()))?;
            Ok(JsValue::from_str(&flat::page_text(&page)))
        })
    }
}
