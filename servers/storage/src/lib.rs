//! The database plumbing of the Trastienda services. It knows no product.
//!
//! A service brings a [`SqliteJournal`] (its migrations, and how its domain is loaded and written) and a
//! [`Table`] for each resource it lists; from those this crate makes a whole [`Store`]:
//!
//! - one **writer** thread that owns the engine and commits whatever waits in its queue together;
//! - **readers**, connections of their own that never wait for the writer;
//! - the **ranks** of rows, so that a page is found by its number without counting;
//! - the **SQL of a query**, made from the field table that also drives the list over memory;
//! - **kept answers**, stored in the transaction of what they answer;
//! - opening, locking and migrating the file.
//!
//! Not here: rules, resources, HTTP.
#![forbid(unsafe_code)]

mod error;
mod kept;
mod options;
mod ranks;
mod readers;
mod sql;
mod sqlite;
mod store;
mod table;
mod url;
mod writer;

pub use error::OpenError;
pub use kept::{PLACES_SCHEMA as KEPT_PLACES_SCHEMA, SCHEMA as KEPT_SCHEMA};
pub use options::Options;
pub use ranks::{Ranked, RankedTable};
pub use sql::Rows;
pub use sqlite::{Archive, Feed, Format, Keeper, Sqlite, SqliteJournal, Workshop};
pub use store::Store;
pub use table::{Lists, Records, Table, Tally, unreadable};
pub use url::{DatabaseUrl, UrlError};
