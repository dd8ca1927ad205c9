//! One webhook at work: what is next for it, sent and recorded, until there is nothing more for now.

use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use catalog_core::{
    api::{
        cursor::Cursor,
        id::IdSource,
        query::{PAGE_SIZE_MAX, Query, Selection, Window},
        value::Value,
    },
    engine::{Call, Commands, Envelope, Meta, Reads, Refused, Shape, Site, StoreError},
};
use stock_core::{
    model::{Command, StockEvent},
    webhook::{
        DeliveryFailure, Message, RecordTry, SkipEvents, Told, TryResult, Webhook, WebhookCommand, WebhookId,
        WebhookSecret,
    },
};
use tokio::{sync::Semaphore, time::sleep};

use super::{now, post::Post};
use crate::Store;

/// Who records tries, in the log of requests.
const ACTOR: &str = "webhooks";
/// So many events without anything for a webhook are recorded, so that a start need not look through them again.
const SKIPPED_MIN: u64 = 1_000;
/// How often a try is recorded anew where the store has no time for it: forgetting it would repeat the message.
const RECORDS_MAX: u32 = 100;
/// The wait between two of those.
const RECORD_WAIT: Duration = Duration::from_millis(100);
/// The wait after a store failed.
const FAILED_WAIT: Duration = Duration::from_secs(1);

/// What all workers share.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) store: Arc<Store>,
    pub(super) post: Arc<Post>,
    pub(super) site: Arc<Site>,
    pub(super) turns: Semaphore,
    pub(super) stopping: AtomicBool,
}

/// How far the feed was looked through for a webhook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The webhook's `delivered_seq` of that time.
    after: u64,
    /// There is nothing for it up to here.
    pub(super) to: u64,
}

/// What a webhook is sent next.
struct Next {
    event: u64,
    told: Told,
    /// None where it is no longer kept.
    content: Option<StockEvent>,
}

impl Place {
    /// This place, or the webhook's own where it goes on from somewhere else.
    pub(super) fn of(self, webhook: &Webhook) -> Self {
        let after = webhook.delivered_seq;
        if self.after == after { self } else { Self { after, to: after } }
    }
}

/// Sends until there is nothing more for now, and gives how far it came.
pub(super) async fn work(desk: Arc<Desk>, id: WebhookId, mut place: Place) -> (WebhookId, Place) {
    while !desk.stopping.load(Ordering::Acquire) {
        match desk.step(id, &mut place).await {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                tracing::warn!(?error, webhook = %id, "a webhook is not served for a moment");
                sleep(FAILED_WAIT).await;
                break;
            }
        }
    }
    (id, place)
}

impl Desk {
    /// Sends what is next and records it. Whether there may be more.
    async fn step(&self, id: WebhookId, place: &mut Place) -> Result<bool, Refused> {
        let closed = |_| StoreError("the sender is closed".to_owned());
        let turn = self.turns.acquire().await.map_err(closed)?;
        let Some(webhook) = Reads::<Webhook>::get(&*self.store, &id).await? else { return Ok(false) };
        *place = place.of(&webhook);
        let Some(next) = self.next(&webhook, place).await? else {
            drop(turn);
            self.note_skipped(id, *place).await?;
            return Ok(false);
        };
        let (result, took) = self.send(&webhook, &next).await?;
        drop(turn);
        self.note_try(id, &next, result, took).await?;
        Ok(true)
    }

    /// What is asked for goes before what is next in order.
    async fn next(&self, webhook: &Webhook, place: &mut Place) -> Result<Option<Next>, StoreError> {
        if let Some(resend) = webhook.resends.first() {
            let content = Reads::<StockEvent>::get(&*self.store, &resend.event).await?;
            return Ok(Some(Next {
                event: resend.event,
                told: Told::Again { entry: resend.entry },
                content,
            }));
        }
        if webhook.ready_at().is_none_or(|ready| ready > now()) {
            return Ok(None);
        }
        loop {
            let events = self.events_after(place.to).await?;
            let Some(last) = events.last().map(|event| event.seq) else { return Ok(None) };
            if let Some(first) = events.first().filter(|first| first.seq > place.to + 1) {
                let missed = first.seq - 1;
                tracing::warn!(webhook = %webhook.id, missed, "events up to this one are no longer kept");
            }
            if let Some(event) = events.into_iter().find(|event| webhook.hears(event.kind)) {
                place.to = event.seq - 1;
                let told = Told::InOrder { after: place.after };
                return Ok(Some(Next { event: event.seq, told, content: Some(event) }));
            }
            place.to = last;
        }
    }

    async fn events_after(&self, seq: u64) -> Result<Vec<StockEvent>, StoreError> {
        let after = Cursor(vec![Value::Int(i64::try_from(seq).unwrap_or(i64::MAX))]);
        let window = Window::Cursor { size: PAGE_SIZE_MAX, after: Some(after), before: None };
        Ok(self.store.page(&Query::<StockEvent> { window, ..Query::first_page() }).await?.items)
    }

    /// Sends a message, on a thread of its own that may block, and gives how that ended and how long it took. A
    /// thread that is left alone at a stop ends with the process.
    async fn send(&self, webhook: &Webhook, next: &Next) -> Result<(TryResult, Duration), StoreError> {
        let Some(event) = &next.content else {
            return Ok((TryResult::failed(DeliveryFailure::EventExpired), Duration::ZERO));
        };
        let secret = Reads::<WebhookSecret>::get(&*self.store, &webhook.id).await?;
        let secret = secret.ok_or_else(|| StoreError("a webhook has no secret".to_owned()))?.secret;
        let message = Message::new(webhook.id, &secret, event, now(), &self.site);
        let (post, url) = (Arc::clone(&self.post), webhook.url.clone());
        let (answer, answered) = tokio::sync::oneshot::channel();
        let send = move || {
            let began = Instant::now();
            let result = post.send(&url, &message);
            // Nobody waits any more when this fails.
            let _ = answer.send((result, began.elapsed()));
        };
        let thread = std::thread::Builder::new().name("webhook".to_owned()).spawn(send);
        thread.map_err(|error| StoreError(format!("there is no thread to send with: {error}")))?;
        answered.await.map_err(|_| StoreError("sending panicked".to_owned()))
    }

    async fn note_try(
        &self,
        webhook: WebhookId,
        next: &Next,
        result: TryResult,
        took: Duration,
    ) -> Result<(), Refused> {
        let (event, told) = (next.event, next.told);
        match result.failure {
            None => tracing::debug!(%webhook, event, "a webhook was told"),
            Some(error) => {
                tracing::warn!(%webhook, event, %error, status = result.status, "a webhook could not be told");
            }
        }
        let duration_ms = u32::try_from(took.as_millis()).unwrap_or(u32::MAX);
        let record = RecordTry { webhook, event, told, result, duration_ms, chance: chance() };
        let mut records = 0;
        loop {
            records += 1;
            match self.run(WebhookCommand::Record(record)).await {
                Err(_) if records < RECORDS_MAX && !self.stopping.load(Ordering::Acquire) => {
                    sleep(RECORD_WAIT).await;
                }
                recorded => return recorded,
            }
        }
    }

    async fn note_skipped(&self, webhook: WebhookId, place: Place) -> Result<(), Refused> {
        let Place { after, to } = place;
        if to < after + SKIPPED_MIN {
            return Ok(());
        }
        self.run(WebhookCommand::Skip(SkipEvents { webhook, after, to })).await
    }

    /// Has a command done by the writer, like those of requests. A webhook that is gone has no use for it.
    async fn run(&self, command: WebhookCommand) -> Result<(), Refused> {
        let now = now();
        let meta = Meta { now, actor: ACTOR.into(), ids: IdSource::new(now, [0; 16]) };
        let shape = Shape {
            request_id: ACTOR.into(),
            envelope: Envelope::Document,
            selection: Selection::default(),
            site: Arc::clone(&self.site),
        };
        let commands = vec![Command::Webhook(command)];
        self.store.execute(Call { commands, meta, condition: None, once: None, shape }).await.map(drop)
    }
}

/// A random number that need not be a secret: the standard library's hash keys are drawn from the system.
fn chance() -> u16 {
    let [high, low, ..] = RandomState::new().hash_one(0_u8).to_be_bytes();
    u16::from_be_bytes([high, low])
}
