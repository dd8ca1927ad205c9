//! The tables.

use std::sync::LazyLock;

use catalog_core::{
    api::{field::Column, value::Value},
    product::{Category, CategoryCount, Product, ProductEvent, Tag, TagCount, Variant},
};
use rusqlite::Row;
use serde::Serialize;
use serde_json::{from_str, to_writer};
use trastienda_storage::{Lists, Records, Rows, Table, Tally, unreadable};

/// As long as most records are at most.
const RECORD_BYTES: usize = 1024;

/// The tables of the Product service in a file.
#[derive(Debug)]
pub struct Tables;

/// Products.
pub(crate) const PRODUCTS: Table<Product> = Table {
    name: "products",
    stored: &[
        Column { name: "variant", value: |product: &Product| variant(product).map(Variant::key).into() },
        Column { name: "record", value: |product| record(product) },
    ],
    columns: &["record"],
    from_row: |row| from_str(row.get_ref(0)?.as_str()?).map_err(|error| unreadable(0, error)),
    key: |id| id.to_string().into(),
};

/// The feed.
pub(crate) const EVENTS: Table<ProductEvent> = Table {
    name: "product_events",
    stored: &[
        Column { name: "at", value: |event: &ProductEvent| event.at.get().into() },
        Column { name: "record", value: |event| record(event) },
    ],
    columns: &["record"],
    from_row: |row| from_str(row.get_ref(0)?.as_str()?).map_err(|error| unreadable(0, error)),
    key: |seq| i64::try_from(*seq).unwrap_or(i64::MAX).into(),
};

/// How the rows of each table are written.
pub(crate) struct Written {
    pub(crate) products: Rows<Product>,
    pub(crate) events: Rows<ProductEvent>,
}

/// Made once: each holds the text of its statements.
pub(crate) static ROWS: LazyLock<Written> =
    LazyLock::new(|| Written { products: Rows::of(&PRODUCTS), events: Rows::of(&EVENTS) });

const CATEGORIES: Table<CategoryCount> = Table {
    name: "categories",
    stored: &[],
    columns: &["id", "products"],
    from_row: |row| {
        let id = Category::new(text(row)?).map_err(|_| unreadable(0, "no category"))?;
        Ok(CategoryCount { id, products: count(row)? })
    },
    key: |id| id.as_str().into(),
};

const TAGS: Table<TagCount> = Table {
    name: "tags",
    stored: &[],
    columns: &["id", "products"],
    from_row: |row| {
        let id = Tag::new(text(row)?).map_err(|_| unreadable(0, "no tag"))?;
        Ok(TagCount { id, products: count(row)? })
    },
    key: |id| id.as_str().into(),
};

impl Lists<Product> for Tables {
    const TABLE: Table<Product> = PRODUCTS;
    const TALLIES: &'static [Tally] = &[
        Tally { filter: "filter[category]", table: CATEGORIES.name, rows: "products_all" },
        Tally { filter: "filter[tag]", table: TAGS.name, rows: "products_all" },
    ];
}

impl Records<Product> for Tables {
    const RECORD: &'static str = "record";
}

impl Lists<ProductEvent> for Tables {
    const TABLE: Table<ProductEvent> = EVENTS;
}

impl Lists<CategoryCount> for Tables {
    const TABLE: Table<CategoryCount> = CATEGORIES;
}

impl Lists<TagCount> for Tables {
    const TABLE: Table<TagCount> = TAGS;
}

/// What must be unique beside the SKU.
pub(crate) fn variant(product: &Product) -> Option<&Variant> {
    product.attributes.variant.as_ref()
}

/// The whole of a row as JSON, in a text that seldom has to grow while it is written.
fn record(row: &impl Serialize) -> Value {
    let mut record = Vec::with_capacity(RECORD_BYTES);
    // Nothing of a row is unknown to JSON, and a vector takes whatever is written.
    let written = to_writer(&mut record, row).ok().and_then(|()| String::from_utf8(record).ok());
    written.unwrap_or_default().into()
}

fn text(row: &Row<'_>) -> rusqlite::Result<String> {
    row.get(0)
}

fn count(row: &Row<'_>) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0))
}
