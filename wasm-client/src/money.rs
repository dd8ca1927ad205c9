//! Money in and out of a page.

use std::fmt::Display;

use catalog_core::product::{
    Currency, Money,
    invalid::InvalidValue,
    money::{MoneyError, Separators},
};
use serde_json::{Value as Json, json};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_glue::{error::Failure, json};

/// Money in major units: digits, and behind a point all the decimals of its currency.
#[wasm_bindgen(js_name = moneyToMajor)]
pub fn major(amount: f64, currency: &str) -> Result<String, Failure> {
    let none = |error: &dyn Display| Failure::argument(format!("This is no money: {error}."));
    let currency = Currency::parse(currency).map_err(|error| none(&error))?;
    if amount.fract() != 0.0 {
        return Err(none(&"the amount is no whole number of minor units"));
    }
    #[expect(clippy::cast_possible_truncation, reason = "a cast stays in bounds")]
    let units = amount as i64;
    Ok(Money::new(units, currency).map_err(|error| none(&error))?.major())
}

/// The minor units of an amount that was typed; `decimal` and `group` part the digits in the language of who typed
/// it.
///
/// # Errors
/// `attribute-invalid`, as the Product service gives it for a price.
#[wasm_bindgen(js_name = parseMoney)]
pub fn parse(text: &str, currency: &str, decimal: char, group: char) -> Result<f64, Failure> {
    let money = |currency| Money::from_typed(text, currency, Separators { decimal, group });
    let money = Currency::parse(currency).and_then(money).map_err(refused)?;
    #[expect(clippy::cast_precision_loss, reason = "no amount is larger than 2^53")]
    Ok(money.amount() as f64)
}

/// Every currency in no particular order, for a browser sorts as well: the JSON of `[{code, exponent}]`.
#[wasm_bindgen]
pub fn currencies() -> String {
    let currency = |one: Currency| json!({ "code": one.code(), "exponent": one.exponent() });
    json::text(&Currency::by_number().map(currency).collect::<Json>())
}

fn refused(error: MoneyError) -> Failure {
    vec![InvalidValue::from(error).fault("price").under("/data")].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str, currency: &str) -> (String, Json) {
        let failure = parse(text, currency, ',', '.').unwrap_err();
        assert_eq!((failure.status, failure.errors.len()), (Some(422), 1));
        let fault = Json::from(failure)["errors"][0].take();
        (fault["code"].as_str().unwrap().to_owned(), fault["source"].clone())
    }

    #[test]
    fn what_was_typed_is_money_or_a_fault_of_the_price() {
        let units = parse("1.234,5", "EUR", ',', '.').unwrap();
        assert_eq!(major(units, "EUR").unwrap(), "1234.50");
        let invalid = "attribute-invalid".to_owned();
        assert_eq!(fault("1,234", "EUR"), (invalid.clone(), json!({ "pointer": "/data/attributes/price" })));
        let place = json!({ "pointer": "/data/attributes/price/currency" });
        assert_eq!(fault("1", "eur"), (invalid.clone(), place));
        let place = json!({ "pointer": "/data/attributes/price/amount" });
        assert_eq!(fault("99999999999999", "EUR"), (invalid, place));
    }

    #[test]
    fn what_is_no_money_is_an_argument_that_is_none() {
        for (amount, currency) in
            [(1.5, "EUR"), (-1.0, "EUR"), (f64::NAN, "EUR"), (1e300, "EUR"), (1.0, "EU"), (1.0, "")]
        {
            let failure = major(amount, currency).unwrap_err();
            assert_eq!(failure.errors[0].code, "argument-invalid", "{amount} {currency}");
        }
        assert_eq!(major(5.0, "KWD").unwrap(), "0.005");
        assert_eq!(major(9_007_199_254_740_991.0, "EUR").unwrap(), "90071992547409.91");
    }

    #[test]
    fn each_currency_has_its_decimals() {
        let all: Json = serde_json::from_str(&currencies()).unwrap();
        for currency in [json!({ "code": "EUR", "exponent": 2 }), json!({ "code": "JPY", "exponent": 0 })] {
            assert!(all.as_array().unwrap().contains(&currency), "{currency}");
        }
    }
}
