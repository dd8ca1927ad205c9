//! Atomic Operations: the request's body, and the results.

use bytes::Bytes;
use catalog_core::api::document::{Resource, ResourceObject};
use serde_json::{Map, Value as Json};

/// The result of one operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OperationResult {
    /// The resource as it is now, where there is one.
    pub data: Option<ResourceObject>,
    /// Meta information.
    pub meta: Map<String, Json>,
}

/// What an upsert did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new resource.
    Created,
    /// A change.
    Updated,
    /// Everything was so already.
    Unchanged,
}

impl OperationResult {
    pub(super) fn read(json: &Json) -> Result<Self, String> {
        let data = json.get("data").map(ResourceObject::from_json).transpose()?;
        Ok(Self { data, meta: json.get("meta").and_then(Json::as_object).cloned().unwrap_or_default() })
    }

    /// The resource, typed.
    pub fn resource<R: Resource>(&self) -> Result<R, String> {
        R::read(self.data.as_ref().ok_or("the result has no data")?)
    }

    /// What an upsert did.
    pub fn outcome(&self) -> Option<Outcome> {
        match self.meta.get("outcome")?.as_str()? {
            "created" => Some(Outcome::Created),
            "updated" => Some(Outcome::Updated),
            "unchanged" => Some(Outcome::Unchanged),
            _ => None,
        }
    }
}

/// The document around operations that were written already.
pub fn operations_body<'a>(operations: impl IntoIterator<Item = &'a [u8]>) -> Bytes {
    let mut body = OPENING.to_vec();
    for (place, operation) in operations.into_iter().enumerate() {
        if place > 0 {
            body.push(b',');
        }
        body.extend_from_slice(operation);
    }
    body.extend_from_slice(CLOSING);
    body.into()
}

const OPENING: &[u8] = b"{\"atomic:operations\":[";
const CLOSING: &[u8] = b"]}";

/// The bytes that [`operations_body`] adds around its operations, beside one comma between two.
pub const ENVELOPE_BYTES: usize = OPENING.len() + CLOSING.len();
