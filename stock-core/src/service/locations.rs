//! Locations one by one.

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
    documents::{read_location, read_location_patch, read_named, read_new},
    reading::target,
};
use crate::model::{Command, Location, LocationId, UpdateLocation};

/// The JSON:API type.
const KIND: &str = "locations";

pub(super) async fn get<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    catalog_core::api::endpoint::get::<Location, S>(store, exchange, segment, LocationId::parse(segment))
        .await
}

pub(super) async fn create<S: StockStore>(store: &S, exchange: &Exchange<'_>) -> Result<Answer, Failure> {
    let write = exchange.write::<Location>(Envelope::Document)?;
    let mut ids = exchange.context.ids();
    let command = read_document(exchange.request.body(), |data| {
        let incoming = Incoming::read(data, KIND)?;
        read_new(incoming, ids.next_uuid(), |incoming, id| read_location(incoming, LocationId::Other(id)))
    });
    let commands = command.map(|command| vec![Command::CreateLocation(command)]);
    exchange.decide(store, write, commands, async { Ok(Target::None) }).await
}

pub(super) async fn update<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Location>(Envelope::Document)?;
    let id = LocationId::parse(segment).ok_or_else(|| missing(KIND, segment))?;
    let command = read_document(exchange.request.body(), |data| read_update(data, id));
    let commands = command.map(|command| vec![Command::UpdateLocation(command)]);
    exchange.decide(store, write, commands, target::<Location, S>(store, &id)).await
}

fn read_update(data: &Json, id: LocationId) -> Result<UpdateLocation, Vec<Fault>> {
    let patch = read_named(Incoming::read(data, KIND)?, &id.to_string(), read_location_patch)?;
    Ok(UpdateLocation { id, patch })
}
