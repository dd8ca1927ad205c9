//! The tables of the Product service: what its rows look like in SQLite, and how its domain is loaded and
//! written. Rules, routes and documents are `catalog-core`'s.
#![forbid(unsafe_code)]

mod facets;
mod journal;
mod tables;

use catalog_core::service::{Catalogue, CatalogueTables};
use trastienda_storage::{DatabaseUrl, OpenError, Options};

pub use tables::Tables;

/// The store of the Product service.
pub type Store = trastienda_storage::Store<Catalogue, Tables, CatalogueTables>;

/// Opens the store at `url`; a file that is not there is made.
pub fn open(url: &DatabaseUrl, options: &Options) -> Result<Store, OpenError> {
    Store::open(url, options)
}
