//! Connections to read with. They see what was committed and never wait for the writer.

use std::{
    panic::{self, AssertUnwindSafe},
    path::Path,
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
#[derive(Debug)]
pub(crate) struct Readers {
    turns: Arc<Semaphore>,
    idle: Idle,
}

impl Readers {
    /// Opens `count` connections, at least one, to the file at `path`.
    pub(crate) fn open(path: &Path, count: usize) -> Result<Self, OpenError> {
        let open = |_| Ok(Reader { db: open_reader(path)?, counts: Mutex::default() });
        let idle: Vec<_> = (0..count.max(1)).map(open).collect::<Result<_, OpenError>>()?;
        Ok(Self { turns: Arc::new(Semaphore::new(idle.len())), idle: Arc::new(Mutex::new(idle)) })
    }

    /// Reads what is found at once, whatever the size of the table: here and now, where a connection is idle. That
    /// takes some microseconds, fewer than the way to another thread and back.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        read: impl FnOnce(&mut Reader) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        match self.turns.try_acquire() {
            Ok(_turn) => lend(&self.idle, read),
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
            let read = lend(&idle, read);
            drop(turn);
            read
        });
        reading.await.map_err(|error| StoreError(error.to_string()))?
    }

    /// Refuses further reads and closes the connections, those in use as soon as they come back.
    pub(crate) fn close(&self) {
        self.turns.close();
        lock(&self.idle).clear();
    }
}

/// Connections that nobody uses.
type Idle = Arc<Mutex<Vec<Reader>>>;

/// Lends a connection to `read`, and takes it back also when reading panics.
fn lend<T>(idle: &Idle, read: impl FnOnce(&mut Reader) -> rusqlite::Result<T>) -> Result<T, StoreError> {
    let mut connection = lock(idle).pop().ok_or_else(|| StoreError("no connection is idle".to_owned()))?;
    let done = panic::catch_unwind(AssertUnwindSafe(|| read(&mut connection)));
    lock(idle).push(connection);
    match done {
        Ok(read) => read.map_err(failed),
        Err(_) => Err(StoreError("reading panicked".to_owned())),
    }
}

fn lock(idle: &Idle) -> MutexGuard<'_, Vec<Reader>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}
