//! The stock of Trastienda: a journal of movements, the rules that write it, and the Inventory service.
//!
//! Pure like `catalog-core`, on whose HTTP, queries and engine it stands: time, identifiers and random bytes
//! come in as arguments.
//!
//! - [`model`] holds the rules of stock: what a command does, and the laws that every journal obeys.
//! - [`error`] is the one table of what can be wrong with a request about stock.
//! - [`check`] asks the catalogue about products, and decides when an earlier answer may serve.
//! - [`webhook`] tells others what happened to stock: signed messages, tries, their log.
//! - [`service`] is the Inventory service: routes, handlers, and the stock as the engine runs it.
//!
//! Not here: sockets and SQL (`servers`), the catalogue (`catalog-core`), calls to a server (`client-sdk`).
#![forbid(unsafe_code)]

pub mod check;
pub mod error;
mod fields;
pub mod model;
pub mod service;
pub mod webhook;
