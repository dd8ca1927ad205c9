//! The journal.

use catalog_core::{
    api::{field::Column, id::parse_uuid, instant::UnixMillis},
    product::ProductId,
};
use stock_core::model::{Bucket, GroupId, LocationId, Movement, MovementKind, Quantity};
use trastienda_storage::Table;

use super::{fields::Fields, whole};

pub(crate) const MOVEMENTS: Table<Movement> = Table {
    name: "movements",
    stored: &[
        Column { name: "from_bucket", value: |movement| movement.from.name().into() },
        Column { name: "to_bucket", value: |movement| movement.to.name().into() },
        Column { name: "quantity", value: |movement| movement.quantity.get().into() },
        Column { name: "reason", value: |movement| movement.reason.as_deref().into() },
        Column { name: "actor", value: |movement| movement.actor.as_ref().into() },
        Column { name: "floor", value: |movement| movement.floor.into() },
        Column { name: "cached", value: |movement| i64::from(movement.cached).into() },
    ],
    columns: &[
        "seq",
        "at",
        "kind",
        "product_id",
        "location_id",
        "destination_id",
        "from_bucket",
        "to_bucket",
        "quantity",
        "reason",
        "reference",
        "actor",
        "group_id",
        "floor",
        "cached",
    ],
    from_row: |row| read(&mut Fields::of_row(row)?),
    key: |seq| whole(*seq),
};

fn read(fields: &mut Fields) -> rusqlite::Result<Movement> {
    Ok(Movement {
        seq: fields.whole()?,
        at: UnixMillis::new(fields.number(Some)?),
        kind: fields.text(MovementKind::parse)?,
        product: fields.text(ProductId::parse)?,
        location: fields.text(LocationId::parse)?,
        destination: fields.optional_text(LocationId::parse)?,
        from: fields.text(Bucket::parse)?,
        to: fields.text(Bucket::parse)?,
        quantity: fields.number(Quantity::new)?,
        reason: fields.optional_text(|text| Some(text.into()))?,
        reference: fields.optional_text(|text| Some(text.into()))?,
        actor: fields.text(|text| Some(text.into()))?,
        group: fields.text(|text| parse_uuid(text).map(GroupId))?,
        floor: fields.optional_number(Some)?,
        cached: fields.flag()?,
    })
}
