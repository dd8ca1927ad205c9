//! The binary as its users have it: over sockets, from the command line.

mod commands;
mod conformance;
mod shop;
