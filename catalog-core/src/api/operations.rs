//! Atomic Operations (<https://jsonapi.org/ext/atomic>): reading the list of operations.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::{
    fault::{Fault, Problem},
    json,
};

/// The most operations in one request.
pub const OPERATIONS_MAX: usize = 1_000;

const LIST: &str = "atomic:operations";

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Creates.
    Add,
    /// Changes.
    Update,
    /// Deletes.
    Remove,
}

/// One operation, its members checked for shape.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'a> {
    /// What it does.
    pub op: Op,
    /// What it is about, where it says so.
    pub reference: Option<Reference<'a>>,
    /// The resource object, where there is one.
    pub data: Option<&'a Json>,
    /// Meta information.
    pub meta: Option<&'a Map<String, Json>>,
}

/// What an operation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The JSON:API type; none when it came as an address.
    pub kind: Option<&'a str>,
    /// How it is named.
    pub name: Name<'a>,
}

/// How a resource is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name<'a> {
    /// By id.
    Id(&'a str),
    /// By an id that only this request knows.
    Lid(&'a str),
    /// By address.
    Href(&'a str),
}

/// Reads every operation of a body in order: what they come to, or the faults of all of them. `read` gives
/// faults whose pointers are relative to its operation.
pub fn read_all<T>(
    body: &[u8],
    mut read: impl FnMut(&Json) -> Result<T, Vec<Fault>>,
) -> Result<Vec<T>, Vec<Fault>> {
    let list = read_list(body).map_err(|fault| vec![fault])?;
    let (mut all, mut faults) = (Vec::with_capacity(list.len()), Vec::new());
    for (place, json) in list.iter().enumerate() {
        match read(json) {
            Ok(one) => all.push(one),
            Err(wrong) => faults.extend(wrong.into_iter().map(|fault| placed(place, fault))),
        }
    }
    if faults.is_empty() { Ok(all) } else { Err(faults) }
}

/// Takes the list of operations out of a body, within the limit on their number.
fn read_list(body: &[u8]) -> Result<Vec<Json>, Fault> {
    let document = json::parse(body)?;
    let malformed =
        |detail: &str, pointer: &str| Err(Fault::new(Problem::MalformedDocument, detail).at(pointer));
    let Json::Object(mut members) = document else { return malformed("The document is no object.", "") };
    for name in ["data", "included", "errors"] {
        if members.contains_key(name) {
            return malformed("An atomic request has no data, included or errors.", &format!("/{name}"));
        }
    }
    let Some(list) = members.remove(LIST) else {
        return malformed("The document has no atomic:operations.", "");
    };
    let pointer = format!("/{LIST}");
    match list {
        Json::Array(operations) if operations.is_empty() => malformed("There are no operations.", &pointer),
        Json::Array(operations) if operations.len() > OPERATIONS_MAX => {
            let detail =
                format!("{} operations are sent; at most {OPERATIONS_MAX} are taken.", operations.len());
            let fault = Fault::new(Problem::TooManyOperations, detail).at(pointer);
            Err(fault.meta(json!({ "maxOperations": OPERATIONS_MAX })))
        }
        Json::Array(operations) => Ok(operations),
        _ => malformed("atomic:operations must be an array.", &pointer),
    }
}

/// The fault of operation `place`, whose pointer is relative to the operation.
fn placed(place: usize, fault: Fault) -> Fault {
    fault.under(&format!("/{LIST}/{place}"))
}

impl<'a> Operation<'a> {
    /// Reads one operation. Pointers of faults are relative to it.
    pub fn read(json: &'a Json) -> Result<Self, Fault> {
        let malformed =
            |detail: &str, pointer: &str| Fault::new(Problem::MalformedDocument, detail).at(pointer);
        let members = json.as_object().ok_or_else(|| malformed("An operation is an object.", ""))?;
        let op = match members.get("op") {
            Some(Json::String(op)) => match op.as_str() {
                "add" => Op::Add,
                "update" => Op::Update,
                "remove" => Op::Remove,
                _ => return Err(malformed("op must be add, update or remove.", "/op")),
            },
            Some(_) => return Err(malformed("op must be a string.", "/op")),
            None => return Err(malformed("The operation has no op.", "")),
        };
        let meta = match members.get("meta") {
            Some(Json::Object(meta)) => Some(meta),
            Some(_) => return Err(malformed("meta must be an object.", "/meta")),
            None => None,
        };
        let reference = match (members.get("ref"), members.get("href")) {
            (Some(_), Some(_)) => return Err(malformed("An operation has ref or href, not both.", "")),
            (Some(reference), None) => Some(Reference::read(reference)?),
            (None, Some(Json::String(href))) => Some(Reference { kind: None, name: Name::Href(href) }),
            (None, Some(_)) => return Err(malformed("href must be a string.", "/href")),
            (None, None) => None,
        };
        Ok(Self { op, reference, data: members.get("data"), meta })
    }
}

impl<'a> Reference<'a> {
    fn read(json: &'a Json) -> Result<Self, Fault> {
        let malformed = |detail: &str| Fault::new(Problem::MalformedDocument, detail).at("/ref");
        let members = json.as_object().ok_or_else(|| malformed("ref must be an object."))?;
        if members.contains_key("relationship") {
            let detail = "Operations on relationships are not offered.";
            return Err(Fault::new(Problem::OperationUnsupported, detail).at("/ref/relationship"));
        }
        let text = |name: &str| members.get(name).and_then(Json::as_str);
        let kind = text("type").ok_or_else(|| malformed("ref must have a type, as a string."))?;
        let name = match (text("id"), text("lid")) {
            (Some(id), None) => Name::Id(id),
            (None, Some(lid)) => Name::Lid(lid),
            _ => return Err(malformed("ref must have an id or a lid, as a string.")),
        };
        Ok(Self { kind: Some(kind), name })
    }
}

/// The local ids that the operations of one request have introduced so far.
#[derive(Debug)]
pub struct Lids<Id>(BTreeMap<String, Id>);

impl<Id> Default for Lids<Id> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<Id: Copy> Lids<Id> {
    /// Introduces a local id. Pointers of faults are relative to the resource object.
    pub fn introduce(&mut self, lid: Option<&str>, id: Id) -> Result<(), Fault> {
        let Some(lid) = lid else { return Ok(()) };
        if self.0.insert(lid.to_owned(), id).is_some() {
            let detail = format!("The lid {lid:?} was introduced by an earlier operation.");
            return Err(Fault::new(Problem::MalformedDocument, detail).at("/lid"));
        }
        Ok(())
    }

    /// What an earlier operation introduced.
    pub fn resolve(&self, lid: &str) -> Result<Id, Fault> {
        self.0.get(lid).copied().ok_or_else(|| {
            let detail = format!("No earlier operation introduced the lid {lid:?}.");
            Fault::new(Problem::MalformedDocument, detail)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_read_or_says_what_is_wrong() {
        let whole = json!({ "op": "remove", "ref": { "type": "things", "id": "1" } });
        let operation = Operation::read(&whole).unwrap();
        assert_eq!(operation.reference.unwrap().name, Name::Id("1"));
        for (bad, pointer) in [
            (json!([]), ""),
            (json!({}), ""),
            (json!({ "op": "replace" }), "/op"),
            (json!({ "op": "add", "meta": 1 }), "/meta"),
            (json!({ "op": "add", "ref": {}, "href": "/x" }), ""),
            (json!({ "op": "add", "ref": { "type": "things", "id": "1", "lid": "2" } }), "/ref"),
            (
                json!({ "op": "add", "ref": { "type": "things", "id": "1", "relationship": "r" } }),
                "/ref/relationship",
            ),
        ] {
            let fault = Operation::read(&bad).unwrap_err();
            assert_eq!(fault.source, crate::api::fault::Source::Pointer(pointer.to_owned()), "{bad}");
        }
    }

    #[test]
    fn the_number_of_operations_is_bounded() {
        let body = |count: usize| json!({ "atomic:operations": vec![json!({}); count] }).to_string();
        assert_eq!(read_list(body(OPERATIONS_MAX).as_bytes()).unwrap().len(), OPERATIONS_MAX);
        assert_eq!(
            read_list(body(OPERATIONS_MAX + 1).as_bytes()).unwrap_err().code.name,
            "too-many-operations"
        );
        assert_eq!(read_list(body(0).as_bytes()).unwrap_err().code.name, "malformed-document");
    }

    #[test]
    fn a_local_id_is_introduced_once() {
        let mut lids = Lids::default();
        assert!(lids.introduce(Some("a"), 1).is_ok() && lids.introduce(None, 2).is_ok());
        assert!(lids.introduce(Some("a"), 3).is_err());
        assert_eq!((lids.resolve("a").is_ok(), lids.resolve("b").is_ok()), (true, false));
    }
}
