//! What both services share knows neither of them.

use super::Source;

const SHARED: &[&str] = &["catalog-core/src/api", "catalog-core/src/engine"];

const WORDS: &[&str] = &["product", "sku", "stock", "inventory", "purchase"];

/// The code of the protocol and the engine never names a product.
pub(super) fn shared_ground_names_no_product(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust_in(SHARED)) {
        for (n, line) in source.code() {
            let lower = line.to_lowercase();
            for word in WORDS.iter().filter(|word| lower.contains(**word)) {
                broken.push(source.complaint(n, &format!("shared ground names a {word}: {}", line.trim())));
            }
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::{super::sources::one, *};

    #[test]
    fn a_product_is_found_in_shared_ground_alone() {
        for path in ["catalog-core/src/engine.rs", "catalog-core/src/api/fault.rs"] {
            assert_eq!(shared_ground_names_no_product(&one(path, "fn f(id: ProductId) {}")).len(), 1);
        }
        for path in ["catalog-core/src/service/products.rs", "catalog-core/src/engines.rs"] {
            assert_eq!(shared_ground_names_no_product(&one(path, "fn f(id: ProductId) {}")).len(), 0);
        }
    }
}
