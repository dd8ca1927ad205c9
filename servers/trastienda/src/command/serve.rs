//! `catalog`, `stock` and `web`: one server.

use trastienda_shell::stop_signal;

use super::Failed;
use crate::{
    config::{CatalogConfig, Settings, StockConfig, WebConfig},
    host::{Started, run, start_catalog, start_stock, start_web},
};

/// Runs the Product service until it is told to stop.
pub(crate) fn catalog(settings: &Settings) -> Result<(), Failed> {
    let config = CatalogConfig::read(settings)?;
    serve(settings, || start_catalog(config))
}

/// Runs the Inventory service until it is told to stop.
pub(crate) fn stock(settings: &Settings) -> Result<(), Failed> {
    let config = StockConfig::read(settings)?;
    serve(settings, || start_stock(config))
}

/// Serves the page until it is told to stop.
pub(crate) fn web(settings: &Settings) -> Result<(), Failed> {
    let config = WebConfig::read(settings)?;
    serve(settings, || start_web(config))
}

fn serve(settings: &Settings, start: impl FnOnce() -> Result<Started, Failed>) -> Result<(), Failed> {
    run(settings, async {
        let started = start()?;
        stop_signal().await?;
        started.stop().await;
        Ok(())
    })
}
