//! What is wrong with a value: which value, where it stands, and the rule it breaks.

use std::fmt;

use super::{
    money::{AMOUNT_MAX, MoneyError},
    status::Status,
};
use crate::api::{
    fault::{Fault, Problem},
    read::{Invalid, pointer_segment},
};

/// How much of a value a sentence shows.
const SHOWN_CHARS_MAX: usize = 40;

/// A value that breaks a rule. It prints as a sentence with the value and the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidValue {
    /// Where inside the attribute, as a JSON pointer: empty for the attribute itself, `/3`, `/0/url`.
    pub pointer: String,
    /// What the value is: `tag`.
    pub what: &'static str,
    /// The value, cut to 40 characters; none where the rule speaks of a whole list or object.
    pub value: Option<String>,
    /// The rule.
    pub rule: Rule,
}

/// A rule that a value breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// Nothing is there.
    #[error("must have at least one character")]
    Empty,
    /// Too many Unicode scalar values.
    #[error("is {chars} characters long; at most {max} are allowed")]
    TooLong {
        /// How many it has.
        chars: usize,
        /// How many it may have.
        max: usize,
    },
    /// A character that may not stand there: U+0000 anywhere, control characters in names, a comma in a tag.
    #[error("must not contain {}", CharName(*.0))]
    Character(char),
    /// An empty segment of a path: `/` at an end, or two together.
    #[error("must be a path whose segments, parted by \"/\", are not empty")]
    EmptySegment,
    /// No member name of JSON:API 1.1.
    #[error(
        "must be a member name: letters, digits and characters from U+0080 on, with \"-\", \"_\" and spaces \
         only inside"
    )]
    MemberName,
    /// Neither `https` nor relative to the site.
    #[error("must be a URL that begins with \"https://\" or with a single \"/\"")]
    Url,
    /// None of the values it can have.
    #[error("must be one of {}", Status::NAMES.join(", "))]
    Status,
    /// No ISO 4217 code.
    #[error("must be the ISO 4217 code of a currency with minor units, such as \"EUR\"")]
    Currency,
    /// No amount of minor units.
    #[error("must be a whole number of minor units from 0 to {AMOUNT_MAX}")]
    Amount,
    /// No amount of major units.
    #[error("must be digits with at most {decimals} decimals after a point")]
    MajorUnits {
        /// How many decimals the currency has.
        decimals: usize,
    },
    /// Too many items or keys.
    #[error("has {count} entries; at most {max} are allowed")]
    TooMany {
        /// How many there are.
        count: usize,
        /// How many there may be.
        max: usize,
    },
    /// Too many UTF-8 bytes in all keys and values.
    #[error("has {bytes} bytes of keys and values; at most {max} are allowed")]
    TooLarge {
        /// How many it has.
        bytes: usize,
        /// How many it may have.
        max: usize,
    },
    /// It stands there already.
    #[error("is repeated; each may stand once")]
    Repeated,
    /// Options of a product without a group.
    #[error("may only be given with a group")]
    WithoutGroup,
}

impl InvalidValue {
    /// A value that breaks a rule as a whole.
    pub fn new(what: &'static str, value: &str, rule: Rule) -> Self {
        Self { pointer: String::new(), what, value: Some(shown(value)), rule }
    }

    /// A list or an object that breaks a rule as a whole.
    pub fn whole(what: &'static str, rule: Rule) -> Self {
        Self { pointer: String::new(), what, value: None, rule }
    }

    /// The same inside something larger: under an index or a member name.
    #[must_use]
    pub fn below(mut self, segment: &str) -> Self {
        self.pointer = format!("/{}{}", pointer_segment(segment), self.pointer);
        self
    }

    /// The error object, relative to the resource: the attribute was sent.
    pub fn fault(&self, attribute: &str) -> Fault {
        Fault::new(Problem::AttributeInvalid, self.to_string())
            .at(format!("/attributes/{attribute}{}", self.pointer))
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Some(value) => write!(f, "The {} {value:?} {}.", self.what, self.rule),
            None => write!(f, "The {} {}.", self.what, self.rule),
        }
    }
}

impl std::error::Error for InvalidValue {}

impl From<InvalidValue> for Invalid {
    fn from(invalid: InvalidValue) -> Self {
        Self { detail: invalid.to_string(), pointer: invalid.pointer }
    }
}

impl From<MoneyError> for InvalidValue {
    fn from(error: MoneyError) -> Self {
        match error {
            MoneyError::UnknownCurrency(code) => {
                Self::new("currency", &code, Rule::Currency).below("currency")
            }
            MoneyError::AmountOutOfRange(amount) => {
                Self::new("amount", &amount.to_string(), Rule::Amount).below("amount")
            }
            MoneyError::NotMajorUnits { text, currency } => {
                Self::new("price", &text, Rule::MajorUnits { decimals: currency.exponent() })
            }
        }
    }
}

/// Everything that is wrong with a list or an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidValues(Vec<InvalidValue>);

impl InvalidValues {
    /// The value, if nothing is wrong.
    pub(super) fn or<T>(wrong: Vec<InvalidValue>, value: T) -> Result<T, Self> {
        if wrong.is_empty() { Ok(value) } else { Err(Self(wrong)) }
    }

    /// The same inside something larger: under an index or a member name.
    #[must_use]
    pub fn below(self, segment: &str) -> Self {
        Self(self.0.into_iter().map(|invalid| invalid.below(segment)).collect())
    }
}

impl From<InvalidValue> for InvalidValues {
    fn from(invalid: InvalidValue) -> Self {
        Self(vec![invalid])
    }
}

impl FromIterator<InvalidValue> for InvalidValues {
    fn from_iter<I: IntoIterator<Item = InvalidValue>>(invalid: I) -> Self {
        Self(invalid.into_iter().collect())
    }
}

impl IntoIterator for InvalidValues {
    type Item = InvalidValue;
    type IntoIter = std::vec::IntoIter<InvalidValue>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for InvalidValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentences: Vec<String> = self.0.iter().map(InvalidValue::to_string).collect();
        f.write_str(&sentences.join(" "))
    }
}

impl std::error::Error for InvalidValues {}

/// A character as a sentence names it.
struct CharName(char);

impl fmt::Display for CharName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_control() || self.0.is_whitespace() {
            write!(f, "the character U+{:04X}", u32::from(self.0))
        } else {
            write!(f, "{:?}", self.0)
        }
    }
}

fn shown(value: &str) -> String {
    let mut shown: String = value.chars().take(SHOWN_CHARS_MAX).collect();
    if shown.len() < value.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_the_value_and_the_rule() {
        for (invalid, sentence) in [
            (InvalidValue::new("tag", "a,b", Rule::Character(',')), r#"The tag "a,b" must not contain ','."#),
            (
                InvalidValue::new("SKU", "a b", Rule::Character(' ')),
                r#"The SKU "a b" must not contain the character U+0020."#,
            ),
            (
                InvalidValue::new("status", "gone", Rule::Status),
                r#"The status "gone" must be one of draft, active, archived."#,
            ),
            (
                InvalidValue::whole("list of tags", Rule::TooMany { count: 21, max: 20 }),
                "The list of tags has 21 entries; at most 20 are allowed.",
            ),
        ] {
            assert_eq!(invalid.to_string(), sentence);
        }
    }

    #[test]
    fn a_long_value_is_shown_in_part() {
        let invalid = InvalidValue::new("name", &"é".repeat(300), Rule::TooLong { chars: 300, max: 200 });
        assert_eq!(invalid.value, Some(format!("{}…", "é".repeat(40))));
    }

    #[test]
    fn the_fault_points_into_the_attribute() {
        let invalid = InvalidValue::new("option", "", Rule::Empty).below("a/b~c");
        let fault = invalid.fault("options");
        assert_eq!(
            fault.source,
            crate::api::fault::Source::Pointer("/attributes/options/a~1b~0c".to_owned())
        );
        assert_eq!(fault.code, Problem::AttributeInvalid.code());
    }
}
