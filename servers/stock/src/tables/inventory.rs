//! Inventories.

use catalog_core::{
    api::{field::Column, instant::UnixMillis, value::Value},
    product::ProductId,
};
use stock_core::model::{Alerts, Buckets, Inventory, LocationId, Policy, Settings, Units};
use trastienda_storage::Table;

use super::{fields::Fields, whole};

pub(crate) const INVENTORY: Table<Inventory> = Table {
    name: "inventory",
    stored: COLUMNS,
    columns: &[
        "product_id",
        "policy",
        "backorder_limit",
        "safety_stock",
        "low_stock_at",
        "sellable",
        "reserved",
        "committed",
        "unavailable",
        "incoming",
        "places",
        "alert_low",
        "alert_out",
        "version",
        "updated_at",
    ],
    from_row: |row| read(&mut Fields::of_row(row)?),
    key: |id| id.to_string().into(),
};

/// What an inventory is, column by column, in the order in which it is read.
pub(super) const COLUMNS: &[Column<Inventory>] = &[
    Column { name: "product_id", value: |inventory| inventory.product.to_string().into() },
    Column { name: "policy", value: |inventory| inventory.settings.policy.name().into() },
    Column { name: "backorder_limit", value: |inventory| units(inventory.settings.backorder_limit) },
    Column { name: "safety_stock", value: |inventory| inventory.settings.safety_stock.get().into() },
    Column { name: "low_stock_at", value: |inventory| units(inventory.settings.low_stock_at) },
    Column { name: "sellable", value: |inventory| inventory.buckets.sellable.into() },
    Column { name: "reserved", value: |inventory| inventory.buckets.reserved.into() },
    Column { name: "committed", value: |inventory| inventory.buckets.committed.into() },
    Column { name: "unavailable", value: |inventory| inventory.buckets.unavailable.into() },
    Column { name: "incoming", value: |inventory| inventory.buckets.incoming.into() },
    Column { name: "places", value: places },
    Column { name: "alert_low", value: |inventory| i64::from(inventory.alerts.low).into() },
    Column { name: "alert_out", value: |inventory| i64::from(inventory.alerts.out).into() },
    Column { name: "version", value: |inventory| whole(inventory.version) },
    Column { name: "updated_at", value: |inventory| inventory.updated_at.get().into() },
];

/// Reads the columns of [`COLUMNS`].
pub(super) fn read(fields: &mut Fields) -> rusqlite::Result<Inventory> {
    Ok(Inventory {
        product: fields.text(ProductId::parse)?,
        settings: Settings {
            policy: fields.text(Policy::parse)?,
            backorder_limit: fields.optional_number(Units::new)?,
            safety_stock: fields.number(Units::new)?,
            low_stock_at: fields.optional_number(Units::new)?,
        },
        buckets: Buckets {
            sellable: fields.number(Some)?,
            reserved: fields.number(Some)?,
            committed: fields.number(Some)?,
            unavailable: fields.number(Some)?,
            incoming: fields.number(Some)?,
        },
        places: fields.text(|text| text.split(' ').map(LocationId::parse).collect())?,
        alerts: Alerts { low: fields.flag()?, out: fields.flag()? },
        version: fields.whole()?,
        updated_at: UnixMillis::new(fields.number(Some)?),
    })
}

/// Where an inventory has levels: never nowhere.
fn places(inventory: &Inventory) -> Value {
    let places: Vec<_> = inventory.places.iter().map(|location| location.to_string()).collect();
    places.join(" ").into()
}

fn units(units: Option<Units>) -> Value {
    units.map(Units::get).into()
}
