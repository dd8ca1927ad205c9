//! Stock events as JSON:API resources.

use catalog_core::api::{
    document::{Members, Relationships, Resource, ResourceObject},
    feed::Event,
};
use serde_json::{Map, Value as Json};

use super::{inventory::Shown, told};
use crate::model::{Inventory, StockEvent};

impl Resource for StockEvent {
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("seq", &self.seq);
        out.put("at", &self.at);
        out.put("kind", &self.kind);
        out.put("movement", &self.movement.map(|(seq, _)| seq));
        out.put("cause", &self.movement.map(|(_, kind)| kind.name()));
        out.put("level", &Shown::of(&self.level));
        out.put("actor", &*self.actor);
    }

    fn write_relationships(&self, out: &mut Relationships<'_>) {
        out.to_one("product", "products", Some(&self.level.product.to_string()));
    }

    /// Events are read as a list; one alone has no address.
    fn path(&self) -> Option<String> {
        None
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let movement = match object.attribute::<Option<u64>>("movement")? {
            Some(seq) => Some((seq, object.attribute("cause")?)),
            None => None,
        };
        // A level has the members of the resource itself, so the inventory's own reader reads it.
        let attributes: Map<String, Json> = object.attribute("level")?;
        let id = told::product(object)?.to_string();
        let level = Inventory::read(&ResourceObject { id, attributes, ..ResourceObject::default() })?;
        Ok(Self {
            seq: object.attribute("seq")?,
            at: object.attribute("at")?,
            kind: object.attribute("kind")?,
            movement,
            level,
            actor: told::text(object, "actor")?,
        })
    }
}

impl Event for StockEvent {
    fn kind(&self) -> &str {
        self.kind.name()
    }
}
