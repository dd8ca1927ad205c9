//! One message over the network.

use std::{
    fmt,
    io::{self, Read},
    time::Duration,
};

use catalog_core::api::media::JSON_API;
use http::{Uri, header};
use stock_core::webhook::{DeliveryFailure, Message, Reach, TryResult, WebhookUrl, is_public};
use ureq::{
    Agent, Error, Timeout,
    config::{AutoHeaderValue, Config},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

/// What is read of an answer, so that its connection can serve the next message. The rest is of no use.
const ANSWER_BYTES_MAX: u64 = 4 * 1024;
/// Kept connections are dropped after this: below what servers usually allow.
const IDLE_MAX: Duration = Duration::from_secs(4);

/// The way out. It follows no redirect, and takes no proxy from the environment.
#[derive(Debug)]
pub(super) struct Post(Agent);

impl Post {
    /// A way to machines within `reach`, with so much time for each message.
    pub(super) fn new(reach: Reach, timeout: Duration) -> Self {
        let config = Config::builder()
            .http_status_as_error(false)
            .proxy(None)
            .max_redirects(0)
            .https_only(reach == Reach::Public)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .user_agent(concat!("trastienda-webhooks/", env!("CARGO_PKG_VERSION")))
            .timeout_global(Some(timeout))
            .timeout_resolve(Some(timeout))
            .max_idle_age(IDLE_MAX)
            .build();
        let guard = Guard { names: DefaultResolver::default(), reach };
        Self(Agent::with_parts(config, DefaultConnector::default(), guard))
    }

    /// Sends a message, and says how that ended.
    pub(super) fn send(&self, url: &WebhookUrl, message: &Message) -> TryResult {
        let mut request = self.0.post(url.as_str()).header(header::CONTENT_TYPE, JSON_API);
        for (name, value) in message.headers() {
            request = request.header(name, value);
        }
        match request.send(&message.body[..]) {
            Ok(answer) => {
                let status = answer.status().as_u16();
                // The status is the verdict, however the rest of the answer ends.
                let _ =
                    io::copy(&mut answer.into_body().into_reader().take(ANSWER_BYTES_MAX), &mut io::sink());
                TryResult::answered(status)
            }
            Err(error) => TryResult::failed(failure(error)),
        }
    }
}

/// Lets only those addresses through that may be reached. The connection is made to what it gives, so a name that
/// changes its address between a check and a connection finds no gap between the two.
struct Guard {
    names: DefaultResolver,
    reach: Reach,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        let mut allowed = self.empty();
        let reachable =
            found.iter().filter(|address| self.reach == Reach::Private || is_public(address.ip()));
        reachable.for_each(|address| allowed.push(*address));
        if allowed.is_empty() { Err(Error::Other(Box::new(NotPublic))) } else { Ok(allowed) }
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Guard").field(&self.reach).finish()
    }
}

/// A name has no address of a public machine.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the host is not a public one")]
struct NotPublic;

/// What an error says of the receiver.
fn failure(error: Error) -> DeliveryFailure {
    use io::ErrorKind::{
        ConnectionRefused, HostUnreachable, InvalidData, NetworkUnreachable, NotFound, TimedOut, WouldBlock,
    };
    match error {
        Error::Other(error) if error.is::<NotPublic>() => DeliveryFailure::PrivateAddress,
        Error::HostNotFound | Error::Timeout(Timeout::Resolve) => DeliveryFailure::Unresolved,
        Error::Timeout(_) => DeliveryFailure::Timeout,
        Error::ConnectionFailed => DeliveryFailure::Refused,
        Error::Tls(_) | Error::Rustls(_) | Error::Pem(_) | Error::RequireHttpsOnly(_) => DeliveryFailure::Tls,
        Error::Io(error) => match error.kind() {
            ConnectionRefused | HostUnreachable | NetworkUnreachable | NotFound => DeliveryFailure::Refused,
            // The layer of TLS says so of a certificate that it does not trust, and of what is no TLS at all.
            InvalidData => DeliveryFailure::Tls,
            TimedOut | WouldBlock => DeliveryFailure::Timeout,
            // The system's resolver tells of an unknown name without a kind of its own.
            _ if error.to_string().contains("lookup address") => DeliveryFailure::Unresolved,
            _ => DeliveryFailure::Cut,
        },
        _ => DeliveryFailure::Cut,
    }
}
