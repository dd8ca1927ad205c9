//! The tables of the Inventory service: what its rows look like in SQLite, and how its domain is loaded and
//! written; the product check over HTTP and the product events it follows; the sender of webhooks; verification
//! of a file, and its rows made anew from its journal. Rules, routes and documents are `stock-core`'s.
#![forbid(unsafe_code)]

mod check;
mod expiry;
mod follow;
mod journal;
mod rebuild;
mod tables;
mod verify;
mod webhooks;

use stock_core::service::{Stock, StockTables};
use trastienda_storage::{DatabaseUrl, OpenError, Options};

pub use check::{CheckOptions, HttpProducts};
pub use expiry::ExpiryClock;
pub use follow::Follower;
pub use rebuild::{RebuildError, rebuild};
pub use tables::Tables;
pub use verify::{Found, VerifyError, verify};
pub use webhooks::{WebhookOptions, Webhooks};

/// The store of the Inventory service.
pub type Store = trastienda_storage::Store<Stock, Tables, StockTables>;

/// Opens the store at `url`; a file that is not there is made.
pub fn open(url: &DatabaseUrl, options: &Options) -> Result<Store, OpenError> {
    Store::open(url, options)
}

/// The README's program, compiled and run as it stands there.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
