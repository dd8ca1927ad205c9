//! `up`: both services on this machine, with something to sell.

use std::net::{SocketAddr, TcpListener};

use trastienda_shell::stop_signal;

use super::Failed;
use crate::{
    config::{CatalogConfig, Settings, StockConfig, internal_key, listen_address},
    host::{run, start_catalog, start_stock},
    sample,
};

/// Runs both services until told to stop.
pub(crate) fn up(settings: &Settings, with_sample: bool) -> Result<(), Failed> {
    let catalog_settings = settings.of("CATALOG_");
    let stock_settings = settings.of("STOCK_");
    // Each service is told where the other is, so a free port must be known before either starts.
    let catalog_address = certain(listen_address(&catalog_settings, "127.0.0.1:8001")?)?;
    let stock_address = certain(listen_address(&stock_settings, "127.0.0.1:8002")?)?;
    let catalog_url = format!("http://{catalog_address}");
    let stock_url = format!("http://{stock_address}");

    let mut catalog =
        CatalogConfig::read(&catalog_settings.with_default("INVENTORY_PUBLIC_URL", stock_url.as_str()))?;
    let mut stock =
        StockConfig::read(&stock_settings.with_default("PRODUCT_SERVICE_URL", catalog_url.as_str()))?;
    (catalog.shell.listen, stock.shell.listen) = (catalog_address, stock_address);
    let key = internal_key(settings).to_owned();

    run(settings, async move {
        let catalog = start_catalog(catalog)?;
        let stock = start_stock(stock)?;
        let filled = if with_sample {
            let (catalog_url, stock_url, key) = (catalog_url.clone(), stock_url.clone(), key.clone());
            tokio::task::spawn_blocking(move || sample::fill(&catalog_url, &stock_url, &key)).await??
        } else {
            0
        };
        greet(&catalog_url, &stock_url, filled, &key);
        stop_signal().await?;
        eprintln!("Stopping…");
        // The Inventory service asks the Product service, so it ends first.
        stock.stop().await;
        catalog.stop().await;
        Ok(())
    })
}

/// An address whose port is certain: port 0 becomes one that is free now.
fn certain(address: SocketAddr) -> Result<SocketAddr, Failed> {
    if address.port() == 0 { Ok(TcpListener::bind(address)?.local_addr()?) } else { Ok(address) }
}

fn greet(catalog_url: &str, stock_url: &str, filled: u64, key: &str) {
    let key = if key == trastienda_shell::DEVELOPMENT_KEY { key } else { "$INTERNAL_API_KEY" };
    if filled > 0 {
        eprintln!("\nFilled the empty shop with {filled} sample products.");
    }
    eprintln!(
        "\n  Product service    {catalog_url}/docs/\n  Inventory service  {stock_url}/docs/\n\nTry it:\n\n  \
         curl -g -H 'X-API-Key: {key}' '{catalog_url}/api/v1/products?page[size]=3'\n\nCtrl-C stops both.\n"
    );
}
