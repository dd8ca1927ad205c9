//! Quotes: the verdict on a purchase, without its effect.

use std::collections::BTreeSet;

use catalog_core::{
    api::{
        document::resource_document,
        endpoint::{Exchange, Failure},
        fault::Fault,
        read::{Incoming, read_document},
    },
    engine::{Answer, Envelope, Reads, StoreError},
    product::ProductId,
};
use serde_json::Value as Json;

use super::{
    StockStore,
    documents::{read_new, read_order},
    quote::{Quote, QuoteId},
    reading::inventories_of,
};
use crate::{
    check::{CheckFailed, Products},
    model::{CreatePurchase, Purchase, PurchaseId, Reservation, Stamp, State},
};

/// The JSON:API type.
const KIND: &str = "quotes";

/// Nothing is stored, so a key is looked at and not kept.
pub(super) async fn create<S: StockStore, P: Products>(
    store: &S,
    products: &P,
    exchange: &Exchange<'_>,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Quote>(Envelope::Document)?;
    let mut ids = exchange.context.ids();
    let id = QuoteId(ids.next_uuid());
    let fresh = PurchaseId(ids.next_uuid());
    let mut order = read_document(exchange.request.body(), |data| read_quoted(data, fresh))?;
    let wanted = Vec::from_iter(order.products());
    order.sightings = products.look_up(&wanted, exchange.context).await.map_err(CheckFailed::fault)?;
    let state = snapshot(store, &wanted, &order).await?;
    let stamp = Stamp { at: exchange.context.now, actor: exchange.context.caller.name.clone() };
    let docs_url = exchange.site.error_docs_url.as_deref();
    let error = |fault: &Fault, number| fault.to_json(&exchange.context.request_id, number, docs_url);
    let quote = Quote::decide(id, &state, &order, &stamp, error);
    Ok(Answer::json(200, resource_document(&quote, &[], &write.selection, exchange.site)))
}

/// An order that is to be quoted, before the product check, or every fault; pointers are relative to the
/// resource object. `fresh` is the purchase's id where the client chose none.
pub fn read_quoted(data: &Json, fresh: PurchaseId) -> Result<CreatePurchase, Vec<Fault>> {
    read_new(Incoming::read(data, KIND)?, fresh.0, |incoming, id| read_order(incoming, PurchaseId(id)))
}

/// The state as far as the rule looks at it.
async fn snapshot<S: StockStore>(
    store: &S,
    products: &[ProductId],
    order: &CreatePurchase,
) -> Result<State, StoreError> {
    let reservation = match &order.reservation {
        Some(id) => Reads::<Reservation>::get(store, id).await?,
        None => None,
    };
    // What it holds beside what is ordered goes back, so the rule looks at that stock too.
    let held = reservation.iter().flat_map(Reservation::products);
    let products: BTreeSet<_> = products.iter().copied().chain(held).collect();
    let inventories = inventories_of(store, &Vec::from_iter(products)).await?.into_iter();
    let taken = Reads::<Purchase>::get(store, &order.id).await?;
    let mut state = State {
        inventories: inventories.map(|inventory| (inventory.product, inventory)).collect(),
        purchases: taken.into_iter().map(|taken| (taken.id, taken)).collect(),
        ..State::default()
    };
    reservation.into_iter().for_each(|reservation| state.keep(reservation));
    Ok(state)
}
