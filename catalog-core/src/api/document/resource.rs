//! One resource object: how a type writes itself, and how it reads itself back.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value as Json};

use super::{append, relation::Relationships};
use crate::{
    api::{field::Listed, query::Selection},
    engine::Site,
};

/// A resource with its one writer and its one reader. Server and client both use them.
pub trait Resource: Listed {
    /// Writes the attributes, in the order of the listing.
    fn write_attributes(&self, out: &mut Members<'_>);

    /// Writes the relationships, in the order of the listing.
    fn write_relationships(&self, out: &mut Relationships<'_>) {
        let _ = out;
    }

    /// Its address, where it has one.
    fn path(&self) -> Option<String> {
        Some(format!("{}/{}", Self::PATH, self.id()))
    }

    /// Its strong entity tag without quotes, where it has a version.
    fn tag(&self) -> Option<String> {
        None
    }

    /// Reads back what was written whole. The error says what is missing or unreadable.
    fn read(object: &ResourceObject) -> Result<Self, String>;
}

/// A resource of any type that can be written into a document.
pub trait Written {
    /// Appends the resource object; `cursor` is its place in a list.
    fn write(&self, out: &mut Vec<u8>, selection: &Selection, site: &Site, cursor: Option<&str>);
}

impl<R: Resource> Written for R {
    fn write(&self, out: &mut Vec<u8>, selection: &Selection, site: &Site, cursor: Option<&str>) {
        write_resource(self, out, selection, site, cursor);
    }
}

/// Appends a resource object.
pub fn write_resource<R: Resource>(
    resource: &R,
    out: &mut Vec<u8>,
    selection: &Selection,
    site: &Site,
    cursor: Option<&str>,
) {
    let kind = R::KIND;
    append(out, "{\"type\":", kind);
    append(out, ",\"id\":", &resource.id().to_string());
    section(out, ",\"attributes\":", |out| {
        resource.write_attributes(&mut Members { out, kind, selection });
    });
    section(out, ",\"relationships\":", |out| {
        resource.write_relationships(&mut Relationships::new(Members { out, kind, selection }, site));
    });
    close(out, resource.path(), cursor);
}

/// Appends what comes behind the members of a resource object.
pub(super) fn close(out: &mut Vec<u8>, path: Option<String>, cursor: Option<&str>) {
    if let Some(path) = path {
        append(out, ",\"links\":{\"self\":", &path);
        out.push(b'}');
    }
    if let Some(cursor) = cursor {
        append(out, ",\"meta\":{\"page\":{\"cursor\":", cursor);
        out.extend_from_slice(b"}}");
    }
    out.push(b'}');
}

/// Appends an object that `write` fills, or nothing when it stays empty.
pub(super) fn section(out: &mut Vec<u8>, before: &str, write: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    out.extend_from_slice(before.as_bytes());
    let inside = out.len();
    write(out);
    match out.get_mut(inside) {
        // Every member was written with a comma before it; the first one's becomes the brace.
        Some(comma) => {
            *comma = b'{';
            out.push(b'}');
        }
        None => out.truncate(start),
    }
}

/// Writes members, those that the selection shows.
#[derive(Debug)]
pub struct Members<'a> {
    out: &'a mut Vec<u8>,
    kind: &'static str,
    selection: &'a Selection,
}

impl<'a> Members<'a> {
    pub(super) fn new(out: &'a mut Vec<u8>, kind: &'static str, selection: &'a Selection) -> Self {
        Self { out, kind, selection }
    }

    /// Writes one member.
    pub fn put<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        if self.selection.shows(self.kind, name) {
            // The names are those of the field tables, which need no escapes.
            self.out.extend_from_slice(b",\"");
            self.out.extend_from_slice(name.as_bytes());
            append(self.out, "\":", value);
        }
    }
}

/// A resource object as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResourceObject {
    /// The type.
    pub kind: String,
    /// The id.
    pub id: String,
    /// Attributes by name.
    pub attributes: Map<String, Json>,
    /// Relationships by name.
    pub relationships: Map<String, Json>,
    /// Links by name.
    pub links: Map<String, Json>,
    /// Meta information.
    pub meta: Map<String, Json>,
}

impl ResourceObject {
    /// Reads a resource object of any type.
    pub fn from_json(json: &Json) -> Result<Self, String> {
        let text = |name: &str| {
            json.get(name)
                .and_then(Json::as_str)
                .map(str::to_owned)
                .ok_or_else(|| format!("a resource object without {name}"))
        };
        let object = |name: &str| json.get(name).and_then(Json::as_object).cloned().unwrap_or_default();
        Ok(Self {
            kind: text("type")?,
            id: text("id")?,
            attributes: object("attributes"),
            relationships: object("relationships"),
            links: object("links"),
            meta: object("meta"),
        })
    }

    /// One attribute; a missing one reads as `null`.
    pub fn attribute<T: DeserializeOwned>(&self, name: &str) -> Result<T, String> {
        let value = self.attributes.get(name).cloned().unwrap_or(Json::Null);
        serde_json::from_value(value).map_err(|error| format!("{} {}: {name}: {error}", self.kind, self.id))
    }

    /// The id that a to-one relationship names.
    pub fn related(&self, name: &str) -> Option<&str> {
        self.relationships.get(name)?.get("data")?.get("id")?.as_str()
    }
}
