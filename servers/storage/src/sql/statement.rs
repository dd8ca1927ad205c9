//! A statement in the making.

use catalog_core::api::value::Value;
use rusqlite::{CachedStatement, Connection, ParamsFromIter, params_from_iter};

use crate::table::Parameter;

/// The text of a statement and the values of its parameters, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Statement {
    text: String,
    values: Vec<Value>,
}

impl Statement {
    /// Appends SQL.
    pub(super) fn push(&mut self, sql: &str) {
        self.text.push_str(sql);
    }

    /// Appends a parameter.
    pub(super) fn bind(&mut self, value: &Value) {
        self.text.push('?');
        self.values.push(value.clone());
    }

    /// Appends several parameters, with commas.
    pub(super) fn bind_all<'a>(&mut self, values: impl IntoIterator<Item = &'a Value>) {
        for (place, value) in values.into_iter().enumerate() {
            self.push(if place == 0 { "" } else { ", " });
            self.bind(value);
        }
    }

    /// Prepares it, or finds it prepared.
    pub(super) fn prepare<'db>(&self, db: &'db Connection) -> rusqlite::Result<CachedStatement<'db>> {
        db.prepare_cached(&self.text)
    }

    /// Its parameters.
    pub(super) fn parameters(&self) -> ParamsFromIter<impl Iterator<Item = Parameter<'_>>> {
        params_from_iter(self.values.iter().map(Parameter))
    }
}
