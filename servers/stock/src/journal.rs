//! Loading and writing the stock.

use catalog_core::{api::field::Listed, engine::Tracked};
use rusqlite::Connection;
use stock_core::{
    model::{AdjustmentId, PurchaseId, ReservationId, ReturnId, TransferId},
    service::{Held, Key, Stock},
};
use trastienda_storage::{Feed, Format, KEPT_PLACES_SCHEMA, KEPT_SCHEMA, Rows, SqliteJournal, unreadable};

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
            include_str!("products_of_purchases.sql"),
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
        Ok(Stock {
            webhooks,
            purchases: Tracked::up_to(last_id(db, "SELECT max(id) FROM purchases", PurchaseId::parse)?),
            reservations: Tracked::up_to(last_id(
                db,
                "SELECT max(id) FROM reservations",
                ReservationId::parse,
            )?),
            transfers: Tracked::up_to(last_id(db, "SELECT max(id) FROM transfers", TransferId::parse)?),
            returns: Tracked::up_to(last_id(db, "SELECT max(id) FROM returns", ReturnId::parse)?),
            adjustments: Tracked::up_to(last_id(db, "SELECT max(id) FROM adjustments", AdjustmentId::parse)?),
            ..Stock::at(held, movement, event)
        })
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

    /// Stock is never removed, so every change leaves a row.
    fn store(db: &Connection, stock: &Stock) -> rusqlite::Result<()> {
        write(db, &ROWS.inventory, &stock.inventories)?;
        write(db, &ROWS.levels, &stock.levels)?;
        write(db, &ROWS.locations, &stock.locations)?;
        write(db, &ROWS.transfers, &stock.transfers)?;
        write(db, &ROWS.purchases, &stock.purchases)?;
        let reservations = stock.reservations.drafted().filter_map(|(_, reservation)| reservation);
        ROWS.reservations.put_all(db, reservations)?;
        ROWS.returns.add_all(db, stock.returned.drafted())?;
        ROWS.adjustments.add_all(db, stock.adjusted.drafted())?;
        ROWS.movements.add_all(db, stock.movements.drafted())?;
        ROWS.events.add_all(db, stock.events.drafted())?;
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

/// Writes the rows that a batch added or changed.
fn write<R: Listed>(db: &Connection, rows: &Rows<R>, held: &Tracked<R::Id, R>) -> rusqlite::Result<()> {
    rows.add_all(db, held.changes().filter_map(|(before, after)| after.filter(|_| before.is_none())))?;
    let mut changed = held.changes().filter_map(|(before, after)| before.zip(after));
    changed.try_for_each(|(before, after)| rows.change(db, before, after))
}

fn exists(db: &Connection, sql: &str, id: &str) -> rusqlite::Result<bool> {
    db.prepare_cached(sql)?.exists([id])
}

/// The last identifier of a table. Identifiers stand there in the order of their numbers.
fn last_id<T>(db: &Connection, sql: &str, parse: fn(&str) -> Option<T>) -> rusqlite::Result<Option<T>> {
    let last: Option<String> = db.query_row(sql, (), |row| row.get(0))?;
    last.map(|id| parse(&id).ok_or_else(|| unreadable(0, "no identifier"))).transpose()
}

/// The last of a sequence.
pub(crate) fn last(db: &Connection, sql: &str) -> rusqlite::Result<u64> {
    let last: Option<i64> = db.query_row(sql, (), |row| row.get(0))?;
    Ok(last.and_then(|last| last.try_into().ok()).unwrap_or(0))
}
