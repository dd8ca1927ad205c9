//! What goes in and comes out, as types: their declarations and doc comments become the `.d.ts`.
//!
//! At run time values are JSON that no struct is made of. Tests make structs of what the services write, so that
//! a member cannot be there and not here, or here and not there.

pub mod feed;
pub mod hold;
pub mod inventory;
pub mod list;
pub mod operation;
pub mod order;
pub mod place;
pub mod product;
pub mod stock;
#[cfg(test)]
mod tests;
pub mod webhook;
