//! The end of a server: phases that every task watches, and the signals that begin it.

use std::{io, time::Duration};

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
    time::{sleep, timeout},
};

/// How far a server is on its way out; each phase includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    /// Everything is taken.
    Serving,
    /// Readiness is red; everything is still taken.
    Notice,
    /// The listener is closed; running requests end, idle connections and streams are closed.
    Draining,
    /// Whatever still runs is dropped.
    Cut,
}

/// The one that moves the phase on.
#[derive(Debug)]
pub(crate) struct Phases(watch::Sender<Phase>);

/// One that watches it. The drain waits until all of them are gone, so each task holds one while it works.
#[derive(Clone, Debug)]
pub(crate) struct PhaseWatch(watch::Receiver<Phase>);

impl Phases {
    /// A server that serves.
    pub(crate) fn new() -> (Self, PhaseWatch) {
        let (sender, receiver) = watch::channel(Phase::Serving);
        (Self(sender), PhaseWatch(receiver))
    }

    /// Ends the server: notice, then up to `grace` for what runs, then the cut. Whether all ended in time.
    pub(crate) async fn drain(self, notice: Duration, grace: Duration) -> bool {
        // Long enough for dropped tasks to be swept up; what blocks its thread is left behind.
        const SWEEP: Duration = Duration::from_secs(1);
        self.0.send_replace(Phase::Notice);
        sleep(notice).await;
        self.0.send_replace(Phase::Draining);
        if timeout(grace, self.0.closed()).await.is_ok() {
            return true;
        }
        self.0.send_replace(Phase::Cut);
        let _ = timeout(SWEEP, self.0.closed()).await;
        false
    }
}

impl PhaseWatch {
    /// The phase now.
    pub(crate) fn now(&self) -> Phase {
        *self.0.borrow()
    }

    /// Resolves once `phase` is reached, and also when the server was dropped without a drain.
    pub(crate) async fn reached(&self, phase: Phase) {
        let mut watch = self.0.clone();
        let _ = watch.wait_for(|now| *now >= phase).await;
    }
}

/// Resolves when the process is asked to stop: SIGTERM, or SIGINT as from Ctrl-C.
///
/// # Errors
/// When the handlers cannot be installed.
pub async fn stop_signal() -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
