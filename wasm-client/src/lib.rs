//! The client for JavaScript: `client-sdk` over the browser's `fetch`, money, and the state of lists, as WebAssembly.
//!
//! This crate is the engine of the npm package `@trastienda/client`; `ts/` gives it its face. It is what every page
//! loads before its first row; what only some need is in `wasm-rules`.
#![forbid(unsafe_code)]

pub mod connection;
pub mod fetch;
pub mod flat;
pub mod following;
pub mod money;
pub mod operations;
pub mod page;
pub mod query;
pub mod resource;
pub mod scan;
pub mod views;
pub mod walk;
