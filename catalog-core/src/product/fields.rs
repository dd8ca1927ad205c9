//! The field tables: what lists of the catalogue's resources are sorted, filtered and continued by.
//!
//! Column names are those of every store's tables.

mod events;
mod facets;
mod products;
mod read;

use crate::api::value::Value;

/// A count or a sequence number; none comes near the end of the range.
fn whole(number: u64) -> Value {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

#[cfg(test)]
mod tests;
