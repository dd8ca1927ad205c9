//! When time itself changes something.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::api::instant::UnixMillis;

/// The next moment at which time changes the state of a domain, told by the one who writes to those who read.
#[derive(Debug)]
pub struct Alarm(AtomicI64);

/// Never: no moment is as late.
const NEVER: i64 = i64::MAX;

impl Default for Alarm {
    fn default() -> Self {
        Self(AtomicI64::new(NEVER))
    }
}

impl Alarm {
    /// Tells the next moment; none is never.
    pub fn set(&self, next: Option<UnixMillis>) {
        self.0.store(next.map_or(NEVER, UnixMillis::get), Ordering::Release);
    }

    /// The next moment; none is never.
    pub fn get(&self) -> Option<UnixMillis> {
        match self.0.load(Ordering::Acquire) {
            NEVER => None,
            moment => Some(UnixMillis::new(moment)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moment_is_told_and_taken_back() {
        let alarm = Alarm::default();
        assert_eq!(alarm.get(), None);
        alarm.set(Some(UnixMillis::new(7)));
        assert_eq!(alarm.get(), Some(UnixMillis::new(7)));
        alarm.set(None);
        assert_eq!(alarm.get(), None);
    }
}
