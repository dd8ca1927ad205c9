//! Prints the active products by name, page after page, with what can be bought of each.
//!
//! `cargo run -p client-sdk --example list_products [PRODUCT_URL INVENTORY_URL KEY]`
#![expect(clippy::print_stdout, reason = "an example tells what it does")]

use std::collections::BTreeMap;

use catalog_core::product::Product;
use client_sdk::{Client, List, Native, SdkError, Site, Ureq, block_on, exchange::Service, export::stock_of};

fn main() -> Result<(), SdkError> {
    let mut arguments = std::env::args().skip(1);
    let mut argument = |default: &str| arguments.next().unwrap_or_else(|| default.to_owned());
    let site = Site::new(
        &argument("http://127.0.0.1:8001"),
        &argument("http://127.0.0.1:8002"),
        &argument("super-secret-key"),
    );
    let client = Client::new(Ureq::default(), Native::default(), site);
    block_on(print_products(&client))
}

async fn print_products(client: &Client<Ureq, Native>) -> Result<(), SdkError> {
    let list = List::<Product>::new().by_cursor().size(100).sort("name").filter("filter[status]", "active");
    let mut pages = client.pages(Service::Product, &list);
    while let Some(page) = pages.next_page().await?.filter(|page| !page.items.is_empty()) {
        let stock = client.list_inventory(&stock_of(page.items.iter().map(|product| product.id))).await?;
        let purchasable: BTreeMap<_, _> =
            stock.items.iter().map(|inventory| (inventory.product, inventory.purchasable())).collect();
        for product in page.items {
            let left = match purchasable.get(&product.id) {
                Some(Some(units)) => units.to_string(),
                Some(None) => "any".to_owned(),
                None => "-".to_owned(),
            };
            let attributes = &product.attributes;
            println!(
                "{:<24} {:>14} {left:>8}  {}",
                attributes.sku,
                attributes.price.to_string(),
                attributes.name
            );
        }
    }
    Ok(())
}
