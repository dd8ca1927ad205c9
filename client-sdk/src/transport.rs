//! How requests travel: one small trait, and adapters for it.
//!
//! A transport carries bytes and knows nothing of JSON:API. It has no `Send` bound, because a browser's
//! futures have none; where an adapter's futures are `Send`, so are the calls made through it.

pub mod in_process;
pub mod script;
#[cfg(all(feature = "ureq", not(target_family = "wasm")))]
pub mod ureq;

use std::{future::Future, sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::Stream;

/// A whole request. Its address is absolute: scheme, authority, path and query.
pub type Request = http::Request<Bytes>;
/// A whole response.
pub type Response = http::Response<Bytes>;

/// How long one exchange may take in all. It travels in a request's extensions; a transport that cannot
/// wait (a script, the services in process) ignores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeLimit(pub Duration);

/// Headers that the caller adds, by name, for something on the way. They travel in a request's extensions, because
/// a browser reads names and values by itself; a transport within the process has nothing on its way and ignores
/// them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FurtherHeaders(pub Arc<[(String, String)]>);

/// Carries one HTTP exchange.
pub trait Transport {
    /// An event stream, chunk by chunk. Chunks end anywhere, also inside a character.
    type Stream: Stream<Item = Result<Bytes, Unsent>> + Unpin;

    /// Resolves to the whole response, whatever its status; fails only when none arrived.
    fn send(&self, request: Request) -> impl Future<Output = Result<Response, Unsent>>;

    /// Opens an event stream.
    fn open(&self, request: Request) -> impl Future<Output = Result<Opened<Self::Stream>, Unsent>>;
}

/// What comes when an event stream is asked for.
#[derive(Debug)]
pub enum Opened<S> {
    /// The stream, its status 200.
    Stream(S),
    /// A whole answer in its place, such as an error document.
    Answer(Response),
}

/// Why no response arrived.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsent {
    /// The request cannot be sent at all: its address or a header is not fit for the transport.
    #[error("the request cannot be sent: {0}")]
    Unfit(String),
    /// No connection could be made.
    #[error("no connection: {0}")]
    Refused(String),
    /// No connection was made in time.
    #[error("no connection in time")]
    ConnectTimeout,
    /// The request went out, or part of it, and no whole response came in time.
    #[error("no answer in time")]
    Timeout,
    /// The connection ended before the whole response was there.
    #[error("the connection was cut: {0}")]
    Cut(String),
    /// The response is longer than the transport takes.
    #[error("the answer is longer than {0} bytes")]
    TooLong(u64),
}

impl Unsent {
    /// Whether the service may have received the request, and done what it asks. Where it may have, only a
    /// call that can be made twice may be made again.
    pub fn may_have_arrived(&self) -> bool {
        match self {
            Self::Unfit(_) | Self::Refused(_) | Self::ConnectTimeout => false,
            Self::Timeout | Self::Cut(_) | Self::TooLong(_) => true,
        }
    }

    /// A stable kebab-case word for this kind of failure.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unfit(_) => "unfit",
            Self::Refused(_) => "refused",
            Self::ConnectTimeout => "connect-timeout",
            Self::Timeout => "timeout",
            Self::Cut(_) => "cut",
            Self::TooLong(_) => "too-long",
        }
    }
}

impl<T: Transport> Transport for &T {
    type Stream = T::Stream;

    fn send(&self, request: Request) -> impl Future<Output = Result<Response, Unsent>> {
        T::send(self, request)
    }

    fn open(&self, request: Request) -> impl Future<Output = Result<Opened<Self::Stream>, Unsent>> {
        T::open(self, request)
    }
}

impl<T: Transport> Transport for Arc<T> {
    type Stream = T::Stream;

    fn send(&self, request: Request) -> impl Future<Output = Result<Response, Unsent>> {
        T::send(self, request)
    }

    fn open(&self, request: Request) -> impl Future<Output = Result<Opened<Self::Stream>, Unsent>> {
        T::open(self, request)
    }
}
