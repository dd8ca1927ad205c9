//! The shell around a service: sockets, time limits, keys and telemetry, and not one rule of a shop.
//!
//! [`Server::start`] binds a listener and hosts anything that implements `catalog_core::api::host::Host`, or
//! [`Hosted`], which may hand on what it gets from elsewhere.
//! A request passes these checks in this order, and the first that fails answers: head and sizes
//! (400, 413, 414, 431), key (401; or [`Visitors`] who need none), rate (429), path (404), method (405), scope (403), body (408, 413).
//! What is left is answered from what is kept, or goes to the service: a change in a task of its own.
//!
//! - `listener`, `socket`, `activity`: connections, HTTP/1.1 and HTTP/2 without TLS, and their time limits.
//! - `exchange`: one request from head to answer; `limits`, `access`, `auth`, `rate` and `refusal` are its
//!   checks.
//! - `hosted`: what a server can host.
//! - `answer`, `coding`, `cors`, `streams`: how an answer goes out.
//! - `docs`, `health`, `metrics`: the pages of the shell itself.
//! - `shutdown`, `telemetry`: the end of a server, and what it tells its operator.
//!
//! Not here: products, stock, SQL, the environment and the command line.
#![forbid(unsafe_code)]

mod access;
mod activity;
mod answer;
mod auth;
mod cache;
mod coding;
mod config;
mod cors;
mod docs;
mod exchange;
mod health;
mod hosted;
mod limits;
mod listener;
mod metrics;
mod page;
mod rate;
mod refusal;
mod request_id;
mod server;
mod shutdown;
mod socket;
mod streams;
pub mod telemetry;

pub use access::{Access, Visitors};
pub use auth::{
    DEVELOPMENT_KEY, DevelopmentKeyRefused, KeyFileError, KeyFileFault, KeyRing, check_development_key,
    sha256_hex,
};
pub use coding::preferred;
pub use config::ShellConfig;
pub use docs::Site;
pub use hosted::{Content, Hosted, Passing};
pub use server::{Running, Server};
pub use shutdown::stop_signal;
