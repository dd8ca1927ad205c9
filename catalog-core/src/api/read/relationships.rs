//! Relationships that a client sends: each must have `data`.

use serde_json::{Map, Value as Json};

use super::pointer_segment;
use crate::api::fault::{Fault, Problem};

/// A resource identifier object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linkage<'a> {
    /// By id.
    Id(&'a str),
    /// By an id that only this request knows.
    Lid(&'a str),
}

/// Reads relationships by name. What is left unread at the end is unknown.
#[derive(Debug)]
pub struct RelationshipReader<'a> {
    members: Option<&'a Map<String, Json>>,
    known: Vec<&'a str>,
    faults: Vec<Fault>,
}

impl<'a> RelationshipReader<'a> {
    /// A reader of these members.
    pub fn new(members: Option<&'a Map<String, Json>>) -> Self {
        Self { members, known: Vec::new(), faults: Vec::new() }
    }

    /// A to-one relationship that must be there and not be empty.
    pub fn required(&mut self, name: &'a str, kind: &str) -> Option<Linkage<'a>> {
        if !self.has(name) {
            let pointer = if self.members.is_some() { "/relationships" } else { "" };
            let detail = format!("The relationship {name:?} is required.");
            self.faults.push(Fault::new(Problem::RelationshipMissing, detail).at(pointer));
            self.known.push(name);
            return None;
        }
        let linkage = self.optional(name, kind)?;
        if linkage.is_none() {
            self.invalid(name, format!("{name:?} may not be empty."));
        }
        linkage
    }

    /// A to-one relationship that may be absent (`None`) or empty (`Some(None)`).
    pub fn optional(&mut self, name: &'a str, kind: &str) -> Option<Option<Linkage<'a>>> {
        self.known.push(name);
        let relationship = self.members?.get(name)?;
        match read_to_one(relationship, kind) {
            Ok(linkage) => Some(linkage),
            Err(rule) => {
                self.invalid(name, format!("{name:?} {rule}."));
                None
            }
        }
    }

    /// Whether the client sent this relationship.
    pub fn has(&self, name: &str) -> bool {
        self.members.is_some_and(|members| members.contains_key(name))
    }

    /// Relationships that a client may send back and that change nothing.
    pub fn ignore(&mut self, names: &[&'a str]) {
        self.known.extend_from_slice(names);
    }

    /// Every fault, unknown relationships included.
    pub fn finish(mut self) -> Vec<Fault> {
        let names = self.members.into_iter().flat_map(Map::keys);
        for name in names.filter(|name| !name.starts_with('@') && !self.known.contains(&name.as_str())) {
            let detail = format!("There is no relationship {name:?}.");
            let pointer = format!("/relationships/{}", pointer_segment(name));
            self.faults.push(Fault::new(Problem::RelationshipUnknown, detail).at(pointer));
        }
        self.faults
    }

    fn invalid(&mut self, name: &str, detail: String) {
        let pointer = format!("/relationships/{}", pointer_segment(name));
        self.faults.push(Fault::new(Problem::RelationshipInvalid, detail).at(pointer));
    }
}

fn read_to_one<'a>(relationship: &'a Json, kind: &str) -> Result<Option<Linkage<'a>>, String> {
    let data = relationship
        .as_object()
        .and_then(|object| object.get("data"))
        .ok_or("must be an object with data")?;
    if data.is_null() {
        return Ok(None);
    }
    let object = data.as_object().ok_or("must be null or one resource identifier object")?;
    match object.get("type").and_then(Json::as_str) {
        Some(given) if given == kind => {}
        _ => return Err(format!("must name a resource of type {kind:?}")),
    }
    let text = |name: &str| object.get(name).and_then(Json::as_str);
    match (text("id"), text("lid")) {
        (Some(id), _) => Ok(Some(Linkage::Id(id))),
        (None, Some(lid)) => Ok(Some(Linkage::Lid(lid))),
        (None, None) => Err("must have an id, as a string".to_owned()),
    }
}
