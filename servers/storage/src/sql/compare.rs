//! Comparing a column with a value, in the order of [`Value`]: nothing, then whole numbers, then text.
//!
//! SQLite orders rows so by itself, but its comparisons give no answer for nothing, and turn a value into the
//! column's type before they look. Both are decided here, where the column's type is known.

use catalog_core::api::value::Value;

use super::statement::Statement;
use crate::sqlite::{Column, Kind};

/// On which side of a value something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Less.
    Below,
    /// Less or equal.
    UpTo,
    /// Equal.
    At,
    /// Greater or equal.
    From,
    /// Greater.
    Above,
}

impl Side {
    /// The same side seen from the other end.
    pub(super) fn reversed(self) -> Self {
        match self {
            Self::Below => Self::Above,
            Self::UpTo => Self::From,
            Self::At => Self::At,
            Self::From => Self::UpTo,
            Self::Above => Self::Below,
        }
    }

    /// The same side without the value itself.
    pub(super) fn strict(self) -> Self {
        match self {
            Self::UpTo => Self::Below,
            Self::From => Self::Above,
            side => side,
        }
    }

    /// The same side with the value itself.
    pub(super) fn inclusive(self) -> Self {
        match self {
            Self::Below => Self::UpTo,
            Self::Above => Self::From,
            side => side,
        }
    }

    /// SQL's operator.
    pub(super) fn operator(self) -> &'static str {
        match self {
            Self::Below => " < ",
            Self::UpTo => " <= ",
            Self::At => " = ",
            Self::From => " >= ",
            Self::Above => " > ",
        }
    }

    fn is_lower(self) -> bool {
        matches!(self, Self::Below | Self::UpTo)
    }
}

/// Whether SQL compares the two as [`Value`] does, as long as the column holds something.
pub(super) fn is_comparable(column: Column, value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Int(_) => column.kind != Kind::Text,
        Value::Text(_) => column.kind != Kind::Integer,
    }
}

/// Appends the condition that `column` is on `side` of `value`.
pub(super) fn push_compare(statement: &mut Statement, column: Column, side: Side, value: &Value) {
    let name = column.name;
    if is_comparable(column, value) {
        let or_nothing = side.is_lower() && column.nullable;
        statement.push(if or_nothing { "(" } else { "" });
        statement.push(name);
        statement.push(side.operator());
        statement.bind(value);
        if or_nothing {
            statement.push(&format!(" OR {name} IS NULL)"));
        }
        return;
    }
    // Nothing is below every number and text, and every number below every text.
    statement.push(&match (value, side) {
        (Value::Null, Side::From) | (Value::Text(_), Side::Below | Side::UpTo) => "TRUE".to_owned(),
        (Value::Null, Side::UpTo | Side::At) | (Value::Int(_), Side::Below | Side::UpTo) => {
            format!("{name} IS NULL")
        }
        (Value::Null, Side::Above) | (Value::Int(_), Side::From | Side::Above) => {
            format!("{name} IS NOT NULL")
        }
        (Value::Null, Side::Below) | (Value::Int(_), Side::At) | (Value::Text(_), _) => "FALSE".to_owned(),
    });
}
