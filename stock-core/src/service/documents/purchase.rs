//! Purchases as JSON:API resources.

use catalog_core::api::{
    document::{Members, Relationships, Resource, ResourceObject},
    fault::{Fault, Problem},
    read::{Attributes, Incoming, Invalid, RelationshipReader, shown},
};
use serde_json::Value as Json;

use super::{
    lines::{ShownLine, products_of, read_lines, read_order_line},
    sent, told,
};
use crate::model::{
    Allocation, BoughtFrom, CUSTOMER_CHARS_MAX, CreatePurchase, Fulfilment, Lines, LocationId, NEAR_MAX,
    Purchase, PurchaseForm, PurchaseId, PurchaseOrder, PurchaseStatus, REFERENCE_CHARS_MAX, ReservationId,
    Sightings, Strategy,
};

impl Resource for Purchase {
    fn write_attributes(&self, out: &mut Members<'_>) {
        out.put("lines", &self.lines.iter().map(ShownLine::of).collect::<Vec<_>>());
        out.put("total", &self.total);
        out.put("fulfilment", &self.fulfilment);
        out.put("status", &self.status);
        out.put("reservationStatus", &self.bought_from.map(|from| from.status));
        out.put("reference", &self.reference.as_deref());
        out.put("customer", &self.customer.as_deref());
        out.put("at", &self.at);
        out.put("actor", &*self.actor);
        out.put("version", &self.version);
    }

    fn write_relationships(&self, out: &mut Relationships<'_>) {
        let reservation = self.bought_from.map(|from| from.reservation.to_string());
        out.to_one("reservation", "reservations", reservation.as_deref());
        out.to_many("inventory", "inventory", products_of(&self.lines).iter().map(ToString::to_string));
    }

    fn tag(&self) -> Option<String> {
        Some(self.version.to_string())
    }

    fn read(object: &ResourceObject) -> Result<Self, String> {
        let lines: Vec<ShownLine> = object.attribute("lines")?;
        Ok(Self {
            id: told::id(Some(&object.id), PurchaseId::parse)?,
            lines: lines.into_iter().map(ShownLine::read).collect::<Result<_, _>>()?,
            total: object.attribute("total")?,
            bought_from: bought_from(object)?,
            fulfilment: object.attribute("fulfilment")?,
            status: object.attribute("status")?,
            reference: told::optional_text(object, "reference")?,
            customer: told::optional_text(object, "customer")?,
            at: object.attribute("at")?,
            actor: told::text(object, "actor")?,
            version: object.attribute("version")?,
        })
    }
}

fn bought_from(object: &ResourceObject) -> Result<Option<BoughtFrom>, String> {
    let Some(id) = object.related("reservation") else { return Ok(None) };
    Ok(Some(BoughtFrom {
        reservation: told::id(Some(id), ReservationId::parse)?,
        status: object.attribute("reservationStatus")?,
    }))
}

/// What is to be bought, before the product check, or every fault; pointers are relative to the resource
/// object.
pub(in crate::service) fn read_order(
    incoming: Incoming<'_>,
    id: PurchaseId,
    by_default: &Allocation,
) -> Result<CreatePurchase, Vec<Fault>> {
    let (mut attributes, mut relationships) = (incoming.attributes(), incoming.relationships());
    let mut faults = Vec::new();
    let ordered = ordered(&mut attributes, &mut relationships, &mut faults);
    let allocation = attributes.optional("allocation", read_allocation);
    let fulfilment =
        attributes.optional("fulfilment", |json| sent::word(json, Fulfilment::parse, Fulfilment::NAMES));
    let reference =
        attributes.optional("reference", |json| sent::optional_text(json, 0, REFERENCE_CHARS_MAX));
    let customer = attributes.optional("customer", |json| sent::optional_text(json, 0, CUSTOMER_CHARS_MAX));
    attributes.ignore(&[
        "lines",
        "quantity",
        "total",
        "status",
        "reservationStatus",
        "at",
        "actor",
        "version",
    ]);
    relationships.ignore(&["product", "inventory"]);
    faults.extend(attributes.finish());
    let reservation = relationships.optional("reservation", "reservations").flatten();
    let reservation = reservation
        .and_then(|linkage| sent::linked(linkage, "reservation", ReservationId::parse, &mut faults));
    faults.extend(relationships.finish());
    match ordered {
        Some((form, lines)) if faults.is_empty() => Ok(CreatePurchase {
            id,
            form,
            lines,
            allocation: allocation.unwrap_or_else(|| by_default.clone()),
            sightings: Sightings::default(),
            reservation,
            fulfilment: fulfilment.unwrap_or(Fulfilment::Now),
            reference: reference.flatten(),
            customer: customer.flatten(),
        }),
        _ => Err(faults),
    }
}

/// How locations are chosen: `strategy`, and `locations` for `nearest` alone.
pub(super) fn read_allocation(json: &Json) -> Result<Allocation, Vec<Invalid>> {
    let members =
        json.as_object().ok_or_else(|| vec![Invalid::new(format!("{} is no object.", shown(json)))])?;
    if let Some(name) = members.keys().find(|name| !matches!(name.as_str(), "strategy" | "locations")) {
        return Err(vec![Invalid::new(format!("An allocation has no member {name:?}.")).below(name)]);
    }
    let strategy =
        members.get("strategy").ok_or_else(|| vec![Invalid::new("An allocation has a strategy.")])?;
    let strategy = sent::word(strategy, Strategy::parse, Strategy::NAMES)
        .map_err(|invalid| vec![invalid.below("strategy")])?;
    let near = members.get("locations").map(read_near).transpose()?;
    match (strategy, near) {
        (Strategy::Nearest, Some(near)) => Ok(Allocation::Nearest(near)),
        (_, Some(_)) => {
            Err(vec![Invalid::new("Only the strategy nearest has locations.").below("locations")])
        }
        (strategy, None) => Allocation::of(strategy)
            .ok_or_else(|| vec![Invalid::new("The strategy nearest has locations, the nearest first.")]),
    }
}

fn read_near(json: &Json) -> Result<Vec<LocationId>, Vec<Invalid>> {
    let wrong = |text: String| vec![Invalid::new(text).below("locations")];
    let items = json.as_array().ok_or_else(|| wrong(format!("{} is no array.", shown(json))))?;
    if items.len() > NEAR_MAX {
        return Err(wrong(format!("{} locations are more than {NEAR_MAX}.", items.len())));
    }
    let read = |(place, item): (usize, &Json)| {
        sent::id(item, LocationId::parse)
            .map_err(|invalid| vec![invalid.below(&place.to_string()).below("locations")])
    };
    items.iter().enumerate().map(read).collect()
}

/// What is ordered, in one of the two forms.
fn ordered(
    attributes: &mut Attributes<'_>,
    relationships: &mut RelationshipReader<'_>,
    faults: &mut Vec<Fault>,
) -> Option<(PurchaseForm, Lines<PurchaseOrder>)> {
    let (quantity, product) = (attributes.has("quantity"), relationships.has("product"));
    if !quantity && !product {
        return Some((PurchaseForm::Lines, read_lines(attributes, read_order_line)?));
    }
    if attributes.has("lines") {
        let detail = "A purchase is written with lines, or with a quantity and a product, not with both.";
        faults.push(Fault::new(Problem::AttributeInvalid, detail).at("/attributes/lines"));
        return None;
    }
    let product = sent::product(relationships, faults);
    let quantity = attributes.required("quantity", sent::quantity);
    let line = PurchaseOrder { product: product?, location: None, quantity: quantity? };
    Some((PurchaseForm::Simple, Lines::new(vec![line]).ok()?))
}

/// What a purchase is to become, or every fault; pointers are relative to the resource object.
pub(in crate::service) fn read_status(incoming: Incoming<'_>) -> Result<PurchaseStatus, Vec<Fault>> {
    let mut attributes = incoming.attributes();
    let status =
        attributes.required("status", |json| sent::word(json, PurchaseStatus::parse, PurchaseStatus::NAMES));
    attributes.ignore(&[
        "lines",
        "quantity",
        "allocation",
        "total",
        "fulfilment",
        "reservationStatus",
        "reference",
        "customer",
        "at",
        "actor",
        "version",
    ]);
    let mut faults = attributes.finish();
    let mut relationships = incoming.relationships();
    relationships.ignore(&["product", "inventory", "reservation"]);
    faults.extend(relationships.finish());
    match status {
        Some(status) if faults.is_empty() => Ok(status),
        _ => Err(faults),
    }
}
