//! The tables, one file each.

mod adjustment;
mod event;
mod fields;
mod inventory;
mod level;
mod location;
mod movement;
mod purchase;
mod reservation;
mod returns;
mod transfer;
pub(crate) mod webhooks;

use std::sync::LazyLock;

use catalog_core::api::value::Value;
use stock_core::{
    model::{
        Adjustment, Inventory, Level, Location, Movement, Purchase, Reservation, Return, StockEvent, Transfer,
    },
    webhook::{Delivery, Webhook, WebhookSecret},
};
use trastienda_storage::{Lists, Rows, Table};

pub(crate) use adjustment::ADJUSTMENTS;
pub(crate) use event::EVENTS;
pub(crate) use inventory::INVENTORY;
pub(crate) use level::LEVELS;
pub(crate) use location::LOCATIONS;
pub(crate) use movement::MOVEMENTS;
pub(crate) use purchase::PURCHASES;
pub(crate) use reservation::{RESERVATIONS, active};
pub(crate) use returns::RETURNS;
pub(crate) use transfer::TRANSFERS;
pub(crate) use webhooks::DELIVERIES;

/// The tables of the Inventory service in a file.
#[derive(Debug)]
pub struct Tables;

impl Lists<Inventory> for Tables {
    const TABLE: Table<Inventory> = INVENTORY;
}

impl Lists<Level> for Tables {
    const TABLE: Table<Level> = LEVELS;
}

impl Lists<Location> for Tables {
    const TABLE: Table<Location> = LOCATIONS;
}

impl Lists<Transfer> for Tables {
    const TABLE: Table<Transfer> = TRANSFERS;
}

impl Lists<Movement> for Tables {
    const TABLE: Table<Movement> = MOVEMENTS;
}

impl Lists<Purchase> for Tables {
    const TABLE: Table<Purchase> = PURCHASES;
}

impl Lists<Reservation> for Tables {
    const TABLE: Table<Reservation> = RESERVATIONS;
}

impl Lists<Return> for Tables {
    const TABLE: Table<Return> = RETURNS;
}

impl Lists<Adjustment> for Tables {
    const TABLE: Table<Adjustment> = ADJUSTMENTS;
}

impl Lists<StockEvent> for Tables {
    const TABLE: Table<StockEvent> = EVENTS;
}

impl Lists<Webhook> for Tables {
    const TABLE: Table<Webhook> = webhooks::WEBHOOKS;
}

impl Lists<WebhookSecret> for Tables {
    const TABLE: Table<WebhookSecret> = webhooks::SECRETS;
}

impl Lists<Delivery> for Tables {
    const TABLE: Table<Delivery> = DELIVERIES;
}

/// How the rows of each table are written.
pub(crate) struct Written {
    pub(crate) inventory: Rows<Inventory>,
    pub(crate) levels: Rows<Level>,
    pub(crate) locations: Rows<Location>,
    pub(crate) transfers: Rows<Transfer>,
    pub(crate) movements: Rows<Movement>,
    pub(crate) purchases: Rows<Purchase>,
    pub(crate) reservations: Rows<Reservation>,
    pub(crate) returns: Rows<Return>,
    pub(crate) adjustments: Rows<Adjustment>,
    pub(crate) events: Rows<StockEvent>,
    pub(crate) webhooks: Rows<Webhook>,
    pub(crate) secrets: Rows<WebhookSecret>,
    pub(crate) deliveries: Rows<Delivery>,
}

/// Made once: each holds the text of its statements.
pub(crate) static ROWS: LazyLock<Written> = LazyLock::new(|| Written {
    inventory: Rows::of(&INVENTORY),
    levels: Rows::of(&LEVELS),
    locations: Rows::of(&LOCATIONS),
    transfers: Rows::of(&TRANSFERS),
    movements: Rows::of(&MOVEMENTS),
    // Told by the movements.
    purchases: Rows::of(&PURCHASES).without("purchase_products"),
    reservations: Rows::of(&RESERVATIONS),
    returns: Rows::of(&RETURNS),
    adjustments: Rows::of(&ADJUSTMENTS),
    events: Rows::of(&EVENTS),
    webhooks: Rows::of(&webhooks::WEBHOOKS),
    secrets: Rows::of(&webhooks::SECRETS),
    deliveries: Rows::of(&DELIVERIES),
});

/// A sequence number; none comes near the end of the range.
fn whole(number: u64) -> Value {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}
