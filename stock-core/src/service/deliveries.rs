//! What was sent to webhooks, and events to be sent again.

use catalog_core::{
    api::{
        endpoint::{Exchange, Failure},
        read::{Incoming, read_document},
    },
    engine::{Answer, Envelope, Target},
};

use super::{StockStore, documents::read_resend, webhooks::kept_after};
use crate::{
    model::Command,
    webhook::{Delivery, WebhookCommand},
};

/// The JSON:API type.
const KIND: &str = "webhook-deliveries";

pub(super) async fn get<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    // Decimal, in the one form in which it is written.
    let seq = segment.parse().ok().filter(|seq: &u64| seq.to_string() == segment);
    catalog_core::api::endpoint::get::<Delivery, S>(store, exchange, segment, seq).await
}

pub(super) async fn create<S: StockStore>(store: &S, exchange: &Exchange<'_>) -> Result<Answer, Failure> {
    let write = exchange.write::<Delivery>(Envelope::Document)?;
    let mut command = read_document(exchange.request.body(), |data| read_resend(Incoming::read(data, KIND)?));
    if let Ok(resend) = command {
        let fault = kept_after(store, resend.event - 1, "/data/attributes/event").await?;
        command = fault.map_or(command, |fault| Err(vec![fault]));
    }
    let commands = command.map(|command| vec![Command::Webhook(WebhookCommand::Resend(command))]);
    exchange.decide(store, write, commands, async { Ok(Target::None) }).await
}
