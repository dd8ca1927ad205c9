//! Readers of answers.

use catalog_core::api::document::{Resource, ResourceObject};
use serde_json::{Map, Value as Json};

use super::{Links, OperationResult, Page, Verification};
use crate::transport::Response;

/// A document whose resources have no type here, or not all their members.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The primary data; one, where it is a single resource.
    pub data: Vec<ResourceObject>,
    /// What was included.
    pub included: Vec<ResourceObject>,
    /// Links by name.
    pub links: Map<String, Json>,
    /// Meta information.
    pub meta: Map<String, Json>,
}

/// A body as JSON.
pub(crate) fn json(response: &Response) -> Result<Json, String> {
    serde_json::from_slice(response.body()).map_err(|error| error.to_string())
}

/// Reads any document with primary data or `meta`.
pub fn document(response: &Response) -> Result<Document, String> {
    let json = json(response)?;
    let object = |name: &str| json.get(name).and_then(Json::as_object).cloned().unwrap_or_default();
    let data = match json.get("data") {
        Some(Json::Array(items)) => items.iter().map(ResourceObject::from_json).collect::<Result<_, _>>()?,
        Some(Json::Null) | None => Vec::new(),
        Some(one) => vec![ResourceObject::from_json(one)?],
    };
    let included = json.get("included").and_then(Json::as_array).into_iter().flatten();
    Ok(Document {
        data,
        included: included.map(ResourceObject::from_json).collect::<Result<_, _>>()?,
        links: object("links"),
        meta: object("meta"),
    })
}

/// Reads a document with one resource of type `R`.
pub fn object<R: Resource>(response: &Response) -> Result<R, String> {
    let json = json(response)?;
    typed(json.get("data").ok_or("the document has no data")?)
}

/// Reads a document with one resource of any type.
pub fn resource(response: &Response) -> Result<ResourceObject, String> {
    let json = json(response)?;
    ResourceObject::from_json(json.get("data").ok_or("the document has no data")?)
}

/// Reads a page of resources of type `R`.
pub fn list_of<R: Resource>(response: &Response) -> Result<Page<R>, String> {
    page(response, typed)
}

/// Reads a page of resources of any type.
pub fn objects(response: &Response) -> Result<Page<ResourceObject>, String> {
    page(response, ResourceObject::from_json)
}

/// Reads an answer without content.
pub fn nothing(_: &Response) -> Result<(), String> {
    Ok(())
}

/// Reads the results of an atomic request.
pub fn results(response: &Response) -> Result<Vec<OperationResult>, String> {
    let json = json(response)?;
    let results = json.get("atomic:results").and_then(Json::as_array).ok_or("there are no atomic:results")?;
    results.iter().map(OperationResult::read).collect()
}

/// Reads a resource object of type `R`.
pub(crate) fn typed<R: Resource>(json: &Json) -> Result<R, String> {
    let object = ResourceObject::from_json(json)?;
    let kind = R::KIND;
    if object.kind == kind {
        R::read(&object)
    } else {
        Err(format!("{:?} came where {kind:?} belong", object.kind))
    }
}

fn page<T>(response: &Response, read: fn(&Json) -> Result<T, String>) -> Result<Page<T>, String> {
    let json = json(response)?;
    let data = json.get("data").and_then(Json::as_array).ok_or("the document has no list as data")?;
    Ok(page_of(data.iter().map(read).collect::<Result<_, _>>()?, &json))
}

/// A page of these items, with what else its document says of it.
pub fn page_of<T>(items: Vec<T>, document: &Json) -> Page<T> {
    let meta = document.get("meta").and_then(|meta| meta.get("page"));
    let figure = |name: &str| meta?.get(name)?.as_u64();
    Page {
        items,
        total: figure("total"),
        number: figure("number"),
        size: figure("size"),
        pages: figure("pages"),
        links: Links::read(document.get("links")),
    }
}

/// Reads the verdict over the journal.
pub(super) fn verification(response: &Response) -> Result<Verification, String> {
    let json = json(response)?;
    let meta = json.get("meta").ok_or("the document has no meta")?;
    let member = |name: &str| meta.get(name).cloned().unwrap_or_default();
    let unreadable = |error: serde_json::Error| error.to_string();
    Ok(Verification {
        holds: serde_json::from_value(member("holds")).map_err(unreadable)?,
        movements: serde_json::from_value(member("movements")).map_err(unreadable)?,
        laws: serde_json::from_value(member("laws")).map_err(unreadable)?,
    })
}
