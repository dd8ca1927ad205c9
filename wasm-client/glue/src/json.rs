//! JSON text in and out.

use serde::Serialize;
use serde_json::Value as Json;

use crate::error::Failure;

/// JSON text that TypeScript wrote.
pub fn read(json: &str) -> Result<Json, Failure> {
    // As bytes, as answers are read: one parser is compiled, not two.
    serde_json::from_slice(json.as_bytes())
        .map_err(|error| Failure::argument(format!("This is no JSON: {error}.")))
}

/// A value as JSON text; what a module gives can always be written. Not by `Display`, with which code for a second,
/// indented form comes along.
pub fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
