//! Looking settings up: a flag wins over the environment, a service's own variable over the common one.

use std::{collections::BTreeMap, fmt, str::FromStr};

/// What was set, by flags and in the environment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    flags: BTreeMap<String, String>,
    environment: BTreeMap<String, String>,
    /// `CATALOG_`, `STOCK_` or `WEB_` under `up`.
    prefix: &'static str,
}

/// A setting that cannot be used; it stops the start. It prints as a sentence that names the setting.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ConfigError(String);

impl ConfigError {
    /// `name` has a value that breaks a rule; `rule` completes "it must be …".
    pub(crate) fn new(name: &str, value: &str, rule: impl fmt::Display) -> Self {
        Self(format!("{name} is {value:?}; it must be {rule}."))
    }

    /// The same for a secret, whose value is not shown.
    pub(crate) fn secret(name: &str, why: impl fmt::Display) -> Self {
        Self(format!("{name} cannot be used: {why}."))
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

impl Settings {
    /// Settings from flags (by the variable's name) and an environment.
    pub(crate) fn new(flags: BTreeMap<String, String>, environment: BTreeMap<String, String>) -> Self {
        Self { flags, environment, prefix: "" }
    }

    /// The same for one of several services in this process.
    pub(crate) fn of(&self, prefix: &'static str) -> Self {
        Self { prefix, ..self.clone() }
    }

    /// The same with a value for what is not set.
    pub(crate) fn with_default(mut self, name: &str, value: impl Into<String>) -> Self {
        if self.text(name).is_none() {
            self.environment.insert(name.to_owned(), value.into());
        }
        self
    }

    /// What is set, as text; an empty value counts as none.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let prefixed = format!("{}{name}", self.prefix);
        let own = if self.prefix.is_empty() { None } else { self.environment.get(&prefixed) };
        self.flags
            .get(name)
            .filter(|_| own.is_none() || self.prefix.is_empty())
            .or(own)
            .or_else(|| self.environment.get(name))
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    /// A value of any readable kind; `rule` completes "it must be …".
    pub(crate) fn read<T: FromStr>(&self, name: &str, default: T, rule: &str) -> Result<T, ConfigError> {
        match self.text(name) {
            None => Ok(default),
            Some(text) => text.trim().parse().map_err(|_| ConfigError::new(name, text, rule)),
        }
    }

    /// A whole number from `least`.
    pub(crate) fn number(&self, name: &str, default: u64, least: u64) -> Result<u64, ConfigError> {
        let rule = format!("a whole number from {least}");
        let number = self.read(name, default, &rule)?;
        if number < least { Err(ConfigError::new(name, &number.to_string(), rule)) } else { Ok(number) }
    }

    /// Yes or no.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, ConfigError> {
        match self.text(name) {
            None | Some("0" | "false") => Ok(false),
            Some("1" | "true") => Ok(true),
            Some(other) => Err(ConfigError::new(name, other, "1 or 0")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(flags: &[(&str, &str)], environment: &[(&str, &str)]) -> Settings {
        let map = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        Settings::new(map(flags), map(environment))
    }

    #[test]
    fn a_flag_wins_over_the_environment_and_the_service_over_the_common() {
        let both = settings(&[("QUEUE_MAX", "1")], &[("QUEUE_MAX", "2"), ("STOCK_QUEUE_MAX", "3")]);
        assert_eq!(both.number("QUEUE_MAX", 9, 1), Ok(1));
        assert_eq!(both.of("STOCK_").number("QUEUE_MAX", 9, 1), Ok(3));
        assert_eq!(both.of("CATALOG_").number("QUEUE_MAX", 9, 1), Ok(1));
        assert_eq!(settings(&[], &[("QUEUE_MAX", "")]).number("QUEUE_MAX", 9, 1), Ok(9));
    }

    #[test]
    fn a_bad_value_is_named() {
        let bad = settings(&[], &[("QUEUE_MAX", "many"), ("ALLOW_DEVELOPMENT_KEY", "yes")]);
        let sentence = bad.number("QUEUE_MAX", 9, 1).unwrap_err().to_string();
        assert_eq!(sentence, "QUEUE_MAX is \"many\"; it must be a whole number from 1.");
        assert!(bad.flag("ALLOW_DEVELOPMENT_KEY").is_err());
        assert!(settings(&[], &[("QUEUE_MAX", "0")]).number("QUEUE_MAX", 9, 1).is_err());
    }

    #[test]
    fn a_default_gives_way() {
        let set = settings(&[], &[("PRODUCT_SERVICE_URL", "http://a")]);
        assert_eq!(
            set.with_default("PRODUCT_SERVICE_URL", "http://b").text("PRODUCT_SERVICE_URL"),
            Some("http://a")
        );
    }
}
