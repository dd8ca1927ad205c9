//! What holds of the protocol and the engine for any resource: properties over a toy one.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod documents;
mod engine;
mod feed;
#[cfg(all(feature = "jsonapi", not(target_family = "wasm")))]
mod jsonapi;
mod links;
mod order_of_checks;
mod paging;
mod parsers;
mod toy;
