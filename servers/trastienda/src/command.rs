//! The commands, one file each.

mod client;
mod export;
mod import;
mod openapi;
mod serve;
mod up;
mod verify;

pub(crate) use client::connect;
pub(crate) use export::export;
pub(crate) use import::{drive, import};
pub(crate) use openapi::openapi;
pub(crate) use serve::{catalog, stock};
pub(crate) use up::up;
pub(crate) use verify::verify;

/// Why a command ends early: a sentence for the person who gave it.
pub(crate) type Failed = Box<dyn std::error::Error + Send + Sync>;
