//! The lists of categories and tags.

use super::whole;
use crate::{
    api::field::{Column, Listed, Listing, Paging, Sort},
    product::{Category, CategoryCount, Tag, TagCount},
};

impl Listed for CategoryCount {
    type Id = Category;
    const KIND: &'static str = "categories";
    const PATH: &'static str = "/api/v1/categories";

    fn listing() -> &'static Listing<Self> {
        &CATEGORIES
    }

    fn id(&self) -> &Category {
        &self.id
    }
}

impl Listed for TagCount {
    type Id = Tag;
    const KIND: &'static str = "tags";
    const PATH: &'static str = "/api/v1/tags";

    fn listing() -> &'static Listing<Self> {
        &TAGS
    }

    fn id(&self) -> &Tag {
        &self.id
    }
}

static CATEGORIES: Listing<CategoryCount> = Listing {
    kind: CategoryCount::KIND,
    path: CategoryCount::PATH,
    id: Column { name: "id", value: |count| count.id.as_str().into() },
    paging: Paging::NumberOrCursor,
    attributes: &["products"],
    relationships: &[],
    sorts: &[
        Sort { name: "id", columns: &[Column { name: "id", value: |count| count.id.as_str().into() }] },
        Sort {
            name: "products",
            columns: &[Column { name: "products", value: |count| whole(count.products) }],
        },
    ],
    newest_first: false,
    filters: &[],
    includes: &[],
};

static TAGS: Listing<TagCount> = Listing {
    kind: TagCount::KIND,
    path: TagCount::PATH,
    id: Column { name: "id", value: |count| count.id.as_str().into() },
    paging: Paging::NumberOrCursor,
    attributes: &["products"],
    relationships: &[],
    sorts: &[
        Sort { name: "id", columns: &[Column { name: "id", value: |count| count.id.as_str().into() }] },
        Sort {
            name: "products",
            columns: &[Column { name: "products", value: |count| whole(count.products) }],
        },
    ],
    newest_first: false,
    filters: &[],
    includes: &[],
};
