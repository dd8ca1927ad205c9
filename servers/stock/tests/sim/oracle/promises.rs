//! An answer is a promise: the same key gets the same bytes again, for a day by the service's clock.

use std::collections::BTreeMap;

use bytes::Bytes;
use catalog_core::{api::instant::UnixMillis, engine::KEPT_MILLIS};
use http::HeaderMap;
use serde_json::Value as Json;

use super::{Held, hold};
use crate::{
    asked::{Asked, What},
    tally::{Sometimes, Tally},
};

/// What the service answered.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The moment of the request, by the service's clock.
    pub(crate) now: UnixMillis,
    /// How far the feed had come when the request arrived.
    pub(crate) arrived: u64,
}

impl Said {
    /// Whether it settles the request; if not, the client asks again.
    pub(crate) fn is_final(&self) -> bool {
        self.status != 503
    }

    pub(crate) fn is_replay(&self) -> bool {
        self.headers.get("idempotency-replayed").is_some()
    }

    pub(crate) fn document(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    fn same(&self, other: &Self) -> bool {
        let header = |name| self.headers.get(name) == other.headers.get(name);
        (self.status, &self.body) == (other.status, &other.body) && header("location") && header("etag")
    }
}

/// The answers of every key.
#[derive(Default)]
pub(super) struct Promises(BTreeMap<String, Promised>);

#[derive(Default)]
struct Promised {
    /// The first moment at which a request with this key arrived, and the last one since at which one arrived
    /// or the service decided anything.
    span: Option<(UnixMillis, UnixMillis)>,
    answers: Vec<Said>,
}

impl Promised {
    /// Whether the key may have been used again after its day.
    fn outlived(&self) -> bool {
        self.span.is_some_and(|(first, _)| self.is_past(first))
    }

    /// Whether the day that began at a moment was over at some time.
    fn is_past(&self, begun: UnixMillis) -> bool {
        self.span.is_some_and(|(_, last)| last.millis_since(begun) >= KEPT_MILLIS)
    }
}

impl Promises {
    pub(super) fn arrives(&mut self, asked: &Asked, now: UnixMillis) {
        let promised = self.0.entry(asked.name.clone()).or_default();
        let (first, last) = promised.span.unwrap_or((now, now));
        promised.span = Some((first.min(now), last.max(now)));
    }

    /// Calls were decided, the last of them at `now`.
    pub(super) fn decided(&mut self, now: UnixMillis) {
        for (_, last) in self.0.values_mut().filter_map(|promised| promised.span.as_mut()) {
            *last = now.max(*last);
        }
    }

    pub(super) fn answered(&mut self, asked: &Asked, said: &Said, tally: &mut Tally) -> Held {
        hold!(said.status < 500 || said.status == 503, "{}: {} {:?}", asked.name, said.status, said.body);
        // A target that is missing is no verdict: it may come.
        let missing = said.status == 404 && matches!(asked.what, What::Set { .. } | What::Place { .. });
        if !said.is_final() || !asked.keyed || missing {
            return Ok(());
        }
        let promised = self.0.entry(asked.name.clone()).or_default();
        let known = promised.answers.iter().any(|answer| answer.same(said));
        if said.is_replay() {
            tally.note(Sometimes::Replayed);
            let lost = promised.answers.is_empty() || promised.outlived();
            hold!(known || lost, "{} is answered otherwise than before: {:?}", asked.name, said.body);
        } else if !known && !promised.answers.is_empty() {
            let apart = |answer: &Said| {
                said.now.millis_since(answer.now).abs() >= KEPT_MILLIS || promised.is_past(answer.now)
            };
            let days = promised.answers.iter().filter(|answer| !answer.is_replay()).all(apart);
            hold!(days && promised.outlived(), "{} is decided again: {:?}", asked.name, said.body);
            tally.note(Sometimes::KeyOutlived);
        }
        if !known {
            promised.answers.push(said.clone());
        }
        Ok(())
    }
}
