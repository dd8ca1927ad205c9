//! The tables as queries use them.

use proptest::prelude::*;

use crate::{
    api::{
        field::Listed,
        query::{Query, page_of},
    },
    product::{
        Category, CategoryCount, Description, Name, Product, ProductAttributes, ProductEvent,
        ProductHappening, Status, TagCount, Tags, count_categories, sample,
    },
};

fn products() -> Vec<Product> {
    let described = |sku: &str, name: &str, category: &str, tags: &[&str]| ProductAttributes {
        name: Name::new(name).unwrap(),
        category: Some(Category::new(category).unwrap()),
        tags: Tags::new(tags.iter().copied()).unwrap(),
        description: Description::new("Hecho a mano").unwrap(),
        ..sample::attributes(sku)
    };
    let mut all = [
        described("TE-1", "Tetera Ángela", "casa/té", &["regalo"]),
        described("te-2", "ábaco", "casa", &["juego", "regalo"]),
        described("ZA-3", "Zapato", "casas", &[]),
        sample::variant("CA-4", "shirt", "XL"),
    ];
    all[2].status = Status::Draft;
    all[3].price = sample::euros(100);
    (1..).zip(all).map(|(number, attributes)| sample::product(number, attributes)).collect()
}

/// The SKUs that a query finds, in its order.
fn found(query: &str) -> Vec<String> {
    let query = Query::<Product>::parse(query).unwrap();
    page_of(&query, products().iter())
        .items
        .into_iter()
        .map(|product| product.attributes.sku.into())
        .collect()
}

#[test]
fn each_filter_finds_its_products() {
    for (query, skus) in [
        ("filter[sku]=Te-1,TE-2", &["TE-1", "te-2"][..]),
        ("filter[status]=draft", &["ZA-3"]),
        ("filter[tag]=juego", &["te-2"]),
        ("filter[tag]=juego,regalo", &["TE-1", "te-2"]),
        ("filter[category]=casa", &["TE-1", "te-2"]),
        ("filter[group]=shirt", &["CA-4"]),
        ("filter[currency]=GBP", &[]),
        ("filter[price][lte]=100", &["CA-4"]),
        ("filter[price][gte]=101&filter[status]=active", &["TE-1", "te-2"]),
        ("filter[updatedAt][gte]=1970-01-01T00:00:00.002Z", &[]),
        ("filter[search]=TÉ ANG", &["TE-1"]),
        ("filter[search]=te2", &["te-2"]),
        ("filter[search]=mano te", &["TE-1", "te-2"]),
        ("filter[search]=man te", &[]),
        ("filter[search]=regalo abaco", &["te-2"]),
    ] {
        assert_eq!(found(query), skus, "{query}");
    }
}

#[test]
fn each_sort_orders_by_its_columns() {
    for (query, skus) in [
        ("", ["TE-1", "te-2", "ZA-3", "CA-4"]),
        ("sort=-createdAt", ["CA-4", "ZA-3", "te-2", "TE-1"]),
        ("sort=name", ["te-2", "CA-4", "TE-1", "ZA-3"]),
        ("sort=sku", ["CA-4", "TE-1", "ZA-3", "te-2"]),
        ("sort=price,-sku", ["CA-4", "te-2", "ZA-3", "TE-1"]),
    ] {
        assert_eq!(found(query), skus, "{query}");
    }
}

#[test]
fn a_feed_is_filtered_by_product_and_kind() {
    let events: Vec<ProductEvent> = (1..)
        .zip(products())
        .map(|(seq, product)| {
            let happening = match seq {
                1 => ProductHappening::Deleted { id: product.id, sku: product.attributes.sku },
                _ => ProductHappening::Created(Box::new(product)),
            };
            ProductEvent {
                seq,
                at: sample::product(1, sample::attributes("x")).created_at,
                actor: "ana".to_owned(),
                happening,
            }
        })
        .collect();
    let found = |query: &str| -> Vec<u64> {
        let query = Query::<ProductEvent>::parse(query).unwrap();
        page_of(&query, events.iter()).items.iter().map(|event| event.seq).collect()
    };
    assert_eq!(found("filter[kind]=product.deleted"), [1]);
    assert_eq!(found(&format!("filter[product]={},{}", sample::id(3), sample::id(1))), [1, 3]);
    assert_eq!(found("page[after]=2"), [3, 4]);
}

#[test]
fn categories_come_by_path_or_by_count() {
    let categories = count_categories(&products());
    let found = |query: &str| -> Vec<String> {
        let query = Query::<CategoryCount>::parse(query).unwrap();
        page_of(&query, categories.iter()).items.into_iter().map(|count| count.id.into()).collect()
    };
    assert_eq!(found(""), ["casa", "casa/té", "casas"]);
    assert_eq!(found("sort=-products"), ["casa", "casa/té", "casas"]);
    assert_eq!(found("sort=products"), ["casas", "casa/té", "casa"]);
}

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

proptest! {
    #[test]
    fn no_filter_panics(text in any::<String>()) {
        for filter in Product::listing().filters {
            let _ = (filter.read)(&text);
        }
        for filter in ProductEvent::listing().filters {
            let _ = (filter.read)(&text);
        }
    }
}
