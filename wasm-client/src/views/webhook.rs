//! Webhooks: who is told of stock events, and how that went.

use tsify::Tsify;

use super::feed::StockEventKind;

/// Why a try failed.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryFailure {
    /// There is no such host.
    Unresolved,
    /// The host is not a public machine.
    PrivateAddress,
    /// No connection.
    Refused,
    /// No secure connection.
    Tls,
    /// No answer in time.
    Timeout,
    /// The connection ended before the answer was there, or it was none.
    Cut,
    /// An answer with a status other than 2xx.
    Status,
    /// The event is no longer kept.
    EventExpired,
}

/// What is wrong with a receiver.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct Failing {
    /// Since when; RFC 3339.
    pub since: String,
    /// How many tries failed in a row.
    pub tries: u32,
    /// When the next one is; null where the webhook is not active.
    pub next_at: Option<String>,
    /// How the last one failed.
    pub error: DeliveryFailure,
    /// The status that it was answered with.
    pub status: Option<u16>,
}

/// Somebody who is told of stock events.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    /// A UUID.
    pub id: String,
    /// Where messages go.
    pub url: String,
    /// What it is told of; null is every kind.
    pub kinds: Option<Vec<StockEventKind>>,
    /// Whether messages are sent.
    pub active: bool,
    /// What it is for.
    pub description: String,
    /// What messages are signed with: only in the answer to its creation.
    #[tsify(optional, type = "string")]
    #[cfg_attr(test, serde(default))]
    pub secret: Option<String>,
    /// Every event up to this `seq` is done with.
    pub delivered_seq: u64,
    /// What is wrong since the receiver last took a message.
    pub failing: Option<Failing>,
    /// Grows with each change; for `ifMatch`.
    pub version: u64,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
}

/// Somebody who is to be told of stock events.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct NewWebhook {
    /// A UUID of one's own.
    #[tsify(optional)]
    pub id: String,
    /// Where messages go: `https://`, a public host.
    pub url: String,
    /// What it is told of; null, the default, is every kind.
    #[tsify(optional, type = "StockEventKind[] | null")]
    pub kinds: Option<Vec<StockEventKind>>,
    /// Whether messages are sent; true by default.
    #[tsify(optional)]
    pub active: bool,
    /// What it is for; at most 500 characters.
    #[tsify(optional)]
    pub description: String,
    /// A secret of one's own: `whsec_` and the base64 of 24 to 64 bytes.
    #[tsify(optional)]
    pub secret: String,
    /// It is told of what comes behind this `seq`; by default of what comes from now on.
    #[tsify(optional)]
    pub delivered_seq: u64,
}

/// A change of a webhook.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct WebhookPatch {
    /// Where messages go.
    #[tsify(optional)]
    pub url: String,
    /// What it is told of; null is every kind.
    #[tsify(optional, type = "StockEventKind[] | null")]
    pub kinds: Option<Vec<StockEventKind>>,
    /// Whether messages are sent.
    #[tsify(optional)]
    pub active: bool,
    /// What it is for.
    #[tsify(optional)]
    pub description: String,
    /// Another secret.
    #[tsify(optional)]
    pub secret: String,
    /// Where it goes on: everything behind this `seq` is sent again.
    #[tsify(optional)]
    pub delivered_seq: u64,
}

/// What an entry of the log says.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryOutcome {
    /// Somebody asked that the event be sent again.
    Asked,
    /// The receiver took it.
    Delivered,
    /// It did not.
    Failed,
}

/// One entry of the log: a try, or the wish for one.
#[derive(Clone, Debug, PartialEq, Tsify)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct WebhookDelivery {
    /// Its place in the log, as a string.
    pub id: String,
    /// The webhook's id.
    pub webhook: String,
    /// The `seq` of the event.
    pub event: u64,
    /// Which try it was since the receiver last took a message, from 1; 0 of a wish.
    pub r#try: u32,
    /// When the try ended, or the wish came; RFC 3339.
    pub at: String,
    /// What it says.
    pub outcome: DeliveryOutcome,
    /// The status of the receiver's answer.
    pub status: Option<u16>,
    /// Why it failed.
    pub error: Option<DeliveryFailure>,
    /// How long the try took, in milliseconds.
    pub duration_ms: Option<u32>,
}

/// An event to be sent again, once.
#[derive(Clone, Debug, PartialEq, Tsify)]
pub struct NewWebhookDelivery {
    /// The webhook's id.
    pub webhook: String,
    /// The `seq` of the event.
    pub event: u64,
}
