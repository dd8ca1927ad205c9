//! Reading values that a client sent.

use std::sync::Arc;

use catalog_core::{
    api::{
        fault::Fault,
        instant::UnixMillis,
        read::{Incoming, Invalid, Linkage, RelationshipReader, invalid_id, shown},
    },
    product::ProductId,
};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::model::{Difference, LocationId, Quantity, UNITS_MAX, Units};

/// Something new: its id, which is `fresh` unless the client chose one, and the rest that `read` reads; or
/// the faults of both.
pub(in crate::service) fn read_new<T>(
    incoming: Incoming<'_>,
    fresh: Uuid,
    read: impl FnOnce(Incoming<'_>, Uuid) -> Result<T, Vec<Fault>>,
) -> Result<T, Vec<Fault>> {
    match incoming.new_id() {
        Ok(id) => read(incoming, id.unwrap_or(fresh)),
        Err(fault) => {
            Err([fault].into_iter().chain(read(incoming, fresh).err().into_iter().flatten()).collect())
        }
    }
}

/// A change of what the address names, which the document must name too.
pub(in crate::service) fn read_named<T>(
    incoming: Incoming<'_>,
    id: &str,
    read: impl FnOnce(Incoming<'_>) -> Result<T, Vec<Fault>>,
) -> Result<T, Vec<Fault>> {
    match (incoming.check_id(id), read(incoming)) {
        (Ok(()), read) => read,
        (Err(fault), read) => Err([fault].into_iter().chain(read.err().into_iter().flatten()).collect()),
    }
}

/// 1 to 2^53 − 1 units.
pub(super) fn quantity(json: &Json) -> Result<Quantity, Invalid> {
    json.as_i64().and_then(Quantity::new).ok_or_else(|| outside(json, "1"))
}

/// 0 to 2^53 − 1 units.
pub(super) fn units(json: &Json) -> Result<Units, Invalid> {
    json.as_i64().and_then(Units::new).ok_or_else(|| outside(json, "0"))
}

/// The same, or `null`.
pub(super) fn optional_units(json: &Json) -> Result<Option<Units>, Invalid> {
    if json.is_null() { Ok(None) } else { units(json).map(Some) }
}

/// Units up or down, but not 0.
pub(super) fn difference(json: &Json) -> Result<Difference, Invalid> {
    json.as_i64().and_then(Difference::new).ok_or_else(|| {
        Invalid::new(format!(
            "{} is no whole number from -{UNITS_MAX} to {UNITS_MAX} other than 0.",
            shown(json)
        ))
    })
}

/// Units that may be below zero.
pub(super) fn signed(json: &Json) -> Result<i64, Invalid> {
    json.as_i64()
        .filter(|units| (-UNITS_MAX..=UNITS_MAX).contains(units))
        .ok_or_else(|| outside(json, &format!("-{UNITS_MAX}")))
}

fn outside(json: &Json, least: &str) -> Invalid {
    Invalid::new(format!("{} is no whole number from {least} to {UNITS_MAX}.", shown(json)))
}

/// A text of `least` to `most` Unicode scalar values, without U+0000.
pub(super) fn text(json: &Json, least: usize, most: usize) -> Result<Arc<str>, Invalid> {
    let text = json.as_str().ok_or_else(|| Invalid::new(format!("{} is no string.", shown(json))))?;
    let chars = text.chars().count();
    if !(least..=most).contains(&chars) {
        return Err(Invalid::new(format!("It has {chars} characters; it must have {least} to {most}.")));
    }
    if text.contains('\0') {
        return Err(Invalid::new("It has the character U+0000, which no text may have."));
    }
    Ok(Arc::from(text))
}

/// The same, or `null`.
pub(super) fn optional_text(json: &Json, least: usize, most: usize) -> Result<Option<Arc<str>>, Invalid> {
    if json.is_null() { Ok(None) } else { text(json, least, most).map(Some) }
}

/// Yes or no.
pub(super) fn flag(json: &Json) -> Result<bool, Invalid> {
    json.as_bool().ok_or_else(|| Invalid::new(format!("{} is neither true nor false.", shown(json))))
}

/// A moment, or `null`.
pub(super) fn optional_moment(json: &Json) -> Result<Option<UnixMillis>, Invalid> {
    if json.is_null() {
        return Ok(None);
    }
    json.as_str()
        .and_then(UnixMillis::parse)
        .map(Some)
        .ok_or_else(|| Invalid::new(format!("{} is no RFC 3339 moment.", shown(json))))
}

/// One of a few words.
pub(super) fn word<T>(
    json: &Json,
    parse: impl FnOnce(&str) -> Option<T>,
    names: &[&str],
) -> Result<T, Invalid> {
    json.as_str()
        .and_then(parse)
        .ok_or_else(|| Invalid::new(format!("{} is none of {}.", shown(json), names.join(", "))))
}

/// The id inside a value.
pub(super) fn id<T>(json: &Json, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, Invalid> {
    json.as_str()
        .and_then(parse)
        .ok_or_else(|| Invalid::new(format!("{} is no UUID in lower-case canonical form.", shown(json))))
}

/// The product of a relationship that must be there.
pub(super) fn product(
    relationships: &mut RelationshipReader<'_>,
    faults: &mut Vec<Fault>,
) -> Option<ProductId> {
    let linkage = relationships.required("product", "products")?;
    linked(linkage, "product", ProductId::parse, faults)
}

/// The location of a relationship, `main` where there is none.
pub(super) fn location(
    relationships: &mut RelationshipReader<'_>,
    faults: &mut Vec<Fault>,
) -> Option<LocationId> {
    match relationships.optional("location", "locations").flatten() {
        Some(linkage) => linked(linkage, "location", LocationId::parse, faults),
        None => Some(LocationId::Main),
    }
}

/// The location of a relationship, if there is one.
pub(super) fn optional_location(
    relationships: &mut RelationshipReader<'_>,
    faults: &mut Vec<Fault>,
) -> Option<LocationId> {
    let linkage = relationships.optional("location", "locations").flatten()?;
    linked(linkage, "location", LocationId::parse, faults)
}

/// The id that a relationship names. Nothing that it could name is made in the same request.
pub(super) fn linked<T>(
    linkage: Linkage<'_>,
    name: &str,
    parse: impl FnOnce(&str) -> Option<T>,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    let (text, member) = match linkage {
        Linkage::Id(id) => (id, "id"),
        Linkage::Lid(lid) => (lid, "lid"),
    };
    let found = if member == "id" { parse(text) } else { None };
    if found.is_none() {
        faults.push(invalid_id(text).at(format!("/relationships/{name}/data/{member}")));
    }
    found
}
