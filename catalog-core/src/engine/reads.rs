//! The port to a store that is read from.

use std::future::Future;

use event_listener::EventListener;

use super::{generations::Generations, journal::StoreError};
use crate::api::{
    document::{Piece, Piecewise},
    field::Listed,
    instant::UnixMillis,
    query::Query,
};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<R> {
    /// The items, in order.
    pub items: Vec<R>,
    /// How many there are in all pages; none where counting is not offered.
    pub total: Option<u64>,
    /// Whether items come before the first one here.
    pub more_before: bool,
    /// Whether items come after the last one here.
    pub more_after: bool,
}

impl<R> Page<R> {
    /// No items at all.
    pub fn empty() -> Self {
        Self { items: Vec::new(), total: Some(0), more_before: false, more_after: false }
    }
}

/// A store of `R` that can be read.
pub trait Reads<R: Listed>: Send + Sync + 'static {
    /// One page of a list.
    fn page(&self, query: &Query<R>) -> impl Future<Output = Result<Page<R>, StoreError>> + Send;

    /// One resource.
    fn get(&self, id: &R::Id) -> impl Future<Output = Result<Option<R>, StoreError>> + Send;
}

/// A store of `R` that may keep what lists show as text.
pub trait Pieces<R: Piecewise>: Reads<R> {
    /// One page of a list that shows all members, in pieces; none where the store keeps no text.
    fn pieces(
        &self,
        query: &Query<R>,
    ) -> impl Future<Output = Result<Option<Page<Piece>>, StoreError>> + Send;

    /// One resource in pieces; none where there is none, or the store keeps no text.
    fn piece(&self, id: &R::Id) -> impl Future<Output = Result<Option<Piece>, StoreError>> + Send;
}

/// A store that tells how it is, and when something was committed.
pub trait Watch: Send + Sync + 'static {
    /// Whether it answers.
    fn ready(&self) -> bool;

    /// What was changed when: raised after each commit, and before anyone is told of it.
    fn generations(&self) -> &Generations;

    /// The next moment at which time changes what is stored, as the newest commit left it; none is never.
    fn next_due(&self) -> Option<UnixMillis>;

    /// Completes after the next commit. Listen first, then read, and no commit is missed.
    fn listen(&self) -> EventListener;
}
