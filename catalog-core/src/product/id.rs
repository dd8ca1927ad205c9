//! The identifier of a product.

use crate::uuid_id;

uuid_id! {
    /// A product's identifier, in both services: a UUID that the caller or the service chose.
    ProductId
}
