//! The feed.

use catalog_core::api::{field::Column, instant::UnixMillis, value::Value};
use stock_core::model::{Inventory, MovementKind, StockEvent, StockEventKind};
use trastienda_storage::Table;

use super::{
    fields::Fields,
    inventory::{self, COLUMNS},
    whole,
};

pub(crate) const EVENTS: Table<StockEvent> = Table {
    name: "stock_events",
    stored: &[
        Column { name: "at", value: |event| event.at.get().into() },
        Column {
            name: "movement",
            value: |event| event.movement.map(|(seq, _)| seq).map_or(Value::Null, whole),
        },
        Column { name: "cause", value: |event| event.movement.map(|(_, kind)| kind.name()).into() },
        Column { name: "level", value: |event| level_text(&event.level).into() },
        Column { name: "actor", value: |event| event.actor.as_ref().into() },
    ],
    columns: &["seq", "at", "kind", "movement", "cause", "level", "actor"],
    from_row: |row| read(&mut Fields::of_row(row)?),
    key: |seq| whole(*seq),
};

fn read(fields: &mut Fields) -> rusqlite::Result<StockEvent> {
    Ok(StockEvent {
        seq: fields.whole()?,
        at: UnixMillis::new(fields.number(Some)?),
        kind: fields.text(StockEventKind::parse)?,
        movement: {
            let seq = fields.optional_number(|seq| u64::try_from(seq).ok())?;
            seq.zip(fields.optional_text(MovementKind::parse)?)
        },
        level: fields.text(|text| inventory::read(&mut Fields::of_json(text)?).ok())?,
        actor: fields.text(|text| Some(text.into()))?,
    })
}

fn level_text(inventory: &Inventory) -> String {
    let values: Vec<Value> = COLUMNS.iter().map(|column| (column.value)(inventory)).collect();
    // Numbers and texts always have a JSON form.
    serde_json::to_string(&values).unwrap_or_default()
}
