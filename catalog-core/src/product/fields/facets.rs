//! The lists of categories and tags.

use super::whole;
use crate::{
    api::field::{Column, Listed, Listing, Paging, Sort},
    product::{Category, CategoryCount, Tag, TagCount},
};

impl Listed for CategoryCount {
    type Id = Category;

    fn listing() -> &'static Listing<Self> {
        &CATEGORIES
    }

    fn id(&self) -> &Category {
        &self.id
    }
}

impl Listed for TagCount {
    type Id = Tag;

    fn listing() -> &'static Listing<Self> {
        &TAGS
    }

    fn id(&self) -> &Tag {
        &self.id
    }
}

static CATEGORIES: Listing<CategoryCount> = Listing {
    kind: "categories",
    path: "/api/v1/categories",
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
    kind: "tags",
    path: "/api/v1/tags",
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
