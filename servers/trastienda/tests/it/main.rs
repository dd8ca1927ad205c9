//! The binary as its users have it: over sockets, from the command line.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod commands;
mod conformance;
mod described;
mod docs;
mod expiry;
mod in_process;
mod kept;
mod page;
mod webhooks;

mod shop;
