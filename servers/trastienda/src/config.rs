//! Configuration: one table of settings, each a flag and an environment variable, read once at the start.

mod services;
mod settings;
mod table;

pub(crate) use services::{CatalogConfig, ProductCheck, StockConfig, StoreConfig, data_dir, internal_key, listen_address, log};
pub(crate) use settings::{ConfigError, Settings};
pub(crate) use table::{SETTINGS, Setting, Use};
