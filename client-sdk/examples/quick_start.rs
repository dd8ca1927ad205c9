//! A product is created, its stock begins, someone buys it: the whole SDK in one page.
//!
//! Start the services with `cargo xtask up`, then:
//! `cargo run -p client-sdk --example quick_start [PRODUCT_URL INVENTORY_URL KEY]`
#![expect(clippy::print_stdout, reason = "an example tells what it does")]

use std::error::Error;

use catalog_core::product::{Currency, Money, Name, ProductAttributes, Sku};
use client_sdk::{
    Client, Native, Platform, Site, Ureq, block_on,
    exchange::{NewInventory, NewPurchase},
};
use stock_core::{
    error::StockCode,
    model::{PurchaseOrder, Quantity, Units},
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut argument = |default: &str| arguments.next().unwrap_or_else(|| default.to_owned());
    let site = Site::new(
        &argument("http://127.0.0.1:8001"),
        &argument("http://127.0.0.1:8002"),
        &argument("super-secret-key"),
    );
    let client = Client::new(Ureq::default(), Native::default(), site);
    block_on(shop(&client))
}

async fn shop(client: &Client<Ureq, Native>) -> Result<(), Box<dyn Error>> {
    // A SKU of its own, so that the example can be run again.
    let [first, second, ..] = client.platform().random();
    let price = Money::from_major("8.50", Currency::parse("EUR")?)?;
    let sku = Sku::new(format!("MUG-{first:02X}{second:02X}"))?;
    let mug =
        client.create_product(None, &ProductAttributes::new(sku, Name::new("Taza azul")?, price)).await?;
    println!("created {} ({}) at {}", mug.attributes.name, mug.attributes.sku, mug.attributes.price);

    let stock = NewInventory::new(mug.id, Units::new(3).ok_or("not a number of units")?);
    println!("{} units are in the house", client.create_inventory(&stock).await?.on_hand());

    let line = |units: i64| -> Result<NewPurchase, Box<dyn Error>> {
        let quantity = Quantity::new(units).ok_or("not a quantity")?;
        Ok(NewPurchase::new([PurchaseOrder { product: mug.id, location: None, quantity }]))
    };
    let purchase = client.create_purchase(&line(2)?).await?;
    println!("bought 2 for {}", purchase.total);

    match client.create_purchase(&line(2)?).await {
        Err(refused) if refused.is(StockCode::InsufficientStock) => println!("2 more: {refused}"),
        other => println!("2 more: {other:?}"),
    }
    println!("{} unit is left", client.get_inventory(mug.id).await?.on_hand());
    Ok(())
}
