//! Reservations.

use catalog_core::{
    api::{field::Column, instant::UnixMillis, value::Value},
    product::ProductId,
};
use rusqlite::Connection;
use stock_core::model::{
    Holds, LocationId, Quantity, Reservation, ReservationId, ReservationLine, ReservationStatus, Units,
};
use trastienda_storage::Table;

use super::{
    fields::{Fields, read_lines, write_lines},
    whole,
};

pub(crate) const RESERVATIONS: Table<Reservation> = Table {
    name: "reservations",
    stored: &[
        Column { name: "max_until", value: |reservation| reservation.max_until.get().into() },
        Column { name: "lines", value: lines_value },
        Column { name: "actor", value: |reservation| reservation.actor.as_ref().into() },
        Column { name: "version", value: |reservation| whole(reservation.version) },
    ],
    columns: &["id", "lines", "expires_at", "max_until", "owner", "status", "at", "actor", "version"],
    from_row: |row| read(&mut Fields::of_row(row)?),
    key: |id| id.to_string().into(),
};

/// Those that are active.
pub(crate) fn active(db: &Connection) -> rusqlite::Result<Holds> {
    let active = RESERVATIONS.all_with(db, "status", &ReservationStatus::Active.name().into())?;
    Ok(active.iter().collect())
}

fn read(fields: &mut Fields) -> rusqlite::Result<Reservation> {
    Ok(Reservation {
        id: fields.text(ReservationId::parse)?,
        lines: fields.text(|text| read_lines(text, read_line))?,
        expires_at: UnixMillis::new(fields.number(Some)?),
        max_until: UnixMillis::new(fields.number(Some)?),
        owner: fields.text(|text| Some(text.into()))?,
        status: fields.text(ReservationStatus::parse)?,
        at: UnixMillis::new(fields.number(Some)?),
        actor: fields.text(|text| Some(text.into()))?,
        version: fields.whole()?,
    })
}

/// Product, location, quantity, held, bought.
type Line = (ProductId, String, i64, i64, i64);

fn lines_value(reservation: &Reservation) -> Value {
    write_lines(reservation.lines.iter().map(|line| -> Line {
        (line.product, line.location.to_string(), line.quantity.get(), line.held.get(), line.bought.get())
    }))
}

fn read_line((product, location, quantity, held, bought): Line) -> Option<ReservationLine> {
    Some(ReservationLine {
        product,
        location: LocationId::parse(&location)?,
        quantity: Quantity::new(quantity)?,
        held: Units::new(held)?,
        bought: Units::new(bought)?,
    })
}
