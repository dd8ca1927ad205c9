//! What can be listed of stock: one field table per resource.

mod adjustments;
mod deliveries;
mod events;
mod inventory;
mod levels;
mod locations;
mod movements;
mod purchases;
mod quotes;
mod read;
mod reservations;
mod returns;
#[cfg(test)]
mod tests;
mod transfers;
mod webhooks;

use catalog_core::api::value::Value;

pub(crate) use inventory::BY_PRODUCT;
pub(crate) use levels::BY_PRODUCT as LEVELS_BY_PRODUCT;
pub(crate) use movements::{BY_PRODUCT as MOVEMENTS_BY_PRODUCT, UNTIL as MOVEMENTS_UNTIL};

/// A `seq` as a value.
fn whole(seq: u64) -> Value {
    Value::Int(i64::try_from(seq).unwrap_or(i64::MAX))
}
