//! The service end to end, in memory: what its own rules add to what the parts are tested for.

mod shown;

use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt;
use http::Method;
use serde_json::{Value as Json, json};

use super::{MemoryCatalogue, Service};
use crate::{
    api::{
        host::Host,
        instant::UnixMillis,
        media::{ATOMIC, JSON_API},
        request::{Caller, Context, Request, Response},
    },
    engine::Site,
};

struct Shop {
    service: Service<MemoryCatalogue>,
    asked: std::cell::Cell<u32>,
}

impl Shop {
    fn new() -> Self {
        let store: MemoryCatalogue = MemoryCatalogue::new();
        Self { service: Service::new(Arc::new(store), Site::default()), asked: 0.into() }
    }

    fn ask(
        &self,
        method: Method,
        path: &str,
        body: &Json,
        headers: &[(&str, &str)],
    ) -> (u16, http::HeaderMap, Json) {
        let (parts, body) = self.response(method, path, body, headers).into_parts();
        let json = serde_json::from_slice(body.bytes().unwrap()).unwrap_or(Json::Null);
        (parts.status.as_u16(), parts.headers, json)
    }

    fn response(&self, method: Method, path: &str, body: &Json, headers: &[(&str, &str)]) -> Response {
        self.asked.set(self.asked.get() + 1);
        let mut request = http::Request::builder().method(method).uri(path).header("content-type", JSON_API);
        for (name, value) in headers {
            request
                .headers_mut()
                .unwrap()
                .insert(http::HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
        }
        let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
        let request: Request = request.body(body).unwrap();
        let context = Context {
            now: UnixMillis::new(1_700_000_000_000 + i64::from(self.asked.get())),
            request_id: Arc::from("r"),
            caller: Caller::new("owner", ["catalog:read", "catalog:write"]),
            seed: u128::from(self.asked.get()).to_be_bytes(),
            traceparent: None,
        };
        self.service.handle(request, context).now_or_never().unwrap()
    }

    fn post(&self, sku: &str) -> (u16, Json) {
        let (status, _, body) = self.ask(Method::POST, "/api/v1/products", &product(sku), &[]);
        (status, body)
    }

    fn operate(&self, operations: &Json) -> (u16, Json) {
        let media = format!("{JSON_API};ext=\"{ATOMIC}\"");
        let body = json!({ "atomic:operations": operations });
        let (status, _, body) =
            self.ask(Method::POST, "/api/v1/operations", &body, &[("content-type", &media)]);
        (status, body)
    }
}

fn product(sku: &str) -> Json {
    let attributes = json!({ "sku": sku, "name": "Cup", "price": { "amount": 950, "currency": "EUR" } });
    json!({ "data": { "type": "products", "attributes": attributes } })
}

#[test]
fn a_product_is_created_read_changed_and_deleted() {
    let shop = Shop::new();
    let (status, headers, created) = shop.ask(Method::POST, "/api/v1/products", &product("A-1"), &[]);
    assert_eq!((status, headers["etag"].to_str().unwrap()), (201, "\"1\""));
    let path = headers["location"].to_str().unwrap().to_owned();
    assert_eq!(created["data"]["links"]["self"], json!(path));
    let (status, headers, read) = shop.ask(Method::GET, &path, &Json::Null, &[]);
    assert_eq!((status, &read, &headers["etag"]), (200, &created, &http::HeaderValue::from_static("\"1\"")));

    let change = json!({ "data": { "type": "products", "id": created["data"]["id"], "attributes": { "name": "Mug" } } });
    let (status, _, body) = shop.ask(Method::PATCH, &path, &change, &[("if-match", "\"7\"")]);
    assert_eq!((status, &body["errors"][0]["code"]), (412, &json!("precondition-failed")));
    let (status, headers, body) = shop.ask(Method::PATCH, &path, &change, &[("if-match", "\"1\"")]);
    assert_eq!((status, &body["data"]["attributes"]["name"]), (200, &json!("Mug")));
    assert_eq!(headers["etag"], "\"2\"");
    let (_, headers, _) = shop.ask(Method::PATCH, &path, &change, &[]);
    assert_eq!(headers["etag"], "\"2\"", "a patch of nothing changes nothing");

    assert_eq!(shop.ask(Method::DELETE, &path, &Json::Null, &[]).0, 204);
    assert_eq!(shop.ask(Method::GET, &path, &Json::Null, &[]).0, 404);
    let mut again = product("A-2");
    again["data"]["id"] = created["data"]["id"].clone();
    assert_eq!(shop.ask(Method::POST, "/api/v1/products", &again, &[]).2["errors"][0]["code"], "id-taken");
    assert_eq!(shop.post("A-1").0, 201, "the SKU is free again");
}

#[test]
fn a_sku_is_taken_in_any_case() {
    let shop = Shop::new();
    shop.post("Té-1");
    let (status, body) = shop.post("TÉ-1");
    assert_eq!(status, 409);
    assert_eq!(body["errors"][0]["code"], "sku-taken");
    assert_eq!(body["errors"][0]["source"]["pointer"], "/data/attributes/sku");
}

#[test]
fn every_fault_of_a_body_comes_at_once() {
    let shop = Shop::new();
    let attributes = json!({ "sku": "a b", "price": { "amount": 1.5, "currency": "XXQ" }, "colour": 1 });
    let body = json!({ "data": { "type": "products", "id": "7", "attributes": attributes } });
    let (status, _, answer) = shop.ask(Method::POST, "/api/v1/products", &body, &[]);
    let pointers: Vec<_> = answer["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["source"]["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(status, 422);
    assert_eq!(
        pointers,
        [
            "/data/id",
            "/data/attributes/sku",
            "/data/attributes",
            "/data/attributes/price/amount",
            "/data/attributes/price/currency",
            "/data/attributes/colour",
        ]
    );
}

#[test]
fn the_same_key_answers_the_same_and_another_body_is_refused() {
    let shop = Shop::new();
    let key = [("idempotency-key", "k-1")];
    let (_, _, first) = shop.ask(Method::POST, "/api/v1/products", &product("A-1"), &key);
    let (status, headers, second) = shop.ask(Method::POST, "/api/v1/products", &product("A-1"), &key);
    assert_eq!(
        (status, second, &headers["idempotency-replayed"]),
        (201, first, &http::HeaderValue::from_static("true"))
    );
    let (status, _, body) = shop.ask(Method::POST, "/api/v1/products", &product("A-2"), &key);
    assert_eq!((status, &body["errors"][0]["code"]), (422, &json!("idempotency-key-reused")));
    assert_eq!(shop.post("A-1").0, 409);
}

#[test]
fn operations_are_all_or_nothing_and_report_every_refusal() {
    let shop = Shop::new();
    shop.post("A-1");
    let add = |sku: &str| json!({ "op": "add", "data": product(sku)["data"] });
    let (status, body) = shop.operate(&json!([add("B-1"), add("a-1"), add("B-1"), add("B-2")]));
    let pointers: Vec<_> =
        body["errors"].as_array().unwrap().iter().map(|error| &error["source"]["pointer"]).collect();
    assert_eq!(status, 409);
    assert_eq!(
        pointers,
        ["/atomic:operations/1/data/attributes/sku", "/atomic:operations/2/data/attributes/sku"]
    );
    let (_, _, list) = shop.ask(Method::GET, "/api/v1/products", &Json::Null, &[]);
    assert_eq!(list["meta"]["page"]["total"], 1, "a refused request changed nothing");
}

#[test]
fn what_only_follows_from_a_refusal_is_not_reported() {
    let shop = Shop::new();
    shop.post("A-1");
    let mut taken = product("A-1")["data"].clone();
    taken["lid"] = json!("a");
    let rename = json!({ "type": "products", "lid": "a", "attributes": { "name": "Bowl" } });
    let (status, body) =
        shop.operate(&json!([{ "op": "add", "data": taken }, { "op": "update", "data": rename }]));
    let errors = body["errors"].as_array().unwrap();
    assert_eq!((status, errors.len(), &errors[0]["code"]), (409, 1, &json!("sku-taken")));
}

#[test]
fn an_upsert_says_what_became_of_it_and_a_lid_names_what_was_added() {
    let shop = Shop::new();
    let upsert =
        |sku: &str| json!({ "op": "add", "meta": { "upsertBy": "sku" }, "data": product(sku)["data"] });
    let mut tagged = product("C-1")["data"].clone();
    tagged["lid"] = json!("c");
    let rename = json!({ "type": "products", "lid": "c", "attributes": { "name": "Bowl" } });
    let (status, body) = shop.operate(&json!([
        upsert("A-1"),
        upsert("a-1"),
        upsert("a-1"),
        { "op": "add", "data": tagged },
        { "op": "update", "data": rename },
        { "op": "remove", "ref": { "type": "products", "lid": "c" } },
    ]));
    let results = body["atomic:results"].as_array().unwrap();
    let outcomes: Vec<_> = results.iter().take(3).map(|result| &result["meta"]["outcome"]).collect();
    assert_eq!((status, outcomes), (200, vec![&json!("created"), &json!("updated"), &json!("unchanged")]));
    assert_eq!(results[4]["data"]["attributes"]["name"], "Bowl");
    assert_eq!(results[5], json!({}));
}

#[test]
fn the_feed_holds_every_change_in_order() {
    let shop = Shop::new();
    shop.post("A-1");
    shop.post("A-2");
    let (_, _, page) = shop.ask(Method::GET, "/api/v1/product-events?page[after]=1", &Json::Null, &[]);
    assert_eq!(page["data"][0]["attributes"]["product"]["sku"], "A-2");
    assert_eq!(page["data"][0]["id"], "2");
    let (status, _, body) = shop.ask(Method::GET, "/api/v1/product-events?sort=seq", &Json::Null, &[]);
    assert_eq!((status, &body["errors"][0]["code"]), (400, &json!("parameter-unknown")));
}

#[test]
fn a_method_that_is_not_offered_names_those_that_are() {
    let (status, headers, _) = Shop::new().ask(Method::PUT, "/api/v1/products", &Json::Null, &[]);
    assert_eq!((status, headers["allow"].to_str().unwrap()), (405, "GET, HEAD, POST, OPTIONS"));
}
