//! One database, one writing process: a lock on a file beside it, which the system lets go when the process
//! ends, however it ends.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::error::OpenError;

/// The lock, held as long as this value lives.
#[derive(Debug)]
pub(crate) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock of the database at `path`. Its directory is made when there is none.
    pub(crate) fn take(path: &Path) -> Result<Self, OpenError> {
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory).map_err(OpenError::io(directory))?;
        }
        let beside = beside(path, ".lock");
        let mut options = OpenOptions::new();
        let file = options.create(true).truncate(false).read(true).write(true).open(&beside);
        let file = file.map_err(OpenError::io(&beside))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { path: beside, file }),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse(path.to_owned())),
            Err(TryLockError::Error(error)) => Err(OpenError::io(beside)(error)),
        }
    }

    /// Refuses a database that was filled once and now is empty, or gone with its log left behind: SQLite
    /// would take either for a new one.
    pub(crate) fn check_content(&self, path: &Path) -> Result<(), OpenError> {
        let filled = self.length()? > 0;
        let emptied = match length_of(path)? {
            Some(length) => length == 0 && filled,
            None => length_of(&beside(path, "-wal"))?.is_some_and(|length| length > 0),
        };
        if emptied { Err(OpenError::Emptied(path.to_owned())) } else { Ok(()) }
    }

    /// Notes that the database now has content.
    pub(crate) fn mark_filled(&self) -> Result<(), OpenError> {
        if self.length()? == 0 {
            let mut file = &self.file;
            file.write_all(b"filled\n").map_err(OpenError::io(&self.path))?;
        }
        Ok(())
    }

    fn length(&self) -> Result<u64, OpenError> {
        Ok(self.file.metadata().map_err(OpenError::io(&self.path))?.len())
    }
}

fn length_of(path: &Path) -> Result<Option<u64>, OpenError> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(Some(metadata.len())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(OpenError::io(path)(error)),
    }
}

/// The file of the same name with something behind it.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}
