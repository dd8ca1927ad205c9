//! `up`: both services and the page on this machine, with something to sell.

use std::net::{SocketAddr, TcpListener};

use trastienda_shell::stop_signal;

use super::{Failed, health::local, open::open};
use crate::{
    config::{
        CATALOG_LISTEN, CatalogConfig, STOCK_LISTEN, Settings, StockConfig, WEB_LISTEN, WebConfig,
        internal_key, listen_address,
    },
    host::{run, start_catalog, start_stock, start_web},
    sample,
};

/// Runs everything until told to stop.
pub(crate) fn up(settings: &Settings, with_sample: bool, with_browser: bool) -> Result<(), Failed> {
    let catalog_settings = settings.of("CATALOG_");
    let stock_settings = settings.of("STOCK_");
    let web_settings = settings.of("WEB_");
    // Each server is told where the others are, so a free port must be known before any starts.
    let catalog_address = certain(listen_address(&catalog_settings, CATALOG_LISTEN)?)?;
    let stock_address = certain(listen_address(&stock_settings, STOCK_LISTEN)?)?;
    let web_address = certain(listen_address(&web_settings, WEB_LISTEN)?)?;
    let catalog_url = format!("http://{catalog_address}");
    let stock_url = format!("http://{stock_address}");
    let page_url = format!("http://{}/", local(web_address));

    let mut catalog =
        CatalogConfig::read(&catalog_settings.with_default("INVENTORY_PUBLIC_URL", stock_url.as_str()))?;
    let mut stock =
        StockConfig::read(&stock_settings.with_default("PRODUCT_SERVICE_URL", catalog_url.as_str()))?;
    let web_settings = web_settings
        .with_default("PRODUCT_SERVICE_URL", catalog_url.as_str())
        .with_default("INVENTORY_SERVICE_URL", stock_url.as_str());
    let mut web = WebConfig::read(&web_settings)?;
    (catalog.shell.listen, stock.shell.listen, web.shell.listen) =
        (catalog_address, stock_address, web_address);
    let key = internal_key(settings).to_owned();

    run(settings, async move {
        let catalog = start_catalog(catalog)?;
        let stock = start_stock(stock)?;
        let web = start_web(web)?;
        let filled = if with_sample {
            let (catalog_url, stock_url, key) = (catalog_url.clone(), stock_url.clone(), key.clone());
            tokio::task::spawn_blocking(move || sample::fill(&catalog_url, &stock_url, &key)).await??
        } else {
            0
        };
        greet(&page_url, &catalog_url, &stock_url, filled, &key);
        if with_browser {
            open(&page_url);
        }
        stop_signal().await?;
        eprintln!("Stopping…");
        // Each ends before those that it asks.
        web.stop().await;
        stock.stop().await;
        catalog.stop().await;
        Ok(())
    })
}

/// An address whose port is certain: port 0 becomes one that is free now.
fn certain(address: SocketAddr) -> Result<SocketAddr, Failed> {
    if address.port() == 0 { Ok(TcpListener::bind(address)?.local_addr()?) } else { Ok(address) }
}

fn greet(page_url: &str, catalog_url: &str, stock_url: &str, filled: u64, key: &str) {
    let key = if key == trastienda_shell::DEVELOPMENT_KEY { key } else { "$INTERNAL_API_KEY" };
    if filled > 0 {
        eprintln!("\nFilled the empty shop with {filled} sample products.");
    }
    let without = if trastienda_web::PAGE.is_empty() { "  (not built in; it says how)" } else { "" };
    eprintln!(
        "\n  The page           {page_url}{without}\n  Product service    {catalog_url}/docs/\n  \
         Inventory service  {stock_url}/docs/\n\nTry it:\n\n  \
         curl -g -H 'X-API-Key: {key}' '{catalog_url}/api/v1/products?page[size]=3'\n\nCtrl-C stops them.\n"
    );
}
