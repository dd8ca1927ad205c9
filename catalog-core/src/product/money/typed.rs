//! Amounts as people type them: with the decimal mark and the grouping of their language.

use super::{Currency, Money, MoneyError, minor_units};

/// How a language parts the digits of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Separators {
    /// Before the decimals.
    pub decimal: char,
    /// Between groups of digits.
    pub group: char,
}

impl Money {
    /// Reads an amount in major units as people type it.
    ///
    /// Grouping is optional, but where it stands it must be whole: one to three digits, not beginning with 0,
    /// and then groups of three (of two or three before the last one, as in India). Spaces and apostrophes
    /// group in every language. A point or comma that is not the language's decimal mark, and that cannot
    /// group where it stands, is one all the same: `12.5` is twelve and a half everywhere, and `1.500` is
    /// fifteen hundred where the point groups.
    ///
    /// ```
    /// use catalog_core::product::money::{Currency, Money, Separators};
    ///
    /// let spanish = Separators { decimal: ',', group: '.' };
    /// let price = Money::from_typed("1.234,5", Currency::parse("EUR")?, spanish)?;
    /// assert_eq!(price.amount(), 123_450);
    /// # Ok::<(), catalog_core::product::money::MoneyError>(())
    /// ```
    pub fn from_typed(text: &str, currency: Currency, separators: Separators) -> Result<Self, MoneyError> {
        let refused = || MoneyError::not_major_units(text, currency);
        let amount = minor_units(&major(text.trim(), separators).ok_or_else(refused)?, currency);
        Self::new(amount.ok_or_else(refused)?, currency)
    }
}

/// The same number with a point and without grouping; none where its grouping is broken.
fn major(text: &str, separators: Separators) -> Option<String> {
    let Separators { decimal, .. } = separators;
    if let Some((whole, decimals)) = text.split_once(decimal) {
        return Some(format!("{}.{decimals}", ungrouped(whole, separators)?));
    }
    if let Some(whole) = ungrouped(text, separators) {
        return Some(whole);
    }
    let (whole, decimals) = text.split_once(['.', ','])?;
    Some(format!("{}.{decimals}", ungrouped(whole, separators)?))
}

/// The digits of a whole number; none where its grouping is broken.
fn ungrouped(text: &str, separators: Separators) -> Option<String> {
    let Some(mark) = text.chars().find(|char| !char.is_ascii_digit()) else { return Some(text.to_owned()) };
    if mark != separators.group && !mark.is_whitespace() && !['\'', '’'].contains(&mark) {
        return None;
    }
    let groups: Vec<&str> = text.split(mark).collect();
    let (first, last) = (groups.first()?, groups.last()?);
    let between = groups.get(1..groups.len() - 1)?;
    let fits = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && between.iter().all(|group| (2..=3).contains(&group.len()))
        && last.len() == 3;
    fits.then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::product::money::AMOUNT_MAX;

    const ENGLISH: Separators = Separators { decimal: '.', group: ',' };
    const SPANISH: Separators = Separators { decimal: ',', group: '.' };
    const SWISS: Separators = Separators { decimal: '.', group: '’' };
    const FRENCH: Separators = Separators { decimal: ',', group: '\u{202f}' };

    fn euros(text: &str, separators: Separators) -> Option<i64> {
        Money::from_typed(text, Currency::parse("EUR").unwrap(), separators).ok().map(Money::amount)
    }

    #[test]
    fn each_language_has_its_marks() {
        for (text, english, spanish) in [
            ("12.5", Some(1_250), Some(1_250)),
            ("12,5", Some(1_250), Some(1_250)),
            (" 12.50 ", Some(1_250), Some(1_250)),
            ("1.500", Some(150), Some(150_000)),
            ("1,500", Some(150_000), Some(150)),
            ("0.500", Some(50), Some(50)),
            ("1,234.5", Some(123_450), None),
            ("1.234,5", None, Some(123_450)),
            ("1 234", Some(123_400), Some(123_400)),
            ("1'234'567", Some(123_456_700), Some(123_456_700)),
            ("12,34,567.5", Some(123_456_750), None),
            ("12,345", Some(1_234_500), None),
            ("7", Some(700), Some(700)),
        ] {
            assert_eq!((euros(text, ENGLISH), euros(text, SPANISH)), (english, spanish), "{text}");
        }
        assert_eq!(euros("12\u{a0}345,6", FRENCH), Some(1_234_560), "one space is as good as another");
        assert_eq!(euros("12’345.6", SWISS), Some(1_234_560));
    }

    #[test]
    fn what_is_no_amount_is_refused_as_it_was_typed() {
        for text in ["", " ", ",", "-1", "1,,5", "1.2.3,4", "12,345", "1,2,3", "1 2", "0.123.456", "uno"] {
            let euro = Currency::parse("EUR").unwrap();
            let refused = Money::from_typed(text, euro, SPANISH).unwrap_err();
            assert_eq!(refused, MoneyError::NotMajorUnits { text: text.to_owned(), currency: euro });
        }
    }

    /// The digits of a whole number in groups of three.
    fn grouped(digits: &str, group: char) -> String {
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push(group);
            }
            out.push(digit);
        }
        out
    }

    proptest! {
        #[test]
        fn what_is_written_in_a_language_is_read_in_it(
            amount in 0..=AMOUNT_MAX,
            code in prop::sample::select(vec!["JPY", "EUR", "KWD", "CLF"]),
            separators in prop::sample::select(vec![ENGLISH, SPANISH, SWISS, FRENCH]),
        ) {
            let money = Money::new(amount, Currency::parse(code).unwrap()).unwrap();
            let major = money.major();
            let (whole, decimals) = major.split_once('.').unwrap_or((&major, ""));
            let mark = if decimals.is_empty() { String::new() } else { separators.decimal.to_string() };
            for whole in [whole.to_owned(), grouped(whole, separators.group)] {
                let text = format!("{whole}{mark}{decimals}");
                prop_assert_eq!(Money::from_typed(&text, money.currency(), separators), Ok(money), "{}", text);
            }
        }

        #[test]
        fn no_text_panics(text in any::<String>(), marks in "[0-9.,’ ]{0,24}") {
            for text in [text, marks] {
                let _ = euros(&text, SPANISH);
                let _ = euros(&text, ENGLISH);
            }
        }
    }
}
