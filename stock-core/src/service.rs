//! The Inventory service, whole: routes, handlers, documents, and the domain that the engine runs.

mod answer;
mod documents;
mod memory;
mod quote;
mod routes;
mod stock;

pub use memory::{MemoryStock, StockTables};
pub use quote::{Explained, ExplainedStock, Quote, QuoteId, QuoteLine, QuoteVerdict};
pub use routes::{Endpoint, ROUTES};
pub use stock::{Key, Stock};
