//! The stock in memory.

use std::sync::{PoisonError, RwLock};

use catalog_core::{
    api::query::Query,
    engine::{Holds, Memory, MemoryJournal, Page, Table},
    product::ProductId,
};

use super::stock::{Key, Stock};
use crate::model::{
    Adjustment, AdjustmentId, Inventory, Movement, Purchase, PurchaseId, Return, ReturnId, StockEvent,
};
use crate::webhook::{Delivery, Webhook, WebhookId, WebhookSecret};

/// An Inventory service's store that a restart forgets.
pub type MemoryStock = Memory<Stock, StockTables>;

/// The tables of the stock.
///
/// The domain is [resident](Stock::resident) here: what it does not know does not exist.
#[derive(Debug, Default)]
pub struct StockTables {
    inventories: Table<Inventory>,
    movements: Table<Movement>,
    purchases: Table<Purchase>,
    returns: Table<Return>,
    adjustments: Table<Adjustment>,
    events: Table<StockEvent>,
    webhooks: Table<Webhook>,
    webhook_secrets: Table<WebhookSecret>,
    deliveries: Table<Delivery>,
    /// Held while a batch is put, so that whoever reads sees all of it or nothing.
    batch: RwLock<()>,
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
        inventories.for_each(|inventory| self.inventories.put(*inventory));
        let purchases = stock.purchases.drafted().filter_map(|(_, purchase)| purchase);
        purchases.for_each(|purchase| self.purchases.put(purchase.clone()));
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
    Movement, u64 => movements;
    Purchase, PurchaseId => purchases;
    Return, ReturnId => returns;
    Adjustment, AdjustmentId => adjustments;
    StockEvent, u64 => events;
    Webhook, WebhookId => webhooks;
    WebhookSecret, WebhookId => webhook_secrets;
    Delivery, u64 => deliveries;
}
