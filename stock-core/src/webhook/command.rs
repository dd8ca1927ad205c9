//! What can be asked about webhooks.

use std::sync::Arc;

use super::{Secret, TryResult, WebhookId, WebhookUrl, hook::Kinds};

/// One thing to be done about a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WebhookCommand {
    /// Tell somebody from now on.
    Create(CreateWebhook),
    /// Change whom, of what, or from where on.
    Update(UpdateWebhook),
    /// Tell them no more, and forget what was sent.
    Delete(WebhookId),
    /// Send an event again, once.
    Resend(ResendEvent),
    /// A message was tried.
    Record(RecordTry),
    /// There was nothing for it among these events.
    Skip(SkipEvents),
}

/// Tell somebody from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateWebhook {
    /// The new webhook's identifier.
    pub id: WebhookId,
    /// Where messages go.
    pub url: WebhookUrl,
    /// What it is told of.
    pub kinds: Kinds,
    /// Whether messages are sent.
    pub active: bool,
    /// What it is for.
    pub description: Arc<str>,
    /// What messages are signed with.
    pub secret: Secret,
    /// The event after which it begins; the newest one unless said.
    pub delivered_seq: Option<u64>,
}

/// Change whom, of what, or from where on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateWebhook {
    /// Which one.
    pub id: WebhookId,
    /// What changes.
    pub patch: WebhookPatch,
}

/// A change of a webhook; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookPatch {
    /// Where messages go.
    pub url: Option<WebhookUrl>,
    /// What it is told of.
    pub kinds: Option<Kinds>,
    /// Whether messages are sent.
    pub active: Option<bool>,
    /// What it is for.
    pub description: Option<Arc<str>>,
    /// What messages are signed with.
    pub secret: Option<Secret>,
    /// The event after which it goes on: an earlier one sends those behind it again, a later one leaves some out.
    pub delivered_seq: Option<u64>,
}

/// Send an event again, once, whatever its kind and whether the webhook is active.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResendEvent {
    /// To whom.
    pub webhook: WebhookId,
    /// The event.
    pub event: u64,
}

/// A message was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordTry {
    /// To whom.
    pub webhook: WebhookId,
    /// The event.
    pub event: u64,
    /// Why it was sent.
    pub told: Told,
    /// How it ended.
    pub result: TryResult,
    /// How long it took.
    pub duration_ms: u32,
    /// A random number, for the wait before the next try.
    pub chance: u16,
}

/// Why a message was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was next in order, behind this event.
    InOrder {
        /// What the webhook's `delivered_seq` was.
        after: u64,
    },
    /// It was asked for.
    Again {
        /// The entry of the log that asks for it.
        entry: u64,
    },
}

/// There was nothing for it among these events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SkipEvents {
    /// For whom.
    pub webhook: WebhookId,
    /// What the webhook's `delivered_seq` was.
    pub after: u64,
    /// The last event that was looked at.
    pub to: u64,
}
