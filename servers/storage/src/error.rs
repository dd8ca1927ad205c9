//! Why a store cannot be opened.

use std::{io, path::PathBuf};

use catalog_core::engine::StoreError;
use rusqlite::ErrorCode;
use thiserror::Error;

/// Why a store cannot be opened. Each says what is wrong with which file, for the person who starts it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Another process writes to it.
    #[error("{0} is in use by another process; one database has one writer")]
    InUse(PathBuf),
    /// It is not there, and was not to be made.
    #[error("there is no {0}")]
    Missing(PathBuf),
    /// It is a database, but of something else.
    #[error("{path} is not a {kind} database")]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What was to be opened.
        kind: &'static str,
    },
    /// It was written by a newer version of this program.
    #[error("{path} has version {found}; this program knows versions up to {known}: use a newer one")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest version known here.
        known: usize,
    },
    /// It was written by an older version of this program, and may not be changed now.
    #[error("{0} is older than this program; start the service once, which brings it up to date")]
    Older(PathBuf),
    /// Its content makes no sense.
    #[error("{0} is damaged or no database at all; restore it from a backup")]
    Corrupt(PathBuf),
    /// It held data once, and is empty or gone while its log is still there.
    #[error("{0} has lost its content; restore it, or remove it with its -wal and .lock files to start anew")]
    Emptied(PathBuf),
    /// The file system refuses.
    #[error("{path}: {error}")]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What it says.
        error: io::Error,
    },
    /// SQLite refuses.
    #[error("{path}: {error}")]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What it says.
        error: rusqlite::Error,
    },
}

impl OpenError {
    /// What SQLite's error means of the file at `path`.
    pub(crate) fn of(path: impl Into<PathBuf>) -> impl FnOnce(rusqlite::Error) -> Self {
        let path = path.into();
        move |error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Corrupt(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse(path),
            _ => Self::Sqlite { path, error },
        }
    }

    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Io { path, error }
    }
}

/// A failure of SQLite as one of a store.
#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
pub(crate) fn failed(error: rusqlite::Error) -> StoreError {
    StoreError(error.to_string())
}
