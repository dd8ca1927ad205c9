//! The kinds of resources: where they live, and how a flat object becomes one of them.

use std::fmt::Write;

use catalog_core::{
    api::field::Listed,
    product::{CategoryCount, Product, ProductEvent, TagCount},
};
use client_sdk::exchange::{Call, Media, Service};
use http::Method;
use serde_json::{Map, Value as Json, json};
use stock_core::{
    model::{
        Adjustment, Inventory, Level, Location, Movement, Purchase, Reservation, Return, StockEvent, Transfer,
    },
    service::Quote,
    webhook::{Delivery, Webhook},
};
use wasm_glue::error::Failure;

/// One type of resource, and where it lives.
#[derive(Debug)]
pub struct Kind {
    /// The JSON:API type.
    pub name: &'static str,
    /// Who answers for it.
    pub service: Service,
    /// The collection's path.
    pub path: &'static str,
    /// What a new one is related to: the member's name and its type.
    relationships: &'static [(&'static str, &'static str)],
}

const fn kind<R: Listed>(service: Service, relationships: &'static [(&'static str, &'static str)]) -> Kind {
    Kind { name: R::KIND, service, path: R::PATH, relationships }
}

const PRODUCT: (&str, &str) = ("product", Product::KIND);
const LOCATION: (&str, &str) = ("location", Location::KIND);

const RESERVATION: (&str, &str) = ("reservation", Reservation::KIND);

static KINDS: [Kind; 17] = [
    kind::<Product>(Service::Product, &[]),
    kind::<CategoryCount>(Service::Product, &[]),
    kind::<TagCount>(Service::Product, &[]),
    kind::<ProductEvent>(Service::Product, &[]),
    kind::<Inventory>(Service::Inventory, &[PRODUCT]),
    kind::<Adjustment>(Service::Inventory, &[PRODUCT, LOCATION]),
    kind::<Purchase>(Service::Inventory, &[RESERVATION]),
    kind::<Quote>(Service::Inventory, &[RESERVATION]),
    kind::<Reservation>(Service::Inventory, &[]),
    kind::<Return>(Service::Inventory, &[("purchase", Purchase::KIND), LOCATION]),
    kind::<Location>(Service::Inventory, &[]),
    kind::<Level>(Service::Inventory, &[]),
    kind::<Transfer>(Service::Inventory, &[("from", Location::KIND), ("to", Location::KIND)]),
    kind::<Movement>(Service::Inventory, &[]),
    kind::<StockEvent>(Service::Inventory, &[]),
    kind::<Webhook>(Service::Inventory, &[]),
    kind::<Delivery>(Service::Inventory, &[("webhook", Webhook::KIND)]),
];

impl Kind {
    /// The kind of a name.
    pub fn named(name: &str) -> Result<&'static Self, Failure> {
        let found = KINDS.iter().find(|kind| kind.name == name);
        found.ok_or_else(|| Failure::argument(format!("There are no resources {name:?}.")))
    }

    /// A call for the collection.
    pub fn collection(&self, method: Method) -> Call {
        Call::new(self.service, method, self.path)
    }

    /// A call for the page that a query string asks for.
    pub fn list(&self, query: &str, by_cursor: bool) -> Call {
        let mut call = self.collection(Method::GET);
        if !query.is_empty() {
            call.target = format!("{}?{query}", self.path);
        }
        if by_cursor {
            call.media = Media::Cursors;
        }
        call
    }

    /// A call for one resource.
    pub fn one(&self, method: Method, id: &str) -> Result<Call, Failure> {
        if id.is_empty() {
            return Err(Failure::argument("An id is a string with something in it."));
        }
        Ok(Call::new(self.service, method, format!("{}/{}", self.path, encoded(id))))
    }

    /// A flat object as a resource object. `id` is the one that the address names.
    pub fn written(&self, flat: Json, id: Option<&str>) -> Result<Json, Failure> {
        let Json::Object(members) = flat else {
            return Err(Failure::argument("What is sent is an object."));
        };
        let (mut object, mut attributes, mut related) = (Map::new(), Map::new(), Map::new());
        object.insert("type".to_owned(), json!(self.name));
        if let Some(id) = id {
            object.insert("id".to_owned(), json!(id));
        }
        for (name, value) in members {
            if name == "id" {
                object.insert(name, value);
            } else if let Some((_, kind)) = self.relationships.iter().find(|(member, _)| *member == name) {
                let data = if value.is_null() { value } else { json!({ "type": kind, "id": value }) };
                related.insert(name, json!({ "data": data }));
            } else {
                attributes.insert(name, value);
            }
        }
        if !related.is_empty() {
            object.insert("relationships".to_owned(), Json::Object(related));
        }
        object.insert("attributes".to_owned(), Json::Object(attributes));
        Ok(Json::Object(object))
    }
}

/// An id as a segment of a path.
fn encoded(id: &str) -> String {
    let mut segment = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            segment.push(byte.into());
        } else {
            // Writing to a string does not fail.
            let _ = write!(segment, "%{byte:02X}");
        }
    }
    segment
}
