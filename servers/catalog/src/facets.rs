//! The counts of categories and tags, kept with the products they count: a list of them costs no more than
//! its page, however many products there are.

use std::collections::BTreeMap;

use catalog_core::product::{Category, Product, Status, Tag};
use rusqlite::Connection;

/// By how much the counts change in a batch.
#[derive(Debug, Default)]
pub(crate) struct Facets {
    categories: BTreeMap<String, Difference>,
    tags: BTreeMap<String, Difference>,
}

/// By how much one count changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Difference {
    active: i64,
    all: i64,
}

impl Facets {
    /// A product is no longer as it was.
    pub(crate) fn leave(&mut self, before: &Product) {
        self.count(before, -1);
    }

    /// A product is now so.
    pub(crate) fn join(&mut self, after: &Product) {
        self.count(after, 1);
    }

    fn count(&mut self, product: &Product, one: i64) {
        let attributes = &product.attributes;
        let active = if attributes.status == Status::Active { one } else { 0 };
        let add = |difference: &mut Difference| {
            difference.active += active;
            difference.all += one;
        };
        for category in attributes.category.iter().flat_map(Category::lineage) {
            add(self.categories.entry(category.into()).or_default());
        }
        for tag in &attributes.tags {
            add(self.tags.entry(Tag::as_str(tag).to_owned()).or_default());
        }
    }

    /// Writes the changed counts. What no product has any more is not listed.
    pub(crate) fn store(&self, db: &Connection) -> rusqlite::Result<()> {
        CATEGORIES.store(db, &self.categories)?;
        TAGS.store(db, &self.tags)
    }
}

/// The statements that keep one table of counts.
struct Counts {
    change: &'static str,
    insert: &'static str,
    delete: &'static str,
}

const CATEGORIES: Counts = Counts {
    change: "UPDATE categories SET products = products + ?2, products_all = products_all + ?3 WHERE id = ?1",
    insert: "INSERT INTO categories (id, products, products_all) VALUES (?, ?, ?)",
    delete: "DELETE FROM categories WHERE id = ? AND products_all = 0",
};

const TAGS: Counts = Counts {
    change: "UPDATE tags SET products = products + ?2, products_all = products_all + ?3 WHERE id = ?1",
    insert: "INSERT INTO tags (id, products, products_all) VALUES (?, ?, ?)",
    delete: "DELETE FROM tags WHERE id = ? AND products_all = 0",
};

impl Counts {
    fn store(&self, db: &Connection, differences: &BTreeMap<String, Difference>) -> rusqlite::Result<()> {
        for (id, difference) in differences {
            if *difference == Difference::default() {
                continue;
            }
            let change = (id, difference.active, difference.all);
            if db.prepare_cached(self.change)?.execute(change)? == 0 {
                db.prepare_cached(self.insert)?.execute(change)?;
            }
            db.prepare_cached(self.delete)?.execute([id])?;
        }
        Ok(())
    }
}
