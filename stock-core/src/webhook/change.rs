//! What a decided command about a webhook does.

use super::{Delivery, Secret, Webhook, WebhookId};

/// What a decided command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookChange {
    /// The number it has among the changes of all webhooks.
    pub seq: u64,
    /// What became of the webhook.
    pub kept: Kept,
    /// Its new secret.
    pub secret: Option<Secret>,
    /// A new entry of the log.
    pub delivery: Option<Delivery>,
}

/// What became of a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is new or changed.
    As(Box<Webhook>),
    /// It is no more.
    No(WebhookId),
}

impl WebhookChange {
    pub(super) fn of(webhook: Webhook) -> Self {
        Self { seq: webhook.version, kept: Kept::As(Box::new(webhook)), secret: None, delivery: None }
    }
}
