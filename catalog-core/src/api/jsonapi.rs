//! A second opinion on our documents, by the `jsonapi-rs` crate, and our resources as its models.
//!
//! The crate knows JSON:API 1.0: no order of members, no `lid`, no meta of relationships. So it never writes
//! an answer. It reads what we wrote, natively and in tests, and [`check`] says where the two readings differ.
//! A caller that meets a resource it has no type for reads it as a [`JsonApiDocument`].

pub use jsonapi_rs::{
    api::{JsonApiDocument, PrimaryData, Relationship, Resource as JsonApiResource},
    errors as jsonapi_errors,
    model::JsonApiModel,
};

use jsonapi_rs::api::{DocumentData, IdentifierData, JsonApiError, Resources};
use serde_json::{Value as Json, json};

use super::{
    document::{Resource, ResourceObject, write_resource},
    query::Selection,
};
use crate::engine::Site;

/// Reads a document of any type, as JSON:API 1.0 knows it.
pub fn read(document: &[u8]) -> Result<JsonApiDocument, String> {
    serde_json::from_slice(document).map_err(|error| error.to_string())
}

/// Reads a document both ways and compares: types, ids, attributes and linkage of its resources, or status,
/// code, title, detail and source of its errors. The error says what differs.
pub fn check(document: &[u8]) -> Result<(), String> {
    let ours: Json = serde_json::from_slice(document).map_err(|error| error.to_string())?;
    match read(document)? {
        JsonApiDocument::Error(theirs) => {
            let theirs: Vec<Json> = theirs.errors.iter().map(error_essence).collect();
            same("errors", &essences(ours.get("errors"), own_error_essence), &theirs)
        }
        JsonApiDocument::Data(theirs) => {
            same("data", &essences(ours.get("data"), own_essence), &primary(&theirs))?;
            let included = resources(theirs.included.as_ref());
            same("included", &essences(ours.get("included"), own_essence), &included)
        }
    }
}

/// A resource of ours as the crate holds one.
pub fn to_resource<R: Resource>(resource: &R) -> Result<JsonApiResource, String> {
    let mut bytes = Vec::new();
    write_resource(resource, &mut bytes, &Selection::default(), &Site::default(), None);
    serde_json::from_slice(&bytes).map_err(|error| error.to_string())
}

/// One of our resources out of what the crate read. Unlike the crate's own reading, the type must fit.
pub fn from_resource<R: Resource>(resource: &JsonApiResource) -> Result<R, String> {
    let object = serde_json::to_value(resource).map_err(|error| error.to_string())?;
    let object = ResourceObject::from_json(&object)?;
    if object.kind == R::KIND {
        R::read(&object)
    } else {
        Err(format!("the type is {:?}, not {:?}", object.kind, R::KIND))
    }
}

/// Makes a resource a model of the `jsonapi-rs` crate, by its own writer and reader.
///
/// The type must also be `Serialize` and `Deserialize`, as the crate's trait asks; those are not used.
#[macro_export]
macro_rules! jsonapi_model {
    ($name:ty) => {
        impl $crate::api::jsonapi::JsonApiModel for $name {
            fn jsonapi_type(&self) -> String {
                <Self as $crate::api::field::Listed>::KIND.to_owned()
            }

            fn jsonapi_id(&self) -> String {
                $crate::api::field::Listed::id(self).to_string()
            }

            fn relationship_fields() -> Option<&'static [&'static str]> {
                Some(<Self as $crate::api::field::Listed>::listing().relationships)
            }

            fn build_relationships(
                &self,
            ) -> Option<::std::collections::HashMap<String, $crate::api::jsonapi::Relationship>> {
                $crate::api::jsonapi::to_resource(self).ok()?.relationships
            }

            fn build_included(&self) -> Option<Vec<$crate::api::jsonapi::JsonApiResource>> {
                None
            }

            fn to_jsonapi_resource(
                &self,
            ) -> ($crate::api::jsonapi::JsonApiResource, Option<Vec<$crate::api::jsonapi::JsonApiResource>>)
            {
                // What we write is always a resource object that the crate can read.
                ($crate::api::jsonapi::to_resource(self).unwrap_or_default(), None)
            }

            fn from_jsonapi_resource(
                resource: &$crate::api::jsonapi::JsonApiResource,
                _: &Option<Vec<$crate::api::jsonapi::JsonApiResource>>,
            ) -> $crate::api::jsonapi::jsonapi_errors::Result<Self> {
                $crate::api::jsonapi::from_resource(resource).map_err(Into::into)
            }
        }
    };
}

fn same(what: &str, ours: &[Json], theirs: &[Json]) -> Result<(), String> {
    if ours == theirs { Ok(()) } else { Err(format!("{what}: {} is read as {}", json!(ours), json!(theirs))) }
}

/// The essence of each member of an array, or of the one object.
fn essences(json: Option<&Json>, essence: fn(&Json) -> Json) -> Vec<Json> {
    match json {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::Array(items)) => items.iter().map(essence).collect(),
        Some(one) => vec![essence(one)],
    }
}

fn own_essence(object: &Json) -> Json {
    let relationships = object.get("relationships").and_then(Json::as_object).into_iter().flatten();
    let linkage: Json = relationships
        .filter_map(|(name, relationship)| Some((name.clone(), relationship.get("data")?.clone())))
        .filter(|(_, data)| !data.is_null())
        .collect::<serde_json::Map<_, _>>()
        .into();
    let attributes = object.get("attributes").cloned().unwrap_or_else(|| json!({}));
    json!([object.get("type"), object.get("id"), attributes, linkage])
}

fn primary(document: &DocumentData) -> Vec<Json> {
    match &document.data {
        None | Some(PrimaryData::None) => Vec::new(),
        Some(PrimaryData::Single(resource)) => vec![resource_essence(resource)],
        Some(PrimaryData::Multiple(list)) => resources(Some(list)),
    }
}

fn resources(list: Option<&Resources>) -> Vec<Json> {
    list.into_iter().flatten().map(resource_essence).collect()
}

fn resource_essence(resource: &JsonApiResource) -> Json {
    let relationships = resource.relationships.iter().flatten();
    let linkage: Json = relationships
        .filter_map(|(name, relationship)| match relationship.data.as_ref()? {
            IdentifierData::None => None,
            data => Some((name.clone(), json!(data))),
        })
        .collect::<serde_json::Map<_, _>>()
        .into();
    json!([resource._type, resource.id, resource.attributes, linkage])
}

fn own_error_essence(error: &Json) -> Json {
    let source = |name: &str| error.get("source").and_then(|source| source.get(name)).cloned();
    let members = ["id", "status", "code", "title", "detail"].map(|name| error.get(name).cloned());
    json!([members, source("pointer"), source("parameter")])
}

fn error_essence(error: &JsonApiError) -> Json {
    let JsonApiError { id, status, code, title, detail, source, .. } = error;
    let pointer = source.as_ref().and_then(|source| source.pointer.clone());
    let parameter = source.as_ref().and_then(|source| source.parameter.clone());
    json!([[id, status, code, title, detail], pointer, parameter])
}
