//! What a connection is busy with, so that it can be closed when it is idle and only then.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{sync::watch, time::timeout};

/// The requests of one connection that are being answered.
#[derive(Debug)]
pub(crate) struct Activity {
    requests: watch::Sender<usize>,
    unread: AtomicBool,
}

/// One request being answered; dropping it ends it.
#[derive(Debug)]
pub(crate) struct Working(Arc<Activity>);

impl Activity {
    /// A new connection.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self { requests: watch::Sender::new(0), unread: AtomicBool::new(false) })
    }

    /// Counts a request in until the result is dropped.
    pub(crate) fn begin(self: &Arc<Self>) -> Working {
        self.requests.send_modify(|requests| *requests += 1);
        Working(Arc::clone(self))
    }

    /// Resolves when no request has run for all of `time`.
    pub(crate) async fn idle_for(&self, time: Duration) {
        let mut requests = self.requests.subscribe();
        loop {
            // The sender is `self`, so waiting cannot fail.
            let _ = requests.wait_for(|requests| *requests == 0).await;
            if timeout(time, requests.changed()).await.is_err() {
                return;
            }
        }
    }

    /// Remembers whether the body of the request at hand still comes in unread.
    pub(crate) fn set_unread(&self, unread: bool) {
        self.unread.store(unread, Ordering::Relaxed);
    }

    /// Whether the peer may still be sending a body that nobody reads.
    pub(crate) fn has_unread(&self) -> bool {
        self.unread.load(Ordering::Relaxed)
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.0.requests.send_modify(|requests| *requests = requests.saturating_sub(1));
    }
}
