//! The commands, one file each.

mod serve;

pub(crate) use serve::catalog;

/// Why a command ends early: a sentence for the person who gave it.
pub(crate) type Failed = Box<dyn std::error::Error + Send + Sync>;
