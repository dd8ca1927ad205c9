//! Levels as JSON:API resources.

use catalog_core::api::document::{Members, Relationships, Resource, ResourceObject};

use super::told;
use crate::model::{Buckets, Level, LevelId};

impl Resource for Level {
    fn write_attributes(&self, out: &mut Members<'_>) {
        let Buckets { sellable, reserved, committed, unavailable, incoming } = self.buckets;
        out.put("onHand", &self.buckets.on_hand());
        out.put("reserved", &reserved);
        out.put("committed", &committed);
        out.put("unavailable", &unavailable);
        out.put("incoming", &incoming);
        out.put("inTransit", &self.in_transit);
        out.put("available", &sellable);
        out.put("version", &self.version);
        out.put("updatedAt", &self.updated_at);
    }

    fn write_relationships(&self, out: &mut Relationships<'_>) {
        out.to_one("product", "products", Some(&self.id.product.to_string()));
        out.to_one("location", "locations", Some(&self.id.location.to_string()));
    }

    fn tag(&self) -> Option<String> {
        Some(self.version.to_string())
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let buckets = Buckets {
            sellable: object.attribute("available")?,
            reserved: object.attribute("reserved")?,
            committed: object.attribute("committed")?,
            unavailable: object.attribute("unavailable")?,
            incoming: object.attribute("incoming")?,
        };
        Ok(Self {
            id: told::id(Some(&object.id), LevelId::parse)?,
            buckets,
            in_transit: object.attribute("inTransit")?,
            version: object.attribute("version")?,
            updated_at: object.attribute("updatedAt")?,
        })
    }
}
