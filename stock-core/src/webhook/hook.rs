//! A webhook.

use std::{collections::BTreeSet, sync::Arc};

use catalog_core::api::instant::UnixMillis;

use super::{Secret, WebhookId, WebhookUrl, delivery::DeliveryFailure};
use crate::model::StockEventKind;

/// How many webhooks there may be: as many as one page shows, and one look of the sender takes in.
pub const WEBHOOKS_MAX: usize = 100;
/// The most characters of a description.
pub const DESCRIPTION_CHARS_MAX: usize = 500;
/// How many events of one webhook may wait to be sent again.
pub const RESENDS_MAX: usize = 100;

/// The kinds of events that a webhook is told of; `None` is every kind, those to come included.
pub type Kinds = Option<BTreeSet<StockEventKind>>;

/// Somebody who is told of stock events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its identifier.
    pub id: WebhookId,
    /// Where messages go.
    pub url: WebhookUrl,
    /// What it is told of.
    pub kinds: Kinds,
    /// Whether messages are sent.
    pub active: bool,
    /// What it is for, in free text.
    pub description: Arc<str>,
    /// The secret: only in the answer to its creation, in no row of a store.
    pub secret: Option<Secret>,
    /// Every event up to this one is done with.
    pub delivered_seq: u64,
    /// What is wrong, since the receiver last took a message.
    pub failing: Option<Failing>,
    /// What is to be sent again, in the order asked for; not shown.
    pub resends: Vec<Resend>,
    /// How many entries its log had so far; not shown.
    pub logged: u64,
    /// Rises with every change of any webhook, and is never used again.
    pub version: u64,
    /// When it was made.
    pub created_at: UnixMillis,
    /// When it last changed.
    pub updated_at: UnixMillis,
}

/// What is wrong with a receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failing {
    /// Since when.
    pub since: UnixMillis,
    /// How many tries failed in a row.
    pub tries: u32,
    /// When the next one is; `None` where the webhook is not active.
    pub next_at: Option<UnixMillis>,
    /// How the last one failed.
    pub error: DeliveryFailure,
    /// The status that it was answered with.
    pub status: Option<u16>,
}

/// An event to be sent again, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resend {
    /// The entry of the log that asks for it.
    pub entry: u64,
    /// The event.
    pub event: u64,
}

impl Webhook {
    /// Whether it is told of events of this kind.
    pub fn hears(&self, kind: StockEventKind) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }

    /// From when on the next event may be sent: at once, later, or never for now.
    pub fn ready_at(&self) -> Option<UnixMillis> {
        match (self.active, &self.failing) {
            (false, _) => None,
            (true, None) => Some(UnixMillis::default()),
            (true, Some(failing)) => failing.next_at,
        }
    }
}
