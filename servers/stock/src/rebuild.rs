//! A file's levels and inventories made anew from its journal.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use catalog_core::api::instant::UnixMillis;
use rusqlite::Connection;
use stock_core::model::{Rebuilt, Replay, Stamp, Unplayable};
use thiserror::Error;
use trastienda_storage::{OpenError, SqliteJournal, Workshop};

use crate::{
    journal::last,
    tables::{INVENTORY, LEVELS, MOVEMENTS, ROWS, Tables},
};

/// Who the feed says it was.
const ACTOR: &str = "rebuild";

/// Why a file could not be rebuilt. Nothing was changed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RebuildError {
    /// It cannot be opened, or a service has it.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The journal is no journal of stock.
    #[error("{path}: {error}")]
    Unplayable {
        /// The file.
        path: PathBuf,
        /// The movement.
        error: Unplayable,
    },
    /// It cannot be read to its end, or written.
    #[error("{path} cannot be rebuilt: {error}")]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        error: rusqlite::Error,
    },
}

/// Makes levels and inventories of the file at `path` what its journal says, settings as they are, in one
/// transaction; gives what was otherwise.
pub fn rebuild(path: &Path, now: UnixMillis) -> Result<Rebuilt, RebuildError> {
    let mut workshop = Workshop::open(path, &<Tables as SqliteJournal<_>>::FORMAT)?;
    workshop.mend(|db| mend(db, now)).map_err(|failed| match failed {
        Failed::Unplayable(error) => RebuildError::Unplayable { path: path.to_owned(), error },
        Failed::Sqlite(error) => RebuildError::Sqlite { path: path.to_owned(), error },
    })
}

enum Failed {
    Unplayable(Unplayable),
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Failed {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn mend(db: &Connection, now: UnixMillis) -> Result<Rebuilt, Failed> {
    let (mut replay, mut played) = (Replay::default(), Ok(()));
    MOVEMENTS.each(db, |movement| {
        if played.is_ok() {
            played = replay.movement(&movement);
        }
    })?;
    played.map_err(Failed::Unplayable)?;
    let stamp = Stamp { at: now, actor: Arc::from(ACTOR) };
    let next_event = last(db, "SELECT max(seq) FROM stock_events")? + 1;
    let rebuilt = replay.rebuild(&INVENTORY.all(db)?, &LEVELS.all(db)?, &stamp, next_event);
    rebuilt.removed.iter().try_for_each(|id| ROWS.levels.remove(db, id))?;
    ROWS.levels.put_all(db, &rebuilt.levels)?;
    ROWS.inventory.put_all(db, &rebuilt.inventories)?;
    ROWS.events.put_all(db, &rebuilt.events)?;
    Ok(rebuilt)
}
