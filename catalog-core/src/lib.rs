//! The catalogue of Trastienda, and what its two services share: JSON:API, queries, pages and the engine.
//!
//! Everything here is pure: no socket, clock, randomness, environment or file. Time, identifiers and random
//! bytes come in as arguments, so the same code runs in a server, in a test and in a browser.
//!
//! - [`api`] speaks HTTP and JSON:API 1.1 and knows no product.
//! - [`engine`] decides calls in batches over any store and knows no product either.
//! - [`product`] holds the rules of products.
//! - [`service`] is the whole Product service: `Service::handle(request, context) -> response`.
//!
//! Not here: sockets and SQL (`servers`), stock (`stock-core`), calls to a server (`client-sdk`).
#![forbid(unsafe_code)]

pub mod api;
pub mod engine;
pub mod product;
pub mod service;
