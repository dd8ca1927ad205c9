//! Locations.

use catalog_core::api::field::Column;
use stock_core::model::{Location, LocationId, Priority};
use trastienda_storage::Table;

use super::{fields::Fields, whole};

pub(crate) const LOCATIONS: Table<Location> = Table {
    name: "locations",
    stored: &[
        Column { name: "name", value: |location| location.name.as_ref().into() },
        Column { name: "version", value: |location| whole(location.version) },
    ],
    columns: &["id", "name", "priority", "active", "version"],
    from_row: |row| read(&mut Fields::of_row(row)?),
    key: |id| id.to_string().into(),
};

fn read(fields: &mut Fields) -> rusqlite::Result<Location> {
    Ok(Location {
        id: fields.text(LocationId::parse)?,
        name: fields.text(|text| Some(text.into()))?,
        priority: fields.number(Priority::new)?,
        active: fields.flag()?,
        version: fields.whole()?,
    })
}
