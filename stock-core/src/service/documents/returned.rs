//! Returns as JSON:API resources.

use catalog_core::api::{
    document::{Members, Relationships, Resource, ResourceObject},
    fault::Fault,
    read::Incoming,
};

use super::{
    lines::{ShownGoods, read_goods_line, read_lines},
    sent, told,
};
use crate::model::{
    CreateReturn, LocationId, PurchaseId, REASON_CHARS_MAX, REFERENCE_CHARS_MAX, Return, ReturnId,
    ReturnLine, StockPile,
};

impl Resource for Return {
    fn write_attributes(&self, out: &mut Members<'_>) {
        let lines = self.lines.iter().map(|line| ShownGoods::of(line.product, line.quantity));
        out.put("lines", &lines.collect::<Vec<_>>());
        out.put("to", &self.to);
        out.put("reason", &self.reason.as_deref());
        out.put("reference", &self.reference.as_deref());
        out.put("at", &self.at);
        out.put("actor", &*self.actor);
        out.put("version", &self.version);
    }

    fn write_relationships(&self, out: &mut Relationships<'_>) {
        let purchase = self.purchase.map(|purchase| purchase.to_string());
        out.to_one("purchase", "purchases", purchase.as_deref());
        let location = self.location.map(|location| location.to_string());
        out.to_one("location", "locations", location.as_deref());
    }

    fn tag(&self) -> Option<String> {
        Some(self.version.to_string())
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let lines: Vec<ShownGoods> = object.attribute("lines")?;
        let line = |shown: &ShownGoods| {
            let (product, quantity) = shown.read()?;
            Ok::<_, String>(ReturnLine { product, quantity })
        };
        let location = object.related("location").map(|text| told::id(Some(text), LocationId::parse));
        let purchase = object.related("purchase").map(|text| told::id(Some(text), PurchaseId::parse));
        Ok(Self {
            id: told::id(Some(&object.id), ReturnId::parse)?,
            purchase: purchase.transpose()?,
            location: location.transpose()?,
            lines: lines.iter().map(line).collect::<Result<_, _>>()?,
            to: object.attribute("to")?,
            reason: told::optional_text(object, "reason")?,
            reference: told::optional_text(object, "reference")?,
            at: object.attribute("at")?,
            actor: told::text(object, "actor")?,
            version: object.attribute("version")?,
        })
    }
}

/// What is to be taken back, or every fault; pointers are relative to the resource object.
pub(in crate::service) fn read_return(
    incoming: Incoming<'_>,
    id: ReturnId,
) -> Result<CreateReturn, Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let lines = read_lines(&mut attributes, |json| {
        read_goods_line(json).map(|(product, quantity)| ReturnLine { product, quantity })
    });
    let to = attributes.optional("to", |json| sent::word(json, StockPile::parse, StockPile::NAMES));
    let reason = attributes.optional("reason", |json| sent::optional_text(json, 0, REASON_CHARS_MAX));
    let reference =
        attributes.optional("reference", |json| sent::optional_text(json, 0, REFERENCE_CHARS_MAX));
    attributes.ignore(&["at", "actor", "version"]);
    let mut faults = attributes.finish();
    let mut relationships = incoming.relationships();
    let linkage = relationships.optional("purchase", "purchases").flatten();
    let purchase =
        linkage.and_then(|linkage| sent::linked(linkage, "purchase", PurchaseId::parse, &mut faults));
    let location = sent::optional_location(&mut relationships, &mut faults);
    faults.extend(relationships.finish());
    match lines {
        Some(lines) if faults.is_empty() => Ok(CreateReturn {
            id,
            purchase,
            location,
            lines,
            to: to.unwrap_or(StockPile::Sellable),
            reason: reason.flatten(),
            reference: reference.flatten(),
        }),
        _ => Err(faults),
    }
}
