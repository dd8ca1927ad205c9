//! `catalog` and `stock`: one service.

use trastienda_shell::stop_signal;

use super::Failed;
use crate::{
    config::{CatalogConfig, Settings},
    host::{run, start_catalog},
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
