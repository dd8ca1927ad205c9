//! A shop without a server: both services over memory, inside the page.
//!
//! [`shop`] is the whole of it in plain Rust, and held to the contract as such; `page` is its face for
//! JavaScript, to which `ts/shop.ts` gives the form of `fetch`. The services know no key: whoever has the page
//! may do everything.
#![forbid(unsafe_code)]

mod chance;
mod page;
pub mod shop;
