//! A walk through a list, page by page.

use std::{cell::RefCell, rc::Rc};

use catalog_core::api::document::ResourceObject;
use client_sdk::{
    error::{SdkError, Unreadable},
    exchange::objects,
    pager::Pager,
};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::{
    connection::{Asked, PageClient, send},
    error::Failure,
    resource::{Kind, flat_page},
};

/// Where a walk through a list is.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Walk {
    client: Rc<PageClient>,
    pager: RefCell<Pager<ResourceObject>>,
}

impl Walk {
    pub(crate) fn new(client: Rc<PageClient>, kind: &Kind, query: &str, by_cursor: bool) -> Self {
        let pager = Pager::begin(kind.list(query, by_cursor), kind.path, objects);
        Self { client, pager: RefCell::new(pager) }
    }
}

#[wasm_bindgen]
impl Walk {
    /// The next page as JSON; undefined behind the last one. A page that did not come is asked for again.
    pub async fn next(&self, asked: &Asked) -> Result<Option<String>, JsValue> {
        let Some(exchange) = self.pager.borrow().next().cloned() else { return Ok(None) };
        let page = send(&self.client, &exchange, asked).await?;
        self.pager.borrow_mut().take(&page).map_err(|astray| {
            let detail = astray.to_string();
            Failure::from(SdkError::from(Unreadable { status: 200, detail, request_id: None }))
        })?;
        Ok(Some(flat_page(page).to_string()))
    }
}
