//! Products: what one is, what may be said of it, and how it changes.

pub mod folding;
pub mod id;
pub mod money;

pub use id::ProductId;
