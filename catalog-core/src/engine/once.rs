//! Idempotency: the answer of a call with a key is kept with its effect, and given again to the same call.

use std::collections::{HashMap, VecDeque};

use http::Method;
use sha2::{Digest, Sha256};

use super::call::Answer;
use crate::api::instant::UnixMillis;

/// How long an answer is kept: 24 hours.
pub const KEPT_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// Who used which key where: a digest of caller, method, path and key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope(pub [u8; 32]);

impl Scope {
    /// The scope of one key.
    pub fn new(caller: &str, method: &Method, path: &str, key: &str) -> Self {
        Self(digest(&[caller.as_bytes(), method.as_str().as_bytes(), path.as_bytes(), key.as_bytes()]))
    }

    /// A short hash of the scope, by which a store may index it. Two scopes may share one.
    pub fn short(&self) -> i64 {
        let mut first = [0; 8];
        first.copy_from_slice(&self.0[..8]);
        i64::from_be_bytes(first)
    }
}

/// What was asked: a digest of Content-Type, query and raw body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(pub [u8; 32]);

impl Fingerprint {
    /// The fingerprint of one request.
    pub fn new(content_type: &[u8], query: &str, body: &[u8]) -> Self {
        Self(digest(&[content_type, query.as_bytes(), body]))
    }
}

/// Each piece goes in behind its length, so that no two lists of pieces run together into the same bytes.
fn digest(pieces: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for piece in pieces {
        hash.update((piece.len() as u64).to_be_bytes());
        hash.update(piece);
    }
    hash.finalize().into()
}

/// The idempotency of one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Once {
    /// Where the key counts.
    pub scope: Scope,
    /// What the key was used for.
    pub fingerprint: Fingerprint,
}

/// An answer that is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Key and request.
    pub once: Once,
    /// When it was given.
    pub at: UnixMillis,
    /// What was answered.
    pub answer: Answer,
}

impl Kept {
    /// Whether it still counts at `now`.
    pub fn counts_at(&self, now: UnixMillis) -> bool {
        now.millis_since(self.at) < KEPT_MILLIS
    }
}

/// The newest kept answers, in bounded memory, so that a retry soon after finds its answer without a store.
#[derive(Debug, Default)]
pub struct Recent {
    by_scope: HashMap<Scope, Kept>,
    order: VecDeque<Scope>,
    bytes: usize,
}

impl Recent {
    /// How many bytes are held: more than a thousand ordinary answers. A retry that comes later finds its answer in
    /// the store.
    const BYTES_MAX: usize = 2 * 1024 * 1024;
    /// What an entry costs beside its body, roughly.
    const ENTRY_BYTES: usize = 512;

    /// The kept answer of a scope, if it is among the newest.
    pub fn find(&self, scope: &Scope) -> Option<&Kept> {
        self.by_scope.get(scope)
    }

    /// Takes an answer that the store now keeps, and lets the oldest go.
    pub fn push(&mut self, kept: Kept) {
        let scope = kept.once.scope;
        self.bytes += Self::cost(&kept);
        self.order.push_back(scope);
        if let Some(older) = self.by_scope.insert(scope, kept) {
            self.bytes -= Self::cost(&older);
            self.order.retain({
                let mut seen = false;
                move |other| *other != scope || std::mem::replace(&mut seen, true)
            });
        }
        while self.bytes > Self::BYTES_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            if let Some(gone) = self.by_scope.remove(&oldest) {
                self.bytes -= Self::cost(&gone);
            }
        }
    }

    fn cost(kept: &Kept) -> usize {
        kept.answer.body.len() + Self::ENTRY_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(key: &str, body_bytes: usize) -> Kept {
        let scope = Scope::new("someone", &Method::POST, "/things", key);
        let once = Once { scope, fingerprint: Fingerprint::new(b"", "", key.as_bytes()) };
        let answer = Answer { body: vec![b'x'; body_bytes].into(), ..Answer::empty(204) };
        Kept { once, at: UnixMillis::new(0), answer }
    }

    #[test]
    fn pieces_do_not_run_together() {
        let scope = |caller, key| Scope::new(caller, &Method::POST, "/things", key);
        assert_ne!(scope("ab", "c"), scope("a", "bc"));
        assert_ne!(Fingerprint::new(b"a", "b", b""), Fingerprint::new(b"", "a", b"b"));
    }

    #[test]
    fn the_oldest_answers_go_first_and_memory_stays_bounded() {
        let mut recent = Recent::default();
        for number in 0..40 {
            recent.push(kept(&number.to_string(), 1024 * 1024));
        }
        assert!(recent.bytes <= Recent::BYTES_MAX);
        assert!(recent.find(&kept("0", 0).once.scope).is_none());
        assert!(recent.find(&kept("39", 0).once.scope).is_some());
    }

    #[test]
    fn an_answer_counts_for_a_day() {
        let kept = kept("k", 0);
        assert!(kept.counts_at(UnixMillis::new(KEPT_MILLIS - 1)));
        assert!(!kept.counts_at(UnixMillis::new(KEPT_MILLIS)));
    }
}
