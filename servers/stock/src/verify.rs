//! Verification of a database file, without a service.

use std::path::{Path, PathBuf};

use stock_core::model::{Verdict, Verifier};
use thiserror::Error;
use trastienda_storage::{Archive, OpenError, SqliteJournal};

use crate::tables::{
    INVENTORY, LEVELS, LOCATIONS, MOVEMENTS, PURCHASES, RESERVATIONS, RETURNS, TRANSFERS, Tables,
};

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// How many movements were read.
    pub movements: u64,
    /// One verdict for each law.
    pub verdicts: Vec<Verdict>,
}

impl Found {
    /// Whether every law holds.
    pub fn holds(&self) -> bool {
        self.verdicts.iter().all(|verdict| verdict.holds)
    }
}

/// Why a file could not be verified.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// It cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It cannot be read to its end.
    #[error("{path} cannot be read: {error}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        error: rusqlite::Error,
    },
}

/// Reads the whole journal of the file at `path`, and the rows beside it, as of one moment.
pub fn verify(path: &Path) -> Result<Found, VerifyError> {
    let mut archive = Archive::open(path, &<Tables as SqliteJournal<_>>::FORMAT)?;
    archive
        .read(|db| {
            let mut verifier = Verifier::default();
            MOVEMENTS.each(db, |movement| verifier.movement(&movement))?;
            INVENTORY.each(db, |inventory| verifier.inventory(&inventory))?;
            LEVELS.each(db, |level| verifier.level(&level))?;
            LOCATIONS.each(db, |location| verifier.location(&location))?;
            TRANSFERS.each(db, |transfer| verifier.transfer(&transfer))?;
            PURCHASES.each(db, |purchase| verifier.purchase(&purchase))?;
            RESERVATIONS.each(db, |reservation| verifier.reservation(&reservation))?;
            RETURNS.each(db, |returned| verifier.returned(&returned))?;
            Ok(Found { movements: verifier.movements(), verdicts: verifier.finish() })
        })
        .map_err(|error| VerifyError::Read { path: path.to_owned(), error })
}
