//! The server under test, with a small front end.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use catalog_core::api::request::Caller;
use trastienda_shell::{KeyRing, Running, ShellConfig};
use trastienda_web::{File, Options, Patience, Upstream as At, start};

use crate::upstream::Upstream;

/// The key that no browser may see.
pub(crate) const KEY: &str = "k-51d0-never-shown";

/// A front end of a few files.
pub(crate) static FILES: &[File] = &[
    File {
        path: "/index.html",
        tag: "W/\"index-1\"",
        plain: b"<!doctype html>",
        brotli: Some(b"index as br"),
        gzip: Some(b"index as gzip"),
    },
    file("/assets/main-1a2b.js", b"export {}"),
    File {
        path: "/assets/client-3c4d.wasm",
        tag: "W/\"wasm-1\"",
        plain: b"\0asm",
        brotli: None,
        gzip: Some(b"wasm as gzip"),
    },
    file("/pictures/mug.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    file("/theme.js", b"0"),
];

const fn file(path: &'static str, plain: &'static [u8]) -> File {
    File { path, tag: "W/\"file-1\"", plain, brotli: None, gzip: None }
}

/// A server before two services.
pub(crate) struct Server {
    pub(crate) running: Running,
    pub(crate) product: Upstream,
    pub(crate) inventory: Upstream,
}

impl Server {
    /// On loopback, in no hurry.
    pub(crate) async fn new() -> Self {
        Self::with(ShellConfig::default(), |_| ()).await
    }

    /// With time limits that tests can wait for.
    pub(crate) async fn hasty() -> Self {
        let soon = Duration::from_millis(400);
        Self::with(ShellConfig::default(), |options| {
            options.patience = Patience { head: soon, silence: soon, ..Patience::default() };
        })
        .await
    }

    /// Where others can reach it.
    pub(crate) async fn open_to_all(change: impl FnOnce(&mut Options)) -> Self {
        let listen = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0));
        Self::with(ShellConfig { listen, ..ShellConfig::default() }, |options| {
            options.owner = false;
            change(options);
        })
        .await
    }

    /// With other settings.
    pub(crate) async fn with(config: ShellConfig, change: impl FnOnce(&mut Options)) -> Self {
        let config = ShellConfig {
            drain_notice: Duration::from_millis(20),
            shutdown_timeout: Duration::from_secs(2),
            ..config
        };
        let (product, inventory) = (Upstream::new().await, Upstream::new().await);
        let at = |upstream: &Upstream| At::new(&format!("http://{}", upstream.address), KEY).unwrap();
        let mut options = Options {
            product: at(&product),
            inventory: at(&inventory),
            patience: Patience::default(),
            public_url: None,
            owner: true,
            error_docs_url: None,
        };
        change(&mut options);
        let mut keys = KeyRing::new();
        keys.add(KEY, Caller::new("internal", ["admin"]));
        let running = start(config, keys, FILES, options).unwrap();
        Self { running, product, inventory }
    }

    /// Where it is reached from this machine.
    pub(crate) fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.running.addr().port()).into()
    }
}
