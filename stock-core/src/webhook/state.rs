//! Webhooks in plain maps, and what deciding needs to see of them.

use std::collections::BTreeMap;

use super::{Kept, Secret, Webhook, WebhookChange, WebhookId};

/// The webhooks, as far as deciding looks at them.
pub trait WebhookView {
    /// A webhook.
    fn webhook(&self, id: WebhookId) -> Option<&Webhook>;

    /// Its secret.
    fn secret(&self, id: WebhookId) -> Option<&Secret>;

    /// How many there are.
    fn count(&self) -> usize;

    /// The number of the next change of any webhook; the first is 1.
    fn next_change(&self) -> u64;
}

/// The webhooks without their log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookState {
    /// Every webhook.
    pub webhooks: BTreeMap<WebhookId, Webhook>,
    /// The secret of each.
    pub secrets: BTreeMap<WebhookId, Secret>,
    /// How many changes there were.
    pub changes: u64,
}

impl WebhookState {
    /// Does what was decided.
    pub fn apply(&mut self, change: &WebhookChange) {
        self.changes = change.seq;
        match &change.kept {
            Kept::As(webhook) => {
                self.webhooks.insert(webhook.id, Webhook::clone(webhook));
                self.secrets.extend(change.secret.clone().map(|secret| (webhook.id, secret)));
            }
            Kept::No(id) => {
                self.webhooks.remove(id);
                self.secrets.remove(id);
            }
        }
    }
}

impl WebhookView for WebhookState {
    fn webhook(&self, id: WebhookId) -> Option<&Webhook> {
        self.webhooks.get(&id)
    }

    fn secret(&self, id: WebhookId) -> Option<&Secret> {
        self.secrets.get(&id)
    }

    fn count(&self) -> usize {
        self.webhooks.len()
    }

    fn next_change(&self) -> u64 {
        self.changes + 1
    }
}
