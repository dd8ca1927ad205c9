//! The client over scripts and over a Product service in memory. No socket, no waiting.

use std::{
    future::ready,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use catalog_core::{
    api::{
        fault::{Fault, Problem},
        host::{Host, RouteInfo},
        instant::UnixMillis,
        request::{self, Context},
        route::NoRoute,
    },
    engine,
    product::{Currency, Money, Name, ProductAttributes, ProductEvent, ProductPatch, Sku},
    service::{MemoryCatalogue, Service as ProductService},
};
use serde_json::json;

use super::*;
use crate::{
    block_on,
    exchange::{self, List, Service},
    stream::{Feed, From},
    transport::{
        Request,
        in_process::InProcess,
        script::{Script, Scripted},
    },
};

/// Time that passes only by waiting, and chance that counts.
#[derive(Debug, Default)]
struct Played {
    waits: Mutex<Vec<Duration>>,
    drawn: AtomicU64,
}

impl Platform for Played {
    fn elapsed(&self) -> Duration {
        self.waits.lock().unwrap().iter().sum()
    }

    fn random(&self) -> [u8; 16] {
        let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
        (u128::from(drawn) << 64 | u128::from(drawn)).to_be_bytes()
    }

    fn wait(&self, time: Duration) -> impl Future<Output = ()> {
        self.waits.lock().unwrap().push(time);
        ready(())
    }
}

fn site() -> Site {
    Site::new("http://product.test", "http://inventory.test", "key")
}

fn scripted(entries: impl IntoIterator<Item = Scripted>) -> Client<Script, Played> {
    Client::new(Script::new(entries), Played::default(), site())
}

fn refusal(problem: Problem) -> Scripted {
    let body = catalog_core::api::document::error_document(&[Fault::new(problem, "said")], "r", None);
    Scripted::document(problem.code().status, body)
}

fn attributes(sku: &str) -> ProductAttributes {
    let price = Money::from_major("8.50", Currency::parse("EUR").unwrap()).unwrap();
    ProductAttributes::new(Sku::new(sku).unwrap(), Name::new("Mug").unwrap(), price)
}

/// No Inventory service: it owns no path.
#[derive(Debug)]
struct Nothing;

impl Host for Nothing {
    fn find(&self, _: &http::Method, _: &str) -> Result<RouteInfo, NoRoute> {
        Err(NoRoute::Path)
    }

    async fn handle(&self, _: Request, _: Context) -> request::Response {
        request::Response::new(request::Body::Whole(bytes::Bytes::new()))
    }

    fn ready(&self) -> bool {
        true
    }

    fn error_docs_url(&self) -> Option<&str> {
        None
    }
}

type Catalogue = InProcess<ProductService<MemoryCatalogue>, Nothing>;

fn catalogue() -> Client<Catalogue, Played> {
    let drawn = AtomicU64::new(0);
    let service = ProductService::new(Arc::new(MemoryCatalogue::new()), engine::Site::default());
    let chance = move || {
        let number = drawn.fetch_add(1, Ordering::Relaxed);
        let now = UnixMillis::new(1_700_000_000_000 + i64::try_from(number).unwrap());
        (now, u128::from(number).to_be_bytes())
    };
    Client::new(InProcess::new(Arc::new(service), Arc::new(Nothing), chance), Played::default(), site())
}

fn keys(client: &Client<Script, Played>) -> Vec<String> {
    let asked = client.transport().asked();
    asked.iter().map(|request| request.headers()["idempotency-key"].to_str().unwrap().to_owned()).collect()
}

#[test]
fn a_product_is_created_changed_listed_and_deleted() {
    let client = catalogue();
    block_on(async {
        let mug = client.create_product(None, &attributes("MUG-1")).await.unwrap();
        assert_eq!(client.get_product(mug.id).await.unwrap(), mug);
        let patch = ProductPatch { name: Some(Name::new("Big mug").unwrap()), ..ProductPatch::default() };
        let expecting = CallOptions::expecting(mug.version);
        let changed = client.call(&exchange::update_product(mug.id, &patch), &expecting).await.unwrap();
        assert_eq!(changed.value.attributes.name.as_str(), "Big mug");
        assert_eq!(changed.etag, Some(format!("\"{}\"", changed.value.version)));
        let stale = client.call(&exchange::update_product(mug.id, &patch), &expecting).await.unwrap_err();
        assert!(stale.is(Problem::PreconditionFailed));
        let page = client.list_products(&List::new().filter("filter[sku]", "mug-1")).await.unwrap();
        assert_eq!((page.total, page.items.len()), (Some(1), 1));
        client.delete_product(mug.id).await.unwrap();
        assert_eq!(client.get_product(mug.id).await.unwrap_err().code(), "not-found");
    });
}

#[test]
fn a_walk_visits_every_product_once_by_number_and_by_cursor() {
    let client = catalogue();
    block_on(async {
        let operations: Vec<_> = (0..45)
            .map(|number| exchange::ProductOperation::Create(None, attributes(&format!("SKU-{number:02}"))))
            .collect();
        assert_eq!(client.create_operations(&operations).await.unwrap().len(), 45);
        let by_number = List::new().size(10).sort("-sku");
        let first = client.list_products(&by_number).await.unwrap();
        assert_eq!((first.pages, first.links.prev.as_ref()), (Some(5), None));
        for list in [by_number.clone(), by_number.by_cursor().size(7)] {
            let mut walk = client.pages(Service::Product, &list);
            let mut skus = Vec::new();
            while let Some(product) = walk.next().await.unwrap() {
                skus.push(product.attributes.sku.as_str().to_owned());
            }
            assert_eq!(skus.len(), 45);
            assert!(skus.is_sorted_by(|a, b| a > b));
        }
    });
}

#[test]
fn sparse_fieldsets_are_read_as_objects() {
    let client = catalogue();
    block_on(async {
        client.create_product(None, &attributes("MUG-1")).await.unwrap();
        let list = List::new().fields("products", &["name"]);
        let mut walk = client.object_pages::<catalog_core::product::Product>(Service::Product, &list);
        let object = walk.next().await.unwrap().unwrap();
        assert_eq!(object.attributes.keys().collect::<Vec<_>>(), ["name"]);
        let document = client.send(&exchange::list_products(&list).as_document()).await.unwrap();
        assert_eq!(document.data.len(), 1);
        assert!(document.meta.contains_key("page"));
    });
}

#[cfg(feature = "jsonapi")]
#[test]
fn a_resource_without_a_type_is_read_by_jsonapi_rs() {
    use catalog_core::api::jsonapi::{JsonApiDocument, PrimaryData};
    let document = json!({ "data": { "type": "wishes", "id": "1", "attributes": { "for": "tea" } } });
    let client = scripted([Scripted::document(200, document.to_string())]);
    let exchange = exchange::list_products(&List::new()).as_json_api();
    let JsonApiDocument::Data(read) = block_on(client.send(&exchange)).unwrap() else { panic!("no data") };
    let Some(PrimaryData::Single(wish)) = read.data else { panic!("no resource") };
    assert_eq!((wish._type.as_str(), &wish.attributes["for"]), ("wishes", &json!("tea")));
}

#[test]
fn a_list_is_held_against_the_field_table_without_a_request() {
    let list = List::<catalog_core::product::Product>::new();
    assert!(list.clone().sort("-name").filter("filter[status]", "active").check().is_ok());
    let faults = list.sort("colour").filter("filter[colour]", "red").check().unwrap_err();
    assert_eq!(faults.len(), 2);
}

#[test]
fn a_try_without_an_answer_is_repeated_under_the_same_key() {
    let created =
        json!({ "data": { "type": "products", "id": uuid::Uuid::nil().to_string(), "attributes": {} } });
    let client = scripted([
        Scripted::Unsent(Unsent::Cut(String::new())),
        refusal(Problem::Overloaded).with("retry-after", "2"),
        Scripted::document(201, created.to_string()),
    ]);
    let exchange = exchange::create_product(None, &attributes("A")).as_document();
    let answered = block_on(client.call(&exchange, &CallOptions::default())).unwrap();
    assert_eq!((answered.tries, answered.status.as_u16()), (3, 201));
    let keys = keys(&client);
    assert!(keys.iter().all(|key| *key == keys[0]) && keys.len() == 3);
    assert_eq!(client.platform().waits.lock().unwrap()[1], Duration::from_secs(2));
}

#[test]
fn after_a_4xx_the_sdk_makes_a_new_key_and_a_given_key_stays() {
    let script = || [refusal(Problem::TooManyRequests), refusal(Problem::SortUnsupported)];
    let exchange = exchange::create_product(None, &attributes("A"));
    let client = scripted(script());
    let error = block_on(client.send(&exchange)).unwrap_err();
    assert!(error.is(Problem::SortUnsupported));
    let made = keys(&client);
    assert_ne!(made[0], made[1]);
    let client = scripted(script());
    block_on(client.call(&exchange, &CallOptions::with_key("mine"))).unwrap_err();
    assert_eq!(keys(&client), ["mine", "mine"]);
}

#[test]
fn no_try_outlives_the_deadline() {
    let slow = || refusal(Problem::Overloaded).with("retry-after", "9");
    let client = scripted([slow(), slow(), slow(), slow(), slow()]).with_retry(Retry {
        tries: 9,
        deadline: Duration::from_secs(20),
        ..Retry::default()
    });
    block_on(client.list_products(&List::new())).unwrap_err();
    let limits: Vec<u64> = client
        .transport()
        .asked()
        .iter()
        .map(|request| request.extensions().get::<crate::transport::TimeLimit>().unwrap().0.as_secs())
        .collect();
    assert_eq!(limits, [20, 11, 2]);
}

#[test]
fn a_refusal_is_not_repeated() {
    let client = scripted([refusal(Problem::AttributeInvalid)]);
    let error = block_on(client.send(&exchange::create_product(None, &attributes("A")))).unwrap_err();
    assert_eq!(error.code(), "attribute-invalid");
    assert_eq!(client.transport().asked().len(), 1);
}

#[test]
fn a_service_in_trouble_is_not_buried_in_retries() {
    let client = scripted([]);
    let exchange = exchange::list_products(&List::new());
    for _ in 0..20 {
        block_on(client.send(&exchange)).unwrap_err();
    }
    assert_eq!(client.transport().asked().len(), 20 + 10);
}

#[test]
fn an_answer_that_is_no_document_is_unreadable() {
    let client = scripted([Scripted::document(404, "<html>"), Scripted::document(200, "{}")]);
    for _ in 0..2 {
        let error = block_on(client.list_products(&List::new())).unwrap_err();
        assert_eq!(error.code(), "unreadable");
    }
}

#[test]
fn a_request_carries_key_client_and_media_type() {
    let client = scripted([refusal(Problem::NotFound)]);
    let options = CallOptions { traceparent: Some("00-a-b-01".to_owned()), ..CallOptions::default() };
    block_on(client.call(&exchange::create_operations(&[]), &options)).unwrap_err();
    let asked = client.transport().asked();
    let header = |name: &str| asked[0].headers()[name].to_str().unwrap();
    assert_eq!(asked[0].uri(), "http://product.test/api/v1/operations");
    assert_eq!((header("x-api-key"), header("traceparent")), ("key", "00-a-b-01"));
    assert_eq!(header("content-type"), "application/vnd.api+json;ext=\"https://jsonapi.org/ext/atomic\"");
    assert!(header("trastienda-client").starts_with("client-sdk/"));
    assert!(asked[0].headers()["x-api-key"].is_sensitive());
}

#[test]
fn a_feed_is_followed_and_goes_on_where_it_was_cut() {
    let client = catalogue();
    block_on(async {
        for number in 0..3 {
            client.create_product(None, &attributes(&format!("A-{number}"))).await.unwrap();
        }
        let mut feed =
            client.follow(Feed::<ProductEvent>::new(Service::Product, &List::new(), From::After(1)));
        let seqs = [feed.next().await.unwrap().seq, feed.next().await.unwrap().seq];
        assert_eq!(seqs, [2, 3]);
    });
    let frames = |text: &str| Scripted::Stream(vec![Ok(text.to_owned().into())]);
    let client =
        scripted([frames(": open\n\n"), refusal(Problem::NotReady), refusal(Problem::EventsExpired)]);
    let mut feed = client.follow(Feed::<ProductEvent>::new(Service::Product, &List::new(), From::Now));
    let error = block_on(feed.next()).unwrap_err();
    assert!(error.is(Problem::EventsExpired));
    assert_eq!(client.platform().waits.lock().unwrap().len(), 2);
}

#[test]
fn in_process_paths_methods_scopes_and_keys_are_checked_as_by_a_listener() {
    use catalog_core::api::request::Caller;
    let client = catalogue();
    let reader = Caller::new("reader", ["catalog:read"]);
    let transport = client.transport;
    let transport = transport.with_keys([("r".to_owned(), reader)]);
    let send = |method: &str, path: &str, key: &[&str]| {
        let mut request = http::Request::builder().method(method).uri(format!("http://x{path}"));
        for key in key {
            request = request.header("x-api-key", *key);
        }
        block_on(transport.send(request.body(bytes::Bytes::new()).unwrap())).unwrap()
    };
    assert_eq!(send("GET", "/api/v1/products", &["r"]).status(), 200);
    let head = send("HEAD", "/api/v1/products", &["r"]);
    assert!(head.status() == 200 && head.body().is_empty());
    assert_eq!(send("POST", "/api/v1/products", &["r"]).status(), 403);
    assert_eq!(send("PUT", "/api/v1/products", &["r"]).headers()["allow"], "GET, HEAD, POST, OPTIONS");
    let options = send("OPTIONS", "/api/v1/products", &["r"]);
    assert_eq!(
        (options.status().as_u16(), &options.headers()["allow"]),
        (204, &"GET, HEAD, POST, OPTIONS".parse().unwrap())
    );
    assert_eq!(send("GET", "/api/v1/nothing", &["r"]).status(), 404);
    for key in [&[][..], &["x"], &["r", "r"], &[""]] {
        let refused = send("GET", "/api/v1/nothing", key);
        assert!(refused.status() == 401 && refused.headers().contains_key("www-authenticate"));
    }
}
