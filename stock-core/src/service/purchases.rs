//! Purchases, with the levels after them where they are asked for.

use catalog_core::{
    api::{
        document::{Written, content_type, list_document, resource_document},
        endpoint::{Exchange, Failure, missing},
        fault::Fault,
        query::{Parameters, Query, Selection, read_selection},
        read::{Incoming, read_document},
    },
    engine::{Answer, Envelope, Reads, StoreError},
};
use http::header;
use serde_json::Value as Json;

use super::{
    StockStore, checking,
    documents::{products_of, read_named, read_new, read_order, read_status},
    reading::{inventories_of, target},
};
use crate::{
    check::Products,
    model::{Allocation, Command, Inventory, Purchase, PurchaseId, UpdatePurchase},
};

/// The JSON:API type.
const KIND: &str = "purchases";

pub(super) async fn list<S: StockStore>(store: &S, exchange: &Exchange<'_>) -> Result<Answer, Failure> {
    let query = Query::<Purchase>::read(
        &mut Parameters::new(exchange.query_text()),
        exchange.accepts.cursor_profile,
    )?;
    let page = store.page(&query).await?;
    let levels = levels(store, &query.selection, &page.items).await?;
    let document = list_document(&query, &page, &written(&levels), exchange.site);
    Ok(Answer::json(200, document).with(header::CONTENT_TYPE, &content_type(&query.selection)))
}

pub(super) async fn get<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    let selection = read_selection::<Purchase>(exchange.query_text())?;
    let absent = || Failure::from(missing(KIND, segment));
    let id = PurchaseId::parse(segment).ok_or_else(absent)?;
    let purchase = Reads::<Purchase>::get(store, &id).await?.ok_or_else(absent)?;
    let levels = levels(store, &selection, std::slice::from_ref(&purchase)).await?;
    let document = resource_document(&purchase, &written(&levels), &selection, exchange.site);
    let answer = Answer::json(200, document);
    // With the levels it changes when they do, which the version of the purchase does not tell.
    Ok(if selection.is_plain() {
        answer.with(header::ETAG, &format!("\"{}\"", purchase.version))
    } else {
        answer
    })
}

pub(super) async fn create<S: StockStore, P: Products>(
    store: &S,
    products: &P,
    exchange: &Exchange<'_>,
    by_default: &Allocation,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Purchase>(Envelope::Document)?;
    let mut ids = exchange.context.ids();
    let command = read_document(exchange.request.body(), |data| {
        let incoming = Incoming::read(data, KIND)?;
        read_new(incoming, ids.next_uuid(), |incoming, id| read_order(incoming, PurchaseId(id), by_default))
    });
    let commands = command.map(|command| vec![Command::CreatePurchase(command)]);
    checking::decide(store, products, exchange, write, commands).await
}

pub(super) async fn update<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Purchase>(Envelope::Document)?;
    let id = PurchaseId::parse(segment).ok_or_else(|| missing(KIND, segment))?;
    let command = read_document(exchange.request.body(), |data| read_update(data, id));
    let commands = command.map(|command| vec![Command::UpdatePurchase(command)]);
    exchange.decide(store, write, commands, target::<Purchase, S>(store, &id)).await
}

fn read_update(data: &Json, id: PurchaseId) -> Result<UpdatePurchase, Vec<Fault>> {
    let status = read_named(Incoming::read(data, KIND)?, &id.to_string(), read_status)?;
    Ok(UpdatePurchase { id, status })
}

/// The inventories of all lines, where the request asks for them.
async fn levels<S: Reads<Inventory>>(
    store: &S,
    selection: &Selection,
    purchases: &[Purchase],
) -> Result<Vec<Inventory>, StoreError> {
    if !selection.includes("inventory") {
        return Ok(Vec::new());
    }
    inventories_of(store, &products_of(purchases.iter().flat_map(|purchase| &purchase.lines))).await
}

fn written(levels: &[Inventory]) -> Vec<&dyn Written> {
    levels.iter().map(|level| level as &dyn Written).collect()
}
