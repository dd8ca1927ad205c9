//! The sender of webhooks: beside the service, never in the way of its calls.
//!
//! One task looks after every commit, and at the time of the next try, which webhooks have something to be sent,
//! and gives each of those a worker. A worker sends one message at a time and in order, and has each try recorded
//! before the next: a process that dies repeats at most the message that was under way. Webhooks do not wait for
//! each other.

mod post;
mod worker;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use catalog_core::{
    api::{
        feed,
        instant::UnixMillis,
        query::{Query, Window},
    },
    engine::{Reads, Site, StoreError, Watch},
};
use stock_core::{
    model::StockEvent,
    webhook::{Reach, WEBHOOKS_MAX, Webhook, WebhookId},
};
use tokio::{
    sync::{Semaphore, oneshot},
    task::{self, JoinHandle, JoinSet},
    time::{sleep, timeout},
};

use self::{
    post::Post,
    worker::{Desk, Place},
};
use crate::Store;

/// How many messages are under way at once.
const SENDING_MAX: usize = 16;
/// Commits come in hundreds a second; one look takes in all of those of this time.
const PAUSE: Duration = Duration::from_millis(10);
/// The longest time without a look, for what no commit tells of: a store that failed, a clock that was set.
const LOOK_AT_LEAST: Duration = Duration::from_mins(1);
/// How long a stop waits for messages that are under way. One that takes longer is sent again after the start.
const GRACE: Duration = Duration::from_secs(2);

/// How messages are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookOptions {
    /// To which machines.
    pub reach: Reach,
    /// Time for one message, from the name to the end of the answer.
    pub timeout: Duration,
    /// For whom links in messages are written.
    pub site: Site,
}

impl Default for WebhookOptions {
    fn default() -> Self {
        Self { reach: Reach::Public, timeout: Duration::from_secs(10), site: Site::default() }
    }
}

/// The sender of a running service.
#[derive(Debug)]
pub struct Webhooks {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Webhooks {
    /// Begins to send what `store` has. Needs a running tokio.
    pub fn start(store: Arc<Store>, options: WebhookOptions) -> Self {
        let desk = Desk {
            store,
            post: Arc::new(Post::new(options.reach, options.timeout)),
            site: Arc::new(options.site),
            turns: Semaphore::new(SENDING_MAX),
            stopping: AtomicBool::new(false),
        };
        let supervisor = Supervisor {
            desk: Arc::new(desk),
            workers: JoinSet::new(),
            busy: BTreeMap::new(),
            places: BTreeMap::new(),
        };
        let (stop, stopped) = oneshot::channel();
        Self { stop, task: tokio::spawn(supervisor.run(stopped)) }
    }

    /// Sends no more, and waits a moment for what is under way.
    pub async fn stop(self) {
        // The task is gone already when either fails.
        let _ = self.stop.send(());
        let _ = self.task.await;
    }
}

/// Gives webhooks their workers.
struct Supervisor {
    desk: Arc<Desk>,
    workers: JoinSet<(WebhookId, Place)>,
    busy: BTreeMap<task::Id, WebhookId>,
    /// How far the feed was looked through for each webhook.
    places: BTreeMap<WebhookId, Place>,
}

impl Supervisor {
    async fn run(mut self, mut stopped: oneshot::Receiver<()>) {
        loop {
            let committed = self.desk.store.listen();
            let next = self.look().await.unwrap_or_else(|error| {
                tracing::warn!(%error, "webhooks cannot be read");
                LOOK_AT_LEAST
            });
            tokio::select! {
                _ = &mut stopped => break,
                () = committed => sleep(PAUSE).await,
                Some(ended) = self.workers.join_next_with_id() => self.take_back(ended),
                () = sleep(next) => {}
            }
        }
        self.desk.stopping.store(true, Ordering::Release);
        let ended = async { while self.workers.join_next().await.is_some() {} };
        if timeout(GRACE, ended).await.is_err() {
            tracing::info!("messages to webhooks are under way; they will be sent again");
        }
    }

    /// Gives a worker to each webhook that has something to be sent, and says when to look again.
    async fn look(&mut self) -> Result<Duration, StoreError> {
        let webhooks = self.desk.webhooks().await?;
        self.places.retain(|id, _| webhooks.iter().any(|webhook| webhook.id == *id));
        if webhooks.is_empty() {
            return Ok(LOOK_AT_LEAST);
        }
        let newest = feed::start::<StockEvent, _>(&*self.desk.store, None).await?;
        let (now, mut wait) = (now(), LOOK_AT_LEAST);
        for webhook in webhooks {
            let place = self.places.get(&webhook.id).copied().unwrap_or_default().of(&webhook);
            let ready = webhook.ready_at().filter(|_| place.to < newest);
            if !webhook.resends.is_empty() || ready.is_some_and(|ready| ready <= now) {
                self.set_to_work(webhook.id, place);
            } else if let Some(ready) = ready {
                let millis = u64::try_from(ready.millis_since(now)).unwrap_or(0);
                wait = wait.min(Duration::from_millis(millis + 1));
            }
        }
        Ok(wait)
    }

    fn set_to_work(&mut self, id: WebhookId, place: Place) {
        if self.busy.values().all(|busy| *busy != id) {
            let worker = self.workers.spawn(worker::work(Arc::clone(&self.desk), id, place));
            self.busy.insert(worker.id(), id);
        }
    }

    fn take_back(&mut self, ended: Result<(task::Id, (WebhookId, Place)), task::JoinError>) {
        match ended {
            Ok((worker, (id, place))) => {
                self.busy.remove(&worker);
                self.places.insert(id, place);
            }
            // It begins anew with the next look.
            Err(error) => {
                let id = self.busy.remove(&error.id());
                tracing::error!(%error, webhook = id.map(|id| id.to_string()), "the sender of a webhook ended");
            }
        }
    }
}

impl Desk {
    /// Every webhook.
    async fn webhooks(&self) -> Result<Vec<Webhook>, StoreError> {
        let size = u32::try_from(WEBHOOKS_MAX).unwrap_or(u32::MAX);
        let query = Query::<Webhook> { window: Window::Number { number: 1, size }, ..Query::first_page() };
        Ok(self.store.page(&query).await?.items)
    }
}

fn now() -> UnixMillis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    UnixMillis::new(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
