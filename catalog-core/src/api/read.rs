//! Reading what a client sends: strict about what is known, silent about what JSON:API lets a client add.
//!
//! Every fault of a document is collected, each with a pointer to something that exists in it. Pointers are
//! relative to the resource object, so the same reader serves a document and an atomic operation.

mod attributes;
mod relationships;

use serde_json::{Map, Value as Json};
use uuid::Uuid;

pub use attributes::{Attributes, Invalid, shown};
pub use relationships::{Linkage, RelationshipReader};

use super::{
    fault::{Fault, Problem},
    id::parse_uuid,
    json,
};

/// A resource object that a client sent.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// The members of the resource object.
    object: &'a Map<String, Json>,
}

/// Reads a body whose primary data is one resource. `read` gets the resource object, and its faults point
/// from there.
pub fn read_document<T>(
    body: &[u8],
    read: impl FnOnce(&Json) -> Result<T, Vec<Fault>>,
) -> Result<T, Vec<Fault>> {
    let data = read_data(body).map_err(|fault| vec![fault])?;
    read(&data).map_err(|faults| faults.into_iter().map(|fault| fault.under("/data")).collect())
}

/// The primary data of a body.
fn read_data(body: &[u8]) -> Result<Json, Fault> {
    let mut document = json::parse(body)?;
    let members = document
        .as_object_mut()
        .ok_or_else(|| Fault::new(Problem::MalformedDocument, "The document is no object.").at(""))?;
    for (name, what) in [("meta", "meta"), ("links", "links"), ("jsonapi", "jsonapi")] {
        if members.get(name).is_some_and(|member| !member.is_object()) {
            let detail = format!("{what} must be an object.");
            return Err(Fault::new(Problem::MalformedDocument, detail).at(format!("/{name}")));
        }
    }
    match members.remove("data") {
        Some(data @ Json::Object(_)) => Ok(data),
        Some(_) => {
            Err(Fault::new(Problem::MalformedDocument, "data must be one resource object.").at("/data"))
        }
        None => Err(Fault::new(Problem::MalformedDocument, "The document has no data.").at("")),
    }
}

impl<'a> Incoming<'a> {
    /// A resource object of type `kind`.
    pub fn read(data: &'a Json, kind: &str) -> Result<Self, Vec<Fault>> {
        let malformed = |detail: &str, pointer: &str| {
            Err(vec![Fault::new(Problem::MalformedDocument, detail).at(pointer)])
        };
        let Json::Object(object) = data else { return malformed("A resource object is an object.", "") };
        for name in ["attributes", "relationships", "links", "meta"] {
            if object.get(name).is_some_and(|member| !member.is_object()) {
                return malformed(&format!("{name} must be an object."), &format!("/{name}"));
            }
        }
        for name in ["id", "lid"] {
            if object.get(name).is_some_and(|member| !member.is_string()) {
                return malformed(&format!("{name} must be a string."), &format!("/{name}"));
            }
        }
        match object.get("type") {
            None => malformed("The resource object has no type.", ""),
            Some(Json::String(given)) if given == kind => Ok(Self { object }),
            Some(Json::String(given)) => {
                let detail = format!("The type is {given:?}; this endpoint takes {kind:?}.");
                Err(vec![Fault::new(Problem::TypeMismatch, detail).at("/type")])
            }
            Some(_) => malformed("type must be a string.", "/type"),
        }
    }

    /// The id, as text.
    pub fn id(&self) -> Option<&'a str> {
        self.object.get("id").and_then(Json::as_str)
    }

    /// The local id.
    pub fn lid(&self) -> Option<&'a str> {
        self.object.get("lid").and_then(Json::as_str)
    }

    /// The id a client chose for what it creates.
    pub fn new_id(&self) -> Result<Option<Uuid>, Fault> {
        self.id().map(|text| parse_uuid(text).ok_or_else(|| invalid_id(text))).transpose()
    }

    /// Checks that the document names the resource it is sent to. Both `id` must be there and equal.
    pub fn check_id(&self, expected: &str) -> Result<(), Fault> {
        match self.id() {
            Some(id) if id == expected => Ok(()),
            Some(id) => {
                let detail = format!("The id is {id:?}; the address names {expected:?}.");
                Err(Fault::new(Problem::IdMismatch, detail).at("/id"))
            }
            None => Err(Fault::new(Problem::MalformedDocument, "The resource object has no id.").at("")),
        }
    }

    /// A reader of its attributes.
    pub fn attributes(self) -> Attributes<'a> {
        Attributes::new(self.member("attributes"))
    }

    /// A reader of its relationships.
    pub fn relationships(self) -> RelationshipReader<'a> {
        RelationshipReader::new(self.member("relationships"))
    }

    fn member(self, name: &str) -> Option<&'a Map<String, Json>> {
        self.object.get(name).and_then(Json::as_object)
    }
}

/// The fault of an id in a body that is no UUID in canonical form.
pub fn invalid_id(text: &str) -> Fault {
    let detail = format!("{text:?} is no UUID in lower-case canonical form.");
    Fault::new(Problem::IdInvalid, detail).at("/id")
}

/// A name as one segment of a JSON pointer (RFC 6901).
pub fn pointer_segment(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
