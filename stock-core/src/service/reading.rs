//! What several endpoints read alike.

use std::collections::BTreeMap;

use catalog_core::{
    api::{
        document::{Resource, content_type, list_document},
        endpoint::{Exchange, Failure, missing},
        fault::Fault,
        field::Listed,
        query::{Condition, PAGE_SIZE_MAX, Parameters, Query, Window},
        value::Value,
    },
    engine::{Answer, Reads, StoreError, Target},
    product::ProductId,
};
use http::header;

use crate::{
    error::StockError,
    fields::BY_PRODUCT,
    model::{Inventory, LocationId},
};

/// `GET` of a collection that may be filtered by location.
pub(super) async fn list<R: Resource, S: Reads<R>>(
    store: &S,
    exchange: &Exchange<'_>,
) -> Result<Answer, Failure> {
    let query =
        Query::<R>::read(&mut Parameters::new(exchange.query_text()), exchange.accepts.cursor_profile)?;
    check_locations(&query)?;
    let page = store.page(&query).await?;
    let document = list_document(&query, &page, &[], exchange.site);
    Ok(Answer::json(200, document).with(header::CONTENT_TYPE, &content_type(&query.selection)))
}

/// Whether every location that is filtered by exists.
fn check_locations<R: Listed>(query: &Query<R>) -> Result<(), Fault> {
    const PARAMETER: &str = "filter[location]";
    let asked = query.conditions.iter().filter(|condition| condition.filter.name == PARAMETER);
    let unknown = asked.flat_map(|condition| &condition.values).find_map(|value| match value {
        Value::Text(text) => LocationId::parse(text).filter(|location| !location.exists()),
        Value::Null | Value::Int(_) => None,
    });
    match unknown {
        Some(location) => Err(StockError::LocationNotFound(location).fault().parameter(PARAMETER)),
        None => Ok(()),
    }
}

/// The inventories of these products, as far as they are kept, in the order asked for.
pub(super) async fn inventories_of<S: Reads<Inventory>>(
    store: &S,
    products: &[ProductId],
) -> Result<Vec<Inventory>, StoreError> {
    let mut found = BTreeMap::new();
    for some in products.chunks(PAGE_SIZE_MAX as usize) {
        let values = some.iter().map(|product| product.to_string().into()).collect();
        let query = Query {
            window: Window::Number { number: 1, size: PAGE_SIZE_MAX },
            conditions: vec![Condition { filter: &BY_PRODUCT, values, text: String::new() }],
            ..Query::first_page()
        };
        let page = store.page(&query).await?;
        found.extend(page.items.into_iter().map(|inventory| (inventory.product, inventory)));
    }
    Ok(products.iter().filter_map(|product| found.remove(product)).collect())
}

/// What a request whose body could not be read is about.
pub(super) async fn target<R: Resource, S: Reads<R>>(store: &S, id: &R::Id) -> Result<Target, StoreError> {
    Ok(match store.get(id).await? {
        Some(resource) => Target::Tagged(resource.tag().unwrap_or_default()),
        None => Target::Missing(missing(R::KIND, &id.to_string())),
    })
}
