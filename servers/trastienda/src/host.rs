//! Starting a service: its store, its shell, and the end of both.

use std::{future::Future, io, net::SocketAddr, path::Path, sync::Arc};

use catalog_core::api::host::Host;
use trastienda_shell::{KeyRing, Running, Server, ShellConfig, Site, telemetry};
use trastienda_stock::{ExpiryClock, WebhookOptions, Webhooks};
use trastienda_storage::DatabaseUrl;

use crate::{
    command::Failed,
    config::{self, CatalogConfig, Settings, StockConfig, StoreConfig, WebConfig},
};

/// A service that runs.
pub(crate) struct Started {
    running: Running,
    close: Box<dyn FnOnce() + Send>,
}

impl Started {
    /// Ends it: running requests first, then the store.
    pub(crate) async fn stop(self) {
        self.running.drain().await;
        // Closing waits for the writer's thread.
        let _ = tokio::task::spawn_blocking(self.close).await;
    }
}

/// Starts the log, and runs `work` where services can run.
pub(crate) fn run<T>(
    settings: &Settings,
    work: impl Future<Output = Result<T, Failed>>,
) -> Result<T, Failed> {
    let (format, levels) = config::log(settings)?;
    telemetry::init(format, levels)?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

/// Starts the Product service.
pub(crate) fn start_catalog(config: CatalogConfig) -> Result<Started, Failed> {
    prepare(&config.store)?;
    let store = Arc::new(trastienda_catalog::open(&config.store.url, &config.store.options)?);
    let service = catalog_core::service::Service::new(Arc::clone(&store), config.site);
    let site = site("Product service", catalog_core::service::openapi);
    let running = listen(config.shell, config.keys, site, service)?;
    Ok(Started { running, close: Box::new(move || store.close()) })
}

/// Starts the Inventory service.
pub(crate) fn start_stock(config: StockConfig) -> Result<Started, Failed> {
    prepare(&config.store)?;
    let store = Arc::new(trastienda_stock::open(&config.store.url, &config.store.options)?);
    let products = trastienda_stock::HttpProducts::new(config.check);
    let follower = products.follower();
    let reach = config.webhook_reach;
    let service = stock_core::service::Service::new(Arc::clone(&store), products, config.site.clone())
        .with_allocation(config.allocation)
        .with_reservations(config.reservations)
        .with_webhook_reach(reach);
    let site = site("Inventory service", stock_core::service::openapi);
    let running = listen(config.shell, config.keys, site, service)?;
    // Only now: a start that is refused says why, and nothing else.
    follower.start()?;
    let clock = ExpiryClock::start(Arc::clone(&store), config.site.clone());
    let webhooks = Webhooks::start(
        Arc::clone(&store),
        WebhookOptions { reach, site: config.site, ..WebhookOptions::default() },
    );
    let runtime = tokio::runtime::Handle::current();
    let close = move || {
        drop(clock);
        runtime.block_on(webhooks.stop());
        store.close();
    };
    Ok(Started { running, close: Box::new(close) })
}

/// Starts the page.
pub(crate) fn start_web(config: WebConfig) -> Result<Started, Failed> {
    let address = config.shell.listen;
    let running = trastienda_web::start(config.shell, config.keys, trastienda_web::PAGE, config.options)
        .map_err(|error| cannot_listen(address, &error))?;
    Ok(Started { running, close: Box::new(|| {}) })
}

fn listen<H: Host>(shell: ShellConfig, keys: KeyRing, site: Site, service: H) -> Result<Running, Failed> {
    let address = shell.listen;
    Server::start(shell, keys, site, service).map_err(|error| cannot_listen(address, &error))
}

fn cannot_listen(address: SocketAddr, error: &io::Error) -> Failed {
    let why = match error.kind() {
        io::ErrorKind::AddrInUse => {
            "another program listens there; end it, or set LISTEN to another address (under up CATALOG_LISTEN, \
             STOCK_LISTEN or WEB_LISTEN)"
                .to_owned()
        }
        _ => error.to_string(),
    };
    format!("cannot listen on {address}: {why}").into()
}

fn site(title: &str, openapi: fn() -> String) -> Site {
    Site { title: format!("Trastienda: {title}"), openapi }
}

/// Makes the folder of a database file.
fn prepare(store: &StoreConfig) -> Result<(), Failed> {
    let DatabaseUrl::Sqlite(path) = &store.url else { return Ok(()) };
    match path.parent().filter(|folder| *folder != Path::new("")) {
        Some(folder) => std::fs::create_dir_all(folder)
            .map_err(|error| format!("cannot make the folder {}: {error}", folder.display()).into()),
        None => Ok(()),
    }
}
