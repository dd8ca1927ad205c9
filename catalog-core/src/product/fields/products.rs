//! The list of products.
//!
//! In a store, a product's columns are `id`, `sku`, `sku_key`, `name_folded`, `status`, `category`,
//! `variant_group`, `price_currency`, `price_amount`, `created_at` and `updated_at`; its tags stand in
//! `product_tags`, its search words in `product_words`.

use super::read;
use crate::{
    api::field::{Column, Filter, Listed, Listing, Many, Paging, Sort, Test},
    product::{Category, Group, Product, ProductId, Status, Tag, folding},
};

impl Listed for Product {
    type Id = ProductId;
    const KIND: &'static str = "products";
    const PATH: &'static str = "/api/v1/products";

    fn listing() -> &'static Listing<Self> {
        &PRODUCTS
    }

    fn id(&self) -> &ProductId {
        &self.id
    }
}

static PRODUCTS: Listing<Product> = Listing {
    kind: Product::KIND,
    path: Product::PATH,
    id: PRODUCT_ID,
    paging: Paging::NumberOrCursor,
    attributes: &[
        "sku",
        "name",
        "description",
        "price",
        "status",
        "tags",
        "category",
        "group",
        "options",
        "images",
        "metadata",
        "version",
        "createdAt",
        "updatedAt",
    ],
    relationships: &["inventory"],
    sorts: &[
        Sort { name: "createdAt", columns: &[CREATED_AT] },
        Sort { name: "name", columns: &[NAME_FOLDED] },
        Sort { name: "sku", columns: &[SKU] },
        Sort { name: "price", columns: &[PRICE_CURRENCY, PRICE_AMOUNT] },
        Sort { name: "updatedAt", columns: &[UPDATED_AT] },
    ],
    newest_first: false,
    filters: &[
        Filter {
            name: "filter[id]",
            about: "Any of these ids.",
            read: read::id,
            one_of: &[],
            test: Test::AnyOf(PRODUCT_ID),
        },
        Filter {
            name: "filter[sku]",
            about: "Any of these SKUs; upper and lower case are the same.",
            read: read::sku,
            one_of: &[],
            test: Test::AnyOf(SKU_KEY),
        },
        Filter {
            name: "filter[status]",
            about: "Any of these statuses.",
            read: read::status,
            one_of: &Status::NAMES,
            test: Test::AnyOf(STATUS),
        },
        Filter {
            name: "filter[tag]",
            about: "At least one of these tags.",
            read: read::tag,
            one_of: &[],
            test: Test::Holds(TAGS),
        },
        Filter {
            name: "filter[category]",
            about: "This category and all below it.",
            read: read::category,
            one_of: &[],
            test: Test::Under(CATEGORY),
        },
        Filter {
            name: "filter[group]",
            about: "The variants of this group.",
            read: read::group,
            one_of: &[],
            test: Test::Is(GROUP),
        },
        Filter {
            name: "filter[currency]",
            about: "A price in any of these currencies.",
            read: read::currency,
            one_of: &[],
            test: Test::AnyOf(PRICE_CURRENCY),
        },
        Filter {
            name: "filter[price][gte]",
            about: "A price of at least this many minor units.",
            read: read::amount,
            one_of: &[],
            test: Test::AtLeast(PRICE_AMOUNT),
        },
        Filter {
            name: "filter[price][lte]",
            about: "A price of at most this many minor units.",
            read: read::amount,
            one_of: &[],
            test: Test::AtMost(PRICE_AMOUNT),
        },
        Filter {
            name: "filter[updatedAt][gte]",
            about: "Changed at this moment or later.",
            read: read::moment,
            one_of: &[],
            test: Test::AtLeast(UPDATED_AT),
        },
        Filter {
            name: "filter[search]",
            about: "Every word in SKU, name, description or tags, the last one as the beginning of a word; \
                    accents and case are ignored.",
            read: read::search,
            one_of: &[],
            test: Test::Words(WORDS),
        },
    ],
    includes: &[],
};

const PRODUCT_ID: Column<Product> = Column { name: "id", value: |product| product.id.to_string().into() };
const SKU: Column<Product> = Column { name: "sku", value: |product| product.attributes.sku.as_str().into() };
const SKU_KEY: Column<Product> =
    Column { name: "sku_key", value: |product| String::from(product.attributes.sku.key()).into() };
const NAME_FOLDED: Column<Product> =
    Column { name: "name_folded", value: |product| folding::fold(product.attributes.name.as_str()).into() };
const STATUS: Column<Product> =
    Column { name: "status", value: |product| product.attributes.status.as_str().into() };
const CATEGORY: Column<Product> = Column {
    name: "category",
    value: |product| product.attributes.category.as_ref().map(Category::as_str).into(),
};
/// `group` is a word of SQL.
const GROUP: Column<Product> =
    Column { name: "variant_group", value: |product| product.attributes.group().map(Group::as_str).into() };
const PRICE_CURRENCY: Column<Product> =
    Column { name: "price_currency", value: |product| product.attributes.price.currency().code().into() };
const PRICE_AMOUNT: Column<Product> =
    Column { name: "price_amount", value: |product| product.attributes.price.amount().into() };
const CREATED_AT: Column<Product> =
    Column { name: "created_at", value: |product| product.created_at.get().into() };
const UPDATED_AT: Column<Product> =
    Column { name: "updated_at", value: |product| product.updated_at.get().into() };
const TAGS: Many<Product> = Many {
    table: "product_tags",
    values: |product| product.attributes.tags.iter().map(Tag::to_string).collect(),
};
const WORDS: Many<Product> =
    Many { table: "product_words", values: |product| product.attributes.search_words() };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{api::value::Value, product::sample};

    fn filter(name: &str) -> &'static Filter<Product> {
        PRODUCTS.filters.iter().find(|filter| filter.name == name).unwrap()
    }

    fn read(name: &str, text: &str) -> Option<Value> {
        (filter(name).read)(text).ok()
    }

    #[test]
    fn a_filter_reads_what_its_column_gives() {
        let product = sample::product(1, sample::variant("Äb-1", "Shirt", "XL"));
        for (name, text) in [
            ("filter[id]", product.id.to_string().as_str()),
            ("filter[sku]", "äB-1"),
            ("filter[status]", "active"),
            ("filter[group]", "Shirt"),
            ("filter[currency]", "EUR"),
        ] {
            let (Test::Is(column) | Test::AnyOf(column)) = &filter(name).test else {
                panic!("{name} compares")
            };
            assert_eq!(read(name, text), Some((column.value)(&product)), "{name}");
        }
    }

    #[test]
    fn a_filter_refuses_what_no_product_can_have() {
        for (name, text) in [
            ("filter[id]", "1"),
            ("filter[id]", "018F2D3A-0000-7000-8000-0123456789AB"),
            ("filter[sku]", ""),
            ("filter[sku]", "a b"),
            ("filter[status]", "Active"),
            ("filter[tag]", "a|b"),
            ("filter[category]", "a//b"),
            ("filter[group]", ""),
            ("filter[currency]", "eur"),
            ("filter[price][gte]", "1.5"),
            ("filter[price][gte]", "-1"),
            ("filter[price][lte]", "9007199254740992"),
            ("filter[price][lte]", ""),
            ("filter[updatedAt][gte]", "yesterday"),
            ("filter[search]", " — "),
        ] {
            assert_eq!(read(name, text), None, "{name}={text}");
        }
    }

    #[test]
    fn a_search_is_its_folded_words() {
        assert_eq!(read("filter[search]", "  CRÈME-brûlée "), Some("creme brulee".into()));
    }

    #[test]
    fn prices_sort_by_currency_and_then_amount() {
        let sort = PRODUCTS.sorts.iter().find(|sort| sort.name == "price").unwrap();
        let product = sample::product(1, sample::attributes("A-1"));
        let values: Vec<Value> = sort.columns.iter().map(|column| (column.value)(&product)).collect();
        assert_eq!(values, ["EUR".into(), Value::Int(1_250)]);
    }

    #[test]
    fn a_product_without_category_or_group_has_no_value_there() {
        let product = sample::product(1, sample::attributes("A-1"));
        assert_eq!(((CATEGORY.value)(&product), (GROUP.value)(&product)), (Value::Null, Value::Null));
    }
}
