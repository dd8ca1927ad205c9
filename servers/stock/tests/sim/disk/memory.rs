//! Tables in memory that outlive the process which writes them.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use catalog_core::{
    api::{
        field::Listed,
        query::{PAGE_SIZE_MAX, Query, Window},
    },
    engine::{Batch, Holds, Journal, Kept, MemoryJournal, Once, Scope, StoreError, Tracked},
};
use stock_core::{
    model::{self, Adjustment, Purchase, Reservation, Return, Transfer},
    service::{Held, Key, Stock, StockTables},
};

/// The tables, and the kept answers beside them.
#[derive(Debug, Default)]
pub(crate) struct MemoryDisk {
    pub(super) tables: StockTables,
    kept: Mutex<BTreeMap<Scope, Kept>>,
    /// The `seq` of the last movement and of the last event.
    last: Mutex<(u64, u64)>,
}

impl MemoryDisk {
    /// The stock as it stands here. Like that of a file it knows the levels, and loads the rest on demand.
    pub(super) fn stock(&self) -> Stock {
        let mut reservations = model::Holds::default();
        for reservation in self.all::<Reservation>() {
            reservations.put(&reservation);
        }
        let (inventories, levels, locations) = (self.all(), self.all(), self.all());
        let held = Held { inventories, levels, locations, reservations };
        let (movement, event) = *self.last.lock().unwrap();
        Stock {
            purchases: self.up_to::<Purchase, _>(),
            reservations: self.up_to::<Reservation, _>(),
            transfers: self.up_to::<Transfer, _>(),
            returns: self.up_to::<Return, _>(),
            adjustments: self.up_to::<Adjustment, _>(),
            ..Stock::at(held, movement, event)
        }
    }

    /// Knows of the rows of a table how far they go.
    fn up_to<R: Listed, T>(&self) -> Tracked<R::Id, T>
    where
        StockTables: Holds<R>,
    {
        Tracked::up_to(self.all::<R>().iter().map(|row| row.id().clone()).max())
    }

    /// The rows of a small table.
    fn all<R: Listed>(&self) -> Vec<R>
    where
        StockTables: Holds<R>,
    {
        let window = Window::Number { number: 1, size: PAGE_SIZE_MAX };
        let page = self.tables.page(&Query::<R> { window, ..Query::first_page() });
        assert!(!page.more_after, "more rows than the simulation makes");
        page.items
    }
}

/// The writer's side.
pub(super) struct Writer(pub(super) Arc<MemoryDisk>);

impl Journal<Stock> for Writer {
    fn load(&mut self, stock: &mut Stock, keys: &[Key]) -> Result<(), StoreError> {
        for key in keys {
            match key {
                Key::Purchase(id) => {
                    stock.purchases.load(*id, Holds::<Purchase>::get(&self.0.tables, id));
                }
                Key::Transfer(id) => {
                    stock.transfers.load(*id, Holds::<Transfer>::get(&self.0.tables, id));
                }
                Key::Reservation(id) => {
                    stock.reservations.load(*id, Holds::<Reservation>::get(&self.0.tables, id));
                }
                Key::Return(id) => {
                    let found = Holds::<Return>::get(&self.0.tables, id);
                    stock.returns.load(*id, found.map(|_| ()));
                }
                Key::Adjustment(id) => {
                    let found = Holds::<Adjustment>::get(&self.0.tables, id);
                    stock.adjustments.load(*id, found.map(|_| ()));
                }
            }
        }
        Ok(())
    }

    fn kept(&mut self, once: &Once) -> Result<Option<Kept>, StoreError> {
        Ok(self.0.kept.lock().unwrap().get(&once.scope).cloned())
    }

    fn commit(&mut self, batch: &Batch<'_, Stock>) -> Result<(), StoreError> {
        self.0.kept.lock().unwrap().extend(batch.kept.iter().map(|kept| (kept.once.scope, kept.clone())));
        self.0.tables.store(batch.domain);
        *self.0.last.lock().unwrap() = (batch.domain.movement_seq.last(), batch.domain.event_seq.last());
        Ok(())
    }
}
