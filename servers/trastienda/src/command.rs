//! The commands, one file each.

mod client;
mod export;
mod health;
mod import;
mod open;
mod openapi;
mod serve;
mod up;
mod verify;

pub(crate) use client::connect;
pub(crate) use export::export;
pub(crate) use health::health;
pub(crate) use import::{drive, import};
pub(crate) use openapi::openapi;
pub(crate) use serve::{catalog, stock, web};
pub(crate) use up::up;
pub(crate) use verify::verify;

/// Why a command ends early: a sentence for the person who gave it.
pub(crate) type Failed = Box<dyn std::error::Error + Send + Sync>;
