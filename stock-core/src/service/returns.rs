//! Returns one by one.

use catalog_core::{
    api::{
        endpoint::{Exchange, Failure},
        read::{Incoming, read_document},
    },
    engine::{Answer, Envelope, Target},
};

use super::{
    StockStore,
    documents::{read_new, read_return},
};
use crate::model::{Command, Return, ReturnId};

/// The JSON:API type.
const KIND: &str = "returns";

pub(super) async fn get<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    catalog_core::api::endpoint::get::<Return, S>(store, exchange, segment, ReturnId::parse(segment)).await
}

pub(super) async fn create<S: StockStore>(store: &S, exchange: &Exchange<'_>) -> Result<Answer, Failure> {
    let write = exchange.write::<Return>(Envelope::Document)?;
    let mut ids = exchange.context.ids();
    let command = read_document(exchange.request.body(), |data| {
        let incoming = Incoming::read(data, KIND)?;
        read_new(incoming, ids.next_uuid(), |incoming, id| read_return(incoming, ReturnId(id)))
    });
    let commands = command.map(|command| vec![Command::CreateReturn(command)]);
    exchange.decide(store, write, commands, async { Ok(Target::None) }).await
}
