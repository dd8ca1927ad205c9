//! Connections to read with. They see what was committed and never wait for the writer.

use std::{
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use catalog_core::engine::StoreError;
use rusqlite::Connection;
use tokio::{sync::Semaphore, task};

use crate::{
    error::{OpenError, failed},
    sql::Counts,
    sqlite::open_reader,
};

/// One connection, and what it remembers.
#[derive(Debug)]
pub(crate) struct Reader {
    /// The connection.
    pub(crate) db: Connection,
    /// What it counted.
    pub(crate) counts: Mutex<Counts>,
}

/// A pool of connections. It bounds how many reads run at a time; others wait their turn.
///
/// Each connection has the schema and the pages it reads for itself, so another one is opened only when all that
/// are open are in use.
#[derive(Debug)]
pub(crate) struct Readers {
    turns: Arc<Semaphore>,
    idle: Arc<Idle>,
}

impl Readers {
    /// At most `count` connections, at least one, to the file at `path`.
    pub(crate) fn open(path: &Path, count: usize) -> Result<Self, OpenError> {
        let idle = Idle { path: path.to_owned(), readers: Mutex::default() };
        idle.give_back(idle.take()?);
        Ok(Self { turns: Arc::new(Semaphore::new(count.max(1))), idle: Arc::new(idle) })
    }

    /// Reads what is found at once, whatever the size of the table: here and now, where a connection is idle. That
    /// takes some microseconds, fewer than the way to another thread and back.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        read: impl FnOnce(&mut Reader) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        match self.turns.try_acquire() {
            Ok(_turn) => self.idle.lend(read),
            Err(_) => self.read(read).await,
        }
    }

    /// Reads on a thread that may block.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&mut Reader) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let closed = |_| StoreError("the store is closed".to_owned());
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(closed)?;
        let idle = Arc::clone(&self.idle);
        let reading = task::spawn_blocking(move || {
            let read = idle.lend(read);
            drop(turn);
            read
        });
        reading.await.map_err(|error| StoreError(error.to_string()))?
    }

    /// Refuses further reads and closes the connections, those in use as soon as they come back.
    pub(crate) fn close(&self) {
        self.turns.close();
        self.idle.readers().clear();
    }
}

/// Connections that nobody uses.
#[derive(Debug)]
struct Idle {
    path: PathBuf,
    readers: Mutex<Vec<Reader>>,
}

impl Idle {
    /// One that is open, or else a new one.
    fn take(&self) -> Result<Reader, OpenError> {
        let open = self.readers().pop();
        open.map_or_else(|| Ok(Reader { db: open_reader(&self.path)?, counts: Mutex::default() }), Ok)
    }

    fn give_back(&self, reader: Reader) {
        self.readers().push(reader);
    }

    /// Lends a connection to `read`, and takes it back also when reading panics.
    fn lend<T>(&self, read: impl FnOnce(&mut Reader) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let mut reader = self.take().map_err(|error| StoreError(error.to_string()))?;
        let done = panic::catch_unwind(AssertUnwindSafe(|| read(&mut reader)));
        self.give_back(reader);
        match done {
            Ok(read) => read.map_err(failed),
            Err(_) => Err(StoreError("reading panicked".to_owned())),
        }
    }

    fn readers(&self) -> MutexGuard<'_, Vec<Reader>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
