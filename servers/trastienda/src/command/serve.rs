//! `catalog` and `stock`: one service.

use trastienda_shell::stop_signal;

use super::Failed;
use crate::{
    config::{CatalogConfig, Settings, StockConfig},
    host::{run, start_catalog, start_stock},
};

/// Runs the Product service until it is told to stop.
pub(crate) fn catalog(settings: &Settings) -> Result<(), Failed> {
    let config = CatalogConfig::read(settings)?;
    run(settings, async {
        let started = start_catalog(config)?;
        stop_signal().await?;
        started.stop().await;
        Ok(())
    })
}

/// Runs the Inventory service until it is told to stop.
pub(crate) fn stock(settings: &Settings) -> Result<(), Failed> {
    let config = StockConfig::read(settings)?;
    run(settings, async {
        let started = start_stock(config)?;
        stop_signal().await?;
        started.stop().await;
        Ok(())
    })
}
