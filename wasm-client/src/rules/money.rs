//! Money in and out of a page.

use catalog_core::product::{
    Currency, Money,
    invalid::InvalidValue,
    money::{MoneyError, Separators},
};
use serde_json::{Value as Json, json};

use crate::error::Failure;

/// Reads `{amount, currency}`.
pub fn read(json: &str) -> Result<Money, Failure> {
    serde_json::from_str(json).map_err(|error| Failure::argument(format!("This is no money: {error}.")))
}

/// Reads an amount that was typed.
///
/// # Errors
/// `attribute-invalid`, as the Product service gives it for a price.
pub fn parse(text: &str, currency: &str, separators: Separators) -> Result<Money, Failure> {
    let money = |currency| Money::from_typed(text, currency, separators);
    Currency::parse(currency).and_then(money).map_err(refused)
}

/// Every currency in no particular order, for a browser sorts as well: `[{code, exponent}]`.
pub fn currencies() -> Json {
    let currency = |one: Currency| json!({ "code": one.code(), "exponent": one.exponent() });
    Currency::by_number().map(currency).collect()
}

fn refused(error: MoneyError) -> Failure {
    vec![InvalidValue::from(error).fault("price").under("/data")].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPANISH: Separators = Separators { decimal: ',', group: '.' };

    fn fault(text: &str, currency: &str) -> (String, Json) {
        let failure = parse(text, currency, SPANISH).unwrap_err();
        assert_eq!((failure.status, failure.errors.len()), (Some(422), 1));
        (failure.errors[0].code.clone(), json!(failure.errors[0].source))
    }

    #[test]
    fn what_was_typed_is_money_or_a_fault_of_the_price() {
        let price = parse("1.234,5", "EUR", SPANISH).unwrap();
        assert_eq!((price.amount(), price.major().as_str()), (123_450, "1234.50"));
        let invalid = "attribute-invalid".to_owned();
        assert_eq!(fault("1,234", "EUR"), (invalid.clone(), json!({ "pointer": "/data/attributes/price" })));
        let place = json!({ "pointer": "/data/attributes/price/currency" });
        assert_eq!(fault("1", "eur"), (invalid.clone(), place));
        let place = json!({ "pointer": "/data/attributes/price/amount" });
        assert_eq!(fault("99999999999999", "EUR"), (invalid, place));
    }

    #[test]
    fn what_is_no_money_is_an_argument_that_is_none() {
        for json in ["", "5", "{}", r#"{"amount":1.5,"currency":"EUR"}"#, r#"{"amount":1,"currency":"EU"}"#] {
            assert_eq!(read(json).unwrap_err().errors[0].code, "argument-invalid", "{json}");
        }
        assert_eq!(read(r#"{"amount":5,"currency":"KWD"}"#).unwrap().major(), "0.005");
    }

    #[test]
    fn each_currency_has_its_decimals() {
        let all = currencies();
        for currency in [json!({ "code": "EUR", "exponent": 2 }), json!({ "code": "JPY", "exponent": 0 })] {
            assert!(all.as_array().unwrap().contains(&currency), "{currency}");
        }
    }
}
