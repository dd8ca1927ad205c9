//! Adjustments as JSON:API resources.

use catalog_core::api::{
    document::{Members, Relationships, Resource, ResourceObject},
    fault::{Fault, Problem},
    read::{Attributes, Incoming},
};

use serde_json::Value as Json;

use super::{sent, told};
use crate::model::{
    Adjustment, AdjustmentAction, AdjustmentId, AdjustmentKind, Bucket, CreateAdjustment, Difference,
    LocationId, Quantity, REASON_CHARS_MAX, REFERENCE_CHARS_MAX, StockPile, Units,
};

impl Resource for Adjustment {
    /// Only the figures that its kind has are written.
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("kind", &self.action.kind());
        match self.action {
            AdjustmentAction::Receive(quantity)
            | AdjustmentAction::Arrive(quantity)
            | AdjustmentAction::Quarantine(quantity)
            | AdjustmentAction::Restore(quantity) => out.put("quantity", &quantity.get()),
            AdjustmentAction::Correct(difference) => out.put("quantity", &difference.get()),
            AdjustmentAction::Announce { quantity, expected_at } => {
                out.put("quantity", &quantity.get());
                out.put("to", &Bucket::Incoming);
                out.put("expectedAt", &expected_at);
            }
            AdjustmentAction::WriteOff(quantity, from) => {
                out.put("quantity", &quantity.get());
                out.put("from", &from);
            }
            AdjustmentAction::GiveUp(quantity) => {
                out.put("quantity", &quantity.get());
                out.put("from", &Bucket::Incoming);
            }
            AdjustmentAction::Count { counted, expected } => {
                out.put("counted", &counted.get());
                if let Some(expected) = expected {
                    out.put("expected", &expected);
                }
            }
        }
        out.put("reason", &*self.reason);
        out.put("reference", &self.reference.as_deref());
        out.put("at", &self.at);
        out.put("actor", &*self.actor);
        out.put("version", &self.version);
    }

    fn write_relationships(&self, out: &mut Relationships<'_>) {
        out.to_one("product", "products", Some(&self.product.to_string()));
        out.to_one("location", "locations", Some(&self.location.to_string()));
    }

    fn tag(&self) -> Option<String> {
        Some(self.version.to_string())
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let quantity = || told::number(object, "quantity", Quantity::new);
        let action = match object.attribute("kind")? {
            AdjustmentKind::Receive if is_incoming(object, "to") => AdjustmentAction::Announce {
                quantity: quantity()?,
                expected_at: object.attribute("expectedAt")?,
            },
            AdjustmentKind::Receive => AdjustmentAction::Receive(quantity()?),
            AdjustmentKind::Arrive => AdjustmentAction::Arrive(quantity()?),
            AdjustmentKind::Correct => {
                AdjustmentAction::Correct(told::number(object, "quantity", Difference::new)?)
            }
            AdjustmentKind::Count => AdjustmentAction::Count {
                counted: told::number(object, "counted", Units::new)?,
                expected: object.attribute("expected")?,
            },
            AdjustmentKind::WriteOff if is_incoming(object, "from") => AdjustmentAction::GiveUp(quantity()?),
            AdjustmentKind::WriteOff => AdjustmentAction::WriteOff(quantity()?, object.attribute("from")?),
            AdjustmentKind::Quarantine => AdjustmentAction::Quarantine(quantity()?),
            AdjustmentKind::Restore => AdjustmentAction::Restore(quantity()?),
        };
        Ok(Self {
            id: told::id(Some(&object.id), AdjustmentId::parse)?,
            product: told::product(object)?,
            location: told::id(object.related("location"), LocationId::parse)?,
            action,
            reason: told::text(object, "reason")?,
            reference: told::optional_text(object, "reference")?,
            at: object.attribute("at")?,
            actor: told::text(object, "actor")?,
            version: object.attribute("version")?,
        })
    }
}

/// Whether an attribute names the bucket of what is on its way.
fn is_incoming(object: &ResourceObject, name: &str) -> bool {
    object.attributes.get(name).and_then(Json::as_str) == Some(Bucket::Incoming.name())
}

/// What is to be adjusted, or every fault; pointers are relative to the resource object.
pub(in crate::service) fn read_adjustment(
    incoming: Incoming<'_>,
    id: AdjustmentId,
) -> Result<CreateAdjustment, Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let kind =
        attributes.required("kind", |json| sent::word(json, AdjustmentKind::parse, AdjustmentKind::NAMES));
    let action = kind.and_then(|kind| action(&mut attributes, kind));
    let reason = attributes.required("reason", |json| sent::text(json, 1, REASON_CHARS_MAX));
    let reference =
        attributes.optional("reference", |json| sent::optional_text(json, 0, REFERENCE_CHARS_MAX));
    attributes.ignore(&["at", "actor", "version"]);
    attributes.ignore(&FIGURES);
    let mut faults = attributes.finish();
    let mut relationships = incoming.relationships();
    let product = sent::product(&mut relationships, &mut faults);
    let location = sent::location(&mut relationships, &mut faults);
    faults.extend(relationships.finish());
    match (action, reason, product, location) {
        (Some(action), Some(reason), Some(product), Some(location)) if faults.is_empty() => {
            Ok(CreateAdjustment { id, product, location, action, reason, reference: reference.flatten() })
        }
        _ => Err(faults),
    }
}

/// Attributes that some kinds have and others have not.
const FIGURES: [&str; 6] = ["quantity", "from", "to", "expectedAt", "counted", "expected"];

fn action(attributes: &mut Attributes<'_>, kind: AdjustmentKind) -> Option<AdjustmentAction> {
    let has: &[&str] = match kind {
        AdjustmentKind::Count => &["counted", "expected"],
        AdjustmentKind::Receive => &["quantity", "to", "expectedAt"],
        AdjustmentKind::WriteOff => &["quantity", "from"],
        _ => &["quantity"],
    };
    for name in FIGURES.into_iter().filter(|name| !has.contains(name)) {
        if attributes.has(name) {
            let detail = format!("An adjustment of the kind {kind} has no {name}.");
            let pointer = format!("/attributes/{name}");
            attributes.fault(Fault::new(Problem::AttributeInvalid, detail).at(pointer));
        }
    }
    match kind {
        AdjustmentKind::Receive => receive(attributes),
        AdjustmentKind::Arrive => quantity(attributes).map(AdjustmentAction::Arrive),
        AdjustmentKind::Correct => {
            attributes.required("quantity", sent::difference).map(AdjustmentAction::Correct)
        }
        AdjustmentKind::Count => {
            let expected = attributes.optional("expected", sent::signed);
            let counted = attributes.required("counted", sent::units)?;
            Some(AdjustmentAction::Count { counted, expected })
        }
        AdjustmentKind::WriteOff => {
            let from = bucket(attributes, "from", &[Bucket::Sellable, Bucket::Unavailable, Bucket::Incoming]);
            let quantity = quantity(attributes)?;
            Some(match from {
                Bucket::Incoming => AdjustmentAction::GiveUp(quantity),
                Bucket::Unavailable => AdjustmentAction::WriteOff(quantity, StockPile::Unavailable),
                _ => AdjustmentAction::WriteOff(quantity, StockPile::Sellable),
            })
        }
        AdjustmentKind::Quarantine => quantity(attributes).map(AdjustmentAction::Quarantine),
        AdjustmentKind::Restore => quantity(attributes).map(AdjustmentAction::Restore),
    }
}

/// Goods that are here, or with `to` `incoming` on their way, which alone are expected at some moment.
fn receive(attributes: &mut Attributes<'_>) -> Option<AdjustmentAction> {
    let to = bucket(attributes, "to", &[Bucket::Sellable, Bucket::Incoming]);
    let expected_at = attributes.optional("expectedAt", sent::optional_moment).flatten();
    let quantity = quantity(attributes)?;
    if to == Bucket::Incoming {
        return Some(AdjustmentAction::Announce { quantity, expected_at });
    }
    if expected_at.is_some() {
        let detail = "What is received is here; it is expected only with to incoming.";
        attributes.fault(Fault::new(Problem::AttributeInvalid, detail).at("/attributes/expectedAt"));
        return None;
    }
    Some(AdjustmentAction::Receive(quantity))
}

/// An attribute that names one of some buckets, by default the first.
fn bucket(attributes: &mut Attributes<'_>, name: &'static str, some: &'static [Bucket]) -> Bucket {
    let names: Vec<_> = some.iter().map(|bucket| bucket.name()).collect();
    let parse = |word: &str| Bucket::parse(word).filter(|bucket| some.contains(bucket));
    let found = attributes.optional(name, |json| sent::word(json, parse, &names));
    found.or(some.first().copied()).unwrap_or(Bucket::Sellable)
}

fn quantity(attributes: &mut Attributes<'_>) -> Option<Quantity> {
    attributes.required("quantity", sent::quantity)
}
