//! A limit on requests per caller, by the generic cell rate algorithm (ITU-T I.371): a bucket as one moment.

use std::{collections::HashMap, sync::Arc, time::Duration};

/// How long a caller's full bucket lasts at the allowed rate; a burst is one second's requests.
const BURST: Duration = Duration::from_secs(1);

/// The buckets of all callers. Its size is bounded by the number of keys.
#[derive(Debug)]
pub(crate) struct RateLimit {
    /// Time that one request costs.
    cost: Duration,
    /// For each caller, the moment at which its bucket is full again.
    full_at: HashMap<Arc<str>, Duration>,
}

impl RateLimit {
    /// A limit of so many requests a second; at least one.
    pub(crate) fn new(per_second: u32) -> Self {
        Self { cost: BURST / per_second.max(1), full_at: HashMap::new() }
    }

    /// Takes one request out of the caller's bucket, or says how long to wait for the next.
    ///
    /// `now` is the time since any fixed moment.
    pub(crate) fn take(&mut self, caller: &Arc<str>, now: Duration) -> Result<(), Duration> {
        let full_at = self.full_at.entry(Arc::clone(caller)).or_default();
        let next = (*full_at).max(now) + self.cost;
        match next.checked_sub(now + BURST) {
            Some(wait) if !wait.is_zero() => Err(wait),
            _ => {
                *full_at = next;
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_one_seconds_requests_and_then_the_rate_holds() {
        let (mut limit, caller) = (RateLimit::new(4), Arc::from("a"));
        let at = Duration::from_millis;
        for _ in 0..4 {
            assert_eq!(limit.take(&caller, at(5_000)), Ok(()));
        }
        assert_eq!(limit.take(&caller, at(5_000)), Err(at(250)));
        assert_eq!(limit.take(&caller, at(5_100)), Err(at(150)));
        assert_eq!(limit.take(&caller, at(5_250)), Ok(()));
        assert_eq!(limit.take(&caller, at(5_250)), Err(at(250)));
    }

    #[test]
    fn callers_do_not_share_a_bucket() {
        let mut limit = RateLimit::new(1);
        assert_eq!(limit.take(&Arc::from("a"), Duration::ZERO), Ok(()));
        assert!(limit.take(&Arc::from("a"), Duration::ZERO).is_err());
        assert_eq!(limit.take(&Arc::from("b"), Duration::ZERO), Ok(()));
    }
}
