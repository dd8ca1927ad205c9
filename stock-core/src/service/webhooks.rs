//! Webhooks one by one.

use catalog_core::{
    api::{
        endpoint::{Exchange, Failure, missing},
        fault::Fault,
        feed::check_kept,
        read::{Incoming, read_document},
    },
    engine::{Answer, Envelope, StoreError, Target},
};
use serde_json::Value as Json;

use super::{
    StockStore,
    documents::{read_named, read_new, read_new_webhook, read_webhook_patch},
    reading::target,
};
use crate::{
    model::{Command, StockEvent},
    webhook::{Reach, Secret, UpdateWebhook, Webhook, WebhookCommand, WebhookId},
};

/// The JSON:API type.
const KIND: &str = "webhooks";

pub(super) async fn get<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    catalog_core::api::endpoint::get::<Webhook, S>(store, exchange, segment, WebhookId::parse(segment)).await
}

pub(super) async fn create<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    reach: Reach,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Webhook>(Envelope::Document)?;
    let fresh = exchange.context.ids().next_uuid();
    let secret = Secret::new(exchange.context.seed);
    let mut command = read_document(exchange.request.body(), |data| {
        read_new(Incoming::read(data, KIND)?, fresh, |incoming, id| {
            read_new_webhook(incoming, WebhookId(id), secret, reach)
        })
    });
    if let Ok(Some(seq)) = command.as_ref().map(|command| command.delivered_seq) {
        command = kept_after(store, seq, PLACE).await?.map_or(command, |fault| Err(vec![fault]));
    }
    let commands = command.map(|command| vec![Command::Webhook(WebhookCommand::Create(command))]);
    exchange.decide(store, write, commands, async { Ok(Target::None) }).await
}

pub(super) async fn update<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
    reach: Reach,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Webhook>(Envelope::Document)?;
    let id = WebhookId::parse(segment).ok_or_else(|| missing(KIND, segment))?;
    let mut command = read_document(exchange.request.body(), |data| read_update(data, id, reach));
    if let Ok(Some(seq)) = command.as_ref().map(|command| command.patch.delivered_seq) {
        command = kept_after(store, seq, PLACE).await?.map_or(command, |fault| Err(vec![fault]));
    }
    let commands = command.map(|command| vec![Command::Webhook(WebhookCommand::Update(command))]);
    exchange.decide(store, write, commands, target::<Webhook, S>(store, &id)).await
}

pub(super) async fn delete<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Webhook>(Envelope::Document)?;
    let id = WebhookId::parse(segment).ok_or_else(|| missing(KIND, segment))?;
    let commands = Ok(vec![Command::Webhook(WebhookCommand::Delete(id))]);
    exchange.decide(store, write, commands, target::<Webhook, S>(store, &id)).await
}

/// Where a webhook goes on, in a document.
const PLACE: &str = "/data/attributes/deliveredSeq";

fn read_update(data: &Json, id: WebhookId, reach: Reach) -> Result<UpdateWebhook, Vec<Fault>> {
    let incoming = Incoming::read(data, KIND)?;
    let patch = read_named(incoming, &id.to_string(), |incoming| read_webhook_patch(incoming, reach))?;
    Ok(UpdateWebhook { id, patch })
}

/// The fault of going on after an event behind which some are no longer kept, at `pointer`.
pub(super) async fn kept_after<S: StockStore>(
    store: &S,
    seq: u64,
    pointer: &str,
) -> Result<Option<Fault>, StoreError> {
    Ok(check_kept::<StockEvent, S>(store, seq).await?.map(|fault| fault.at(pointer)))
}
