//! What several endpoints read alike.

use std::collections::BTreeMap;

use catalog_core::{
    api::{
        cursor::Cursor,
        document::{Resource, content_type, list_document},
        endpoint::{Exchange, Failure, missing},
        field::{Filter, Listed},
        query::{Condition, PAGE_SIZE_MAX, Parameters, Query, Window},
        value::Value,
    },
    engine::{Answer, Reads, StoreError, Target},
    product::ProductId,
};
use http::header;

use crate::{
    error::StockError,
    fields::{BY_PRODUCT, LEVELS_BY_PRODUCT},
    model::{Inventory, Level, Location, LocationId},
};

/// `GET` of a collection that may be filtered by location.
pub(super) async fn list<R: Resource, S: Reads<R> + Reads<Location>>(
    store: &S,
    exchange: &Exchange<'_>,
) -> Result<Answer, Failure> {
    let query =
        Query::<R>::read(&mut Parameters::new(exchange.query_text()), exchange.accepts.cursor_profile)?;
    check_locations(store, &query).await?;
    let page = Reads::<R>::page(store, &query).await?;
    let document = list_document(&query, &page, &[], exchange.site);
    Ok(Answer::json(200, document).with(header::CONTENT_TYPE, &content_type(&query.selection)))
}

/// The filters that name locations.
const LOCATION_FILTERS: [&str; 3] = ["filter[location]", "filter[from]", "filter[to]"];

/// Whether every location that is filtered by exists.
pub(super) async fn check_locations<R: Listed, S: Reads<Location>>(
    store: &S,
    query: &Query<R>,
) -> Result<(), Failure> {
    for Condition { filter: Filter { name, .. }, values, .. } in &query.conditions {
        if !LOCATION_FILTERS.contains(name) {
            continue;
        }
        for value in values {
            let Value::Text(text) = value else { continue };
            let Some(location) = LocationId::parse(text) else { continue };
            if Reads::<Location>::get(store, &location).await?.is_none() {
                return Err(StockError::LocationNotFound(location).fault().parameter(*name).into());
            }
        }
    }
    Ok(())
}

/// The inventories of these products, as far as they are kept, in the order asked for.
pub(super) async fn inventories_of<S: Reads<Inventory>>(
    store: &S,
    products: &[ProductId],
) -> Result<Vec<Inventory>, StoreError> {
    let found = all_of(store, &BY_PRODUCT, products).await?;
    let mut found: BTreeMap<_, _> =
        found.into_iter().map(|inventory: Inventory| (inventory.product, inventory)).collect();
    Ok(products.iter().filter_map(|product| found.remove(product)).collect())
}

/// The levels of these products, by their ids.
pub(super) async fn levels_of<S: Reads<Level>>(
    store: &S,
    products: &[ProductId],
) -> Result<Vec<Level>, StoreError> {
    all_of(store, &LEVELS_BY_PRODUCT, products).await
}

/// Everything of these products, by their ids.
async fn all_of<R: Listed, S: Reads<R>>(
    store: &S,
    by_product: &'static Filter<R>,
    products: &[ProductId],
) -> Result<Vec<R>, StoreError> {
    let mut found = Vec::new();
    for some in products.chunks(PAGE_SIZE_MAX as usize) {
        let values = some.iter().map(|product| product.to_string().into()).collect();
        let conditions = vec![Condition { filter: by_product, values, text: String::new() }];
        each_where(store, conditions, |row: &R| found.push(row.clone())).await?;
    }
    Ok(found)
}

/// Visits every row of which the conditions hold, in the order of ids.
pub(super) async fn each_where<R: Listed, S: Reads<R>>(
    store: &S,
    conditions: Vec<Condition<R>>,
    visit: impl FnMut(&R) + Send,
) -> Result<(), StoreError> {
    let query = Query { order: Vec::new(), conditions, ..Query::first_page() };
    each(store, query, None, visit).await.map(|_| ())
}

/// Visits every row behind a place in the order of its ids, and gives the place of the last one.
pub(super) async fn each<R: Listed, S: Reads<R>>(
    store: &S,
    mut query: Query<R>,
    after: Option<Cursor>,
    mut visit: impl FnMut(&R) + Send,
) -> Result<Option<Cursor>, StoreError> {
    let mut place = after;
    loop {
        query.window = Window::Cursor { size: PAGE_SIZE_MAX, after: place.clone(), before: None };
        let page = store.page(&query).await?;
        page.items.iter().for_each(&mut visit);
        match page.items.last() {
            Some(last) => place = Some(Cursor(vec![(R::listing().id.value)(last)])),
            None => return Ok(place),
        }
        if !page.more_after {
            return Ok(place);
        }
    }
}

/// What a request whose body could not be read is about.
pub(super) async fn target<R: Resource, S: Reads<R>>(store: &S, id: &R::Id) -> Result<Target, StoreError> {
    Ok(match store.get(id).await? {
        Some(resource) => Target::Tagged(resource.tag().unwrap_or_default()),
        None => Target::Missing(missing(R::KIND, &id.to_string())),
    })
}
