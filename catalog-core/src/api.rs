//! HTTP and JSON:API 1.1, for any resource: nothing in here names a product.

pub mod condition;
pub mod cursor;
pub mod document;
pub mod endpoint;
pub mod fault;
pub mod feed;
pub mod field;
pub mod host;
pub mod id;
pub mod instant;
pub mod json;
#[cfg(all(feature = "jsonapi", not(target_family = "wasm")))]
pub mod jsonapi;
pub mod media;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod operations;
pub mod query;
pub mod read;
pub mod request;
pub mod route;
pub mod value;
