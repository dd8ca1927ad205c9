//! Export of the catalogue and its stock in the format of an import: byte-stable, ordered by SKU.
//!
//! `quantity` is `onHand`; it is empty where no stock is kept, or fewer units than none are in the house.

use std::collections::BTreeMap;

use catalog_core::{
    api::query::PAGE_SIZE_MAX,
    product::{Product, ProductId},
};
use stock_core::model::Inventory;

use crate::{
    client::{Client, Platform},
    error::SdkError,
    exchange::{List, Service, list_inventory},
    sheet::{Format, header, row},
    transport::Transport,
};

/// The lines of one page of products, in its order, given the stock that is kept of them.
pub fn lines(format: Format, products: &[Product], stock: &[Inventory]) -> Vec<u8> {
    let on_hand: BTreeMap<ProductId, i64> =
        stock.iter().map(|inventory| (inventory.product, inventory.on_hand())).collect();
    let quantity = |product: &Product| on_hand.get(&product.id).copied().filter(|units| *units >= 0);
    products.iter().flat_map(|product| row(format, product, quantity(product))).collect()
}

/// The stock of some products, at most [`PAGE_SIZE_MAX`].
pub fn stock_of(products: &[Product]) -> List<Inventory> {
    let ids: Vec<String> = products.iter().map(|product| product.id.to_string()).collect();
    List::new().size(PAGE_SIZE_MAX).filter("filter[product]", ids.join(","))
}

impl<T: Transport, P: Platform> Client<T, P> {
    /// Exports everything, piece by piece; memory holds one page. `write` may fail with an error of its own.
    pub async fn export<E: From<SdkError>>(
        &self,
        format: Format,
        mut write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<u64, E> {
        write(&header(format))?;
        let mut count = 0;
        let list = List::<Product>::new().by_cursor().size(PAGE_SIZE_MAX).sort("sku");
        let mut pages = self.pages(Service::Product, &list);
        while let Some(page) = pages.next_page().await? {
            if page.items.is_empty() {
                continue;
            }
            let stock = self.send(&list_inventory(&stock_of(&page.items))).await?;
            write(&lines(format, &page.items, &stock.items))?;
            count += page.items.len() as u64;
        }
        Ok(count)
    }
}
