//! The Product service, whole: routes, handlers, documents, and the domain that the engine runs.

mod catalogue;
mod documents;
mod memory;
#[cfg(feature = "openapi")]
mod openapi;
mod operations;
mod products;
mod routes;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use http::Method;

use crate::{
    api::{
        endpoint::{Exchange, Failure, Given, admit, describe, feed, list, list_in_pieces, respond},
        host::{Host, RouteInfo},
        instant::UnixMillis,
        request::{Context, Request, Response},
        route::NoRoute,
    },
    engine::{Commands, Generations, Pieces, Reads, Site, Watch},
    product::{CategoryCount, Product, ProductEvent, TagCount},
};

pub use catalogue::Catalogue;
pub use documents::{read_attributes, read_new, read_patch};
pub use memory::{CatalogueTables, MemoryCatalogue};
#[cfg(feature = "openapi")]
pub use openapi::{API, openapi};
pub use routes::{Endpoint, ROUTES};

/// Everything that the Product service asks of a store.
pub trait CatalogueStore:
    Commands<Catalogue> + Pieces<Product> + Reads<ProductEvent> + Reads<CategoryCount> + Reads<TagCount> + Watch
{
}

impl<S> CatalogueStore for S where
    S: Commands<Catalogue>
        + Pieces<Product>
        + Reads<ProductEvent>
        + Reads<CategoryCount>
        + Reads<TagCount>
        + Watch
{
}

/// The Product service over a store.
#[derive(Debug)]
pub struct Service<S> {
    store: Arc<S>,
    site: Arc<Site>,
}

impl<S: CatalogueStore> Service<S> {
    /// The service over `store`, with what is configured about links.
    pub fn new(store: Arc<S>, site: Site) -> Self {
        Self { store, site: Arc::new(site) }
    }

    async fn answer(&self, request: &Request, context: &Context) -> Result<Given, Failure> {
        let found = admit(ROUTES, request, context)?;
        let is_feed = found.route.endpoint == Endpoint::ListProductEvents;
        let exchange = Exchange::open(request, context, &self.site, is_feed)?;
        let store = &*self.store;
        let id = found.segment;
        Ok(match found.route.endpoint {
            Endpoint::ListProducts => list_in_pieces::<Product, _>(store, &exchange).await?.into(),
            Endpoint::GetProduct => products::get(store, &exchange, id).await?,
            Endpoint::CreateProduct => products::create(store, &exchange).await?.into(),
            Endpoint::UpdateProduct => products::update(store, &exchange, id).await?.into(),
            Endpoint::DeleteProduct => products::delete(store, &exchange, id).await?.into(),
            Endpoint::CreateOperations => operations::create(store, &exchange).await?.into(),
            Endpoint::ListCategories => list::<CategoryCount, _>(store, &exchange).await?.into(),
            Endpoint::ListTags => list::<TagCount, _>(store, &exchange).await?.into(),
            Endpoint::ListProductEvents => feed::<ProductEvent, _>(&self.store, &exchange).await?,
        })
    }
}

impl<S: CatalogueStore> Host for Service<S> {
    fn find(&self, method: &Method, path: &str) -> Result<RouteInfo, NoRoute> {
        describe(ROUTES, method, path)
    }

    async fn handle(&self, request: Request, context: Context) -> Response {
        let given = self.answer(&request, &context).await;
        respond(&request, &context, &self.site, given)
    }

    fn ready(&self) -> bool {
        self.store.ready()
    }

    fn generations(&self, _: UnixMillis) -> Option<&Generations> {
        Some(self.store.generations())
    }

    fn error_docs_url(&self) -> Option<&str> {
        self.site.error_docs_url.as_deref()
    }
}
