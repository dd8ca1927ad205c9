//! The connections to a service: where it is, how long it is waited for, and what its failures are called.

use std::{io, time::Duration};

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, Uri};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::{
    client::legacy::{Client, Error, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use stock_core::error::CheckFailure;
use thiserror::Error;
use tokio::time::timeout;

/// A service that requests are handed on to.
#[derive(Clone, Debug)]
pub struct Upstream {
    base: String,
    key: HeaderValue,
}

/// An address or a key that no service can be reached with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AddressRefused {
    /// Not an address over plain HTTP.
    #[error("an address such as http://127.0.0.1:8001, without TLS")]
    Address,
    /// The key has characters that no header takes.
    #[error("a key has visible ASCII characters only")]
    Key,
}

impl Upstream {
    /// The service at this address, called with this key.
    pub fn new(url: &str, key: &str) -> Result<Self, AddressRefused> {
        let uri: Uri = url.parse().map_err(|_| AddressRefused::Address)?;
        let plain = uri.scheme_str() == Some("http") && uri.host().is_some_and(|host| !host.is_empty());
        if !plain || uri.query().is_some() {
            return Err(AddressRefused::Address);
        }
        let mut key = HeaderValue::from_str(key).map_err(|_| AddressRefused::Key)?;
        // So that no log writes it out.
        key.set_sensitive(true);
        Ok(Self { base: url.trim_end_matches('/').to_owned(), key })
    }

    /// The address of a path and query there.
    pub(crate) fn address(&self, target: &str) -> Result<Uri, CheckFailure> {
        format!("{}{target}", self.base).parse().map_err(|_| CheckFailure::BadAnswer)
    }

    /// The key it is called with.
    pub(crate) fn key(&self) -> HeaderValue {
        self.key.clone()
    }
}

/// How long services are waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For the head of an answer.
    pub head: Duration,
    /// For the next byte of one. Feeds send a comment every 15 s, so a silent one is dead.
    pub silence: Duration,
    /// How long a connection is kept for the next request; below the services' own idle time of 10 s, or they
    /// would close it just when it is used.
    pub idle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(2),
            head: Duration::from_secs(30),
            silence: Duration::from_secs(40),
            idle: Duration::from_secs(5),
        }
    }
}

/// The connections to both services.
#[derive(Debug)]
pub(crate) struct Connections {
    client: Client<HttpConnector, Full<Bytes>>,
    head_max: Duration,
}

impl Connections {
    /// None yet.
    pub(crate) fn new(patience: &Patience) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(patience.connect));
        connector.set_nodelay(true);
        let mut client = Client::builder(TokioExecutor::new());
        client.pool_timer(TokioTimer::new()).pool_idle_timeout(patience.idle);
        Self { client: client.build(connector), head_max: patience.head }
    }

    /// Sends a request and waits for the head of its answer.
    pub(crate) async fn send(
        &self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, CheckFailure> {
        let answered = timeout(self.head_max, self.client.request(request)).await;
        let answer = answered.map_err(|_| CheckFailure::Timeout)?.map_err(|error| cause(&error))?;
        // Our own key is refused, which is no fault of whoever asks.
        if answer.status() == StatusCode::UNAUTHORIZED {
            return Err(CheckFailure::Unauthorised);
        }
        Ok(answer)
    }
}

fn cause(error: &Error) -> CheckFailure {
    let mut causes = std::iter::successors(std::error::Error::source(error), |error| error.source());
    let timed_out = causes.any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
    });
    match (timed_out, error.is_connect()) {
        (true, _) => CheckFailure::Timeout,
        (false, true) => CheckFailure::Refused,
        (false, false) => CheckFailure::BadAnswer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_plain_http_and_may_have_a_path() {
        let at =
            |url: &str| Upstream::new(url, "k").map(|upstream| upstream.address("/a?b").unwrap().to_string());
        assert_eq!(at("http://localhost:8001").as_deref(), Ok("http://localhost:8001/a?b"));
        assert_eq!(at("http://gate/products/").as_deref(), Ok("http://gate/products/a?b"));
        for bad in ["localhost:8001", "https://shop", "http://", "/x", "ftp://a", "http://a/?b=c", ""] {
            assert_eq!(at(bad), Err(AddressRefused::Address), "{bad}");
        }
        assert_eq!(Upstream::new("http://a", "a\nb").unwrap_err(), AddressRefused::Key);
    }

    #[test]
    fn a_key_is_not_shown() {
        let upstream = Upstream::new("http://a", "a-secret-key").expect("it is good");
        assert!(!format!("{upstream:?}").contains("a-secret-key"));
    }
}
