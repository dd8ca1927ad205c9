//! When a call is made again, and after what time: a policy without clock, chance or waiting of its own.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use catalog_core::api::fault::Problem;

use crate::transport::Unsent;

/// How calls are repeated.
///
/// ```
/// use client_sdk::retry::{Failed, Retry, Verdict};
/// use std::time::Duration;
///
/// let policy = Retry::default();
/// let failed = Failed::Status { status: 503, code: "overloaded", retry_after: Some(Duration::from_secs(1)) };
/// let verdict = policy.judge(1, Duration::ZERO, &failed, true, 0);
/// assert_eq!(verdict, Verdict::Again { after: Duration::from_secs(1), same_key: true });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// Tries in all, the first one included.
    pub tries: u32,
    /// The longest wait before the second try; it doubles for each further one.
    pub first_wait: Duration,
    /// No wait of our own choosing is longer. A longer `Retry-After` is honoured if the deadline allows it.
    pub longest_wait: Duration,
    /// All tries and waits together; a wait that would pass it is not begun.
    pub deadline: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            tries: 3,
            first_wait: Duration::from_millis(200),
            longest_wait: Duration::from_secs(5),
            deadline: Duration::from_secs(30),
        }
    }
}

/// How a try failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failed<'a> {
    /// No response arrived.
    Unsent(&'a Unsent),
    /// The service refused.
    Status {
        /// HTTP status.
        status: u16,
        /// The first error object's code; empty where the answer is no error document.
        code: &'a str,
        /// What the service asks for.
        retry_after: Option<Duration>,
    },
}

/// What to do after a failed try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Give the failure to the caller.
    Stop,
    /// Wait, then try again.
    Again {
        /// How long to wait.
        after: Duration,
        /// Whether a key that the SDK made is used again; else a new one is made. After no answer or a 5xx
        /// the effect may exist under the key; after a 4xx it does not.
        same_key: bool,
    },
}

impl Retry {
    /// One try and no more.
    pub fn never() -> Self {
        Self { tries: 1, ..Self::default() }
    }

    /// Judges a failed try: the `try_number`-th, which ended `elapsed` after the call began. `repeatable` says
    /// that the call may be made twice: it only reads, or its effect is the same, or it has a key. `random`
    /// spreads the wait over its whole range, so that callers that failed together do not come back together.
    pub fn judge(
        &self,
        try_number: u32,
        elapsed: Duration,
        failed: &Failed<'_>,
        repeatable: bool,
        random: u64,
    ) -> Verdict {
        let Some((same_key, retry_after)) = Self::worth_it(failed, repeatable) else { return Verdict::Stop };
        let after = retry_after.unwrap_or_else(|| self.wait(try_number, random));
        if try_number >= self.tries || elapsed.saturating_add(after) >= self.deadline {
            return Verdict::Stop;
        }
        Verdict::Again { after, same_key }
    }

    /// Whether another try may help: with the same key or a new one, and the wait that was asked for.
    fn worth_it(failed: &Failed<'_>, repeatable: bool) -> Option<(bool, Option<Duration>)> {
        match failed {
            Failed::Unsent(Unsent::Unfit(_) | Unsent::TooLong(_)) => None,
            Failed::Unsent(unsent) => (repeatable || !unsent.may_have_arrived()).then_some((true, None)),
            Failed::Status { status: 408 | 429, retry_after, .. } => Some((false, *retry_after)),
            Failed::Status { status: 409, code, retry_after } if is(code, Problem::IdempotencyKeyInUse) => {
                Some((true, *retry_after))
            }
            Failed::Status { status: 500 | 502 | 504, retry_after, .. } => {
                repeatable.then_some((true, *retry_after))
            }
            // 503 says that nothing was done, but a proxy's 503 may not know.
            Failed::Status { status: 503, code, retry_after } => {
                (repeatable || !code.is_empty()).then_some((true, *retry_after))
            }
            Failed::Status { .. } => None,
        }
    }

    /// Full jitter: anything from nothing to the step's longest wait.
    fn wait(&self, try_number: u32, random: u64) -> Duration {
        let step =
            self.first_wait.saturating_mul(1 << try_number.saturating_sub(1).min(16)).min(self.longest_wait);
        let nanos = u64::try_from(step.as_nanos()).unwrap_or(u64::MAX);
        Duration::from_nanos(if nanos == u64::MAX { random } else { random % (nanos + 1) })
    }
}

fn is(code: &str, problem: Problem) -> bool {
    code == problem.code().name
}

/// Keeps retries to about a tenth of the calls, so that a service in trouble is not buried by them.
///
/// A full budget allows ten retries at once; each call that went well gives back a tenth of one.
#[derive(Debug)]
pub struct Budget {
    tenths: AtomicU32,
}

impl Budget {
    const FULL: u32 = 100;
    const RETRY: u32 = 10;

    /// Takes one retry out of the budget; `false` when it is used up.
    pub fn take(&self) -> bool {
        let taken = |tenths: u32| tenths.checked_sub(Self::RETRY);
        self.tenths.fetch_update(Ordering::Relaxed, Ordering::Relaxed, taken).is_ok()
    }

    /// Notes a call that went well.
    pub fn give(&self) {
        let given = |tenths: u32| (tenths < Self::FULL).then_some(tenths + 1);
        let _ = self.tenths.fetch_update(Ordering::Relaxed, Ordering::Relaxed, given);
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self { tenths: AtomicU32::new(Self::FULL) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn judge(failed: &Failed<'_>, repeatable: bool) -> Option<bool> {
        match Retry::default().judge(1, Duration::ZERO, failed, repeatable, 7) {
            Verdict::Stop => None,
            Verdict::Again { same_key, .. } => Some(same_key),
        }
    }

    fn status(status: u16, code: &str) -> Failed<'_> {
        Failed::Status { status, code, retry_after: None }
    }

    #[test]
    fn a_call_that_may_have_arrived_is_repeated_only_if_it_can_be() {
        let (cut, refused) = (Unsent::Cut(String::new()), Unsent::Refused(String::new()));
        assert_eq!(judge(&Failed::Unsent(&cut), true), Some(true));
        assert_eq!(judge(&Failed::Unsent(&cut), false), None);
        assert_eq!(judge(&Failed::Unsent(&refused), false), Some(true));
        assert_eq!(judge(&Failed::Unsent(&Unsent::Unfit(String::new())), true), None);
    }

    #[test]
    fn the_key_is_kept_where_the_effect_may_exist() {
        assert_eq!(judge(&status(500, "internal-error"), true), Some(true));
        assert_eq!(judge(&status(503, "overloaded"), false), Some(true));
        assert_eq!(judge(&status(503, ""), false), None);
        assert_eq!(judge(&status(409, "idempotency-key-in-use"), true), Some(true));
        assert_eq!(judge(&status(429, "too-many-requests"), true), Some(false));
        for (code, name) in [
            (409, "insufficient-stock"),
            (422, "attribute-invalid"),
            (404, "not-found"),
            (401, "unauthorised"),
        ] {
            assert_eq!(judge(&status(code, name), true), None, "{name}");
        }
    }

    #[test]
    fn the_deadline_and_the_number_of_tries_end_it() {
        let policy = Retry::default();
        let failed = status(503, "overloaded");
        assert_eq!(policy.judge(3, Duration::ZERO, &failed, true, 0), Verdict::Stop);
        assert_eq!(policy.judge(1, policy.deadline, &failed, true, 0), Verdict::Stop);
        let late =
            Failed::Status { status: 503, code: "overloaded", retry_after: Some(Duration::from_mins(1)) };
        assert_eq!(policy.judge(1, Duration::ZERO, &late, true, 0), Verdict::Stop);
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_its_step(try_number in 1..9_u32, random: u64) {
            let policy = Retry { tries: 10, deadline: Duration::MAX, ..Retry::default() };
            let verdict = policy.judge(try_number, Duration::ZERO, &status(503, "overloaded"), true, random);
            let Verdict::Again { after, .. } = verdict else { panic!("it stopped") };
            prop_assert!(after <= policy.longest_wait);
            prop_assert!(after <= policy.first_wait * (1 << (try_number - 1)));
        }
    }

    #[test]
    fn the_budget_ends_and_comes_back() {
        let budget = Budget::default();
        assert_eq!((0..20).filter(|_| budget.take()).count(), 10);
        (0..10).for_each(|_| budget.give());
        assert!(budget.take() && !budget.take());
    }
}
