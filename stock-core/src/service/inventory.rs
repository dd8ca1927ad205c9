//! Inventories one by one.

use catalog_core::{
    api::{
        document::{Written, content_type, list_document, resource_document},
        endpoint::{Exchange, Failure, Given, missing},
        fault::Fault,
        query::{Parameters, Query, Selection, read_selection},
        read::{Incoming, read_document},
    },
    engine::{Answer, Envelope, Reads, Shows, StoreError},
    product::ProductId,
};
use http::header;
use serde_json::Value as Json;

use super::{
    StockStore, checking,
    documents::{read_beginning, read_named, read_settings},
    reading::{check_locations, levels_of, target},
};
use crate::{
    check::Products,
    model::{Command, Inventory, Level, UpdateInventory},
};

/// The JSON:API type.
pub(super) const KIND: &str = "inventory";

pub(super) async fn get<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Given, Failure> {
    let selection = read_selection::<Inventory>(exchange.query_text())?;
    let absent = || Failure::from(missing(KIND, segment));
    let product = ProductId::parse(segment).ok_or_else(absent)?;
    let inventory = Reads::<Inventory>::get(store, &product).await?.ok_or_else(absent)?;
    let levels = levels(store, &selection, std::slice::from_ref(&inventory)).await?;
    let document = resource_document(&inventory, &written(&levels), &selection, exchange.site);
    let answer = Answer::json(200, document);
    // With its levels it changes when the places do, which its version does not tell in every case.
    Ok(if selection.is_plain() {
        let answer = answer.with(header::ETAG, &format!("\"{}\"", inventory.version));
        (answer, Shows::row(&product)).into()
    } else {
        answer.into()
    })
}

pub(super) async fn list<S: StockStore>(store: &S, exchange: &Exchange<'_>) -> Result<Answer, Failure> {
    let query = Query::<Inventory>::read(
        &mut Parameters::new(exchange.query_text()),
        exchange.accepts.cursor_profile,
    )?;
    check_locations(store, &query).await?;
    let page = store.page(&query).await?;
    let levels = levels(store, &query.selection, &page.items).await?;
    let document = list_document(&query, &page, &written(&levels), exchange.site);
    Ok(Answer::json(200, document).with(header::CONTENT_TYPE, &content_type(&query.selection)))
}

/// The levels of all inventories, where the request asks for them.
async fn levels<S: Reads<Level>>(
    store: &S,
    selection: &Selection,
    inventories: &[Inventory],
) -> Result<Vec<Level>, StoreError> {
    if !selection.includes("levels") {
        return Ok(Vec::new());
    }
    levels_of(store, &inventories.iter().map(|inventory| inventory.product).collect::<Vec<_>>()).await
}

fn written(levels: &[Level]) -> Vec<&dyn Written> {
    levels.iter().map(|level| level as &dyn Written).collect()
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
