//! The SDK for JavaScript: `client-sdk` over the browser's `fetch`, and the rules of the cores, as WebAssembly.
//!
//! This crate is the engine of the npm package `@trastienda/client`; `ts/` gives it its face. Between the two go
//!
//! - **values** as JSON text: both sides have a parser, so no glue is generated per type;
//! - **errors** as the JSON text of a [`Failure`](error::Failure), thrown as a string, of which `ts/error.ts`
//!   makes a `TrastiendaError`.
#![forbid(unsafe_code)]

pub mod codes;
pub mod connection;
pub mod error;
pub mod fetch;
pub mod following;
pub mod importing;
pub mod operations;
pub mod page;
pub mod panics;
pub mod resource;
pub mod rules;
pub mod views;
pub mod walk;
