//! A change while it is put together.

use std::{collections::BTreeMap, sync::Arc};

use catalog_core::product::ProductId;

use crate::{
    error::StockError,
    model::{
        Alerts, Bucket, Change, GroupId, Inventory, Level, LocationId, Movement, MovementKind, Quantity,
        Settings, Stamp, StockEvent, StockEventKind, Unmovable, View,
    },
};

/// A change in the making: numbers its movements and events, and knows each inventory as it is by now.
pub(super) struct Draft<'a> {
    view: &'a dyn View,
    stamp: &'a Stamp,
    change: Change,
    touched: BTreeMap<ProductId, Touched>,
}

/// Where an inventory stands in the change, and the movement that last changed it.
#[derive(Clone, Copy)]
struct Touched {
    place: usize,
    movement: Option<(u64, MovementKind)>,
}

/// Units that are to move.
pub(super) struct Posting<'a> {
    pub(super) kind: MovementKind,
    pub(super) location: LocationId,
    pub(super) from: Bucket,
    pub(super) to: Bucket,
    pub(super) quantity: Quantity,
    pub(super) reason: Option<&'a Arc<str>>,
    pub(super) reference: Option<&'a Arc<str>>,
    pub(super) group: GroupId,
    pub(super) floor: Option<i64>,
    pub(super) cached: bool,
}

impl<'a> Draft<'a> {
    pub(super) fn new(view: &'a dyn View, stamp: &'a Stamp) -> Self {
        Self { view, stamp, change: Change::default(), touched: BTreeMap::new() }
    }

    /// An inventory as it is by now.
    pub(super) fn inventory(&self, product: ProductId) -> Result<&Inventory, StockError> {
        let drafted =
            self.touched.get(&product).and_then(|touched| self.change.inventories.get(touched.place));
        drafted.or_else(|| self.view.inventory(product)).ok_or(StockError::InventoryNotInitialised(product))
    }

    /// Begins an inventory that holds nothing yet.
    pub(super) fn create(&mut self, product: ProductId, settings: Settings) {
        self.touched.insert(product, Touched { place: self.change.inventories.len(), movement: None });
        self.change.inventories.push(Inventory {
            product,
            settings,
            level: Level::default(),
            alerts: Alerts::default(),
            version: 0,
            updated_at: self.stamp.at,
        });
    }

    /// Moves units.
    pub(super) fn post(&mut self, product: ProductId, posting: &Posting<'_>) -> Result<(), StockError> {
        let before = *self.inventory(product)?;
        let level = before.level.moved(posting.from, posting.to, posting.quantity).map_err(|unmovable| {
            match unmovable {
                Unmovable::Overflow => StockError::QuantityOverflow(product),
                Unmovable::Short(bucket) => StockError::BucketShort {
                    product,
                    bucket,
                    requested: posting.quantity.get(),
                    held: before.level.get(bucket).unwrap_or_default(),
                },
            }
        })?;
        debug_assert!(posting.kind.connects(posting.from, posting.to), "{} fits its buckets", posting.kind);
        debug_assert!(posting.floor.is_none_or(|floor| level.sellable >= floor), "the floor was looked at");
        let seq = self.view.next_movement() + self.change.movements.len() as u64;
        self.put(Inventory { level, ..before }, Some((seq, posting.kind)))?;
        self.change.movements.push(Movement {
            seq,
            at: self.stamp.at,
            kind: posting.kind,
            product,
            location: posting.location,
            from: posting.from,
            to: posting.to,
            quantity: posting.quantity,
            reason: posting.reason.cloned(),
            reference: posting.reference.cloned(),
            actor: Arc::clone(&self.stamp.actor),
            group: posting.group,
            floor: posting.floor,
            cached: posting.cached,
        });
        Ok(())
    }

    /// Puts other settings.
    pub(super) fn set(&mut self, product: ProductId, settings: Settings) -> Result<(), StockError> {
        let before = *self.inventory(product)?;
        self.put(Inventory { settings, ..before }, None)
    }

    /// Tells of an inventory although no units moved.
    pub(super) fn tell(&mut self, product: ProductId) -> Result<(), StockError> {
        let before = *self.inventory(product)?;
        self.put(before, None)
    }

    /// The change, with the alerts that it raises.
    pub(super) fn finish(mut self) -> Change {
        for kind in [StockEventKind::Low, StockEventKind::Out, StockEventKind::Back] {
            for place in 0..self.change.inventories.len() {
                let Some(after) = self.change.inventories.get(place).copied() else { continue };
                // A new inventory has no before: a creation raises no alert.
                let Some(before) = self.view.inventory(after.product) else { continue };
                let raised = match kind {
                    StockEventKind::Changed => false,
                    StockEventKind::Low => after.alerts.low && !before.alerts.low,
                    StockEventKind::Out => after.alerts.out && !before.alerts.out,
                    StockEventKind::Back => before.alerts.out && !after.alerts.out,
                };
                if raised {
                    let movement = self.touched.get(&after.product).and_then(|touched| touched.movement);
                    self.event(kind, after, movement);
                }
            }
        }
        self.change
    }

    /// Replaces an inventory and tells of it.
    fn put(&mut self, mut after: Inventory, movement: Option<(u64, MovementKind)>) -> Result<(), StockError> {
        if !after.is_in_range() {
            return Err(StockError::QuantityOverflow(after.product));
        }
        after.alerts = after.alerts_due();
        after.version = self.next_event();
        after.updated_at = self.stamp.at;
        let next = Touched { place: self.change.inventories.len(), movement };
        let touched = self.touched.entry(after.product).or_insert(next);
        touched.movement = movement.or(touched.movement);
        match self.change.inventories.get_mut(touched.place) {
            Some(inventory) => *inventory = after,
            None => self.change.inventories.push(after),
        }
        self.event(StockEventKind::Changed, after, movement);
        Ok(())
    }

    fn event(&mut self, kind: StockEventKind, level: Inventory, movement: Option<(u64, MovementKind)>) {
        let (seq, actor) = (self.next_event(), Arc::clone(&self.stamp.actor));
        self.change.events.push(StockEvent { seq, at: self.stamp.at, kind, movement, level, actor });
    }

    fn next_event(&self) -> u64 {
        self.view.next_event() + self.change.events.len() as u64
    }
}
