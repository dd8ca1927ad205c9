//! The product check over HTTP: the client SDK with ureq, on threads that may block.
//!
//! One question may take several tries; all of them together end at the deadline. No lock is held while the
//! Product service is waited for.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;
use catalog_core::{api::request::Context, product::ProductId};
use client_sdk::{
    Client, Native, SdkError, Site, block_on,
    exchange::{Call, CallOptions, Exchange, Service},
    retry::Retry,
    transport::{
        Unsent,
        ureq::{Ureq, UreqOptions},
    },
};
use http::Method;
use stock_core::{
    check::{Breaker, CheckFailed, Freshness, Memory, Products, read, targets},
    error::CheckFailure,
    model::{Seen, Sightings},
};
use tokio::{sync::Semaphore, task::JoinSet};

use crate::follow::Follower;

/// Where the Product service is, and how patiently it is asked.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// Its address, without a path.
    pub url: String,
    /// The key it takes.
    pub key: String,
    /// Time for one try.
    pub timeout: Duration,
    /// Tries after the first.
    pub retries: u32,
    /// Time for all tries together.
    pub deadline: Duration,
    /// For how long an answer may serve.
    pub freshness: Freshness,
}

/// How many questions are under way at once: more would only wait in the Product service instead of here.
const QUESTIONS_MAX: usize = 32;
/// The longest wait between two tries.
const WAIT_MAX: Duration = Duration::from_millis(400);
/// The longest answer taken: a page of a hundred products with five fields each is far below it.
const ANSWER_BYTES_MAX: u64 = 4 << 20;

/// The Product service, asked over HTTP.
#[derive(Debug)]
pub struct HttpProducts {
    client: Arc<Client<Ureq, Native>>,
    options: CheckOptions,
    memory: Arc<Mutex<Memory>>,
    breaker: Mutex<Breaker>,
    turns: Arc<Semaphore>,
    started: Instant,
}

impl HttpProducts {
    /// A check with these options.
    pub fn new(options: CheckOptions) -> Self {
        let transport = Ureq::new(UreqOptions {
            connect_timeout: options.timeout,
            read_timeout: options.timeout,
            total_timeout: options.timeout,
            connections_idle_max: QUESTIONS_MAX,
            answer_bytes_max: ANSWER_BYTES_MAX,
            ..UreqOptions::default()
        });
        let retry = Retry {
            tries: options.retries.saturating_add(1),
            first_wait: Duration::from_millis(50),
            longest_wait: WAIT_MAX,
            deadline: options.deadline,
        };
        let site = Site::new(&options.url, &options.url, &options.key);
        Self {
            client: Arc::new(Client::new(transport, Native::default(), site).with_retry(retry)),
            memory: Arc::new(Mutex::new(Memory::new(options.freshness))),
            breaker: Mutex::new(Breaker::default()),
            turns: Arc::new(Semaphore::new(QUESTIONS_MAX)),
            started: Instant::now(),
            options,
        }
    }

    /// Whoever follows the product events for it, so that a change is known at once.
    pub fn follower(&self) -> Follower {
        let site = Site::new(&self.options.url, &self.options.url, &self.options.key);
        Follower::new(site, Arc::downgrade(&self.memory), self.started)
    }

    /// Asks about products that are not known well enough.
    async fn ask(
        &self,
        ids: Vec<ProductId>,
        context: &Context,
    ) -> Result<Vec<(ProductId, Seen)>, CheckFailure> {
        if !lock(&self.breaker).lets_through(self.started.elapsed()) {
            return Err(CheckFailure::Refused);
        }
        let asked = tokio::time::timeout(self.options.deadline, self.ask_all(&ids, context)).await;
        let answered = asked.unwrap_or(Err(CheckFailure::Timeout));
        match &answered {
            Ok(_) => lock(&self.breaker).answered(),
            Err(cause) => {
                tracing::warn!(cause = cause.name(), products = ids.len(), "the product check failed");
                lock(&self.breaker).failed(self.started.elapsed());
            }
        }
        answered
    }

    /// Asks in parallel, a page of products at a time.
    async fn ask_all(
        &self,
        ids: &[ProductId],
        context: &Context,
    ) -> Result<Vec<(ProductId, Seen)>, CheckFailure> {
        let mut questions = JoinSet::new();
        for (ids, target) in ids.chunks(stock_core::check::IDS_MAX).zip(targets(ids)) {
            let options = CallOptions {
                traceparent: context.traceparent.as_deref().map(str::to_owned),
                timeout: Some(self.options.timeout),
                ..CallOptions::default()
            };
            let (client, turns, ids) = (Arc::clone(&self.client), Arc::clone(&self.turns), ids.to_vec());
            questions.spawn(async move {
                let turn = turns.acquire_owned().await.map_err(|_| CheckFailure::Refused)?;
                let question = move || {
                    let body = block_on(client.call(&products(target), &options));
                    drop(turn);
                    read(&ids, &body.map_err(|error| cause(&error))?.value)
                };
                tokio::task::spawn_blocking(question).await.map_err(|_| CheckFailure::BadAnswer)?
            });
        }
        let mut seen = Vec::with_capacity(ids.len());
        while let Some(answered) = questions.join_next().await {
            seen.extend(answered.map_err(|_| CheckFailure::BadAnswer)??);
        }
        Ok(seen)
    }
}

impl Products for HttpProducts {
    fn known(&self, ids: &[ProductId]) -> Option<Sightings> {
        let (known, unknown) = lock(&self.memory).recall(ids, self.started.elapsed());
        unknown.is_empty().then_some(known)
    }

    async fn look_up(&self, ids: &[ProductId], context: &Context) -> Result<Sightings, CheckFailed> {
        let asked = self.started.elapsed();
        let (known, unknown) = lock(&self.memory).recall(ids, asked);
        if unknown.is_empty() {
            return Ok(known);
        }
        match self.ask(unknown, context).await {
            Ok(seen) => {
                let answered = seen.iter().map(|(id, seen)| (*id, seen.clone()));
                lock(&self.memory).learn(answered, asked);
                Ok(known.with(seen))
            }
            Err(cause) => {
                let stood_in = lock(&self.memory).stand_in(ids, self.started.elapsed());
                stood_in.ok_or(CheckFailed { cause })
            }
        }
    }
}

fn products(target: String) -> Exchange<Bytes> {
    Exchange::new(Call::new(Service::Product, Method::GET, target), |response| Ok(response.body().clone()))
}

/// What a failed call says to whoever wanted to buy. Our own key being refused is no fault of his.
fn cause(error: &SdkError) -> CheckFailure {
    match error {
        SdkError::Unsent(Unsent::Timeout | Unsent::ConnectTimeout) => CheckFailure::Timeout,
        SdkError::Unsent(Unsent::Cut(_) | Unsent::TooLong(_)) | SdkError::Unreadable(_) => {
            CheckFailure::BadAnswer
        }
        SdkError::Api(error) if matches!(error.status, 401 | 403) => CheckFailure::Unauthorised,
        SdkError::Api(error) if error.status < 500 => CheckFailure::BadAnswer,
        _ => CheckFailure::Refused,
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
