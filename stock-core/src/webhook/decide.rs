//! Judging commands about webhooks.

#[cfg(test)]
mod tests;

use super::{
    CreateWebhook, Delivery, DeliveryOutcome, Failing, Kept, RESENDS_MAX, RecordTry, Resend, ResendEvent,
    SkipEvents, Told, TryResult, UpdateWebhook, WEBHOOKS_MAX, Webhook, WebhookChange, WebhookCommand,
    WebhookError, WebhookId, WebhookView,
    backoff::{GIVE_UP_MILLIS, wait_millis},
};
use crate::{
    error::StockError,
    model::{Refusal, Stamp},
};

/// What a command does, nothing where all is so already, or the reason against it.
type Decided = Result<Option<WebhookChange>, Refusal>;

/// Judges a command; `newest` is the `seq` of the newest event.
pub(crate) fn decide(
    view: &dyn WebhookView,
    command: &WebhookCommand,
    newest: u64,
    stamp: &Stamp,
) -> Decided {
    match command {
        WebhookCommand::Create(command) => create(view, command, newest, stamp),
        WebhookCommand::Update(command) => update(view, command, newest, stamp),
        WebhookCommand::Delete(id) => delete(view, *id),
        WebhookCommand::Resend(command) => resend(view, *command, newest, stamp),
        WebhookCommand::Record(command) => record(view, command, stamp),
        WebhookCommand::Skip(command) => skip(view, *command, stamp),
    }
}

fn create(view: &dyn WebhookView, command: &CreateWebhook, newest: u64, stamp: &Stamp) -> Decided {
    if view.webhook(command.id).is_some() {
        return Err(refusal(StockError::IdTaken, "/id"));
    }
    if view.count() >= WEBHOOKS_MAX {
        return Err(Refusal { error: WebhookError::TooMany.into(), pointer: None });
    }
    let delivered_seq = command.delivered_seq.unwrap_or(newest);
    exists(delivered_seq, newest, "/attributes/deliveredSeq")?;
    let webhook = Webhook {
        id: command.id,
        url: command.url.clone(),
        kinds: command.kinds.clone(),
        active: command.active,
        description: command.description.clone(),
        secret: None,
        delivered_seq,
        failing: None,
        resends: Vec::new(),
        logged: 0,
        version: view.next_change(),
        created_at: stamp.at,
        updated_at: stamp.at,
    };
    Ok(Some(WebhookChange { secret: Some(command.secret.clone()), ..WebhookChange::of(webhook) }))
}

/// A change says that something is to be different, so a webhook that fails is tried again at once.
fn update(view: &dyn WebhookView, command: &UpdateWebhook, newest: u64, stamp: &Stamp) -> Decided {
    let before = found(view, command.id)?;
    let patch = &command.patch;
    if let Some(seq) = patch.delivered_seq {
        exists(seq, newest, "/attributes/deliveredSeq")?;
    }
    let secret = patch.secret.clone().filter(|secret| view.secret(command.id) != Some(secret));
    let after = Webhook {
        url: patch.url.clone().unwrap_or_else(|| before.url.clone()),
        kinds: patch.kinds.clone().unwrap_or_else(|| before.kinds.clone()),
        active: patch.active.unwrap_or(before.active),
        description: patch.description.clone().unwrap_or_else(|| before.description.clone()),
        delivered_seq: patch.delivered_seq.unwrap_or(before.delivered_seq),
        ..before.clone()
    };
    if after == *before && secret.is_none() {
        return Ok(None);
    }
    let after = Webhook { failing: None, ..changed(view, after, stamp) };
    Ok(Some(WebhookChange { secret, ..WebhookChange::of(after) }))
}

fn delete(view: &dyn WebhookView, id: WebhookId) -> Decided {
    found(view, id)?;
    Ok(Some(WebhookChange { seq: view.next_change(), kept: Kept::No(id), secret: None, delivery: None }))
}

fn resend(view: &dyn WebhookView, command: ResendEvent, newest: u64, stamp: &Stamp) -> Decided {
    let ResendEvent { webhook, event } = command;
    let Some(before) = view.webhook(webhook) else {
        return Err(refusal(WebhookError::NotFound(webhook), "/relationships/webhook"));
    };
    exists(event, newest, "/attributes/event")?;
    if before.resends.len() >= RESENDS_MAX {
        return Err(Refusal { error: WebhookError::TooManyResends.into(), pointer: None });
    }
    let mut after = changed(view, before.clone(), stamp);
    after.resends.push(Resend { entry: after.version, event });
    let asked = TryResult { status: None, failure: None };
    Ok(Some(logged(after, event, 0, DeliveryOutcome::Asked, asked, None)))
}

/// What a try came to. In order it moves the webhook on, or says when the next try is; unless somebody had the
/// webhook go on from another event meanwhile.
fn record(view: &dyn WebhookView, command: &RecordTry, stamp: &Stamp) -> Decided {
    let RecordTry { event, result, .. } = *command;
    let before = found(view, command.webhook)?;
    let mut after = changed(view, before.clone(), stamp);
    let in_order = match command.told {
        Told::InOrder { after: seen } => before.delivered_seq == seen,
        Told::Again { entry } => {
            after.resends.retain(|resend| resend.entry != entry);
            false
        }
    };
    let so_far = before.failing.filter(|_| in_order);
    let tries = so_far.map_or(0, |failing| failing.tries).saturating_add(1);
    match result.failure {
        None => {
            after.failing = None;
            after.delivered_seq = if in_order { event } else { after.delivered_seq };
        }
        Some(error) if in_order || result.is_gone() => {
            let since = so_far.map_or(stamp.at, |failing| failing.since);
            let given_up = result.is_gone() || stamp.at.millis_since(since) >= GIVE_UP_MILLIS;
            let next_at = stamp.at.plus_millis(wait_millis(tries, command.chance));
            after.active &= !given_up;
            let next_at = after.active.then_some(next_at);
            after.failing = Some(Failing { since, tries, next_at, error, status: result.status });
        }
        Some(_) => {}
    }
    let outcome = if result.failure.is_none() { DeliveryOutcome::Delivered } else { DeliveryOutcome::Failed };
    Ok(Some(logged(after, event, tries, outcome, result, Some(command.duration_ms))))
}

fn skip(view: &dyn WebhookView, command: SkipEvents, stamp: &Stamp) -> Decided {
    let before = found(view, command.webhook)?;
    if before.delivered_seq != command.after || command.to <= command.after {
        return Ok(None);
    }
    let after = Webhook { delivered_seq: command.to, ..before.clone() };
    Ok(Some(WebhookChange::of(changed(view, after, stamp))))
}

/// The webhook with the marks of a change.
fn changed(view: &dyn WebhookView, webhook: Webhook, stamp: &Stamp) -> Webhook {
    Webhook { version: view.next_change(), updated_at: stamp.at, ..webhook }
}

/// The change with an entry of the log, which has the number of the change.
fn logged(
    mut webhook: Webhook,
    event: u64,
    tries: u32,
    outcome: DeliveryOutcome,
    result: TryResult,
    duration_ms: Option<u32>,
) -> WebhookChange {
    webhook.logged += 1;
    let delivery = Delivery {
        seq: webhook.version,
        webhook: webhook.id,
        number: webhook.logged,
        event,
        tries,
        at: webhook.updated_at,
        outcome,
        status: result.status,
        failure: result.failure,
        duration_ms,
    };
    WebhookChange { delivery: Some(delivery), ..WebhookChange::of(webhook) }
}

fn found(view: &dyn WebhookView, id: WebhookId) -> Result<&Webhook, Refusal> {
    view.webhook(id).ok_or(Refusal { error: StockError::TargetMissing, pointer: None })
}

fn exists(event: u64, newest: u64, pointer: &str) -> Result<(), Refusal> {
    if event <= newest {
        Ok(())
    } else {
        Err(refusal(WebhookError::EventNotFound { event, newest }, pointer))
    }
}

fn refusal(error: impl Into<StockError>, pointer: &str) -> Refusal {
    Refusal { error: error.into(), pointer: Some(pointer.to_owned()) }
}
