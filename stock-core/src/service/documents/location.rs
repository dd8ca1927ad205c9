//! Locations as JSON:API resources.

use std::sync::Arc;

use catalog_core::api::{
    document::{Members, Resource, ResourceObject},
    fault::Fault,
    read::{Attributes, Incoming, Invalid, shown},
};
use serde_json::Value as Json;

use super::{sent, told};
use crate::model::{CreateLocation, LOCATION_NAME_CHARS_MAX, Location, LocationId, LocationPatch, Priority};

impl Resource for Location {
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("name", &*self.name);
        out.put("priority", &self.priority.get());
        out.put("active", &self.active);
        out.put("version", &self.version);
    }

    fn tag(&self) -> Option<String> {
        Some(self.version.to_string())
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        Ok(Self {
            id: told::id(Some(&object.id), LocationId::parse)?,
            name: told::text(object, "name")?,
            priority: told::number(object, "priority", Priority::new)?,
            active: object.attribute("active")?,
            version: object.attribute("version")?,
        })
    }
}

/// A new location, or every fault; pointers are relative to the resource object.
pub(in crate::service) fn read_location(
    incoming: Incoming<'_>,
    id: LocationId,
) -> Result<CreateLocation, Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let name = attributes.required("name", name);
    let priority = attributes.optional("priority", priority).unwrap_or_default();
    let active = attributes.optional("active", sent::flag).unwrap_or(true);
    let faults = rest(incoming, attributes);
    match name {
        Some(name) if faults.is_empty() => Ok(CreateLocation { id, name, priority, active }),
        _ => Err(faults),
    }
}

/// A change of a location, or every fault; pointers are relative to the resource object.
pub(in crate::service) fn read_location_patch(incoming: Incoming<'_>) -> Result<LocationPatch, Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let patch = LocationPatch {
        name: attributes.optional("name", name),
        priority: attributes.optional("priority", priority),
        active: attributes.optional("active", sent::flag),
    };
    let faults = rest(incoming, attributes);
    if faults.is_empty() { Ok(patch) } else { Err(faults) }
}

/// The faults of everything else.
fn rest(incoming: Incoming<'_>, mut attributes: Attributes<'_>) -> Vec<Fault> {
    attributes.ignore(&["version"]);
    let mut faults = attributes.finish();
    faults.extend(incoming.relationships().finish());
    faults
}

/// A name, which has no control characters.
fn name(json: &Json) -> Result<Arc<str>, Invalid> {
    let name = sent::text(json, 1, LOCATION_NAME_CHARS_MAX)?;
    if name.chars().any(char::is_control) {
        return Err(Invalid::new("It has a control character, which no name may have."));
    }
    Ok(name)
}

fn priority(json: &Json) -> Result<Priority, Invalid> {
    json.as_i64().and_then(Priority::new).ok_or_else(|| {
        Invalid::new(format!("{} is no whole number from 0 to {}.", shown(json), Priority::MAX))
    })
}
