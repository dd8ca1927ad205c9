//! Levels, as they are and as they were.

use std::collections::BTreeMap;

use catalog_core::{
    api::{
        document::{content_type, list_document},
        endpoint::{Exchange, Failure},
        fault::{Fault, Problem},
        query::{Condition, Parameters, Query, page_of},
        value::Value,
    },
    engine::{Answer, Reads, StoreError},
};
use http::header;

use super::{
    StockStore,
    reading::{check_locations, each_where},
};
use crate::{
    fields::{MOVEMENTS_BY_PRODUCT, MOVEMENTS_UNTIL},
    model::{Level, LevelId, Movement},
};

pub(super) async fn get<S: StockStore>(
    store: &S,
    exchange: &Exchange<'_>,
    segment: &str,
) -> Result<Answer, Failure> {
    catalog_core::api::endpoint::get::<Level, S>(store, exchange, segment, LevelId::parse(segment)).await
}

pub(super) async fn list<S: StockStore>(store: &S, exchange: &Exchange<'_>) -> Result<Answer, Failure> {
    let query =
        Query::<Level>::read(&mut Parameters::new(exchange.query_text()), exchange.accepts.cursor_profile)?;
    check_locations(store, &query).await?;
    let page = match past(&query)? {
        None => store.page(&query).await?,
        Some(past) => page_of(&query, past.levels(store).await?.values()),
    };
    let document = list_document(&query, &page, &[], exchange.site);
    Ok(Answer::json(200, document).with(header::CONTENT_TYPE, &content_type(&query.selection)))
}

/// Which products, and when.
struct Past {
    products: Vec<Value>,
    at: Value,
}

/// What is asked of the past, if anything is. Only some products' journals are read, which bounds the work.
fn past(query: &Query<Level>) -> Result<Option<Past>, Fault> {
    let values = |name: &str| {
        let asked = query.conditions.iter().find(|condition| condition.filter.name == name);
        asked.map(|condition| condition.values.clone())
    };
    let Some(at) = values("filter[at]").and_then(|values| values.into_iter().next()) else { return Ok(None) };
    let Some(products) = values("filter[product]") else {
        let detail = "The past is asked for with filter[product]: 100 products at most.";
        return Err(Fault::new(Problem::FilterInvalid, detail).parameter("filter[at]"));
    };
    Ok(Some(Past { products, at }))
}

impl Past {
    /// The levels as they were, by the journal.
    async fn levels<S: Reads<Movement>>(self, store: &S) -> Result<BTreeMap<LevelId, Level>, StoreError> {
        let conditions = vec![
            Condition { filter: &MOVEMENTS_BY_PRODUCT, values: self.products, text: String::new() },
            Condition { filter: &MOVEMENTS_UNTIL, values: vec![self.at], text: String::new() },
        ];
        let mut levels = BTreeMap::new();
        each_where::<Movement, S>(store, conditions, |movement| {
            let places = [Some(movement.location), movement.destination];
            for location in places.into_iter().flatten() {
                let id = LevelId::new(movement.product, location);
                let level = levels.entry(id).or_insert_with(|| Level::empty(id, movement.at));
                // A journal that could not have been written has no levels to show; verification names it.
                *level = level.replayed(movement).unwrap_or(*level);
            }
        })
        .await?;
        Ok(levels)
    }
}
