//! The webhooks as the engine runs them: every one is resident, what was sent is only appended.

use std::collections::BTreeSet;

use catalog_core::{
    api::endpoint::missing,
    engine::{Answer, Appended, Counter, Shape, Target, Tracked},
};

use super::answer::{created, updated};
use crate::{
    model::Change,
    webhook::{
        Delivery, Kept, Secret, Webhook, WebhookChange, WebhookCommand, WebhookId, WebhookSecret, WebhookView,
    },
};

/// The webhooks, with what changed.
#[derive(Debug)]
pub struct WebhookRows {
    /// Every webhook.
    pub rows: Tracked<WebhookId, Webhook>,
    /// The secret of each.
    pub secrets: Tracked<WebhookId, WebhookSecret>,
    /// New entries of the log.
    pub log: Appended<Delivery>,
    /// Webhooks that went, each with the number of that change. Their log goes too, before anything is put: the id
    /// may be in use again.
    pub removed: Appended<(u64, WebhookId)>,
    /// The number of the last change of any webhook.
    pub changes: Counter,
}

impl Default for WebhookRows {
    fn default() -> Self {
        Self::at([], [], 0)
    }
}

impl WebhookRows {
    /// The webhooks of a store, whose last change has this number.
    pub fn at(
        webhooks: impl IntoIterator<Item = Webhook>,
        secrets: impl IntoIterator<Item = WebhookSecret>,
        changes: u64,
    ) -> Self {
        let rows = Tracked::resident(webhooks.into_iter().map(|webhook| (webhook.id, webhook)));
        Self {
            rows,
            secrets: Tracked::resident(secrets.into_iter().map(|secret| (secret.webhook, secret))),
            log: Appended::default(),
            removed: Appended::default(),
            changes: Counter::at(changes),
        }
    }

    /// The new entries of the log whose webhook did not go after them.
    pub fn log_kept(&self) -> impl Iterator<Item = &Delivery> {
        let went = |entry: &&Delivery| {
            self.removed.drafted().iter().any(|(seq, id)| *id == entry.webhook && *seq > entry.seq)
        };
        self.log.drafted().iter().filter(move |entry| !went(entry))
    }

    pub(super) fn target(&self, command: &WebhookCommand) -> Target {
        let id = match command {
            WebhookCommand::Create(_) | WebhookCommand::Resend(_) => return Target::None,
            WebhookCommand::Update(command) => command.id,
            WebhookCommand::Delete(id) => *id,
            WebhookCommand::Record(command) => command.webhook,
            WebhookCommand::Skip(command) => command.webhook,
        };
        match self.rows.get(&id) {
            Some(webhook) => Target::Tagged(webhook.version.to_string()),
            None => Target::Missing(missing("webhooks", &id.to_string())),
        }
    }

    pub(super) fn apply(&mut self, change: &WebhookChange) {
        match &change.kept {
            Kept::As(webhook) => {
                self.rows.put(webhook.id, Webhook::clone(webhook));
                if let Some(secret) = change.secret.clone() {
                    self.secrets.put(webhook.id, WebhookSecret { webhook: webhook.id, secret });
                }
            }
            Kept::No(id) => {
                self.rows.remove(*id);
                self.secrets.remove(*id);
                self.removed.push((change.seq, *id));
            }
        }
        self.changes.advance_to(change.seq);
        change.delivery.iter().cloned().for_each(|delivery| self.log.push(delivery));
    }
}

impl WebhookView for WebhookRows {
    fn webhook(&self, id: WebhookId) -> Option<&Webhook> {
        self.rows.get(&id)
    }

    fn secret(&self, id: WebhookId) -> Option<&Secret> {
        self.secrets.get(&id).map(|row| &row.secret)
    }

    fn count(&self) -> usize {
        let settled = self.rows.settled().map(|(id, _)| *id);
        let ids: BTreeSet<WebhookId> = settled.chain(self.rows.drafted().map(|(id, _)| *id)).collect();
        ids.iter().filter(|id| self.rows.get(id).is_some()).count()
    }

    fn next_change(&self) -> u64 {
        self.changes.last() + 1
    }
}

/// The answer to a command: the answer to a creation alone tells the secret.
pub(super) fn answer(rows: &WebhookRows, command: &WebhookCommand, change: &Change, shape: &Shape) -> Answer {
    match command {
        WebhookCommand::Create(command) => {
            let made = rows.webhook(command.id).cloned();
            created(made.map(|made| Webhook { secret: Some(command.secret.clone()), ..made }).as_ref(), shape)
        }
        WebhookCommand::Update(command) => updated(rows.webhook(command.id), shape),
        WebhookCommand::Resend(_) => {
            created(change.webhook.as_ref().and_then(|change| change.delivery.as_ref()), shape)
        }
        WebhookCommand::Delete(_) | WebhookCommand::Record(_) | WebhookCommand::Skip(_) => Answer::empty(204),
    }
}
