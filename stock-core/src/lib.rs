//! The stock of Trastienda: a journal of movements, the rules that write it, and the Inventory service.
//!
//! Pure like `catalog-core`, on whose HTTP, queries and engine it stands: time, identifiers and random bytes
//! come in as arguments.
//!
//! - [`model`] holds the rules of stock: what a command does, and the laws that every journal obeys.
//! - [`error`] is the one table of what can be wrong with a request about stock.
//!
//! Not here: sockets and SQL (`servers`), the catalogue (`catalog-core`), calls to a server (`client-sdk`).
#![forbid(unsafe_code)]

pub mod error;
pub mod model;
