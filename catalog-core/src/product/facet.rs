//! Categories and tags as lists to choose from.

use std::collections::BTreeMap;

use super::{Category, Product, Status, Tag};

/// A category that some product stands in, or below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryCount {
    /// The category's path.
    pub id: Category,
    /// How many active products stand in it and below it.
    pub products: u64,
}

/// A tag that some product has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagCount {
    /// The tag.
    pub id: Tag,
    /// How many active products have it.
    pub products: u64,
}

/// The categories of `products`, with those they lie in, by path. One whose products are all drafts or
/// archived is there with 0.
pub fn count_categories<'a>(products: impl IntoIterator<Item = &'a Product>) -> Vec<CategoryCount> {
    let counts =
        count(products, |product| product.attributes.category.iter().flat_map(Category::lineage).collect());
    counts.map(|(id, products)| CategoryCount { id, products }).collect()
}

/// The tags of `products`, in order. One whose products are all drafts or archived is there with 0.
pub fn count_tags<'a>(products: impl IntoIterator<Item = &'a Product>) -> Vec<TagCount> {
    let counts = count(products, |product| product.attributes.tags.iter().cloned().collect());
    counts.map(|(id, products)| TagCount { id, products }).collect()
}

fn count<'a, T: Ord>(
    products: impl IntoIterator<Item = &'a Product>,
    marks: fn(&Product) -> Vec<T>,
) -> impl Iterator<Item = (T, u64)> {
    let mut counts = BTreeMap::new();
    for product in products {
        let one = u64::from(product.attributes.status == Status::Active);
        for mark in marks(product) {
            *counts.entry(mark).or_insert(0) += one;
        }
    }
    counts.into_iter()
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Tags, sample},
        *,
    };

    fn products() -> Vec<Product> {
        let rows = [
            ("a/b/c", &["x"][..], Status::Active),
            ("a/b", &["x", "y"], Status::Active),
            ("ab", &["z"], Status::Draft),
        ];
        let product = |(number, (category, tags, status)): (usize, (&str, &[&str], Status))| {
            let mut attributes = sample::attributes(&number.to_string());
            attributes.category = Some(Category::new(category).unwrap());
            attributes.tags = Tags::new(tags.iter().copied()).unwrap();
            attributes.status = status;
            sample::product(u128::try_from(number).unwrap(), attributes)
        };
        rows.into_iter().enumerate().map(product).collect()
    }

    #[test]
    fn a_category_counts_the_active_products_below_it_too() {
        let counts: Vec<_> = count_categories(&products())
            .into_iter()
            .map(|count| (String::from(count.id), count.products))
            .collect();
        let expected = [("a", 2), ("a/b", 2), ("a/b/c", 1), ("ab", 0)];
        assert_eq!(counts, expected.map(|(path, products)| (path.to_owned(), products)));
    }

    #[test]
    fn a_tag_counts_the_active_products_that_have_it() {
        let counts: Vec<_> = count_tags(&products())
            .into_iter()
            .map(|count| (String::from(count.id), count.products))
            .collect();
        assert_eq!(counts, [("x", 2), ("y", 1), ("z", 0)].map(|(tag, products)| (tag.to_owned(), products)));
    }
}
