//! Loading and writing the stock.

use rusqlite::Connection;
use stock_core::service::{Held, Key, Stock};
use trastienda_storage::{Feed, Format, KEPT_PLACES_SCHEMA, KEPT_SCHEMA, SqliteJournal};

use crate::tables::{
    DELIVERIES, EVENTS, INVENTORY, LEVELS, LOCATIONS, PURCHASES, RESERVATIONS, ROWS, TRANSFERS, Tables,
    active, webhooks,
};

/// How many rows loaded on demand are held between batches: some megabytes.
const LOADED_MAX: usize = 4_000;

impl SqliteJournal<Stock> for Tables {
    const FORMAT: Format = Format {
        kind: "stock",
        // "TrSt"
        application_id: 0x5472_5374,
        migrations: &[
            KEPT_SCHEMA,
            include_str!("schema.sql"),
            include_str!("reservations.sql"),
            include_str!("webhooks.sql"),
            KEPT_PLACES_SCHEMA,
        ],
    };
    const FEEDS: &'static [Feed] =
        &[Feed { table: EVENTS.name, key: "seq" }, Feed { table: DELIVERIES.name, key: "seq" }];

    fn open(db: &Connection) -> rusqlite::Result<Stock> {
        let held = Held {
            inventories: INVENTORY.all(db)?,
            levels: LEVELS.all(db)?,
            locations: LOCATIONS.all(db)?,
            reservations: active(db)?,
        };
        let movement = last(db, "SELECT max(seq) FROM movements")?;
        let event = last(db, "SELECT max(seq) FROM stock_events")?;
        let webhooks = webhooks::open(db)?;
        Ok(Stock { webhooks, ..Stock::at(held, movement, event) })
    }

    fn load(db: &Connection, stock: &mut Stock, keys: &[Key]) -> rusqlite::Result<()> {
        for key in keys {
            match key {
                Key::Purchase(id) => stock.purchases.load(*id, PURCHASES.get(db, id)?),
                Key::Reservation(id) => stock.reservations.load(*id, RESERVATIONS.get(db, id)?),
                Key::Transfer(id) => stock.transfers.load(*id, TRANSFERS.get(db, id)?),
                Key::Return(id) => {
                    let found = exists(db, "SELECT 1 FROM returns WHERE id = ?", &id.to_string())?;
                    stock.returns.load(*id, found.then_some(()));
                }
                Key::Adjustment(id) => {
                    let found = exists(db, "SELECT 1 FROM adjustments WHERE id = ?", &id.to_string())?;
                    stock.adjustments.load(*id, found.then_some(()));
                }
            }
        }
        Ok(())
    }

    /// Stock is never removed, so every drafted row of it is one to put.
    fn store(db: &Connection, stock: &Stock) -> rusqlite::Result<()> {
        ROWS.inventory.put_all(db, stock.inventories.drafted().filter_map(|(_, inventory)| inventory))?;
        ROWS.levels.put_all(db, stock.levels.drafted().filter_map(|(_, level)| level))?;
        ROWS.locations.put_all(db, stock.locations.drafted().filter_map(|(_, location)| location))?;
        ROWS.transfers.put_all(db, stock.transfers.drafted().filter_map(|(_, transfer)| transfer))?;
        ROWS.purchases.put_all(db, stock.purchases.drafted().filter_map(|(_, purchase)| purchase))?;
        let reservations = stock.reservations.drafted().filter_map(|(_, reservation)| reservation);
        ROWS.reservations.put_all(db, reservations)?;
        ROWS.returns.put_all(db, stock.returned.drafted())?;
        ROWS.adjustments.put_all(db, stock.adjusted.drafted())?;
        ROWS.movements.put_all(db, stock.movements.drafted())?;
        ROWS.events.put_all(db, stock.events.drafted())?;
        webhooks::store(db, &stock.webhooks)
    }

    /// One line for each change of a level.
    fn committed(stock: &Stock) {
        for (event, movement) in stock.changed() {
            tracing::info!(
                product = %event.level.product,
                kind = movement.map(|movement| movement.kind.name()),
                quantity = movement.map(|movement| movement.quantity.get()),
                available = event.level.available(),
                seq = event.seq,
                actor = &*event.actor,
                "stock.changed"
            );
        }
    }

    fn bound(stock: &mut Stock) {
        if stock.loaded() > LOADED_MAX {
            stock.forget();
        }
    }
}

fn exists(db: &Connection, sql: &str, id: &str) -> rusqlite::Result<bool> {
    db.prepare_cached(sql)?.exists([id])
}

/// The last of a sequence.
pub(crate) fn last(db: &Connection, sql: &str) -> rusqlite::Result<u64> {
    let last: Option<i64> = db.query_row(sql, (), |row| row.get(0))?;
    Ok(last.and_then(|last| last.try_into().ok()).unwrap_or(0))
}
