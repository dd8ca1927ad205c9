//! The stock in memory.

use std::sync::{PoisonError, RwLock};

use catalog_core::{
    api::query::Query,
    engine::{Holds, Memory, MemoryJournal, Page, Table},
    product::ProductId,
};

use super::stock::{Key, Stock};
use crate::model::{
    Adjustment, AdjustmentId, Inventory, Level, LevelId, Location, LocationId, Movement, Purchase,
    PurchaseId, Reservation, ReservationId, Return, ReturnId, StockEvent, Transfer, TransferId,
};
use crate::webhook::{Delivery, Webhook, WebhookId, WebhookSecret};

/// An Inventory service's store that a restart forgets.
pub type MemoryStock = Memory<Stock, StockTables>;

/// The tables of the stock.
///
/// The domain is [resident](Stock::resident) here: what it does not know does not exist.
#[derive(Debug)]
pub struct StockTables {
    inventories: Table<Inventory>,
    levels: Table<Level>,
    locations: Table<Location>,
    movements: Table<Movement>,
    purchases: Table<Purchase>,
    reservations: Table<Reservation>,
    transfers: Table<Transfer>,
    returns: Table<Return>,
    adjustments: Table<Adjustment>,
    events: Table<StockEvent>,
    webhooks: Table<Webhook>,
    webhook_secrets: Table<WebhookSecret>,
    deliveries: Table<Delivery>,
    /// Held while a batch is put, so that whoever reads sees all of it or nothing.
    batch: RwLock<()>,
}

impl Default for StockTables {
    /// Nothing but the main location.
    fn default() -> Self {
        let tables = Self {
            inventories: Table::default(),
            levels: Table::default(),
            locations: Table::default(),
            movements: Table::default(),
            purchases: Table::default(),
            reservations: Table::default(),
            transfers: Table::default(),
            returns: Table::default(),
            adjustments: Table::default(),
            events: Table::default(),
            webhooks: Table::default(),
            webhook_secrets: Table::default(),
            deliveries: Table::default(),
            batch: RwLock::default(),
        };
        tables.locations.put(Location::main());
        tables
    }
}

impl MemoryJournal<Stock> for StockTables {
    fn domain() -> Stock {
        Stock::resident()
    }

    fn load(&self, _: &mut Stock, _: &[Key]) {}

    /// Stock is never removed, so every drafted row of it is one to put.
    fn store(&self, stock: &Stock) {
        let _whole = self.batch.write().unwrap_or_else(PoisonError::into_inner);
        let inventories = stock.inventories.drafted().filter_map(|(_, inventory)| inventory);
        inventories.for_each(|inventory| self.inventories.put(inventory.clone()));
        let levels = stock.levels.drafted().filter_map(|(_, level)| level);
        levels.for_each(|level| self.levels.put(*level));
        let locations = stock.locations.drafted().filter_map(|(_, location)| location);
        locations.for_each(|location| self.locations.put(location.clone()));
        let transfers = stock.transfers.drafted().filter_map(|(_, transfer)| transfer);
        transfers.for_each(|transfer| self.transfers.put(transfer.clone()));
        let purchases = stock.purchases.drafted().filter_map(|(_, purchase)| purchase);
        purchases.for_each(|purchase| self.purchases.put(purchase.clone()));
        let reservations = stock.reservations.drafted().filter_map(|(_, reservation)| reservation);
        reservations.for_each(|reservation| self.reservations.put(reservation.clone()));
        stock.movements.drafted().iter().cloned().for_each(|movement| self.movements.put(movement));
        stock.returned.drafted().iter().cloned().for_each(|returned| self.returns.put(returned));
        stock.adjusted.drafted().iter().cloned().for_each(|adjustment| self.adjustments.put(adjustment));
        stock.events.drafted().iter().cloned().for_each(|event| self.events.put(event));
        self.store_webhooks(stock);
    }
}

impl StockTables {
    /// Webhooks go, and their log with them.
    fn store_webhooks(&self, stock: &Stock) {
        for (_, id) in stock.webhooks.removed.drafted() {
            let log = self.deliveries.all().into_iter().filter(|entry| entry.webhook == *id);
            log.for_each(|entry| self.deliveries.remove(&entry.seq));
        }
        for (id, webhook) in stock.webhooks.rows.drafted() {
            match webhook {
                Some(webhook) => self.webhooks.put(webhook.clone()),
                None => self.webhooks.remove(id),
            }
        }
        for (id, secret) in stock.webhooks.secrets.drafted() {
            match secret {
                Some(secret) => self.webhook_secrets.put(secret.clone()),
                None => self.webhook_secrets.remove(id),
            }
        }
        stock.webhooks.log_kept().cloned().for_each(|entry| self.deliveries.put(entry));
    }
}

/// Each table answers for its resource.
macro_rules! holds {
    ($($resource:ty, $id:ty => $table:ident;)*) => {$(
        impl Holds<$resource> for StockTables {
            fn page(&self, query: &Query<$resource>) -> Page<$resource> {
                let _whole = self.batch.read().unwrap_or_else(PoisonError::into_inner);
                self.$table.page(query)
            }

            fn get(&self, id: &$id) -> Option<$resource> {
                self.$table.get(id)
            }
        }
    )*};
}

holds! {
    Inventory, ProductId => inventories;
    Level, LevelId => levels;
    Location, LocationId => locations;
    Movement, u64 => movements;
    Purchase, PurchaseId => purchases;
    Reservation, ReservationId => reservations;
    Transfer, TransferId => transfers;
    Return, ReturnId => returns;
    Adjustment, AdjustmentId => adjustments;
    StockEvent, u64 => events;
    Webhook, WebhookId => webhooks;
    WebhookSecret, WebhookId => webhook_secrets;
    Delivery, u64 => deliveries;
}
