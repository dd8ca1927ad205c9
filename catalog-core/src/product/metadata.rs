//! What callers keep with a product for themselves.

use std::collections::{BTreeMap, btree_map};

use serde::{Deserialize, Serialize};

use super::{
    invalid::{InvalidValue, InvalidValues, Rule},
    text::{MetadataKey, MetadataValue},
};

/// Up to 64 keys with texts, 16 KiB of UTF-8 in all; the catalogue attaches no meaning to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub struct Metadata(BTreeMap<MetadataKey, MetadataValue>);

impl Metadata {
    /// The most keys.
    pub const COUNT_MAX: usize = 64;
    /// The most UTF-8 bytes of all keys and values.
    pub const BYTES_MAX: usize = 16 * 1024;

    /// Metadata from texts; a fault's pointer begins with its key.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self, InvalidValues> {
        let pairs: BTreeMap<String, String> = pairs.into_iter().collect();
        let bytes = pairs.iter().map(|(key, value)| key.len() + value.len()).sum();
        let whole = |rule| Err(InvalidValue::whole("metadata", rule).into());
        if pairs.len() > Self::COUNT_MAX {
            return whole(Rule::TooMany { count: pairs.len(), max: Self::COUNT_MAX });
        }
        if bytes > Self::BYTES_MAX {
            return whole(Rule::TooLarge { bytes, max: Self::BYTES_MAX });
        }
        let (mut metadata, mut wrong) = (BTreeMap::new(), Vec::new());
        for (key, value) in pairs {
            let place = key.clone();
            match (MetadataKey::new(key), MetadataValue::new(value)) {
                (Ok(key), Ok(value)) => {
                    metadata.insert(key, value);
                }
                (key, value) => {
                    let both = key.err().into_iter().chain(value.err());
                    wrong.extend(both.map(|invalid| invalid.below(&place)));
                }
            }
        }
        InvalidValues::or(wrong, Self(metadata))
    }

    /// Keys and values, by key.
    pub fn iter(&self) -> btree_map::Iter<'_, MetadataKey, MetadataValue> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Metadata {
    type Item = (&'a MetadataKey, &'a MetadataValue);
    type IntoIter = btree_map::Iter<'a, MetadataKey, MetadataValue>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl TryFrom<BTreeMap<String, String>> for Metadata {
    type Error = InvalidValues;

    fn try_from(pairs: BTreeMap<String, String>) -> Result<Self, InvalidValues> {
        Self::new(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(pairs: Vec<(String, String)>) -> Vec<Rule> {
        Metadata::new(pairs).err().into_iter().flatten().map(|invalid| invalid.rule).collect()
    }

    #[test]
    fn its_size_is_bounded_in_keys_and_in_bytes() {
        let keys = |count: usize| (0..count).map(|n| (format!("k{n}"), String::new())).collect();
        assert_eq!(rules(keys(64)), []);
        assert_eq!(rules(keys(65)), [Rule::TooMany { count: 65, max: 64 }]);
        let bytes = |chars: usize| vec![("kk".to_owned(), "é".repeat(chars))];
        assert_eq!(rules(bytes(8_191)), []);
        assert_eq!(rules(bytes(8_192)), [Rule::TooLarge { bytes: 16_386, max: 16_384 }]);
    }

    #[test]
    fn every_wrong_pair_is_reported_at_its_key() {
        let pairs = [("@a", "x"), ("b", "\0"), ("c", "")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        let wrong: Vec<_> = Metadata::new(pairs).unwrap_err().into_iter().collect();
        let found: Vec<_> = wrong.iter().map(|invalid| (invalid.pointer.as_str(), &invalid.rule)).collect();
        assert_eq!(found, [("/@a", &Rule::MemberName), ("/b", &Rule::Character('\0'))]);
    }
}
