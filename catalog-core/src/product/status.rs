//! Whether a product is for sale.

use serde::{Deserialize, Serialize};

use super::invalid::{InvalidValue, Rule};

/// The status of a product. Only active ones can be bought; archiving is the everyday way out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not for sale yet.
    Draft,
    /// For sale.
    #[default]
    Active,
    /// Not for sale any more.
    Archived,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Active, Self::Archived];
    /// Every status by its word, in the same order.
    pub const NAMES: [&'static str; 3] = ["draft", "active", "archived"];

    /// The status of a word.
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or_else(|| InvalidValue::new("status", text, Rule::Status))
    }

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Archived => "archived",
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_its_word_everywhere() {
        assert_eq!(Status::ALL.map(Status::as_str), Status::NAMES);
        for status in Status::ALL {
            assert_eq!(Status::parse(status.as_str()), Ok(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
        assert!(Status::parse("Active").is_err() && Status::parse("").is_err());
    }
}
