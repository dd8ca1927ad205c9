//! A change while it is put together.

use std::{collections::BTreeMap, sync::Arc};

use catalog_core::product::ProductId;

use crate::{
    error::StockError,
    model::{
        Alerts, Bucket, Change, GroupId, Inventory, Level, LocationId, Movement, MovementKind, Quantity,
        Reservation, ReservationId, Settings, Stamp, StockEvent, StockEventKind, Tally, Unmovable, View,
    },
};

/// A change in the making: numbers its movements and events, and knows each inventory as it is by now.
pub(super) struct Draft<'a> {
    view: &'a dyn View,
    stamp: &'a Stamp,
    /// Who does what comes next.
    actor: Arc<str>,
    change: Change,
    touched: BTreeMap<ProductId, Touched>,
    reservations: BTreeMap<ReservationId, Reservation>,
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
        Self {
            view,
            stamp,
            actor: Arc::clone(&stamp.actor),
            change: Change::default(),
            touched: BTreeMap::new(),
            reservations: BTreeMap::new(),
        }
    }

    /// What comes next is done by `actor`.
    pub(super) fn act_as(&mut self, actor: Arc<str>) {
        self.actor = actor;
    }

    /// A reservation as it is by now.
    pub(super) fn reservation(&self, id: ReservationId) -> Option<&Reservation> {
        self.reservations.get(&id).or_else(|| self.view.reservation(id))
    }

    /// What the one who asks holds for `owner` by now.
    pub(super) fn held_by(&self, owner: &Arc<str>) -> Vec<Reservation> {
        let stood = self.view.holds().of_owner(&self.stamp.actor, owner);
        let stood = stood.filter(|reservation| {
            reservation.expires_at > self.stamp.at && !self.reservations.contains_key(&reservation.id)
        });
        let is_his = |reservation: &&Reservation| {
            reservation.is_active() && (&reservation.actor, &reservation.owner) == (&self.stamp.actor, owner)
        };
        stood.chain(self.reservations.values().filter(is_his)).cloned().collect()
    }

    /// What the one who asks holds for all of his owners by now.
    pub(super) fn held_by_key(&self) -> Tally {
        let (holds, actor) = (self.view.holds(), &self.stamp.actor);
        let stood = |id| holds.get(id).map(Tally::of).unwrap_or_default();
        // What is due on other products is not held any more, whether that was written or not.
        let due = holds.due(self.stamp.at).filter(|id| !self.reservations.contains_key(id));
        let due = due.filter(|id| holds.get(*id).is_some_and(|reservation| reservation.actor == *actor));
        let standing = due.fold(holds.of_key(actor), |tally, id| tally.minus(stood(id)));
        let drafted = self.reservations.values().filter(|reservation| reservation.actor == *actor);
        drafted.fold(standing, |tally, after| tally.minus(stood(after.id)).plus(Tally::of(after)))
    }

    /// Puts a reservation as it is from now on.
    pub(super) fn keep(&mut self, reservation: Reservation) {
        self.reservations.insert(reservation.id, reservation);
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
            actor: Arc::clone(&self.actor),
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
        let version = self.change.version();
        let reservations = self.reservations.into_values();
        self.change.reservations =
            reservations.map(|reservation| Reservation { version, ..reservation }).collect();
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
        let (seq, actor) = (self.next_event(), Arc::clone(&self.actor));
        self.change.events.push(StockEvent { seq, at: self.stamp.at, kind, movement, level, actor });
    }

    fn next_event(&self) -> u64 {
        self.view.next_event() + self.change.events.len() as u64
    }
}
