//! Export of the catalogue and its stock in the format of an import: byte-stable, ordered by SKU.
//!
//! `quantity` is `onHand`; it is empty where no stock is kept, or fewer units than none are in the house.

use std::{collections::BTreeMap, fmt::Display};

use catalog_core::{
    api::{document::ResourceObject, query::PAGE_SIZE_MAX},
    product::Product,
};
use serde_json::Value as Json;
use stock_core::model::Inventory;

use crate::{
    client::{Client, Platform},
    error::{SdkError, Unreadable},
    exchange::{List, Service, list_inventory, objects},
    sheet::{Format, header, row},
    transport::Transport,
};

/// The lines of one page of products, in its order, given the stock that is kept of them.
///
/// # Errors
/// What is no product.
pub fn lines(
    format: Format,
    products: &[ResourceObject],
    stock: &[ResourceObject],
) -> Result<Vec<u8>, Unreadable> {
    let mut on_hand = BTreeMap::new();
    for inventory in stock {
        let units = inventory.attributes.get("onHand").and_then(Json::as_i64);
        on_hand.insert(inventory.id.as_str(), units.filter(|units| *units >= 0));
    }
    let mut lines = Vec::new();
    for product in products {
        let quantity = on_hand.get(product.id.as_str()).copied().flatten();
        let unreadable = |detail| Unreadable { status: 200, detail, request_id: None };
        lines.extend(row(format, product, quantity).map_err(unreadable)?);
    }
    Ok(lines)
}

/// All products in the order of an export, in pages as large as they can be.
pub fn products() -> List<Product> {
    List::new().by_cursor().size(PAGE_SIZE_MAX).sort("sku")
}

/// The stock of some products, by their ids; at most [`PAGE_SIZE_MAX`].
pub fn stock_of(products: impl IntoIterator<Item = impl Display>) -> List<Inventory> {
    let ids: Vec<String> = products.into_iter().map(|id| id.to_string()).collect();
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
        let mut pages = self.object_pages(Service::Product, &products());
        while let Some(page) = pages.next_page().await? {
            if page.items.is_empty() {
                continue;
            }
            let stock = list_inventory(&stock_of(page.items.iter().map(|product| &product.id)));
            let stock = self.send(&stock.read_by(objects)).await?;
            write(&lines(format, &page.items, &stock.items).map_err(SdkError::from)?)?;
            count += page.items.len() as u64;
        }
        Ok(count)
    }
}
