//! The sample catalogue, for a shop that has nothing to sell yet.

use client_sdk::{
    List, block_on,
    exchange::Service,
    import::{Import, ImportOptions},
    sheet::Format,
};
use stock_core::model::{Inventory, SettingsPatch, Units};

use crate::command::{Failed, connect, drive};

const CATALOGUE: &[u8] = include_bytes!("sample/catalogue.csv");
/// At so few units a product of the sample is low.
const LOW_STOCK_AT: i64 = 5;

/// Fills an empty catalogue and gives the number of its products; one that is not empty is left alone.
pub(crate) fn fill(product_url: &str, inventory_url: &str, key: &str) -> Result<u64, Failed> {
    let services = connect(product_url, inventory_url, key);
    let any = block_on(services.list_products(&List::new().size(1)))?;
    if !any.items.is_empty() {
        return Ok(0);
    }
    let refuse = |_: &[u8], refused: &client_sdk::import::Refused| {
        let why = refused.reasons.first().map_or("", |reason| reason.detail.as_str());
        Err(format!("line {} of the sample catalogue is refused: {why}", refused.line).into())
    };
    let report =
        drive(Import::new(ImportOptions::new(Format::Csv)), CATALOGUE, &services, refuse, |_, _| {})?;
    let mut pages = services.pages(Service::Inventory, &List::<Inventory>::new().by_cursor().size(100));
    let settings = SettingsPatch { low_stock_at: Some(Units::new(LOW_STOCK_AT)), ..SettingsPatch::default() };
    let mut stock = Vec::new();
    while let Some(page) = block_on(pages.next_page())? {
        stock.extend(page.items);
    }
    for inventory in stock {
        block_on(services.update_inventory(inventory.product, &settings))?;
    }
    Ok(report.created)
}
