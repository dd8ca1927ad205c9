//! What can be listed of stock: one field table per resource.

mod adjustments;
mod deliveries;
mod events;
mod inventory;
mod movements;
mod purchases;
mod quotes;
mod read;
mod returns;
#[cfg(test)]
mod tests;
mod webhooks;

use catalog_core::api::value::Value;

pub(crate) use inventory::BY_PRODUCT;

/// A `seq` as a value.
fn whole(seq: u64) -> Value {
    Value::Int(i64::try_from(seq).unwrap_or(i64::MAX))
}
