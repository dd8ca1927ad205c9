//! What the modules of `@trastienda/client` say to JavaScript in the same way.
//!
//! Between a module and `ts/` go
//!
//! - **values** as JSON text: both sides have a parser, so no glue is generated per type;
//! - **errors** as the JSON text of a [`Failure`](error::Failure), thrown as a string, of which `ts/error.ts`
//!   makes a `TrastiendaError`;
//! - **calls** that one module decides on and another one makes, and their answers ([`carried`]).
#![forbid(unsafe_code)]

pub mod carried;
pub mod codes;
pub mod error;
pub mod json;
pub mod panics;
