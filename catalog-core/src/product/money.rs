//! Money: whole minor units of one currency. No floating point anywhere.

mod typed;

use std::{cmp::Ordering, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use typed::Separators;

/// The largest amount, in minor units: 2^53 − 1, the last whole number that JavaScript holds exactly.
pub const AMOUNT_MAX: i64 = 9_007_199_254_740_991;

/// A currency with minor units, by its ISO 4217 code: three capital letters.
///
/// The codes without minor units (precious metals, `XXX`, `XTS`) are no currencies of a price.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The currency of a code.
    pub fn parse(code: &str) -> Result<Self, MoneyError> {
        iso_currency::Currency::from_code(code)
            .filter(|currency| currency.exponent().is_some())
            .map(Self)
            .ok_or_else(|| MoneyError::UnknownCurrency(code.chars().take(16).collect()))
    }

    /// Every currency, by code.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = Self::by_number().collect();
        all.sort_unstable();
        all
    }

    /// Every currency, by its number in ISO 4217.
    pub fn by_number() -> impl Iterator<Item = Self> {
        let numbered = (0..1000).filter_map(iso_currency::Currency::from_numeric);
        numbered.filter(|one| one.exponent().is_some()).map(Self)
    }

    /// The three letters.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many decimals the major unit has: 2 for EUR, 0 for JPY, 3 for KWD.
    pub fn exponent(self) -> usize {
        self.0.exponent().map_or(0, usize::from)
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&code).map_err(de::Error::custom)
    }
}

/// An amount in minor units, from 0 to [`AMOUNT_MAX`], with its currency. Ordered by currency, then amount.
///
/// ```
/// use catalog_core::product::money::{Currency, Money};
///
/// let price = Money::from_major("12.5", Currency::parse("EUR")?)?;
/// assert_eq!((price.amount(), price.major().as_str()), (1250, "12.50"));
/// assert_eq!(price.to_string(), "12.50 EUR");
/// # Ok::<(), catalog_core::product::money::MoneyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Unchecked", into = "Unchecked")]
pub struct Money {
    currency: Currency,
    amount: i64,
}

impl Money {
    /// Money of an amount in minor units.
    pub fn new(amount: i64, currency: Currency) -> Result<Self, MoneyError> {
        if (0..=AMOUNT_MAX).contains(&amount) {
            Ok(Self { currency, amount })
        } else {
            Err(MoneyError::AmountOutOfRange(amount))
        }
    }

    /// Reads an amount in major units: digits, and after a `.` no more decimals than the currency has (zeros
    /// past those change nothing and are allowed). No sign, space, exponent or thousands separator.
    pub fn from_major(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let amount = minor_units(text, currency);
        Self::new(amount.ok_or_else(|| MoneyError::not_major_units(text, currency))?, currency)
    }

    /// The amount in minor units.
    pub fn amount(self) -> i64 {
        self.amount
    }

    /// The currency.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// The amount in major units with all the currency's decimals; [`Money::from_major`] reads it back.
    pub fn major(self) -> String {
        let decimals = self.currency.exponent();
        let mut digits = format!("{:0>width$}", self.amount, width = decimals + 1);
        if decimals > 0 {
            digits.insert(digits.len() - decimals, '.');
        }
        digits
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.major(), self.currency)
    }
}

/// Minor units of an amount in major units; none where the text is no such amount. Too large a number
/// counts as one past the range.
fn minor_units(text: &str, currency: Currency) -> Option<i64> {
    let (whole, decimals) = match text.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (text, ""),
    };
    let kept = currency.exponent().min(decimals.len());
    let (decimals, rest) = decimals.split_at_checked(kept)?;
    let all_digits = [whole, decimals].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if whole.is_empty() || !all_digits || !rest.bytes().all(|byte| byte == b'0') {
        return None;
    }
    let padding = std::iter::repeat_n(b'0', currency.exponent() - kept);
    let digits = whole.bytes().chain(decimals.bytes()).chain(padding);
    Some(digits.fold(0, |sum: i64, digit| sum.saturating_mul(10).saturating_add(i64::from(digit - b'0'))))
}

/// What is no money.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// No ISO 4217 code of a currency with minor units; the code, cut to 16 characters.
    #[error("currency {0:?} is no ISO 4217 code of a currency with minor units, such as \"EUR\"")]
    UnknownCurrency(String),
    /// Below 0 or above [`AMOUNT_MAX`].
    #[error("amount {0} is not from 0 to {AMOUNT_MAX} minor units")]
    AmountOutOfRange(i64),
    /// The text is no amount in major units; cut to 40 characters.
    #[error("{text:?} is no amount in {currency}: digits, with at most {} decimals after a point", .currency.exponent())]
    NotMajorUnits {
        /// What was read.
        text: String,
        /// The currency it should be in.
        currency: Currency,
    },
}

impl MoneyError {
    fn not_major_units(text: &str, currency: Currency) -> Self {
        Self::NotMajorUnits { text: text.chars().take(40).collect(), currency }
    }
}

/// Money as it is stored and sent, before its rules are looked at.
#[derive(Serialize, Deserialize)]
struct Unchecked {
    amount: i64,
    currency: Currency,
}

impl TryFrom<Unchecked> for Money {
    type Error = MoneyError;

    fn try_from(unchecked: Unchecked) -> Result<Self, MoneyError> {
        Self::new(unchecked.amount, unchecked.currency)
    }
}

impl From<Money> for Unchecked {
    fn from(money: Money) -> Self {
        Self { amount: money.amount, currency: money.currency }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).unwrap()
    }

    #[test]
    fn a_currency_is_three_capitals_with_minor_units() {
        for code in ["EUR", "JPY", "KWD", "CLF"] {
            assert_eq!(currency(code).code(), code);
        }
        for code in ["eur", "EURO", "", "ABC", "XXX", "XAU", "978", "ÉU"] {
            assert_eq!(Currency::parse(code), Err(MoneyError::UnknownCurrency(code.to_owned())));
        }
    }

    #[test]
    fn all_currencies_come_by_code() {
        let all = Currency::all();
        assert!(all.len() > 150 && all.is_sorted_by(|a, b| a.code() < b.code()));
    }

    #[test]
    fn major_units_have_the_decimals_of_the_currency() {
        for (text, code, amount) in [
            ("12.34", "EUR", 1234),
            ("12.5", "EUR", 1250),
            ("12", "EUR", 1200),
            ("0.85", "GBP", 85),
            ("007.5000", "EUR", 750),
            ("100", "JPY", 100),
            ("100.00", "JPY", 100),
            ("1.234", "KWD", 1234),
            ("0.0001", "CLF", 1),
            ("90071992547409.91", "EUR", AMOUNT_MAX),
        ] {
            assert_eq!(Money::from_major(text, currency(code)).map(Money::amount), Ok(amount), "{text}");
        }
    }

    #[test]
    fn what_is_no_exact_amount_is_refused() {
        for text in ["", ".", ".5", "5.", "-1", "+1", " 1", "1,5", "1.234", "1e3", "1.2.3", "١", "1.é", "NaN"]
        {
            let refused = Money::from_major(text, currency("EUR")).unwrap_err();
            assert!(matches!(refused, MoneyError::NotMajorUnits { .. }), "{text}: {refused}");
        }
        for text in ["90071992547409.92", "99999999999999999999999999999999999999"] {
            let refused = Money::from_major(text, currency("EUR")).unwrap_err();
            assert!(matches!(refused, MoneyError::AmountOutOfRange(_)), "{text}: {refused}");
        }
    }

    #[test]
    fn the_amount_has_a_range() {
        let euro = currency("EUR");
        assert!(Money::new(0, euro).is_ok() && Money::new(AMOUNT_MAX, euro).is_ok());
        assert_eq!(Money::new(-1, euro), Err(MoneyError::AmountOutOfRange(-1)));
        assert_eq!(Money::new(AMOUNT_MAX + 1, euro), Err(MoneyError::AmountOutOfRange(AMOUNT_MAX + 1)));
    }

    #[test]
    fn money_is_stored_as_amount_and_currency() {
        let price = Money::new(1234, currency("EUR")).unwrap();
        let json = r#"{"amount":1234,"currency":"EUR"}"#;
        assert_eq!(serde_json::to_string(&price).unwrap(), json);
        assert_eq!(serde_json::from_str::<Money>(json).unwrap(), price);
        assert!(serde_json::from_str::<Money>(r#"{"amount":-1,"currency":"EUR"}"#).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn major_units_read_back_in_every_currency(amount in 0..=AMOUNT_MAX, small in 0..2000_i64) {
            for currency in Currency::all() {
                for amount in [amount, small] {
                    let money = Money::new(amount, currency).unwrap();
                    prop_assert_eq!(Money::from_major(&money.major(), currency), Ok(money));
                }
            }
        }

        #[test]
        fn no_text_panics(text in any::<String>(), digits in "[0-9]{0,20}[.]?[0-9]{0,6}") {
            for code in ["JPY", "EUR", "CLF"] {
                let _ = Money::from_major(&text, currency(code));
                let _ = Money::from_major(&digits, currency(code));
            }
        }
    }
}
