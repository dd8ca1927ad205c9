//! Webhooks and events that are no longer kept.

use std::{sync::Arc, time::SystemTime};

use bytes::Bytes;
use catalog_core::{
    api::{
        host::Host,
        instant::UnixMillis,
        request::{Caller, Context},
    },
    engine::{Commands, Reads, Site},
    product::ProductId,
};
use http::Method;
use serde_json::{Value as Json, json};
use stock_core::{
    check::{CheckFailed, Products},
    model::{Command, InitialiseInventory, Seen, Settings, Sighting, Sightings, Units},
    service::Service,
    webhook::{
        CreateWebhook, DeliveryFailure, Reach, ResendEvent, Secret, WebhookCommand, WebhookId, WebhookUrl,
    },
};
use tokio::runtime::Runtime;
use trastienda_stock::{Store, WebhookOptions, Webhooks, open};
use trastienda_storage::{DatabaseUrl, Options};
use uuid::Uuid;

use crate::scratch::{Scratch, call};

/// Nobody is asked about products here.
struct Nobody;

impl Products for Nobody {
    async fn look_up(&self, _: &[ProductId], _: &Context) -> Result<Sightings, CheckFailed> {
        Ok(Sightings::default())
    }
}

const ID: WebhookId = WebhookId(Uuid::from_u128(1));
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

fn now() -> UnixMillis {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    UnixMillis::new(i64::try_from(since.as_millis()).unwrap())
}

/// A file whose events are kept for a day: three of the day before yesterday, of which the newest stays, and a
/// resting webhook.
fn old_store(scratch: &Scratch, runtime: &Runtime) -> Arc<Store> {
    let options = Options { events_keep_days: 1, ..Options::default() };
    let store = open(&DatabaseUrl::Sqlite(scratch.file()), &options).unwrap();
    let run = |command, at| {
        let answer = runtime.block_on(store.execute(call(vec![command], at))).unwrap();
        assert!(answer.status < 300, "{}", String::from_utf8_lossy(&answer.body));
    };
    for number in 1..=3 {
        let (sighting, quantity) = (Sighting::fresh(Seen::NotForSale), Units::new(0).unwrap());
        let (product, settings) = (ProductId(Uuid::from_u128(number)), Settings::default());
        let begin = InitialiseInventory { product, sighting, quantity, settings };
        run(Command::InitialiseInventory(begin), now().plus_millis(-2 * DAY_MILLIS));
    }
    let webhook = CreateWebhook {
        id: ID,
        url: WebhookUrl::parse("https://example.com/", Reach::Public).unwrap(),
        kinds: None,
        active: false,
        description: Arc::from(""),
        secret: Secret::new([1; 16]),
        delivered_seq: None,
    };
    run(Command::Webhook(WebhookCommand::Create(webhook)), now());
    Arc::new(store)
}

#[test]
fn what_is_no_longer_kept_cannot_be_sent_again() {
    let (scratch, runtime) = (Scratch::new(), Runtime::new().unwrap());
    let store = old_store(&scratch, &runtime);
    let service = Service::new(Arc::clone(&store), Nobody, Site::default());
    let send = |method: Method, path: &str, data: &Json| {
        let body = Bytes::from(json!({ "data": data }).to_string());
        let request = http::Request::builder().method(method).uri(path);
        let request = request.header("content-type", "application/vnd.api+json").body(body).unwrap();
        let context = Context {
            now: now(),
            request_id: Arc::from("r"),
            caller: Caller::new("owner", ["admin"]),
            seed: [1; 16],
            traceparent: None,
        };
        let response = runtime.block_on(service.handle(request, context));
        let body: Json = serde_json::from_slice(response.body().bytes().unwrap()).unwrap();
        let error = &body["errors"][0];
        (response.status().as_u16(), error["code"].clone(), error["source"]["pointer"].clone())
    };
    let back = |seq: u64| {
        let data = json!({ "type": "webhooks", "id": ID.to_string(), "attributes": { "deliveredSeq": seq } });
        send(Method::PATCH, &format!("/api/v1/webhooks/{ID}"), &data)
    };
    let gone = |pointer: &str| (410, json!("events-expired"), json!(pointer));
    assert_eq!(back(1), gone("/data/attributes/deliveredSeq"));
    assert_eq!(back(2).0, 200, "the third is there");
    let again = |event: u64| {
        let webhook = json!({ "data": { "type": "webhooks", "id": ID.to_string() } });
        let data = json!({
            "type": "webhook-deliveries", "attributes": { "event": event }, "relationships": { "webhook": webhook },
        });
        send(Method::POST, "/api/v1/webhook-deliveries", &data)
    };
    assert_eq!(again(2), gone("/data/attributes/event"));
    assert_eq!(again(3).0, 201);
    store.close();
}

#[test]
fn an_event_that_went_while_it_waited_is_told_as_such() {
    let (scratch, runtime) = (Scratch::new(), Runtime::new().unwrap());
    let store = old_store(&scratch, &runtime);
    let resend = WebhookCommand::Resend(ResendEvent { webhook: ID, event: 1 });
    runtime.block_on(store.execute(call(vec![Command::Webhook(resend)], now()))).unwrap();
    let within = runtime.enter();
    let sender = Webhooks::start(Arc::clone(&store), WebhookOptions::default());
    drop(within);
    let began = std::time::Instant::now();
    let entry = loop {
        let query = catalog_core::api::query::Query::parse("filter[outcome]=failed").unwrap();
        let page = runtime.block_on(store.page(&query)).unwrap();
        if let Some(entry) = page.items.into_iter().next() {
            let entry: stock_core::webhook::Delivery = entry;
            break entry;
        }
        assert!(began.elapsed().as_secs() < 20, "nothing came of it");
    };
    assert_eq!((entry.event, entry.failure), (1, Some(DeliveryFailure::EventExpired)));
    runtime.block_on(sender.stop());
    store.close();
}
