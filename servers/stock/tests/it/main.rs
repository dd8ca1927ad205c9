//! The stock in a file does what the stock in memory does.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod commands;
mod expired;
mod million;
mod rebuild;
mod receiver;
mod same;
mod scratch;
mod webhooks;
