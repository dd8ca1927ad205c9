//! Calls about webhooks.

use catalog_core::api::field::Listed;
use http::Method;
use serde_json::{Map, Value as Json, json};
use stock_core::webhook::{Delivery, Secret, Webhook, WebhookId, WebhookPatch, WebhookUrl};

use super::{
    Exchange, List, Page, Service, list_of, nothing, object, put,
    stock::{create, one},
    written::{identifier, resource},
};

/// Somebody to be told of stock events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWebhook {
    /// An id of one's own.
    pub id: Option<WebhookId>,
    /// Where messages go, of what, and from which event on; what is not given has its default.
    pub settings: WebhookPatch,
}

impl NewWebhook {
    /// One that is told of every event from now on. The answer tells its secret, unless the settings have one.
    pub fn new(url: WebhookUrl) -> Self {
        Self { id: None, settings: WebhookPatch { url: Some(url), ..WebhookPatch::default() } }
    }
}

/// `GET /api/v1/webhooks`.
pub fn list_webhooks(list: &List<Webhook>) -> Exchange<Page<Webhook>> {
    Exchange::new(list.call(Service::Inventory), list_of)
}

/// `GET /api/v1/webhooks/{id}`.
pub fn get_webhook(id: WebhookId) -> Exchange<Webhook> {
    Exchange::new(one::<Webhook>(Method::GET, id), object)
}

/// `POST /api/v1/webhooks`.
pub fn create_webhook(new: &NewWebhook) -> Exchange<Webhook> {
    let id = new.id.map(|id| id.to_string());
    Exchange::new(
        create::<Webhook>(&resource(Webhook::KIND, id, settings(&new.settings), Json::Null)),
        object,
    )
}

/// `PATCH /api/v1/webhooks/{id}`: an earlier `delivered_seq` sends what is behind it again.
pub fn update_webhook(id: WebhookId, patch: &WebhookPatch) -> Exchange<Webhook> {
    let data = resource(Webhook::KIND, Some(id.to_string()), settings(patch), Json::Null);
    Exchange::new(one::<Webhook>(Method::PATCH, id).with_body(&json!({ "data": data })), object)
}

/// `DELETE /api/v1/webhooks/{id}`.
pub fn delete_webhook(id: WebhookId) -> Exchange<()> {
    Exchange::new(one::<Webhook>(Method::DELETE, id), nothing)
}

/// `GET /api/v1/webhook-deliveries`: what was sent.
pub fn list_webhook_deliveries(list: &List<Delivery>) -> Exchange<Page<Delivery>> {
    Exchange::new(list.call(Service::Inventory), list_of)
}

/// `GET /api/v1/webhook-deliveries/{seq}`.
pub fn get_webhook_delivery(seq: u64) -> Exchange<Delivery> {
    Exchange::new(one::<Delivery>(Method::GET, seq), object)
}

/// `POST /api/v1/webhook-deliveries`: an event is to be sent again, once.
pub fn create_webhook_delivery(webhook: WebhookId, event: u64) -> Exchange<Delivery> {
    let mut attributes = Map::new();
    put(&mut attributes, "event", Some(event));
    let relationships = json!({ "webhook": identifier(Webhook::KIND, webhook) });
    Exchange::new(create::<Delivery>(&resource(Delivery::KIND, None, attributes, relationships)), object)
}

fn settings(patch: &WebhookPatch) -> Map<String, Json> {
    let mut attributes = Map::new();
    put(&mut attributes, "url", patch.url.as_ref().map(WebhookUrl::as_str));
    put(&mut attributes, "kinds", patch.kinds.as_ref());
    put(&mut attributes, "active", patch.active);
    put(&mut attributes, "description", patch.description.as_deref());
    put(&mut attributes, "secret", patch.secret.as_ref().map(Secret::reveal));
    put(&mut attributes, "deliveredSeq", patch.delivered_seq);
    attributes
}
