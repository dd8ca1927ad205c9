//! A circuit breaker: while the Product service fails again and again, nobody waits for it.
//!
//! ```text
//!            failures in a row                cool-down over
//!   closed ─────────────────────▶ open ─────────────────────▶ half-open
//!      ▲                            ▲                             │ one question goes through
//!      │           answered         │           failed            │
//!      └────────────────────────────┴─────────────────────────────┘
//! ```

use std::time::Duration;

/// Failures in a row after which the circuit opens.
const FAILURES_MAX: u32 = 5;
/// How long it stays open at first; it doubles with each failed attempt.
const COOL_DOWN_FIRST: Duration = Duration::from_millis(500);
/// How long it stays open at most, which bounds how late a recovery is noticed.
const COOL_DOWN_MAX: Duration = Duration::from_secs(8);

/// The breaker. Time is given as what passed since any fixed moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breaker {
    failures: u32,
    cool_down: Duration,
    /// When the next question may go through; none while closed.
    open_until: Option<Duration>,
}

impl Default for Breaker {
    fn default() -> Self {
        Self { failures: 0, cool_down: COOL_DOWN_FIRST, open_until: None }
    }
}

impl Breaker {
    /// Whether a question may be asked now. While open, one is let through per cool-down.
    pub fn lets_through(&mut self, now: Duration) -> bool {
        match self.open_until {
            None => true,
            Some(until) if now >= until => {
                self.open_until = Some(now.saturating_add(self.cool_down));
                true
            }
            Some(_) => false,
        }
    }

    /// The service answered.
    pub fn answered(&mut self) {
        *self = Self::default();
    }

    /// The service did not answer, or not as it should.
    pub fn failed(&mut self, now: Duration) {
        self.failures = self.failures.saturating_add(1);
        if self.failures < FAILURES_MAX {
            return;
        }
        if self.open_until.is_some() {
            self.cool_down = self.cool_down.saturating_mul(2).min(COOL_DOWN_MAX);
        }
        self.open_until = Some(now.saturating_add(self.cool_down));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    fn failing(times: u32) -> Breaker {
        let mut breaker = Breaker::default();
        (0..times).for_each(|_| breaker.failed(millis(0)));
        breaker
    }

    #[test]
    fn it_opens_after_failures_in_a_row() {
        assert!(failing(FAILURES_MAX - 1).lets_through(millis(0)));
        assert!(!failing(FAILURES_MAX).lets_through(millis(0)));
        let mut broken = failing(FAILURES_MAX - 1);
        broken.answered();
        broken.failed(millis(1));
        assert!(broken.lets_through(millis(1)), "an answer between failures ends the row");
    }

    #[test]
    fn one_question_goes_through_after_the_cool_down() {
        let mut breaker = failing(FAILURES_MAX);
        assert!(!breaker.lets_through(millis(499)));
        assert!(breaker.lets_through(millis(500)));
        assert!(!breaker.lets_through(millis(501)), "the others still do not wait");
        breaker.answered();
        assert!(breaker.lets_through(millis(502)));
    }

    #[test]
    fn the_cool_down_grows_to_its_bound() {
        let mut breaker = failing(FAILURES_MAX);
        for _ in 0..20 {
            breaker.failed(millis(0));
        }
        assert!(!breaker.lets_through(millis(7_999)));
        assert!(breaker.lets_through(COOL_DOWN_MAX));
    }
}
