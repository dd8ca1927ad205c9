//! The Inventory service, whole: routes, handlers, documents, and the domain that the engine runs.

mod adjustments;
mod answer;
mod checking;
mod deliveries;
mod documents;
mod holds;
mod inventory;
mod levels;
mod locations;
mod memory;
#[cfg(feature = "openapi")]
mod openapi;
mod operations;
mod purchases;
mod quote;
mod quotes;
mod reading;
mod reservations;
mod returns;
mod routes;
mod stock;
#[cfg(test)]
mod tests;
mod transfers;
mod verification;
mod webhook_rows;
mod webhooks;

use std::sync::Arc;

use catalog_core::{
    api::{
        endpoint::{Exchange, Failure, Given, admit, describe, feed, list, respond},
        host::{Host, RouteInfo},
        instant::UnixMillis,
        request::{Context, Request, Response},
        route::{NoRoute, Route},
    },
    engine::{Commands, Generations, Reads, Site, Watch},
};
use http::Method;

use crate::{
    check::Products,
    model::{
        Adjustment, Allocation, Inventory, Level, Location, Movement, Purchase, Reservation,
        ReservationRules, Return, StockEvent, Transfer,
    },
    webhook::{Delivery, Reach, Webhook},
};

pub use holds::ActiveReservations;
pub use memory::{MemoryStock, StockTables};
#[cfg(feature = "openapi")]
pub use openapi::{API, openapi};
pub use quote::{Explained, ExplainedStock, Quote, QuoteId, QuoteLine, QuoteVerdict};
pub use quotes::read_quoted;
pub use reservations::expire_due;
pub use routes::{Endpoint, ROUTES};
pub use stock::{Held, Key, Stock};
pub use webhook_rows::WebhookRows;

/// Everything that the Inventory service asks of a store.
pub trait StockStore:
    Commands<Stock>
    + Reads<Inventory>
    + Reads<Level>
    + Reads<Location>
    + Reads<Movement>
    + Reads<Purchase>
    + Reads<Reservation>
    + Reads<Transfer>
    + Reads<Return>
    + Reads<Adjustment>
    + Reads<StockEvent>
    + Reads<Webhook>
    + Reads<Delivery>
    + Watch
{
}

impl<S> StockStore for S where
    S: Commands<Stock>
        + Reads<Inventory>
        + Reads<Level>
        + Reads<Location>
        + Reads<Movement>
        + Reads<Purchase>
        + Reads<Reservation>
        + Reads<Transfer>
        + Reads<Return>
        + Reads<Adjustment>
        + Reads<StockEvent>
        + Reads<Webhook>
        + Reads<Delivery>
        + Watch
{
}

/// The Inventory service over a store, with whoever knows the products.
#[derive(Debug)]
pub struct Service<S, P> {
    store: Arc<S>,
    products: P,
    site: Arc<Site>,
    allocation: Allocation,
    reservations: ReservationRules,
    webhook_reach: Reach,
}

impl<S: StockStore, P: Products> Service<S, P> {
    /// The service over `store`, which asks `products` before it sells, with what is configured about links.
    pub fn new(store: Arc<S>, products: P, site: Site) -> Self {
        Self {
            store,
            products,
            site: Arc::new(site),
            allocation: Allocation::default(),
            reservations: ReservationRules::default(),
            webhook_reach: Reach::default(),
        }
    }

    /// The same with other rules for reservations.
    #[must_use]
    pub fn with_reservations(self, rules: ReservationRules) -> Self {
        Self { reservations: rules, ..self }
    }

    /// The same where lines that name no location are allocated like this, unless a request says otherwise.
    #[must_use]
    pub fn with_allocation(self, allocation: Allocation) -> Self {
        Self { allocation, ..self }
    }

    /// The same with another word on where webhooks may send to.
    #[must_use]
    pub fn with_webhook_reach(self, webhook_reach: Reach) -> Self {
        Self { webhook_reach, ..self }
    }

    async fn answer(&self, request: &Request, context: &Context) -> Result<Given, Failure> {
        let found = admit(ROUTES, request, context)?;
        let is_feed = found.route.endpoint == Endpoint::ListStockEvents;
        let exchange = Exchange::open(request, context, &self.site, is_feed)?;
        let (store, products, id) = (&*self.store, &self.products, found.segment);
        if looks_at_all(found.route) {
            reservations::expire(store, &exchange).await?;
        }
        Ok(match found.route.endpoint {
            Endpoint::ListInventory => inventory::list(store, &exchange).await?.into(),
            Endpoint::GetInventory => inventory::get(store, &exchange, id).await?,
            Endpoint::CreateInventory => inventory::create(store, products, &exchange).await?.into(),
            Endpoint::UpdateInventory => inventory::update(store, &exchange, id).await?.into(),
            Endpoint::ListPurchases => purchases::list(store, &exchange).await?.into(),
            Endpoint::GetPurchase => purchases::get(store, &exchange, id).await?.into(),
            Endpoint::CreatePurchase => {
                purchases::create(store, products, &exchange, &self.allocation).await?.into()
            }
            Endpoint::UpdatePurchase => purchases::update(store, &exchange, id).await?.into(),
            Endpoint::ListReservations => list::<Reservation, _>(store, &exchange).await?.into(),
            Endpoint::GetReservation => reservations::get(store, &exchange, id).await?.into(),
            Endpoint::CreateReservation => {
                reservations::create(store, products, &exchange, &self.allocation, self.reservations)
                    .await?
                    .into()
            }
            Endpoint::UpdateReservation => reservations::update(store, &exchange, id).await?.into(),
            Endpoint::ListReturns => list::<Return, _>(store, &exchange).await?.into(),
            Endpoint::GetReturn => returns::get(store, &exchange, id).await?.into(),
            Endpoint::CreateReturn => returns::create(store, &exchange).await?.into(),
            Endpoint::ListAdjustments => list::<Adjustment, _>(store, &exchange).await?.into(),
            Endpoint::GetAdjustment => adjustments::get(store, &exchange, id).await?.into(),
            Endpoint::CreateAdjustment => adjustments::create(store, &exchange).await?.into(),
            Endpoint::CreateStockOperations => operations::create(store, products, &exchange).await?.into(),
            Endpoint::ListMovements => reading::list::<Movement, _>(store, &exchange).await?.into(),
            Endpoint::ListLocations => list::<Location, _>(store, &exchange).await?.into(),
            Endpoint::GetLocation => locations::get(store, &exchange, id).await?.into(),
            Endpoint::CreateLocation => locations::create(store, &exchange).await?.into(),
            Endpoint::UpdateLocation => locations::update(store, &exchange, id).await?.into(),
            Endpoint::ListLevels => levels::list(store, &exchange).await?.into(),
            Endpoint::GetLevel => levels::get(store, &exchange, id).await?.into(),
            Endpoint::ListTransfers => reading::list::<Transfer, _>(store, &exchange).await?.into(),
            Endpoint::GetTransfer => transfers::get(store, &exchange, id).await?.into(),
            Endpoint::CreateTransfer => transfers::create(store, &exchange).await?.into(),
            Endpoint::UpdateTransfer => transfers::update(store, &exchange, id).await?.into(),
            Endpoint::CreateQuote => {
                quotes::create(store, products, &exchange, &self.allocation).await?.into()
            }
            Endpoint::ListStockEvents => feed::<StockEvent, _>(&self.store, &exchange).await?,
            Endpoint::ListWebhooks => list::<Webhook, _>(store, &exchange).await?.into(),
            Endpoint::GetWebhook => webhooks::get(store, &exchange, id).await?.into(),
            Endpoint::CreateWebhook => webhooks::create(store, &exchange, self.webhook_reach).await?.into(),
            Endpoint::UpdateWebhook => {
                webhooks::update(store, &exchange, id, self.webhook_reach).await?.into()
            }
            Endpoint::DeleteWebhook => webhooks::delete(store, &exchange, id).await?.into(),
            Endpoint::ListWebhookDeliveries => list::<Delivery, _>(store, &exchange).await?.into(),
            Endpoint::GetWebhookDelivery => deliveries::get(store, &exchange, id).await?.into(),
            Endpoint::CreateWebhookDelivery => deliveries::create(store, &exchange).await?.into(),
            Endpoint::GetVerification => verification::get(store, &exchange).await?.into(),
        })
    }
}

/// Whether a request looks at more stock than that of the products it names, so that everything that is due is to
/// be written first. Commands end what is due on their products themselves; a new reservation ends the rest too,
/// so that it never piles up.
fn looks_at_all(route: &Route<Endpoint>) -> bool {
    let reads = route.method != Method::POST && route.method != Method::PATCH;
    reads || matches!(route.endpoint, Endpoint::CreateQuote | Endpoint::CreateReservation)
}

impl<S: StockStore, P: Products> Host for Service<S, P> {
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

    /// None while something is due: the next read has it written first.
    fn generations(&self, now: UnixMillis) -> Option<&Generations> {
        self.store.next_due().is_none_or(|due| due > now).then(|| self.store.generations())
    }

    fn error_docs_url(&self) -> Option<&str> {
        self.site.error_docs_url.as_deref()
    }
}
