//! What the Inventory service knows of products: the question it asks the catalogue.

mod products;

pub use products::{CheckFailed, Products};
