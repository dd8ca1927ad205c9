//! What is sent.

use catalog_core::{
    api::{document::resource_document, instant::UnixMillis, query::Selection},
    engine::Site,
};

use super::{Secret, WebhookId};
use crate::model::StockEvent;

/// A signed message about one event: the document that the feed shows of it, and the headers of Standard Webhooks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// `webhook-id`: the same for every try of this event to this webhook, so that a receiver knows a repeat.
    pub id: String,
    /// `webhook-timestamp`: the moment of this try, in seconds.
    pub timestamp: i64,
    /// `webhook-signature`.
    pub signature: String,
    /// The document.
    pub body: Vec<u8>,
}

impl Message {
    /// The message about `event` as it is sent at `now`.
    pub fn new(
        webhook: WebhookId,
        secret: &Secret,
        event: &StockEvent,
        now: UnixMillis,
        site: &Site,
    ) -> Self {
        let body = resource_document(event, &[], &Selection::default(), site);
        let id = format!("{webhook}_{}", event.seq);
        let timestamp = now.get().div_euclid(1_000);
        Self { signature: secret.sign(&id, timestamp, &body), id, timestamp, body }
    }

    /// The headers, but for that of the media type.
    pub fn headers(&self) -> [(&'static str, String); 3] {
        [
            ("webhook-id", self.id.clone()),
            ("webhook-timestamp", self.timestamp.to_string()),
            ("webhook-signature", self.signature.clone()),
        ]
    }
}
