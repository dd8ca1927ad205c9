//! Adjustments one by one.

use catalog_core::{
    api::{
        endpoint::{Exchange, Failure},
        read::{Incoming, read_document},
    },
    engine::{Answer, Envelope, Target},
};

use super::{
    StockStore,
    documents::{read_adjustment, read_new},
};
use crate::model::{Adjustment, AdjustmentId, Command};

/// The JSON:API type.
pub(super) const KIND: &str = "adjustments";

pub(super) async fn get<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    catalog_core::api::endpoint::get::<Adjustment, S>(store, exchange, segment, AdjustmentId::parse(segment))
        .await
}

pub(super) async fn create<S: StockStore>(store: &S, exchange: &Exchange<'_>) -> Result<Answer, Failure> {
    let write = exchange.write::<Adjustment>(Envelope::Document)?;
    let mut ids = exchange.context.ids();
    let command = read_document(exchange.request.body(), |data| {
        let incoming = Incoming::read(data, KIND)?;
        read_new(incoming, ids.next_uuid(), |incoming, id| read_adjustment(incoming, AdjustmentId(id)))
    });
    let commands = command.map(|command| vec![Command::CreateAdjustment(command)]);
    exchange.decide(store, write, commands, async { Ok(Target::None) }).await
}
