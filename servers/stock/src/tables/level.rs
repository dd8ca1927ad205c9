//! Levels.

use catalog_core::api::{field::Column, instant::UnixMillis};
use stock_core::model::{Buckets, Level, LevelId};
use trastienda_storage::Table;

use super::{fields::Fields, whole};

pub(crate) const LEVELS: Table<Level> = Table {
    name: "levels",
    stored: &[
        Column { name: "reserved", value: |level| level.buckets.reserved.into() },
        Column { name: "committed", value: |level| level.buckets.committed.into() },
        Column { name: "unavailable", value: |level| level.buckets.unavailable.into() },
        Column { name: "incoming", value: |level| level.buckets.incoming.into() },
        Column { name: "in_transit", value: |level| level.in_transit.into() },
        Column { name: "version", value: |level| whole(level.version) },
    ],
    columns: &[
        "id",
        "available",
        "reserved",
        "committed",
        "unavailable",
        "incoming",
        "in_transit",
        "version",
        "updated_at",
    ],
    from_row: |row| read(&mut Fields::of_row(row)?),
    key: |id| id.to_string().into(),
};

fn read(fields: &mut Fields) -> rusqlite::Result<Level> {
    Ok(Level {
        id: fields.text(LevelId::parse)?,
        buckets: Buckets {
            sellable: fields.number(Some)?,
            reserved: fields.number(Some)?,
            committed: fields.number(Some)?,
            unavailable: fields.number(Some)?,
            incoming: fields.number(Some)?,
        },
        in_transit: fields.number(Some)?,
        version: fields.whole()?,
        updated_at: UnixMillis::new(fields.number(Some)?),
    })
}
