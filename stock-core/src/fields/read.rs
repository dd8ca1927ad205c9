//! Reading the values of filters: only what some resource can have is taken.

use catalog_core::{
    api::{id::parse_uuid, instant::UnixMillis, value::Value},
    product::ProductId,
};

use crate::model::{
    LocationId, MovementKind, OWNER_CHARS_MAX, PurchaseStatus, REFERENCE_CHARS_MAX, ReservationStatus,
    StockEventKind, StockState, TransferStatus,
};

/// A product's id.
pub(super) fn product(text: &str) -> Result<Value, &'static str> {
    let id = ProductId::parse(text).ok_or("must be a UUID in lower-case canonical form")?;
    Ok(id.to_string().into())
}

/// A location's id.
pub(super) fn location(text: &str) -> Result<Value, &'static str> {
    let id = LocationId::parse(text).ok_or("must be main or a UUID in lower-case canonical form")?;
    Ok(id.to_string().into())
}

/// The id of what movements belong to.
pub(super) fn group(text: &str) -> Result<Value, &'static str> {
    let id = parse_uuid(text).ok_or("must be a UUID in lower-case canonical form")?;
    Ok(id.to_string().into())
}

/// A reference.
pub(super) fn reference(text: &str) -> Result<Value, &'static str> {
    let fits = text.chars().take(REFERENCE_CHARS_MAX + 1).count() <= REFERENCE_CHARS_MAX;
    if fits { Ok(text.into()) } else { Err("must be at most 200 characters") }
}

/// The state of an inventory.
pub(super) fn state(text: &str) -> Result<Value, &'static str> {
    StockState::parse(text).map(|state| state.name().into()).ok_or("must be out, low or in-stock")
}

/// The status of a purchase.
pub(super) fn status(text: &str) -> Result<Value, &'static str> {
    PurchaseStatus::parse(text)
        .map(|status| status.name().into())
        .ok_or("must be open, completed or cancelled")
}

/// The status of a reservation.
pub(super) fn reservation_status(text: &str) -> Result<Value, &'static str> {
    ReservationStatus::parse(text)
        .map(|status| status.name().into())
        .ok_or("must be active, committed, released or expired")
}

/// The owner of a reservation.
pub(super) fn owner(text: &str) -> Result<Value, &'static str> {
    let fits = (1..=OWNER_CHARS_MAX).contains(&text.chars().take(OWNER_CHARS_MAX + 1).count());
    if fits { Ok(text.into()) } else { Err("must be 1 to 200 characters") }
}

/// The status of a transfer.
pub(super) fn transfer_status(text: &str) -> Result<Value, &'static str> {
    TransferStatus::parse(text).map(|status| status.name().into()).ok_or("must be shipped or received")
}

/// Yes or no.
pub(super) fn flag(text: &str) -> Result<Value, &'static str> {
    match text {
        "true" => Ok(Value::Int(1)),
        "false" => Ok(Value::Int(0)),
        _ => Err("must be true or false"),
    }
}

/// The kind of a movement.
pub(super) fn movement_kind(text: &str) -> Result<Value, &'static str> {
    MovementKind::parse(text)
        .map(|kind| kind.name().into())
        .ok_or("must be a kind of movement, such as receive or purchase")
}

/// The kind of an event.
pub(super) fn event_kind(text: &str) -> Result<Value, &'static str> {
    StockEventKind::parse(text)
        .map(|kind| kind.name().into())
        .ok_or("must be stock.changed, stock.low, stock.out or stock.back")
}

/// A moment, as milliseconds.
pub(super) fn moment(text: &str) -> Result<Value, &'static str> {
    let moment = UnixMillis::parse(text).ok_or("must be an RFC 3339 moment such as 2026-03-01T12:00:00Z")?;
    Ok(moment.get().into())
}
