//! The catalogue in memory.

use crate::{
    api::query::{Query, page_of},
    engine::{Holds, Memory, MemoryJournal, Page, Table},
    product::{CategoryCount, Key, Product, ProductEvent, ProductId, TagCount, count_categories, count_tags},
};

use super::catalogue::Catalogue;

/// A Product service's store that a restart forgets.
pub type MemoryCatalogue = Memory<Catalogue, CatalogueTables>;

/// The tables of the catalogue.
///
/// The domain is [resident](Catalogue::resident) here: what it does not know does not exist.
#[derive(Debug, Default)]
pub struct CatalogueTables {
    products: Table<Product>,
    events: Table<ProductEvent>,
}

impl MemoryJournal<Catalogue> for CatalogueTables {
    fn domain() -> Catalogue {
        Catalogue::resident()
    }

    fn load(&self, _: &mut Catalogue, _: &[Key]) {}

    fn store(&self, domain: &Catalogue) {
        for (id, product) in domain.products.drafted() {
            match product {
                Some(product) => self.products.put(product.clone()),
                None => self.products.remove(id),
            }
        }
        domain.events.drafted().iter().cloned().for_each(|event| self.events.put(event));
    }
}

impl Holds<Product> for CatalogueTables {
    fn page(&self, query: &Query<Product>) -> Page<Product> {
        self.products.page(query)
    }

    fn get(&self, id: &ProductId) -> Option<Product> {
        self.products.get(id)
    }
}

impl Holds<ProductEvent> for CatalogueTables {
    fn page(&self, query: &Query<ProductEvent>) -> Page<ProductEvent> {
        self.events.page(query)
    }

    fn get(&self, seq: &u64) -> Option<ProductEvent> {
        self.events.get(seq)
    }
}

impl Holds<CategoryCount> for CatalogueTables {
    fn page(&self, query: &Query<CategoryCount>) -> Page<CategoryCount> {
        page_of(query, count_categories(&self.products.all()).iter())
    }

    fn get(&self, id: &crate::product::Category) -> Option<CategoryCount> {
        count_categories(&self.products.all()).into_iter().find(|count| count.id == *id)
    }
}

impl Holds<TagCount> for CatalogueTables {
    fn page(&self, query: &Query<TagCount>) -> Page<TagCount> {
        page_of(query, count_tags(&self.products.all()).iter())
    }

    fn get(&self, id: &crate::product::Tag) -> Option<TagCount> {
        count_tags(&self.products.all()).into_iter().find(|count| count.id == *id)
    }
}
