//! Configuration: one table of settings, each a flag and an environment variable, read once at the start.

mod services;
mod settings;
mod table;

pub(crate) use services::{
    CATALOG_LISTEN, CatalogConfig, STOCK_LISTEN, StockConfig, StoreConfig, WEB_LISTEN, WebConfig,
    internal_key, inventory_service_url, listen_address, log, product_service_url,
};
pub(crate) use settings::{ConfigError, Settings};
pub(crate) use table::{SETTINGS, Setting, Use};
