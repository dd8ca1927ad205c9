//! Quotes: the verdict on a purchase, without its effect.

use std::collections::{BTreeMap, BTreeSet};

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
    reading::{each_where, inventories_of, levels_of},
};
use crate::{
    check::{CheckFailed, Products},
    model::{Allocation, CreatePurchase, Location, Purchase, PurchaseId, Reservation, Stamp, State},
};

/// The JSON:API type.
const KIND: &str = "quotes";

/// Nothing is stored, so a key is looked at and not kept.
pub(super) async fn create<S: StockStore, P: Products>(
    store: &S,
    products: &P,
    exchange: &Exchange<'_>,
    by_default: &Allocation,
) -> Result<Answer, Failure> {
    let write = exchange.write::<Quote>(Envelope::Document)?;
    let mut ids = exchange.context.ids();
    let id = QuoteId(ids.next_uuid());
    let fresh = PurchaseId(ids.next_uuid());
    let mut order = read_document(exchange.request.body(), |data| read_quoted(data, fresh, by_default))?;
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
/// resource object. `fresh` is the purchase's id where the client chose none, `by_default` how locations are
/// chosen where it does not say.
pub fn read_quoted(
    data: &Json,
    fresh: PurchaseId,
    by_default: &Allocation,
) -> Result<CreatePurchase, Vec<Fault>> {
    read_new(Incoming::read(data, KIND)?, fresh.0, |incoming, id| {
        read_order(incoming, PurchaseId(id), by_default)
    })
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
    let products = Vec::from_iter(products);
    let inventories = inventories_of(store, &products).await?.into_iter();
    let levels = levels_of(store, &products).await?.into_iter();
    let mut locations = BTreeMap::new();
    let keep = |location: &Location| drop(locations.insert(location.id, location.clone()));
    each_where::<Location, S>(store, Vec::new(), keep).await?;
    let taken = Reads::<Purchase>::get(store, &order.id).await?;
    let mut state = State {
        inventories: inventories.map(|inventory| (inventory.product, inventory)).collect(),
        levels: levels.map(|level| (level.id, level)).collect(),
        locations,
        purchases: taken.into_iter().map(|taken| (taken.id, taken)).collect(),
        ..State::default()
    };
    if let Some(reservation) = reservation {
        state.keep(reservation);
    }
    Ok(state)
}
