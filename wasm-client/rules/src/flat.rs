//! Flat objects, as JavaScript has them, on their way to the cores.

use catalog_core::api::{document::ResourceObject, fault};
use serde_json::{Map, Value as Json, json};

/// A flat object as the JSON of a resource object: its id, and the rest as attributes.
pub(crate) fn resource(kind: &str, flat: &Json) -> Json {
    let mut object = Map::new();
    object.insert("type".to_owned(), json!(kind));
    let mut attributes = flat.clone();
    if let Some(id) = attributes.as_object_mut().and_then(|members| members.remove("id")) {
        object.insert("id".to_owned(), id);
    }
    object.insert("attributes".to_owned(), attributes);
    Json::Object(object)
}

/// A flat object, as a client gave it, as a resource object.
pub(crate) fn object(kind: &str, attributes: Map<String, Json>) -> Result<ResourceObject, String> {
    let id = attributes.get("id").and_then(Json::as_str);
    let id = id.ok_or_else(|| format!("one of the {kind} has no id"))?.to_owned();
    Ok(ResourceObject { kind: kind.to_owned(), id, attributes, ..ResourceObject::default() })
}

/// Faults of a resource object as those of a document that holds it.
pub(crate) fn in_document(faults: Vec<fault::Fault>) -> Vec<fault::Fault> {
    faults.into_iter().map(|fault| fault.under("/data")).collect()
}
