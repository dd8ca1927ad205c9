//! Transfers.

use catalog_core::{
    api::{field::Column, instant::UnixMillis, value::Value},
    product::ProductId,
};
use stock_core::model::{LocationId, Passage, Quantity, Transfer, TransferId, TransferLine, TransferStatus};
use trastienda_storage::{Table, unreadable};

use super::{
    fields::{Fields, read_lines, write_lines},
    whole,
};

pub(crate) const TRANSFERS: Table<Transfer> = Table {
    name: "transfers",
    stored: &[
        Column { name: "lines", value: lines_value },
        Column { name: "expected_at", value: |transfer| transfer.expected_at.map(UnixMillis::get).into() },
        Column { name: "reason", value: |transfer| transfer.reason.as_deref().into() },
        Column { name: "actor", value: |transfer| transfer.actor.as_ref().into() },
        Column { name: "version", value: |transfer| whole(transfer.version) },
    ],
    columns: &[
        "id",
        "from_id",
        "to_id",
        "lines",
        "status",
        "expected_at",
        "reason",
        "reference",
        "at",
        "actor",
        "version",
    ],
    from_row: |row| read(&mut Fields::of_row(row)?),
    key: |id| id.to_string().into(),
};

fn read(fields: &mut Fields) -> rusqlite::Result<Transfer> {
    Ok(Transfer {
        id: fields.text(TransferId::parse)?,
        passage: {
            let (from, to) = (fields.text(LocationId::parse)?, fields.text(LocationId::parse)?);
            Passage::new(from, to).ok_or_else(|| unreadable(2, "a transfer that ends where it begins"))?
        },
        lines: fields.text(|text| read_lines(text, read_line))?,
        status: fields.text(TransferStatus::parse)?,
        expected_at: fields.optional_number(|millis| Some(UnixMillis::new(millis)))?,
        reason: fields.optional_text(|text| Some(text.into()))?,
        reference: fields.optional_text(|text| Some(text.into()))?,
        at: UnixMillis::new(fields.number(Some)?),
        actor: fields.text(|text| Some(text.into()))?,
        version: fields.whole()?,
    })
}

/// Product and quantity.
type Line = (ProductId, i64);

fn lines_value(transfer: &Transfer) -> Value {
    write_lines(transfer.lines.iter().map(|line| -> Line { (line.product, line.quantity.get()) }))
}

fn read_line((product, quantity): Line) -> Option<TransferLine> {
    Some(TransferLine { product, quantity: Quantity::new(quantity)? })
}
