//! The shell over real sockets, around a small service of its own.

mod answers;
mod cache;
mod connections;
mod drain;
mod http2;
mod keys;
mod limits;
mod log;
mod order;
mod pages;
mod service;
mod wire;
