//! The page, and the way from it to the two services.
//!
//! [`start`] serves the built front end out of the binary and, on the same origin, forwards `/api/v1/…` to the
//! service that owns the path, with a key that no browser sees. The shell does what it does for the services:
//! connections, limits, drain, metrics, log.
//!
//! - `files`, `page`: the files of the front end, and how each goes out.
//! - `upstream`, `forward`, `headers`: a request on its way to a service, and the answer on its way back.
//! - `visitors`: from which page a request may come, and what it may ask for without sign-in.
//! - `web`: which path is which.
//!
//! Not here: products, stock, and a rule about either. Which service owns a path is what the route tables of
//! the cores say.
#![forbid(unsafe_code)]

mod code;
mod files;
mod forward;
mod headers;
mod page;
mod upstream;
mod visitors;
mod web;

pub use code::WebCode;
pub use files::{File, PAGE};
pub use upstream::{AddressRefused, Patience, Upstream};
pub use visitors::PublicUrl;
pub use web::{Options, Web, start};
