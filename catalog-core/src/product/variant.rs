//! Variants: products that share a group and differ in their options.

use std::collections::{BTreeMap, btree_map};

use serde::{Deserialize, Serialize};

use super::{
    invalid::{InvalidValue, InvalidValues, Rule},
    text::{Group, OptionName, OptionValue},
};

/// Up to 16 options with their values, such as `Size: XL`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub struct Options(BTreeMap<OptionName, OptionValue>);

impl Options {
    /// The most options.
    pub const COUNT_MAX: usize = 16;

    /// Options from texts; a fault's pointer begins with its name.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self, InvalidValues> {
        let pairs: BTreeMap<String, String> = pairs.into_iter().collect();
        if pairs.len() > Self::COUNT_MAX {
            let rule = Rule::TooMany { count: pairs.len(), max: Self::COUNT_MAX };
            return Err(InvalidValue::whole("options", rule).into());
        }
        let (mut options, mut wrong) = (BTreeMap::new(), Vec::new());
        for (name, value) in pairs {
            let place = name.clone();
            match (OptionName::new(name), OptionValue::new(value)) {
                (Ok(name), Ok(value)) => {
                    options.insert(name, value);
                }
                (name, value) => {
                    let both = name.err().into_iter().chain(value.err());
                    wrong.extend(both.map(|invalid| invalid.below(&place)));
                }
            }
        }
        InvalidValues::or(wrong, Self(options))
    }

    /// No options.
    pub const fn none() -> Self {
        Self(BTreeMap::new())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names and values, by name.
    pub fn iter(&self) -> btree_map::Iter<'_, OptionName, OptionValue> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Options {
    type Item = (&'a OptionName, &'a OptionValue);
    type IntoIter = btree_map::Iter<'a, OptionName, OptionValue>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl TryFrom<BTreeMap<String, String>> for Options {
    type Error = InvalidValues;

    fn try_from(pairs: BTreeMap<String, String>) -> Result<Self, InvalidValues> {
        Self::new(pairs)
    }
}

/// What makes a product one of several variants: the group they share and its own options. No two products
/// have the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Variant {
    /// What the variants share.
    pub group: Group,
    /// What tells this one from the others.
    pub options: Options,
}

impl Variant {
    /// The variant of a group and options; none without a group, and then there can be no options either.
    pub fn of(group: Option<Group>, options: Options) -> Result<Option<Self>, InvalidValue> {
        match group {
            Some(group) => Ok(Some(Self { group, options })),
            None if options.is_empty() => Ok(None),
            None => Err(InvalidValue::whole("options", Rule::WithoutGroup)),
        }
    }

    /// Group and options as one text, equal exactly when the variants are: a JSON array.
    pub fn key(&self) -> String {
        // Texts and a map with text keys always have a JSON form.
        serde_json::to_string(&(&self.group, &self.options)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(pairs: &[(&str, &str)]) -> Result<Options, InvalidValues> {
        Options::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn every_wrong_option_is_reported_at_its_name() {
        let wrong = options(&[("a/b", "x"), ("ok", ""), ("Size", "XL")]).unwrap_err();
        let wrong: Vec<_> = wrong.into_iter().collect();
        let found: Vec<_> = wrong.iter().map(|invalid| (invalid.pointer.as_str(), &invalid.rule)).collect();
        assert_eq!(found, [("/a~1b", &Rule::MemberName), ("/ok", &Rule::Empty)]);
    }

    #[test]
    fn there_are_at_most_sixteen() {
        let many = |count: usize| Options::new((0..count).map(|n| (format!("o{n}"), "x".to_owned())));
        assert!(many(16).is_ok() && many(17).is_err());
    }

    #[test]
    fn options_need_a_group() {
        let group = Group::new("shirt").unwrap();
        let size = options(&[("Size", "XL")]).unwrap();
        assert_eq!(Variant::of(None, Options::none()), Ok(None));
        assert!(Variant::of(Some(group.clone()), Options::none()).unwrap().is_some());
        assert!(Variant::of(Some(group), size.clone()).unwrap().is_some());
        assert_eq!(Variant::of(None, size).unwrap_err().rule, Rule::WithoutGroup);
    }

    #[test]
    fn the_order_of_options_does_not_tell_variants_apart() {
        let variant = |pairs: &[(&str, &str)]| Variant {
            group: Group::new("shirt").unwrap(),
            options: options(pairs).unwrap(),
        };
        let one = variant(&[("Size", "XL"), ("Colour", "red")]);
        assert_eq!(one.key(), variant(&[("Colour", "red"), ("Size", "XL")]).key());
        assert_eq!(one.key(), r#"["shirt",{"Colour":"red","Size":"XL"}]"#);
    }
}
