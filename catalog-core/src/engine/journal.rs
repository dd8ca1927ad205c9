//! The port to a store that is written to.

use std::{fmt, future::Future};

use super::{
    call::{Answer, Call},
    domain::Domain,
    once::{Kept, Once},
};
use crate::api::instant::UnixMillis;

/// The store failed. The sentence is for the log and never reaches a caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError(pub String);

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StoreError {}

/// Why a call got no answer from the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Too many calls wait; nothing was done.
    Overloaded,
    /// The store failed; nothing was done.
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What one commit stores: the rows that `domain` has drafted, and the answers that are kept with them.
#[derive(Debug)]
pub struct Batch<'a, D> {
    /// The domain; its parts know what was drafted.
    pub domain: &'a D,
    /// Kept answers, in the order given.
    pub kept: &'a [Kept],
    /// The latest moment of its calls, by which old rows may go.
    pub now: UnixMillis,
}

/// All that a store must do to be written to. Used by one thread at a time.
pub trait Journal<D: Domain>: Send {
    /// Loads the rows that `keys` name into `domain`, or notes there that they do not exist.
    fn load(&mut self, domain: &mut D, keys: &[D::Key]) -> Result<(), StoreError>;

    /// The kept answer of a scope.
    fn kept(&mut self, once: &Once) -> Result<Option<Kept>, StoreError>;

    /// Stores a batch whole, or not at all. When it returns, the batch is durable.
    fn commit(&mut self, batch: &Batch<'_, D>) -> Result<(), StoreError>;
}

/// The port through which a service has calls decided.
pub trait Commands<D: Domain>: Send + Sync + 'static {
    /// Has a call decided and stored, and gives its answer.
    fn execute(&self, call: Call<D::Command>) -> impl Future<Output = Result<Answer, Refused>> + Send;

    /// The kept answer of a scope, for a request that fails before it can be decided.
    fn recorded(&self, once: &Once) -> impl Future<Output = Result<Option<Kept>, Refused>> + Send;
}
