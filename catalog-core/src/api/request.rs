//! What goes into a service and what comes out: the `http` crate's types with bodies of our own.

use std::{collections::BTreeSet, fmt, pin::Pin, sync::Arc};

use bytes::Bytes;
use futures_util::Stream;

use super::{id::IdSource, instant::UnixMillis};

/// A whole request: the body was read, within the host's limits, before the service sees it.
pub type Request = http::Request<Bytes>;
/// What a service answers.
pub type Response = http::Response<Body>;
/// An event stream that is being written.
pub type EventStream = Pin<Box<dyn Stream<Item = Bytes> + Send>>;

/// The body of an answer.
pub enum Body {
    /// All of it.
    Whole(Bytes),
    /// An event stream; the host adds heartbeats and ends it when it drains.
    Stream(EventStream),
}

impl Body {
    /// The bytes of a whole body; nothing for a stream.
    pub fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            Self::Stream(_) => None,
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(bytes) => f.debug_tuple("Whole").field(bytes).finish(),
            Self::Stream(_) => f.write_str("Stream"),
        }
    }
}

/// Who calls: the name of the key that was presented, and what it may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The key's name; it becomes the `actor` of what the call changes.
    pub name: Arc<str>,
    /// The scopes it holds.
    pub scopes: Arc<BTreeSet<String>>,
}

impl Caller {
    /// A caller with a name and scopes.
    pub fn new<S: Into<String>>(name: &str, scopes: impl IntoIterator<Item = S>) -> Self {
        Self { name: name.into(), scopes: Arc::new(scopes.into_iter().map(Into::into).collect()) }
    }

    /// Whether the caller holds `scope`.
    pub fn may(&self, scope: &str) -> bool {
        self.scopes.contains(scope)
    }
}

/// What the host knows about one request beside its bytes: the moment, chance, and who calls.
#[derive(Clone, Debug)]
pub struct Context {
    /// The moment at which the request was read.
    pub now: UnixMillis,
    /// Names the request in answers and logs; visible ASCII, at most 128 characters.
    pub request_id: Arc<str>,
    /// Who calls.
    pub caller: Caller,
    /// Random bytes of the host, from which new ids are drawn.
    pub seed: [u8; 16],
    /// The `traceparent` to pass on to a sister service.
    pub traceparent: Option<Arc<str>>,
}

impl Context {
    /// New ids for this request.
    pub fn ids(&self) -> IdSource {
        IdSource::new(self.now, self.seed)
    }
}
