//! Transfers as JSON:API resources.

use catalog_core::api::{
    document::{Members, Relationships, Resource, ResourceObject},
    fault::{Fault, Problem},
    read::{Incoming, RelationshipReader},
};

use super::{
    lines::{ShownGoods, read_goods_line, read_lines},
    sent, told,
};
use crate::model::{
    CreateTransfer, LocationId, Passage, REASON_CHARS_MAX, REFERENCE_CHARS_MAX, Transfer, TransferId,
    TransferLine, TransferStatus,
};

impl Resource for Transfer {
    fn write_attributes(&self, out: &mut Members<'_>) {
        let lines = self.lines.iter().map(|line| ShownGoods::of(line.product, line.quantity));
        out.put("lines", &lines.collect::<Vec<_>>());
        out.put("status", &self.status);
        out.put("expectedAt", &self.expected_at);
        out.put("reason", &self.reason.as_deref());
        out.put("reference", &self.reference.as_deref());
        out.put("at", &self.at);
        out.put("actor", &*self.actor);
        out.put("version", &self.version);
    }

    fn write_relationships(&self, out: &mut Relationships<'_>) {
        out.to_one("from", "locations", Some(&self.passage.from().to_string()));
        out.to_one("to", "locations", Some(&self.passage.to().to_string()));
    }

    fn tag(&self) -> Option<String> {
        Some(self.version.to_string())
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let place = |name| told::id(object.related(name), LocationId::parse);
        let lines: Vec<ShownGoods> = object.attribute("lines")?;
        let line = |shown: &ShownGoods| {
            let (product, quantity) = shown.read()?;
            Ok::<_, String>(TransferLine { product, quantity })
        };
        Ok(Self {
            id: told::id(Some(&object.id), TransferId::parse)?,
            passage: Passage::new(place("from")?, place("to")?).ok_or("a transfer ends where it begins")?,
            lines: lines.iter().map(line).collect::<Result<_, _>>()?,
            status: object.attribute("status")?,
            expected_at: object.attribute("expectedAt")?,
            reason: told::optional_text(object, "reason")?,
            reference: told::optional_text(object, "reference")?,
            at: object.attribute("at")?,
            actor: told::text(object, "actor")?,
            version: object.attribute("version")?,
        })
    }
}

/// What is to be sent, or every fault; pointers are relative to the resource object.
pub(in crate::service) fn read_transfer(
    incoming: Incoming<'_>,
    id: TransferId,
) -> Result<CreateTransfer, Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let lines = read_lines(&mut attributes, |json| {
        read_goods_line(json).map(|(product, quantity)| TransferLine { product, quantity })
    });
    let status =
        attributes.optional("status", |json| sent::word(json, TransferStatus::parse, TransferStatus::NAMES));
    let expected_at = attributes.optional("expectedAt", sent::optional_moment);
    let reason = attributes.optional("reason", |json| sent::optional_text(json, 0, REASON_CHARS_MAX));
    let reference =
        attributes.optional("reference", |json| sent::optional_text(json, 0, REFERENCE_CHARS_MAX));
    attributes.ignore(&["at", "actor", "version"]);
    let mut faults = attributes.finish();
    let mut relationships = incoming.relationships();
    let passage = passage(&mut relationships, &mut faults);
    faults.extend(relationships.finish());
    match (lines, passage) {
        (Some(lines), Some(passage)) if faults.is_empty() => Ok(CreateTransfer {
            id,
            passage,
            lines,
            status: status.unwrap_or(TransferStatus::Received),
            expected_at: expected_at.flatten(),
            reason: reason.flatten(),
            reference: reference.flatten(),
        }),
        _ => Err(faults),
    }
}

/// From where to where: both must be there, and not the same.
fn passage(relationships: &mut RelationshipReader<'_>, faults: &mut Vec<Fault>) -> Option<Passage> {
    let mut place = |name| {
        let linkage = relationships.required(name, "locations")?;
        sent::linked(linkage, name, LocationId::parse, faults)
    };
    let (from, to) = (place("from"), place("to"));
    let (from, to) = (from?, to?);
    let passage = Passage::new(from, to);
    if passage.is_none() {
        let detail = format!("Stock is at location {to} already; a transfer goes from one to another.");
        faults.push(Fault::new(Problem::RelationshipInvalid, detail).at("/relationships/to"));
    }
    passage
}

/// What a transfer is to become, or every fault; pointers are relative to the resource object.
pub(in crate::service) fn read_transfer_status(incoming: Incoming<'_>) -> Result<TransferStatus, Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let status =
        attributes.required("status", |json| sent::word(json, TransferStatus::parse, TransferStatus::NAMES));
    attributes.ignore(&["lines", "expectedAt", "reason", "reference", "at", "actor", "version"]);
    let mut faults = attributes.finish();
    let mut relationships = incoming.relationships();
    relationships.ignore(&["from", "to"]);
    faults.extend(relationships.finish());
    match status {
        Some(status) if faults.is_empty() => Ok(status),
        _ => Err(faults),
    }
}
