//! Movements as JSON:API resources.

use catalog_core::api::document::{Members, Relationships, Resource, ResourceObject};

use super::told;
use crate::model::{LocationId, Movement, Quantity};

impl Resource for Movement {
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("seq", &self.seq);
        out.put("at", &self.at);
        out.put("kind", &self.kind);
        out.put("quantity", &self.quantity.get());
        out.put("from", &self.from);
        out.put("to", &self.to);
        out.put("reason", &self.reason.as_deref());
        out.put("reference", &self.reference.as_deref());
        out.put("actor", &*self.actor);
        out.put("group", &self.group);
        out.put("floor", &self.floor);
        out.put("cached", &self.cached);
    }

    fn write_relationships(&self, out: &mut Relationships<'_>) {
        out.to_one("product", "products", Some(&self.product.to_string()));
        out.to_one("location", "locations", Some(&self.location.to_string()));
        // Most movements stay where they are, and the journal is long.
        if let Some(destination) = self.destination {
            out.to_one("destination", "locations", Some(&destination.to_string()));
        }
    }

    /// The journal is read as a list; one entry alone has no address.
    fn path(&self) -> Option<String> {
        None
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let destination = object.related("destination").map(|text| told::id(Some(text), LocationId::parse));
        Ok(Self {
            seq: object.attribute("seq")?,
            at: object.attribute("at")?,
            kind: object.attribute("kind")?,
            product: told::product(object)?,
            location: told::id(object.related("location"), LocationId::parse)?,
            destination: destination.transpose()?,
            from: object.attribute("from")?,
            to: object.attribute("to")?,
            quantity: told::number(object, "quantity", Quantity::new)?,
            reason: told::optional_text(object, "reason")?,
            reference: told::optional_text(object, "reference")?,
            actor: told::text(object, "actor")?,
            group: object.attribute("group")?,
            floor: object.attribute("floor")?,
            cached: object.attribute("cached")?,
        })
    }
}
