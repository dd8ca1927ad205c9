//! Relationship objects.

use serde_json::{Value as Json, json};

use super::resource::Members;
use crate::engine::Site;

/// Writes relationships, those that the selection shows.
#[derive(Debug)]
pub struct Relationships<'a> {
    members: Members<'a>,
    site: &'a Site,
}

impl<'a> Relationships<'a> {
    pub(super) fn new(members: Members<'a>, site: &'a Site) -> Self {
        Self { members, site }
    }

    /// What is configured about links.
    pub fn site(&self) -> &'a Site {
        self.site
    }

    /// A to-one relationship with its linkage; `None` is an empty one.
    pub fn to_one(&mut self, name: &'static str, kind: &str, id: Option<&str>) {
        let data = id.map(|id| identifier(kind, id));
        self.members.put(name, &json!({ "data": data }));
    }

    /// A to-many relationship with its linkage.
    pub fn to_many(&mut self, name: &'static str, kind: &str, ids: impl Iterator<Item = String>) {
        let data: Vec<Json> = ids.map(|id| identifier(kind, &id)).collect();
        self.members.put(name, &json!({ "data": data }));
    }

    /// A relationship that is only a link.
    pub fn related(&mut self, name: &'static str, url: &str) {
        self.members.put(name, &json!({ "links": { "related": url } }));
    }
}

fn identifier(kind: &str, id: &str) -> Json {
    json!({ "type": kind, "id": id })
}
