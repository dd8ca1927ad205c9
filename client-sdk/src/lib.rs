//! Typed calls to the Trastienda services, over any transport.
//!
//! The SDK is pure: it builds requests and reads responses, decides about retries, walks pages, follows feeds
//! and imports files, and leaves sockets, clocks, chance and waiting to its host. The same code serves native
//! programs (feature `ureq`), the services in process, and a browser.
//!
//! ```
//! use catalog_core::product::{Currency, Money, Name, ProductAttributes, Sku};
//! use client_sdk::exchange;
//!
//! let price = Money::from_major("8.50", Currency::parse("EUR")?)?;
//! let mug = ProductAttributes::new(Sku::new("MUG-1")?, Name::new("Mug")?, price);
//! let create = exchange::create_product(None, &mug);
//! assert_eq!(create.call.target, "/api/v1/products");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`exchange`]: every call as a request to send and a reader of its answer.
//! - [`client`]: sends them, with idempotency keys, [`retry`] and a deadline; walks lists ([`pager`]) and
//!   follows feeds ([`stream`]).
//! - [`transport`]: the small trait, and adapters: sockets, both services in process, a script for tests.
//! - [`error`]: what a call can come to beside its result.
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
