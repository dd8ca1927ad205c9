//! A change while it is put together.

use std::{collections::BTreeMap, sync::Arc};

use catalog_core::product::ProductId;

use super::split::{Order, Take, split};
use crate::{
    error::StockError,
    model::{
        Alerts, Allocation, Bucket, Buckets, Change, GroupId, Inventory, Level, LevelId, LocationId,
        Movement, MovementKind, Places, Quantity, Reservation, ReservationId, Settings, Stamp, StockEvent,
        StockEventKind, Tally, Unmovable, View,
        level::{End, Step},
    },
};

/// A change in the making: numbers its movements and events, and knows each inventory and each level as it
/// is by now.
pub(super) struct Draft<'a> {
    view: &'a dyn View,
    stamp: &'a Stamp,
    /// Who does what comes next.
    actor: Arc<str>,
    change: Change,
    touched: BTreeMap<ProductId, Touched>,
    reservations: BTreeMap<ReservationId, Reservation>,
    /// Where each level stands in the change.
    levels: BTreeMap<LevelId, usize>,
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
    /// The other location that they go to, where it is another.
    pub(super) destination: Option<LocationId>,
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
            levels: BTreeMap::new(),
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

    /// The stock of a product at a location, as it is by now.
    pub(super) fn level(&self, id: LevelId) -> Level {
        let drafted = self.levels.get(&id).and_then(|place| self.change.levels.get(*place));
        drafted.or_else(|| self.view.level(id)).copied().unwrap_or(Level::empty(id, self.stamp.at))
    }

    /// What each location gives, by what it has by now.
    pub(super) fn split(&self, orders: &[Order], allocation: &Allocation) -> Vec<Take> {
        split(self.view, &|id| self.level(id).buckets.sellable, orders, allocation)
    }

    /// Whether stock is kept at a location.
    pub(super) fn check_location(&self, location: LocationId) -> Result<(), StockError> {
        check_location(self.view, location)
    }

    /// Begins an inventory that holds nothing yet, with a level at the main location.
    pub(super) fn create(&mut self, product: ProductId, settings: Settings) {
        self.put_level(Level::empty(LevelId::new(product, LocationId::Main), self.stamp.at));
        self.touched.insert(product, Touched { place: self.change.inventories.len(), movement: None });
        self.change.inventories.push(Inventory {
            product,
            settings,
            buckets: Buckets::default(),
            places: Places::from_iter([LocationId::Main]),
            alerts: Alerts::default(),
            version: 0,
            updated_at: self.stamp.at,
        });
    }

    /// Moves units.
    pub(super) fn post(&mut self, product: ProductId, posting: &Posting<'_>) -> Result<(), StockError> {
        let mut after = self.inventory(product)?.clone();
        debug_assert!(posting.kind.connects(posting.from, posting.to), "{} fits its buckets", posting.kind);
        let seq = self.view.next_movement() + self.change.movements.len() as u64;
        let levels = self.moved(product, posting)?;
        let whole = after.buckets.moved(posting.from, posting.to, posting.quantity);
        // Each level allows it, so that only its size can be against it.
        after.buckets = whole.map_err(|_| StockError::QuantityOverflow(product))?;
        let bounded = if posting.kind.is_sale() { after.buckets } else { levels[0].buckets };
        debug_assert!(posting.floor.is_none_or(|floor| bounded.sellable >= floor), "the floor was looked at");
        after.places = levels.iter().fold(after.places, |places, level| places.with(level.id.location));
        self.put(after, Some((seq, posting.kind)))?;
        for level in levels {
            self.put_level(Level { version: seq, updated_at: self.stamp.at, ..level });
        }
        self.change.movements.push(Movement {
            seq,
            at: self.stamp.at,
            kind: posting.kind,
            product,
            location: posting.location,
            destination: posting.destination,
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
        let before = self.inventory(product)?.clone();
        self.put(Inventory { settings, ..before }, None)
    }

    /// Tells of an inventory although no units moved.
    pub(super) fn tell(&mut self, product: ProductId) -> Result<(), StockError> {
        let before = self.inventory(product)?.clone();
        self.put(before, None)
    }

    /// The change, with the alerts that it raises.
    pub(super) fn finish(mut self) -> Change {
        for kind in [StockEventKind::Low, StockEventKind::Out, StockEventKind::Back] {
            for place in 0..self.change.inventories.len() {
                let Some(after) = self.change.inventories.get(place).cloned() else { continue };
                // A new inventory has no before: a creation raises no alert.
                let Some(before) = self.view.inventory(after.product) else { continue };
                if StockEventKind::raised(before.alerts, after.alerts).any(|raised| raised == kind) {
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

    /// The levels that a posting touches, as they are after it: that which units leave comes first.
    fn moved(&self, product: ProductId, posting: &Posting<'_>) -> Result<Vec<Level>, StockError> {
        let Posting { kind, from, to, quantity, .. } = *posting;
        let end = |location, end| {
            let before = self.level(LevelId::new(product, location));
            before.moved(end, Step { kind, from, to, quantity }).map_err(|unmovable| match unmovable {
                Unmovable::Overflow => StockError::QuantityOverflow(product),
                Unmovable::Short(bucket) => StockError::BucketShort {
                    product,
                    bucket,
                    requested: quantity.get(),
                    held: before.takeable(kind, bucket).unwrap_or_default(),
                },
            })
        };
        Ok(match posting.destination {
            None => vec![end(posting.location, End::Both)?],
            Some(destination) => {
                vec![end(posting.location, End::Origin)?, end(destination, End::Destination)?]
            }
        })
    }

    fn put_level(&mut self, level: Level) {
        let place = *self.levels.entry(level.id).or_insert(self.change.levels.len());
        match self.change.levels.get_mut(place) {
            Some(before) => *before = level,
            None => self.change.levels.push(level),
        }
    }

    /// Replaces an inventory and tells of it.
    fn put(&mut self, mut after: Inventory, movement: Option<(u64, MovementKind)>) -> Result<(), StockError> {
        if !after.is_in_range() {
            return Err(StockError::QuantityOverflow(after.product));
        }
        after.alerts = after.alerts_due();
        after.version = self.next_event();
        after.updated_at = self.stamp.at;
        let event = after.clone();
        let next = Touched { place: self.change.inventories.len(), movement };
        let touched = self.touched.entry(after.product).or_insert(next);
        touched.movement = movement.or(touched.movement);
        match self.change.inventories.get_mut(touched.place) {
            Some(inventory) => *inventory = after,
            None => self.change.inventories.push(after),
        }
        self.event(StockEventKind::Changed, event, movement);
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

/// Whether there is a location and stock is kept there.
pub(super) fn check_location(view: &dyn View, location: LocationId) -> Result<(), StockError> {
    match view.location(location) {
        None => Err(StockError::LocationNotFound(location)),
        Some(found) if !found.active => Err(StockError::LocationInactive(location)),
        Some(_) => Ok(()),
    }
}
