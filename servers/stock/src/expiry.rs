//! The clock of reservations: whoever only follows the feed hears of an end when it comes.
//!
//! No rule looks at it. A command or a read that comes first has the same written, and without this task nothing
//! would be sold or shown otherwise.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use catalog_core::{
    api::{
        instant::UnixMillis,
        request::{Caller, Context},
    },
    engine::{Site, Watch},
};
use stock_core::service::expire_due;
use tokio::{
    task::JoinHandle,
    time::{sleep, timeout},
};

use crate::Store;

/// The longest wait: the system's clock may be set meanwhile.
const LOOK_AT_LEAST: Duration = Duration::from_mins(1);
/// The pause after a store that did not take it.
const PAUSE: Duration = Duration::from_secs(1);

/// The clock of a running service.
#[derive(Debug)]
pub struct ExpiryClock(JoinHandle<()>);

impl ExpiryClock {
    /// Begins to watch what `store` holds. Needs a running tokio.
    pub fn start(store: Arc<Store>, site: Site) -> Self {
        Self(tokio::spawn(watch(store, Arc::new(site))))
    }
}

/// What is not written then is written by whoever meets it.
impl Drop for ExpiryClock {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn watch(store: Arc<Store>, site: Arc<Site>) {
    loop {
        let committed = store.listen();
        let now = now();
        let Some(due) = store.next_due() else {
            committed.await;
            continue;
        };
        let wait = u64::try_from(due.millis_since(now)).unwrap_or_default();
        if wait > 0 {
            // Another one may be due earlier after a commit.
            let _ = timeout(LOOK_AT_LEAST.min(Duration::from_millis(wait)), committed).await;
        } else if let Err(error) = expire_due(&*store, &context(now), &site).await {
            tracing::warn!(?error, "what is due was not written");
            sleep(PAUSE).await;
        }
    }
}

fn context(now: UnixMillis) -> Context {
    Context {
        now,
        request_id: Arc::from("clock"),
        caller: Caller::new("clock", ["stock:sell"]),
        seed: [0; 16],
        traceparent: None,
    }
}

fn now() -> UnixMillis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    UnixMillis::new(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
