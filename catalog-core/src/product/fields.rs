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
mod tests {
    use crate::{
        api::field::Listed,
        product::{CategoryCount, Product, ProductEvent, TagCount},
    };

    #[test]
    fn each_name_stands_once() {
        fn check<R: Listed>() {
            let listing = R::listing();
            let once = |names: Vec<&str>| {
                let mut sorted = names.clone();
                sorted.sort_unstable();
                sorted.dedup();
                assert_eq!(sorted.len(), names.len(), "{}: {names:?}", listing.kind);
            };
            once(listing.filters.iter().map(|filter| filter.name).collect());
            once(listing.sorts.iter().map(|sort| sort.name).collect());
            once(listing.attributes.iter().chain(listing.relationships).copied().collect());
        }
        check::<Product>();
        check::<ProductEvent>();
        check::<CategoryCount>();
        check::<TagCount>();
    }
}
