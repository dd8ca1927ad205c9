//! Typed calls to the Trastienda services, over any transport.
//!
//! The SDK is pure: it builds requests and reads responses, decides about retries, walks pages, follows feeds
//! and imports files, and leaves sockets, clocks, chance and waiting to its host. The same code serves native
//! programs (feature `ureq`), the services in process, and a browser.
//!
//! # From a product to a purchase
//!
//! ```no_run
//! # #[cfg(feature = "ureq")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use catalog_core::product::{Currency, Money, Name, ProductAttributes, Sku};
//! use client_sdk::{Client, Native, Site, Ureq, block_on, exchange::{NewInventory, NewPurchase}};
//! use stock_core::model::{PurchaseOrder, Quantity, Units};
//!
//! let site = Site::new("http://127.0.0.1:8001", "http://127.0.0.1:8002", "super-secret-key");
//! let client = Client::new(Ureq::default(), Native::default(), site);
//! let price = Money::from_major("8.50", Currency::parse("EUR")?)?;
//! let mug = ProductAttributes::new(Sku::new("MUG-1")?, Name::new("Taza azul")?, price);
//! let mug = block_on(client.create_product(None, &mug))?;
//! block_on(client.create_inventory(&NewInventory::new(mug.id, Units::new(12).ok_or("units")?)))?;
//!
//! let quantity = Quantity::new(2).ok_or("quantity")?;
//! let line = PurchaseOrder { product: mug.id, location: None, quantity };
//! let purchase = block_on(client.create_purchase(&NewPurchase::new([line])))?;
//! assert_eq!(purchase.total.to_string(), "17.00 EUR");
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "ureq"))]
//! # fn main() {}
//! ```
//!
//! # Without I/O
//!
//! The same calls are plain values, for a program that sends bytes in its own way:
//!
//! ```
//! use catalog_core::product::Product;
//! use client_sdk::{CallOptions, List, Site, exchange};
//!
//! let list = List::<Product>::new().sort("-price").filter("filter[status]", "active").size(50);
//! assert!(list.check().is_ok(), "the field table knows these parameters");
//! let exchange = exchange::list_products(&list);
//! let site = Site::new("http://127.0.0.1:8001", "http://127.0.0.1:8002", "super-secret-key");
//! let request = exchange.call.request(&site, &CallOptions::default())?;
//! assert_eq!(request.uri().path(), "/api/v1/products");
//! // … send it; then `exchange.read(&response)` gives the page, or the refusal with its codes.
//! # Ok::<(), client_sdk::transport::Unsent>(())
//! ```
//!
//! # Modules
//!
//! - [`exchange`]: every call as a request to send and a reader of its answer.
//! - [`client`]: sends them, with idempotency keys, [`retry`] and a deadline; walks lists ([`pager`]) and
//!   follows feeds ([`stream`]).
//! - [`transport`]: the small trait, and adapters: sockets, both services in process, a script for tests.
//! - [`error`]: what a call can come to beside its result.
//! - [`import`], [`export`]: products and stock from and to files of any size ([`sheet`] is their format).
//! - `conformance` (feature `testing`): the contract as cases over any transport.
//!
//! # Features
//!
//! `ureq` (default, natively only): HTTP over sockets. `jsonapi` (default, natively only): answers as documents
//! of the jsonapi-rs crate. `testing`: the conformance suite. Without default features the crate builds for
//! `wasm32-unknown-unknown`.
//!
//! Not here: sockets beside the one adapter, servers (`servers`), rules of products and stock (`catalog-core`,
//! `stock-core`).
#![forbid(unsafe_code)]

pub mod client;
#[cfg(all(feature = "testing", not(target_family = "wasm")))]
pub mod conformance;
pub mod error;
pub mod exchange;
pub mod export;
pub mod import;
#[cfg(not(target_family = "wasm"))]
mod native;
pub mod pager;
pub mod retry;
pub mod sheet;
pub mod stream;
pub mod transport;

pub use client::{Client, Platform};
pub use error::{ApiError, ApiFault, SdkError};
pub use exchange::{CallOptions, Exchange, List, Page, Site};
#[cfg(not(target_family = "wasm"))]
pub use native::{Native, block_on};
#[cfg(all(feature = "ureq", not(target_family = "wasm")))]
pub use transport::ureq::{Ureq, UreqOptions};

/// The name and version sent as `Trastienda-Client`.
pub const CLIENT_NAME: &str = concat!("client-sdk/", env!("CARGO_PKG_VERSION"));

/// Every scope that a key can hold.
pub const ALL_SCOPES: [&str; 6] =
    ["admin", "catalog:read", "catalog:write", "stock:read", "stock:sell", "stock:write"];
