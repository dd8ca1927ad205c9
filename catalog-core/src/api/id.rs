//! Identifiers: UUIDs in lower-case canonical form, and where new ones come from.

use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::instant::UnixMillis;

/// Reads a UUID in lower-case canonical form; any other spelling is refused, so that equal ids are equal texts.
pub fn parse_uuid(text: &str) -> Option<Uuid> {
    let canonical = text.len() == 36 && !text.bytes().any(|byte| byte.is_ascii_uppercase());
    if canonical { Uuid::try_parse(text).ok() } else { None }
}

/// New identifiers for one request, drawn from the moment and the random bytes the host gave.
///
/// The same moment and seed give the same identifiers, which keeps the services pure and their tests exact.
#[derive(Clone, Debug)]
pub struct IdSource {
    now: UnixMillis,
    seed: [u8; 16],
    drawn: u32,
}

impl IdSource {
    /// A source for one request.
    pub fn new(now: UnixMillis, seed: [u8; 16]) -> Self {
        Self { now, seed, drawn: 0 }
    }

    /// The next `UUIDv7` (RFC 9562): time first, so that newer ids sort later.
    ///
    /// Ids of one source share their moment; the draw's number stands in the 12 bits after it, so they
    /// also sort in the order in which they were drawn (up to 4,096 of them).
    pub fn next_uuid(&mut self) -> Uuid {
        let digest = Sha256::new_with_prefix(self.seed).chain_update(self.drawn.to_be_bytes()).finalize();
        let mut random = [0; 10];
        random.copy_from_slice(&digest[..10]);
        let [high, low] = u16::try_from(self.drawn & 0x0fff).unwrap_or_default().to_be_bytes();
        (random[0], random[1]) = (high, low);
        self.drawn = self.drawn.wrapping_add(1);
        Builder::from_unix_timestamp_millis(self.now.get().try_into().unwrap_or(0), &random).into_uuid()
    }
}

/// Declares a newtype over [`uuid::Uuid`] that reads and prints the canonical form.
#[macro_export]
macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub ::uuid::Uuid);

        impl $name {
            /// Reads the lower-case canonical form.
            pub fn parse(text: &str) -> Option<Self> {
                $crate::api::id::parse_uuid(text).map(Self)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0.as_hyphenated(), f)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = ::std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| ::serde::de::Error::custom("not a canonical UUID"))
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_form_is_an_id() {
        let canonical = "018f2d3a-0000-7000-8000-0123456789ab";
        assert!(parse_uuid(canonical).is_some());
        for other in [&canonical.to_uppercase(), &canonical.replace('-', ""), "", "main"] {
            assert_eq!(parse_uuid(other), None, "{other}");
        }
    }

    #[test]
    fn ids_of_one_source_differ_and_sort_in_the_order_drawn() {
        let mut ids = IdSource::new(UnixMillis::new(1_700_000_000_000), [7; 16]);
        let drawn: Vec<Uuid> = (0..1_000).map(|_| ids.next_uuid()).collect();
        assert!(drawn.is_sorted_by(|a, b| a < b));
        assert!(drawn.iter().all(|id| id.get_version_num() == 7));
    }
}
