//! The client: sends exchanges through a transport, with keys, retries and a deadline.

mod calls;
mod follow;
mod pages;
#[cfg(test)]
mod tests;

use std::{future::Future, time::Duration};

use http::{HeaderName, StatusCode, header};

use crate::{
    error::{ApiError, REQUEST_ID, SdkError, retry_after, text},
    exchange::{Call, CallOptions, Exchange, Site},
    retry::{Budget, Failed, Retry, Verdict},
    transport::{Response, Transport, Unsent},
};

pub use follow::{Follow, Followed};
pub use pages::Pages;

const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// What a client needs of its surroundings. A test plays it, a program gives `Native`, a page gives its own.
pub trait Platform {
    /// Time since some fixed moment; it never goes back.
    fn elapsed(&self) -> Duration;

    /// Random bytes, different at each call.
    fn random(&self) -> [u8; 16];

    /// Waits.
    fn wait(&self, time: Duration) -> impl Future<Output = ()>;
}

/// A result, and what stood around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered<T> {
    /// The result.
    pub value: T,
    /// HTTP status.
    pub status: StatusCode,
    /// The entity tag, with its quotes.
    pub etag: Option<String>,
    /// Names the request in the service's logs.
    pub request_id: Option<String>,
    /// The service gave a kept answer: the effect had happened before.
    pub replayed: bool,
    /// How many tries it took.
    pub tries: u32,
}

impl<T> Answered<T> {
    /// Another value in the same place.
    fn with<V>(self, value: V) -> Answered<V> {
        let Self { value: _, status, etag, request_id, replayed, tries } = self;
        Answered { value, status, etag, request_id, replayed, tries }
    }
}

/// Typed calls to both services.
#[derive(Debug)]
pub struct Client<T, P> {
    transport: T,
    platform: P,
    site: Site,
    retry: Retry,
    budget: Budget,
}

impl<T: Transport, P: Platform> Client<T, P> {
    /// A client with the default retries.
    pub fn new(transport: T, platform: P, site: Site) -> Self {
        Self { transport, platform, site, retry: Retry::default(), budget: Budget::default() }
    }

    /// The same with other retries.
    #[must_use]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// The transport.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    /// The surroundings.
    pub fn platform(&self) -> &P {
        &self.platform
    }

    /// Where the services are.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Sends an exchange and reads its result.
    pub async fn send<V>(&self, exchange: &Exchange<V>) -> Result<V, SdkError> {
        Ok(self.call(exchange, &CallOptions::default()).await?.value)
    }

    /// Sends an exchange with options; repeats it as the retry policy allows.
    pub async fn call<V>(
        &self,
        exchange: &Exchange<V>,
        options: &CallOptions,
    ) -> Result<Answered<V>, SdkError> {
        let answered = self.answer(&exchange.call, options).await?;
        let value = exchange.read(&answered.value)?;
        Ok(answered.with(value))
    }

    /// The answer to a call, whatever it says; the call is repeated as the retry policy allows. Reading is left
    /// to the caller: repeating and waiting are then compiled once, and not for each type of content.
    pub async fn answer(&self, call: &Call, options: &CallOptions) -> Result<Answered<Response>, SdkError> {
        let began = self.platform.elapsed();
        let makes_key = !call.is_idempotent() && options.idempotency_key.is_none();
        let mut options = options.clone();
        if makes_key {
            options.idempotency_key = Some(self.new_key());
        }
        let timeout = options.timeout;
        let mut tries = 1;
        loop {
            // No try outlives the deadline of all of them.
            let left = self.retry.deadline.saturating_sub(self.platform.elapsed().saturating_sub(began));
            options.timeout = Some(timeout.map_or(left, |timeout| timeout.min(left)));
            let sent = self.transport.send(call.request(&self.site, &options)?).await;
            let elapsed = self.platform.elapsed().saturating_sub(began);
            match self.judge(tries, elapsed, &sent) {
                Verdict::Again { after, same_key } if self.budget.take() => {
                    self.platform.wait(after).await;
                    if makes_key && !same_key {
                        options.idempotency_key = Some(self.new_key());
                    }
                    tries += 1;
                }
                _ => return Ok(self.answered(sent?, tries)),
            }
        }
    }

    /// Every call can be repeated here: what is not idempotent has a key.
    fn judge(&self, tries: u32, elapsed: Duration, sent: &Result<Response, Unsent>) -> Verdict {
        let random = self.random_number();
        match sent {
            Err(unsent) => self.retry.judge(tries, elapsed, &Failed::Unsent(unsent), true, random),
            Ok(response) if response.status().is_client_error() || response.status().is_server_error() => {
                let error = ApiError::read(response);
                let failed = Failed::Status {
                    status: response.status().as_u16(),
                    code: error.as_ref().map_or("", ApiError::code),
                    retry_after: retry_after(response.headers()),
                };
                self.retry.judge(tries, elapsed, &failed, true, random)
            }
            Ok(_) => Verdict::Stop,
        }
    }

    fn answered(&self, response: Response, tries: u32) -> Answered<Response> {
        if response.status().is_success() {
            self.budget.give();
        }
        let header = |name: &HeaderName| text(response.headers(), name).map(str::to_owned);
        Answered {
            status: response.status(),
            etag: header(&header::ETAG),
            request_id: header(&REQUEST_ID),
            replayed: header(&REPLAYED).is_some(),
            tries,
            value: response,
        }
    }

    /// A key that no other call has.
    fn new_key(&self) -> String {
        uuid::Builder::from_random_bytes(self.platform.random()).into_uuid().to_string()
    }

    pub(crate) fn random_number(&self) -> u64 {
        uuid::Uuid::from_bytes(self.platform.random()).as_u64_pair().0
    }
}
