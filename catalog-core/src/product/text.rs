//! The texts of a product. Each type holds only what its rule allows; values are never trimmed.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::invalid::{InvalidValue, Rule};

/// What a text may not contain or be, beside its length.
type Check = fn(&str) -> Option<Rule>;

macro_rules! text {
    ($(#[$doc:meta])* $name:ident = $what:literal, $min:literal..=$max:literal, $checks:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// The fewest Unicode scalar values it may have.
            pub const CHARS_MIN: usize = $min;
            /// The most Unicode scalar values it may have.
            pub const CHARS_MAX: usize = $max;

            /// The text, if it keeps the rule.
            pub fn new(text: impl Into<String>) -> Result<Self, InvalidValue> {
                let text = text.into();
                match broken_rule(&text, Self::CHARS_MIN, Self::CHARS_MAX, $checks) {
                    None => Ok(Self(text)),
                    Some(rule) => Err(InvalidValue::new($what, &text, rule)),
                }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidValue;

            fn try_from(text: String) -> Result<Self, InvalidValue> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}

text! {
    /// A stock-keeping unit: the shop's own code of a product, unique by its [`SkuKey`].
    Sku = "SKU", 1..=64, &[no_control, no_space, no_comma]
}
text! {
    /// What a product is called.
    Name = "name", 1..=200, &[no_control]
}
text! {
    /// What there is to say about a product; it may have several lines.
    #[derive(Default)]
    Description = "description", 0..=10_000, &[no_nul]
}
text! {
    /// The shelf a product stands on: a path whose segments are parted by `/`.
    Category = "category", 1..=120, &[no_control, no_empty_segment]
}
text! {
    /// A word that products are found by.
    Tag = "tag", 1..=40, &[no_control, no_comma, no_bar]
}
text! {
    /// What variants of one thing share.
    Group = "group", 1..=64, &[no_control]
}
text! {
    /// The name of an option, such as `Size`: a member name of JSON:API 1.1.
    OptionName = "option name", 1..=120, &[no_control, member_name]
}
text! {
    /// The value of an option, such as `XL`.
    OptionValue = "option value", 1..=120, &[no_control]
}
text! {
    /// Where an image is: `https`, or relative to the site.
    ImageUrl = "image URL", 1..=2_048, &[no_control, url]
}
text! {
    /// What an image shows, for those who do not see it.
    #[derive(Default)]
    AltText = "alternative text", 0..=500, &[no_nul]
}
text! {
    /// A key of metadata: a member name of JSON:API 1.1.
    MetadataKey = "metadata key", 1..=16_384, &[no_control, member_name]
}
text! {
    /// A value of metadata; it may be empty.
    MetadataValue = "metadata value", 0..=16_384, &[no_nul]
}

impl Sku {
    /// What it is unique by.
    pub fn key(&self) -> SkuKey {
        SkuKey::of(&self.0)
    }
}

impl Category {
    /// The categories it lies in, the widest first, and then itself: `a`, `a/b`, `a/b/c`.
    pub fn lineage(&self) -> impl Iterator<Item = Self> {
        let ends = self.0.match_indices('/').map(|(end, _)| end).chain([self.0.len()]);
        ends.filter_map(|end| Some(Self(self.0.get(..end)?.to_owned())))
    }
}

/// A SKU's Unicode lower case: two SKUs with the same key are the same SKU.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SkuKey(String);

impl SkuKey {
    /// The key of a SKU, whether or not a product has it.
    pub fn of(sku: &str) -> Self {
        Self(sku.to_lowercase())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<SkuKey> for String {
    fn from(key: SkuKey) -> Self {
        key.0
    }
}

/// The first rule that `text` breaks, its length before what it contains.
fn broken_rule(text: &str, min: usize, max: usize, checks: &[Check]) -> Option<Rule> {
    let chars = text.chars().count();
    if chars < min {
        return Some(Rule::Empty);
    }
    let length = (chars > max).then_some(Rule::TooLong { chars, max });
    length.or_else(|| checks.iter().find_map(|check| check(text)))
}

fn contains(text: &str, forbidden: impl Fn(char) -> bool) -> Option<Rule> {
    text.chars().find(|char| forbidden(*char)).map(Rule::Character)
}

fn no_nul(text: &str) -> Option<Rule> {
    contains(text, |char| char == '\0')
}

fn no_control(text: &str) -> Option<Rule> {
    contains(text, char::is_control)
}

fn no_space(text: &str) -> Option<Rule> {
    contains(text, char::is_whitespace)
}

fn no_comma(text: &str) -> Option<Rule> {
    contains(text, |char| char == ',')
}

/// Tags are joined by `|` in tables that are imported and exported.
fn no_bar(text: &str) -> Option<Rule> {
    contains(text, |char| char == '|')
}

fn no_empty_segment(text: &str) -> Option<Rule> {
    text.split('/').any(str::is_empty).then_some(Rule::EmptySegment)
}

/// JSON:API 1.1, "Member Names": free keys inside attributes must be legal ones too.
fn member_name(text: &str) -> Option<Rule> {
    let anywhere = |char: char| char.is_ascii_alphanumeric() || char >= '\u{80}';
    let inside = |char: char| anywhere(char) || matches!(char, '-' | '_' | ' ');
    let legal = text.chars().all(inside) && text.starts_with(anywhere) && text.ends_with(anywhere);
    (!legal).then_some(Rule::MemberName)
}

/// A `//` or `/\` at the start would leave the site; the other characters have no place in a URI (RFC 3986).
fn url(text: &str) -> Option<Rule> {
    let in_uri = |char: char| {
        !char.is_whitespace() && !matches!(char, '\\' | '"' | '<' | '>' | '^' | '`' | '{' | '|' | '}')
    };
    let site_relative = text.starts_with('/') && !text.starts_with("//");
    let https = text
        .strip_prefix("https://")
        .is_some_and(|rest| rest.starts_with(|first: char| !matches!(first, '/' | '?' | '#' | ':' | '@')));
    (!(site_relative || https) || !text.chars().all(in_uri)).then_some(Rule::Url)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rule<T>(result: Result<T, InvalidValue>) -> Option<Rule> {
        result.err().map(|invalid| invalid.rule)
    }

    #[test]
    fn lengths_count_scalar_values() {
        assert!(Sku::new("é".repeat(64)).is_ok());
        assert_eq!(rule(Sku::new("é".repeat(65))), Some(Rule::TooLong { chars: 65, max: 64 }));
        assert_eq!(rule(Sku::new("")), Some(Rule::Empty));
        assert!(Name::new("x".repeat(200)).is_ok() && Name::new("x".repeat(201)).is_err());
        assert!(Description::new("").is_ok() && Description::new("x".repeat(10_001)).is_err());
        assert!(Category::new("x".repeat(120)).is_ok() && Category::new("x".repeat(121)).is_err());
        assert!(Tag::new("x".repeat(40)).is_ok() && Tag::new("x".repeat(41)).is_err());
        assert!(Group::new("x".repeat(64)).is_ok() && Group::new("x".repeat(65)).is_err());
        assert!(AltText::new("x".repeat(500)).is_ok() && AltText::new("x".repeat(501)).is_err());
        let url = format!("/{}", "x".repeat(2_047));
        assert!(ImageUrl::new(url.clone()).is_ok() && ImageUrl::new(url + "x").is_err());
    }

    #[test]
    fn a_sku_has_no_space_comma_or_control_character() {
        for char in [' ', '\u{a0}', ',', '\0', '\n', '\u{85}'] {
            assert_eq!(rule(Sku::new(format!("a{char}b"))), Some(Rule::Character(char)));
        }
        assert!(Sku::new("85123A/ñ|\"☂").is_ok());
    }

    #[test]
    fn names_are_not_trimmed_and_hold_no_control_character() {
        assert_eq!(Name::new(" x ").unwrap().as_str(), " x ");
        assert_eq!(rule(Name::new("a\tb")), Some(Rule::Character('\t')));
        assert!(Description::new("two\nlines").is_ok());
        assert_eq!(rule(Description::new("a\0")), Some(Rule::Character('\0')));
    }

    #[test]
    fn a_category_is_a_path_without_empty_segments() {
        for path in ["/", "/a", "a/", "a//b"] {
            assert_eq!(rule(Category::new(path)), Some(Rule::EmptySegment), "{path}");
        }
        let path = Category::new("Casa/Té y café/Tazas").unwrap();
        let lineage: Vec<String> = path.lineage().map(String::from).collect();
        assert_eq!(lineage, ["Casa", "Casa/Té y café", "Casa/Té y café/Tazas"]);
    }

    #[test]
    fn a_tag_has_no_comma_or_bar() {
        assert_eq!(rule(Tag::new("a,b")), Some(Rule::Character(',')));
        assert_eq!(rule(Tag::new("a|b")), Some(Rule::Character('|')));
        assert!(Tag::new("two words").is_ok());
    }

    #[test]
    fn free_keys_are_member_names() {
        for name in ["Size", "talla", "größe", "a-b_c d", "9", "ñ"] {
            assert!(OptionName::new(name).is_ok(), "{name}");
        }
        for name in ["@type", "-a", "a-", "_a", " a", "a ", "a.b", "a/b", "a+b", "a:b"] {
            assert_eq!(rule(MetadataKey::new(name)), Some(Rule::MemberName), "{name}");
        }
    }

    #[test]
    fn an_image_is_on_https_or_on_the_site() {
        for url in
            ["https://example.org/a.png", "/images/a b.png".replace(' ', "%20").as_str(), "/ñ.png?x=1#y"]
        {
            assert!(ImageUrl::new(url).is_ok(), "{url}");
        }
        for url in
            ["http://example.org", "//example.org/a", "/\\example.org", "a.png", "https://", "https:///a"]
        {
            assert_eq!(rule(ImageUrl::new(url)), Some(Rule::Url), "{url}");
        }
        for url in ["javascript:alert(1)", "data:,x", "/a b", "/\"onload=", "https:// example.org"] {
            assert_eq!(rule(ImageUrl::new(url)), Some(Rule::Url), "{url}");
        }
    }

    #[test]
    fn skus_in_another_case_are_the_same() {
        assert_eq!(Sku::new("Äb-1").unwrap().key(), Sku::new("äB-1").unwrap().key());
        assert_ne!(Sku::new("Äb-1").unwrap().key(), Sku::new("Ab-1").unwrap().key());
    }

    #[test]
    fn stored_text_is_checked_when_it_is_read() {
        assert_eq!(serde_json::to_string(&Sku::new("a").unwrap()).unwrap(), r#""a""#);
        assert!(serde_json::from_str::<Sku>(r#""a b""#).is_err());
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(sku in any::<String>()) {
            let key = SkuKey::of(&sku);
            prop_assert_eq!(SkuKey::of(key.as_str()), key);
        }

        #[test]
        fn what_is_taken_is_kept_as_it_is(text in any::<String>()) {
            for kept in [
                Sku::new(text.clone()).map(String::from),
                Name::new(text.clone()).map(String::from),
                Description::new(text.clone()).map(String::from),
                Category::new(text.clone()).map(String::from),
                Tag::new(text.clone()).map(String::from),
                Group::new(text.clone()).map(String::from),
                OptionName::new(text.clone()).map(String::from),
                OptionValue::new(text.clone()).map(String::from),
                ImageUrl::new(text.clone()).map(String::from),
                AltText::new(text.clone()).map(String::from),
                MetadataKey::new(text.clone()).map(String::from),
                MetadataValue::new(text.clone()).map(String::from),
            ] {
                match kept {
                    Ok(kept) => prop_assert_eq!(&kept, &text),
                    Err(invalid) => prop_assert!(!invalid.to_string().is_empty()),
                }
            }
        }
    }
}
