//! What a connection is busy with, so that it can be closed when it is idle and only then.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::time::sleep;

/// The requests of one connection that are being answered.
///
/// A request only leaves a note here and wakes nobody: whoever waits for idle time wakes by the clock, and looks.
#[derive(Debug)]
pub(crate) struct Activity {
    opened: Instant,
    requests: AtomicUsize,
    /// When the last request ended, in microseconds since the connection was opened; 0 before the first.
    ended: AtomicU64,
    unread: AtomicBool,
}

/// One request being answered; dropping it ends it.
#[derive(Debug)]
pub(crate) struct Working(Arc<Activity>);

impl Activity {
    /// A new connection.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            opened: Instant::now(),
            requests: AtomicUsize::new(0),
            ended: AtomicU64::new(0),
            unread: AtomicBool::new(false),
        })
    }

    /// Counts a request in until the result is dropped.
    pub(crate) fn begin(self: &Arc<Self>) -> Working {
        self.requests.fetch_add(1, Ordering::AcqRel);
        Working(Arc::clone(self))
    }

    /// Resolves when no request has run for all of `time` from now on.
    pub(crate) async fn idle_for(&self, time: Duration) {
        let asked = self.opened.elapsed();
        loop {
            let now = self.opened.elapsed();
            let idle_since = if self.requests.load(Ordering::Acquire) > 0 {
                now
            } else {
                asked.max(Duration::from_micros(self.ended.load(Ordering::Acquire)))
            };
            match (idle_since + time).checked_sub(now) {
                Some(left) if !left.is_zero() => sleep(left).await,
                _ => return,
            }
        }
    }

    /// Whether a request was answered yet, or is being answered.
    pub(crate) fn has_begun(&self) -> bool {
        self.requests.load(Ordering::Acquire) > 0 || self.ended.load(Ordering::Acquire) > 0
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

impl Working {
    /// What the connection of this request is busy with.
    pub(crate) fn activity(&self) -> &Activity {
        &self.0
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        let ended = u64::try_from(self.0.opened.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.0.ended.store(ended.max(1), Ordering::Release);
        self.0.requests.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn idle_time_begins_with_the_end_of_the_last_request() {
        let (activity, time) = (Activity::new(), Duration::from_millis(80));
        assert!(!activity.has_begun());
        let working = activity.begin();
        let began = Instant::now();
        let request = async {
            sleep(Duration::from_millis(100)).await;
            drop(working);
        };
        tokio::join!(activity.idle_for(time), request);
        assert!(began.elapsed() >= Duration::from_millis(180), "{:?}", began.elapsed());
        assert!(activity.has_begun());
    }

    #[tokio::test]
    async fn idle_time_before_the_question_does_not_count() {
        let (activity, time) = (Activity::new(), Duration::from_millis(40));
        sleep(time).await;
        let asked = Instant::now();
        activity.idle_for(time).await;
        assert!(asked.elapsed() >= time, "{:?}", asked.elapsed());
    }
}
