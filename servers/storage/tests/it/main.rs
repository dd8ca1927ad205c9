//! The store over a small resource with a column of every kind.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod crash;
mod queries;
mod ranks;
mod store;
mod thing;
mod toy;
