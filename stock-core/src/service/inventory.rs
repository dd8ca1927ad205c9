//! Inventories one by one.

use catalog_core::{
    api::{
        endpoint::{Exchange, Failure, missing},
        fault::Fault,
        read::{Incoming, read_document},
    },
    engine::{Answer, Envelope},
    product::ProductId,
};
use serde_json::Value as Json;

use super::{
    StockStore, checking,
    documents::{read_beginning, read_named, read_settings},
    reading::target,
};
use crate::{
    check::Products,
    model::{Command, Inventory, UpdateInventory},
};

/// The JSON:API type.
pub(super) const KIND: &str = "inventory";

pub(super) async fn get<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    catalog_core::api::endpoint::get::<Inventory, S>(store, exchange, segment, ProductId::parse(segment))
        .await
}

pub(super) async fn create<S: StockStore, P: Products>(
    store: &S,
    products: &P,
    exchange: &Exchange<'_>,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Inventory>(Envelope::Document)?;
    let command = read_document(exchange.request.body(), |data| read_beginning(Incoming::read(data, KIND)?));
    let commands = command.map(|command| vec![Command::InitialiseInventory(command)]);
    checking::decide(store, products, exchange, write, commands).await
}

pub(super) async fn update<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Inventory>(Envelope::Document)?;
    let product = ProductId::parse(segment).ok_or_else(|| missing(KIND, segment))?;
    let command = read_document(exchange.request.body(), |data| read_update(data, product));
    let commands = command.map(|command| vec![Command::UpdateInventory(command)]);
    exchange.decide(store, write, commands, target::<Inventory, S>(store, &product)).await
}

fn read_update(data: &Json, product: ProductId) -> Result<UpdateInventory, Vec<Fault>> {
    let settings = read_named(Incoming::read(data, KIND)?, &product.to_string(), read_settings)?;
    Ok(UpdateInventory { product, settings })
}
