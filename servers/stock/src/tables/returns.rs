//! Returns.

use catalog_core::{
    api::{field::Column, instant::UnixMillis, value::Value},
    product::ProductId,
};
use stock_core::model::{LocationId, PurchaseId, Quantity, Return, ReturnId, ReturnLine, StockPile};
use trastienda_storage::Table;

use super::{
    fields::{Fields, read_lines, write_lines},
    whole,
};

pub(crate) const RETURNS: Table<Return> = Table {
    name: "returns",
    stored: &[
        Column { name: "purchase_id", value: |returned| returned.purchase.map(|id| id.to_string()).into() },
        Column { name: "location_id", value: |returned| returned.location.map(|id| id.to_string()).into() },
        Column { name: "lines", value: lines_value },
        Column { name: "pile", value: |returned| returned.to.name().into() },
        Column { name: "reason", value: |returned| returned.reason.as_deref().into() },
        Column { name: "reference", value: |returned| returned.reference.as_deref().into() },
        Column { name: "actor", value: |returned| returned.actor.as_ref().into() },
        Column { name: "version", value: |returned| whole(returned.version) },
    ],
    columns: &[
        "id",
        "purchase_id",
        "location_id",
        "lines",
        "pile",
        "reason",
        "reference",
        "at",
        "actor",
        "version",
    ],
    from_row: |row| read(&mut Fields::of_row(row)?),
    key: |id| id.to_string().into(),
};

fn read(fields: &mut Fields) -> rusqlite::Result<Return> {
    Ok(Return {
        id: fields.text(ReturnId::parse)?,
        purchase: fields.optional_text(PurchaseId::parse)?,
        location: fields.optional_text(LocationId::parse)?,
        lines: fields.text(|text| read_lines(text, read_line))?,
        to: fields.text(StockPile::parse)?,
        reason: fields.optional_text(|text| Some(text.into()))?,
        reference: fields.optional_text(|text| Some(text.into()))?,
        at: UnixMillis::new(fields.number(Some)?),
        actor: fields.text(|text| Some(text.into()))?,
        version: fields.whole()?,
    })
}

/// Product and quantity.
type Line = (ProductId, i64);

fn lines_value(returned: &Return) -> Value {
    write_lines(returned.lines.iter().map(|line| -> Line { (line.product, line.quantity.get()) }))
}

fn read_line((product, quantity): Line) -> Option<ReturnLine> {
    Some(ReturnLine { product, quantity: Quantity::new(quantity)? })
}
