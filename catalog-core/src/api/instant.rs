//! Moments in time, as milliseconds since the Unix epoch.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// A moment: milliseconds since 1970-01-01T00:00:00Z, from year 1 to year 9999.
///
/// It prints as RFC 3339 in UTC with exactly three decimals, so that text order is time order.
///
/// ```
/// use catalog_core::api::instant::UnixMillis;
///
/// let moment = UnixMillis::parse("2026-03-01T13:00:00.5+01:00").unwrap();
/// assert_eq!(moment.to_string(), "2026-03-01T12:00:00.500Z");
/// assert_eq!(moment.get(), 1_772_366_400_500);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixMillis(i64);

impl UnixMillis {
    /// The first and the last moment that RFC 3339 can write.
    const RANGE: std::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

    /// A moment from its milliseconds; one outside the years 1 to 9999 is moved to the nearest end.
    pub fn new(millis: i64) -> Self {
        Self(millis.clamp(*Self::RANGE.start(), *Self::RANGE.end()))
    }

    /// The milliseconds since the epoch.
    pub fn get(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339 with any offset; digits after the milliseconds are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        let millis = i64::try_from(moment.unix_timestamp_nanos().div_euclid(1_000_000)).ok()?;
        Self::RANGE.contains(&millis).then_some(Self(millis))
    }

    /// The moment `millis` later.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        Self::new(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to this moment; negative when `earlier` is the later one.
    pub fn millis_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}

impl UnixMillis {
    /// Has the text read. It is written digit by digit: every product shows two moments.
    fn with_text<T>(self, read: impl FnOnce(&str) -> T) -> T {
        let moment = OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(UtcOffset::UTC);
        let (year, month, day) = (moment.year(), u8::from(moment.month()), moment.day());
        let (hour, minute, second) = moment.to_hms();
        let [year, month, day] = [year.unsigned_abs(), month.into(), day.into()];
        let [hour, minute, second] = [hour, minute, second].map(u32::from);
        let millis = self.0.rem_euclid(1000).unsigned_abs();
        let mut text = *b"0000-00-00T00:00:00.000Z";
        let mut put = |start: usize, length: usize, mut number: u32| {
            for digit in text.iter_mut().skip(start).take(length).rev() {
                *digit += (number % 10).to_le_bytes()[0];
                number /= 10;
            }
        };
        put(0, 4, year);
        put(5, 2, month);
        put(8, 2, day);
        put(11, 2, hour);
        put(14, 2, minute);
        put(17, 2, second);
        put(20, 3, u32::try_from(millis).unwrap_or(0));
        read(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Display for UnixMillis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_text(|text| f.write_str(text))
    }
}

impl Serialize for UnixMillis {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.with_text(|text| serializer.serialize_str(text))
    }
}

impl<'de> Deserialize<'de> for UnixMillis {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an RFC 3339 moment"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "2026-03-01", "2026-02-30T00:00:00Z", "2026-03-01T12:00:00", "yesterday"] {
            assert_eq!(UnixMillis::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_reads_back(millis in UnixMillis::RANGE) {
            let moment = UnixMillis::new(millis);
            prop_assert_eq!(UnixMillis::parse(&moment.to_string()), Some(moment));
        }

        #[test]
        fn text_order_is_time_order(a in 0..4_102_444_800_000_i64, b in 0..4_102_444_800_000_i64) {
            let (x, y) = (UnixMillis::new(a), UnixMillis::new(b));
            prop_assert_eq!(x.cmp(&y), x.to_string().cmp(&y.to_string()));
        }
    }
}
