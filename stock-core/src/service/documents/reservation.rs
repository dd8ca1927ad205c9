//! Reservations as JSON:API resources.

use catalog_core::{
    api::{
        document::{Members, Relationships, Resource, ResourceObject},
        fault::Fault,
        instant::UnixMillis,
        read::{Attributes, Incoming, Invalid, shown},
    },
    product::ProductId,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{
    lines::{each_once, read_hold_line, read_lines},
    purchase::read_allocation,
    sent, told,
};
use crate::model::{
    Allocation, CreateReservation, LocationId, OWNER_CHARS_MAX, Quantity, Reservation, ReservationId,
    ReservationLine, ReservationRules, ReservationStatus, Sightings, Units,
};

/// A line of a reservation as it is shown.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ShownHold {
    product_id: ProductId,
    quantity: i64,
    location_id: String,
    held: i64,
    bought: i64,
}

impl ShownHold {
    fn of(line: &ReservationLine) -> Self {
        Self {
            product_id: line.product,
            quantity: line.quantity.get(),
            location_id: line.location.to_string(),
            held: line.held.get(),
            bought: line.bought.get(),
        }
    }

    fn read(self) -> Result<ReservationLine, String> {
        Ok(ReservationLine {
            product: self.product_id,
            location: LocationId::parse(&self.location_id).ok_or("a line has no such location")?,
            quantity: Quantity::new(self.quantity).ok_or("a line has no such quantity")?,
            held: Units::new(self.held).ok_or("a line has no such held")?,
            bought: Units::new(self.bought).ok_or("a line has no such bought")?,
        })
    }
}

impl Resource for Reservation {
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("lines", &self.lines.iter().map(ShownHold::of).collect::<Vec<_>>());
        out.put("expiresAt", &self.expires_at);
        out.put("maxUntil", &self.max_until);
        out.put("owner", &*self.owner);
        out.put("status", &self.status);
        out.put("at", &self.at);
        out.put("actor", &*self.actor);
        out.put("version", &self.version);
    }

    fn write_relationships(&self, out: &mut Relationships<'_>) {
        let products = each_once(self.lines.iter().map(|line| line.product));
        out.to_many("inventory", "inventory", products.iter().map(ToString::to_string));
    }

    fn tag(&self) -> Option<String> {
        Some(self.version.to_string())
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let lines: Vec<ShownHold> = object.attribute("lines")?;
        Ok(Self {
            id: told::id(Some(&object.id), ReservationId::parse)?,
            lines: lines.into_iter().map(ShownHold::read).collect::<Result<_, _>>()?,
            expires_at: object.attribute("expiresAt")?,
            max_until: object.attribute("maxUntil")?,
            owner: told::text(object, "owner")?,
            status: object.attribute("status")?,
            at: object.attribute("at")?,
            actor: told::text(object, "actor")?,
            version: object.attribute("version")?,
        })
    }
}

/// What is to be held, before the product check, or every fault; pointers are relative to the resource object.
pub(in crate::service) fn read_hold(
    incoming: Incoming<'_>,
    id: ReservationId,
    by_default: &Allocation,
    rules: ReservationRules,
) -> Result<CreateReservation, Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let lines = read_lines(&mut attributes, read_hold_line);
    let allocation = attributes.optional("allocation", read_allocation);
    let owner = attributes.required("owner", |json| sent::text(json, 1, OWNER_CHARS_MAX));
    let expires_at = expires_at(&mut attributes);
    attributes.ignore(&["maxUntil", "status", "at", "actor", "version"]);
    let mut faults = attributes.finish();
    let mut relationships = incoming.relationships();
    relationships.ignore(&["inventory"]);
    faults.extend(relationships.finish());
    match (lines, owner) {
        (Some(lines), Some(owner)) if faults.is_empty() => {
            let allocation = allocation.unwrap_or_else(|| by_default.clone());
            let sightings = Sightings::default();
            Ok(CreateReservation { id, lines, allocation, sightings, expires_at, owner, rules })
        }
        _ => Err(faults),
    }
}

/// What a reservation is to become and until when it is to be held, or every fault; pointers are relative to
/// the resource object.
pub(in crate::service) fn read_hold_change(
    incoming: Incoming<'_>,
) -> Result<(Option<ReservationStatus>, Option<UnixMillis>), Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let word = |json: &Json| sent::word(json, ReservationStatus::parse, ReservationStatus::NAMES);
    let status = attributes.optional("status", word);
    let expires_at = expires_at(&mut attributes);
    attributes.ignore(&["lines", "allocation", "maxUntil", "owner", "at", "actor", "version"]);
    let mut faults = attributes.finish();
    let mut relationships = incoming.relationships();
    relationships.ignore(&["inventory"]);
    faults.extend(relationships.finish());
    if faults.is_empty() { Ok((status, expires_at)) } else { Err(faults) }
}

fn expires_at(attributes: &mut Attributes<'_>) -> Option<UnixMillis> {
    attributes.optional("expiresAt", |json| {
        json.as_str().and_then(UnixMillis::parse).ok_or_else(|| {
            Invalid::new(format!("{} is no RFC 3339 moment such as 2026-03-01T12:00:00Z.", shown(json)))
        })
    })
}
