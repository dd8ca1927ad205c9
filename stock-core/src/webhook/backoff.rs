//! How long a failing webhook is left alone before the next try.

/// The first wait.
const FIRST_MILLIS: i64 = 1_000;
/// The longest wait.
const LONGEST_MILLIS: i64 = 60 * 60 * 1_000;
/// A webhook that failed for so long is given up.
pub const GIVE_UP_MILLIS: i64 = 3 * 24 * 60 * 60 * 1_000;

/// The wait after the `tries`-th failure in a row, from 1: it doubles from a second to an hour. Of each wait,
/// `chance` adds up to a half, so that webhooks that failed together do not come back together.
pub(super) fn wait_millis(tries: u32, chance: u16) -> i64 {
    let doublings = tries.saturating_sub(1).min(20);
    let wait = (FIRST_MILLIS << doublings).min(LONGEST_MILLIS);
    let most = (wait / 2).min(LONGEST_MILLIS - wait);
    wait + most * i64::from(chance) / i64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_a_second_to_an_hour() {
        let waits: Vec<i64> = (1..=14).map(|tries| wait_millis(tries, 0) / 1_000).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 3_600, 3_600]);
        assert_eq!(wait_millis(u32::MAX, u16::MAX), LONGEST_MILLIS);
    }

    #[test]
    fn chance_adds_up_to_a_half() {
        assert_eq!((wait_millis(1, u16::MAX), wait_millis(3, u16::MAX)), (1_500, 6_000));
        assert!((1_200..1_300).contains(&wait_millis(1, u16::MAX / 2)));
        assert!(wait_millis(12, u16::MAX) <= LONGEST_MILLIS);
    }
}
