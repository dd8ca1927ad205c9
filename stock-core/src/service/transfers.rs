//! Transfers one by one.

use catalog_core::{
    api::{
        endpoint::{Exchange, Failure, missing},
        fault::Fault,
        read::{Incoming, read_document},
    },
    engine::{Answer, Envelope, Target},
};
use serde_json::Value as Json;

use super::{
    StockStore,
    documents::{read_named, read_new, read_transfer, read_transfer_status},
    reading::target,
};
use crate::model::{Command, Transfer, TransferId, UpdateTransfer};

/// The JSON:API type.
const KIND: &str = "transfers";

pub(super) async fn get<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    catalog_core::api::endpoint::get::<Transfer, S>(store, exchange, segment, TransferId::parse(segment))
        .await
}

pub(super) async fn create<S: StockStore>(store: &S, exchange: &Exchange<'_>) -> Result<Answer, Failure> {
    let write = exchange.write::<Transfer>(Envelope::Document)?;
    let mut ids = exchange.context.ids();
    let command = read_document(exchange.request.body(), |data| {
        let incoming = Incoming::read(data, KIND)?;
        read_new(incoming, ids.next_uuid(), |incoming, id| read_transfer(incoming, TransferId(id)))
    });
    let commands = command.map(|command| vec![Command::CreateTransfer(command)]);
    exchange.decide(store, write, commands, async { Ok(Target::None) }).await
}

pub(super) async fn update<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Transfer>(Envelope::Document)?;
    let id = TransferId::parse(segment).ok_or_else(|| missing(KIND, segment))?;
    let command = read_document(exchange.request.body(), |data| read_update(data, id));
    let commands = command.map(|command| vec![Command::UpdateTransfer(command)]);
    exchange.decide(store, write, commands, target::<Transfer, S>(store, &id)).await
}

fn read_update(data: &Json, id: TransferId) -> Result<UpdateTransfer, Vec<Fault>> {
    let status = read_named(Incoming::read(data, KIND)?, &id.to_string(), read_transfer_status)?;
    Ok(UpdateTransfer { id, status })
}
