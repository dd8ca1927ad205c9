//! Putting the log into the file: on a thread beside the writer, so that no commit waits for it.
//!
//! A pass takes what was committed when it began, so under load it never takes everything, and the log could not
//! begin anew. Where it has grown long, the writer does the little that the last pass left.

use std::{
    path::Path,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::Duration,
};

use rusqlite::Connection;

use super::open::open_beside;
use crate::error::OpenError;

/// How long commits gather before a pass: a page that many of them change is then put into the file once.
const PAUSE: Duration = Duration::from_millis(50);
/// Pages in the log from which on the writer looks to it itself: 32 MiB.
const LOG_PAGES: u32 = 8 * 1024;

/// The thread.
#[derive(Debug)]
pub(crate) struct Checkpoints {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Whether something was committed since the last pass began.
    committed: bool,
    ended: bool,
}

impl Checkpoints {
    /// Starts the thread for the file at `path`, which is open.
    pub(crate) fn start(path: &Path) -> Result<Self, OpenError> {
        let (db, shared) = (open_beside(path)?, Arc::<Shared>::default());
        let thread = thread::Builder::new().name("checkpoints".to_owned());
        let work = {
            let shared = Arc::clone(&shared);
            move || shared.work(&db)
        };
        let thread = thread.spawn(work).map_err(OpenError::io(path))?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Leaves the log to the thread, on the connection that writes.
    pub(crate) fn spare(writer: &Connection) -> rusqlite::Result<()> {
        writer.query_row(&format!("PRAGMA wal_autocheckpoint = {LOG_PAGES}"), (), |_| Ok(()))
    }

    /// Says that something was committed.
    pub(crate) fn committed(&self) {
        let mut state = self.shared.lock();
        if !state.committed {
            state.committed = true;
            self.shared.changed.notify_one();
        }
    }

    /// Ends the thread, after a pass that runs.
    pub(crate) fn end(&mut self) {
        self.shared.lock().ended = true;
        self.shared.changed.notify_one();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.end();
    }
}

impl Shared {
    fn work(&self, db: &Connection) {
        while self.wait() {
            // It gives way to whoever else is at it, and says so in a row.
            if let Err(error) = db.query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |_| Ok(())) {
                tracing::warn!(%error, "the log could not be put into the file yet");
            }
        }
    }

    /// Waits until something was committed, and a little longer. Whether the thread goes on.
    fn wait(&self) -> bool {
        let idle = |state: &mut State| !state.committed && !state.ended;
        let state = self.changed.wait_while(self.lock(), idle).unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(state, PAUSE, |state| !state.ended);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.committed = false;
        !state.ended
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
