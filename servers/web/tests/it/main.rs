//! The page and the way to the services over real sockets, before services that do as the tests tell them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod failures;
mod files;
mod forwarding;
mod http2;
mod streams;
mod visitors;

mod server;
mod upstream;
mod wire;
