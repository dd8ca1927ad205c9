//! A feed that is followed.

use std::{cell::RefCell, rc::Rc};

use catalog_core::{
    api::{document::ResourceObject, field::Listed},
    product::ProductEvent,
};
use client_sdk::{
    Client, List,
    client::Follow,
    exchange::Service,
    stream::{Feed, From},
    transport::Transport,
};
use js_sys::{Function, Promise};
use stock_core::model::StockEvent;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use wasm_glue::error::Failure;

use crate::{
    connection::{Asked, PageClient, promise},
    fetch::Fetch,
    flat,
    page::Page,
};

type Walked = Follow<Rc<PageClient>, <Fetch as Transport>::Stream, ResourceObject>;

/// A feed on its way.
#[wasm_bindgen]
pub struct Following {
    /// Taken out while an event is waited for.
    follow: Rc<RefCell<Option<Walked>>>,
}

impl Following {
    /// `after` is the `seq` of an event; `query` has filters; `on_state` hears `connecting`, `open` and `waiting`.
    pub(crate) fn new(
        client: &PageClient,
        kind: &str,
        after: Option<f64>,
        query: &str,
        on_state: Option<Function>,
    ) -> Result<Self, Failure> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast stays in bounds")]
        let begin = after.map_or(From::Now, |seq| From::After(seq as u64));
        let feed = match kind {
            "product-events" => {
                let list: List<ProductEvent> = filtered(query);
                Feed::of_objects(Service::Product, &list, begin)
            }
            "stock-events" => {
                let list: List<StockEvent> = filtered(query);
                Feed::of_objects(Service::Inventory, &list, begin)
            }
            other => return Err(Failure::argument(format!("There is no feed {other:?}."))),
        };
        let transport = client.transport().telling(on_state.clone());
        let client = Client::new(transport, Page::telling(on_state), client.site().clone());
        Ok(Self { follow: Rc::new(RefCell::new(Some(Follow::new(Rc::new(client), feed)))) })
    }
}

/// A list with the filters of a query string.
fn filtered<R: Listed>(query: &str) -> List<R> {
    form_urlencoded::parse(query.as_bytes())
        .fold(List::new(), |list, (name, value)| list.filter(&name, value))
}

#[wasm_bindgen]
impl Following {
    /// The next event as JSON. Only one may be waited for at a time; giving up ends the feed.
    pub fn next(&self, asked: &Asked) -> Promise {
        let place = Rc::clone(&self.follow);
        promise(asked, async move {
            let taken = place.borrow_mut().take();
            let Some(mut follow) = taken else {
                return Err(Failure::argument("The feed has ended, or is waited for already."));
            };
            let event = follow.next().await?;
            place.replace(Some(follow));
            let text = flat::object(event).map_err(Failure::unreadable)?;
            Ok(JsValue::from_str(&text))
        })
    }
}
