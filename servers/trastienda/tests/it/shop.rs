//! A whole shop: the binary itself on free ports, with a data directory of its own.

use std::{
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread::sleep,
    time::{Duration, Instant},
};

use client_sdk::{Client, Native, Site, transport::ureq::Ureq};

/// The key that the shop and its callers share.
pub(crate) const KEY: &str = "a-key-for-tests";

/// A key that may only read.
pub(crate) const READER_KEY: &str = "a-reading-key-for-tests";
/// The SHA-256 digest of [`READER_KEY`].
const READER_DIGEST: &str = "5ce6ae50041c3b3ee8b7a051830a23862b1eb4356609f8737686f4bb48b21a92";

/// A running `trastienda up`.
pub(crate) struct Shop {
    pub(crate) child: Child,
    folder: PathBuf,
    pub(crate) catalog: SocketAddr,
    pub(crate) stock: SocketAddr,
    pub(crate) web: SocketAddr,
}

impl Shop {
    /// An empty shop whose stores are `kind`: `sqlite` or `memory`.
    pub(crate) fn empty(kind: &str) -> Self {
        Self::empty_with(kind, &[])
    }

    /// The same with settings of its own.
    pub(crate) fn empty_with(kind: &str, settings: &[(&str, &str)]) -> Self {
        let folder = folder();
        let (catalog, stock, web) = (free(), free(), free());
        let keys = folder.join("keys.jsonl");
        let reader = format!(
            r#"{{"name":"reader","sha256":"{READER_DIGEST}","scopes":["catalog:read","stock:read"]}}"#
        );
        std::fs::write(&keys, reader).unwrap();
        let mut command = binary();
        command
            .args(["up", "--empty", "--data-dir"])
            .arg(&folder)
            .env("CATALOG_LISTEN", catalog.to_string())
            .env("STOCK_LISTEN", stock.to_string())
            .env("WEB_LISTEN", web.to_string())
            .env("API_KEYS_FILE", keys)
            .env("RUST_LOG", "warn")
            .envs(settings.iter().copied());
        if kind == "memory" {
            command.env("DATABASE_URL", "memory:");
        }
        let child = command.stdin(Stdio::null()).spawn().unwrap();
        let shop = Self { child, folder, catalog, stock, web };
        wait_for(catalog);
        wait_for(stock);
        wait_for(web);
        shop
    }

    /// Where the services are.
    pub(crate) fn site(&self) -> Site {
        Site::new(&format!("http://{}", self.catalog), &format!("http://{}", self.stock), KEY)
    }

    /// The same through the page's server, by whoever comes.
    pub(crate) fn site_of_the_page(&self) -> Site {
        let web = format!("http://{}", self.web);
        Site::new(&web, &web, "no key")
    }

    /// A client of both services.
    pub(crate) fn client(&self) -> Client<Ureq, Native> {
        Client::new(Ureq::default(), Native::default(), self.site())
    }

    /// A file in the shop's folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Runs another command of the binary against this shop.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        binary()
            .args(arguments)
            .env("PRODUCT_SERVICE_URL", format!("http://{}", self.catalog))
            .env("INVENTORY_SERVICE_URL", format!("http://{}", self.stock))
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The binary, which sees nothing of this process's own settings.
pub(crate) fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trastienda"));
    command.env_clear().env("INTERNAL_API_KEY", KEY);
    command
}

/// What a command said.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A new folder.
pub(crate) fn folder() -> PathBuf {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("shop-{}-{number}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// An address that is free now.
pub(crate) fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// Waits until somebody listens.
pub(crate) fn wait_for(address: SocketAddr) {
    let began = Instant::now();
    while TcpStream::connect(address).is_err() {
        assert!(began.elapsed() < Duration::from_secs(20), "nobody listens on {address}");
        sleep(Duration::from_millis(20));
    }
}
