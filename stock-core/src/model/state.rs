//! The whole state in plain maps: for tests, verification and vectors.

use std::collections::{BTreeMap, BTreeSet};

use catalog_core::product::ProductId;

use super::{
    change::Change,
    holds::Holds,
    id::{AdjustmentId, LevelId, LocationId, PurchaseId, ReservationId, ReturnId, TransferId},
    inventory::Inventory,
    level::Level,
    location::Location,
    purchase::Purchase,
    reservation::Reservation,
    transfer::Transfer,
    view::View,
};
use crate::webhook::{WebhookState, WebhookView};

/// The state, without journal and feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The stock of each product.
    pub inventories: BTreeMap<ProductId, Inventory>,
    /// The stock of each product at each location.
    pub levels: BTreeMap<LevelId, Level>,
    /// Every location.
    pub locations: BTreeMap<LocationId, Location>,
    /// Every purchase.
    pub purchases: BTreeMap<PurchaseId, Purchase>,
    /// Every reservation.
    pub reservations: BTreeMap<ReservationId, Reservation>,
    /// The active ones.
    pub holds: Holds,
    /// Every transfer.
    pub transfers: BTreeMap<TransferId, Transfer>,
    /// The ids of returns.
    pub returns: BTreeSet<ReturnId>,
    /// The ids of adjustments.
    pub adjustments: BTreeSet<AdjustmentId>,
    /// The webhooks.
    pub webhooks: WebhookState,
    /// How many movements there were.
    pub movements: u64,
    /// How many events there were.
    pub events: u64,
}

impl Default for State {
    /// Nothing but the main location.
    fn default() -> Self {
        Self {
            inventories: BTreeMap::new(),
            levels: BTreeMap::new(),
            locations: BTreeMap::from([(LocationId::Main, Location::main())]),
            purchases: BTreeMap::new(),
            reservations: BTreeMap::new(),
            holds: Holds::default(),
            transfers: BTreeMap::new(),
            returns: BTreeSet::new(),
            adjustments: BTreeSet::new(),
            webhooks: WebhookState::default(),
            movements: 0,
            events: 0,
        }
    }
}

impl State {
    /// Does what was decided.
    pub fn apply(&mut self, change: &Change) {
        for inventory in &change.inventories {
            self.inventories.insert(inventory.product, inventory.clone());
        }
        self.levels.extend(change.levels.iter().map(|level| (level.id, *level)));
        self.locations.extend(change.location.iter().map(|location| (location.id, location.clone())));
        self.transfers.extend(change.transfer.iter().map(|transfer| (transfer.id, transfer.clone())));
        if let Some(purchase) = &change.purchase {
            self.purchases.insert(purchase.id, purchase.clone());
        }
        for reservation in &change.reservations {
            self.keep(reservation.clone());
        }
        self.returns.extend(change.returned.iter().map(|returned| returned.id));
        self.adjustments.extend(change.adjustment.iter().map(|adjustment| adjustment.id));
        change.webhook.iter().for_each(|change| self.webhooks.apply(change));
        self.movements += change.movements.len() as u64;
        self.events += change.events.len() as u64;
    }

    /// Puts a reservation.
    pub fn keep(&mut self, reservation: Reservation) {
        self.holds.put(&reservation);
        self.reservations.insert(reservation.id, reservation);
    }
}

impl View for State {
    fn inventory(&self, product: ProductId) -> Option<&Inventory> {
        self.inventories.get(&product)
    }

    fn level(&self, id: LevelId) -> Option<&Level> {
        self.levels.get(&id)
    }

    fn location(&self, id: LocationId) -> Option<&Location> {
        self.locations.get(&id)
    }

    fn locations(&self) -> Vec<&Location> {
        self.locations.values().collect()
    }

    fn stocked_at(&self, location: LocationId) -> Vec<LevelId> {
        let stocked = self.levels.values().filter(|level| level.id.location == location && !level.is_empty());
        stocked.map(|level| level.id).collect()
    }

    fn transfer(&self, id: TransferId) -> Option<&Transfer> {
        self.transfers.get(&id)
    }

    fn purchase(&self, id: PurchaseId) -> Option<&Purchase> {
        self.purchases.get(&id)
    }

    fn reservation(&self, id: ReservationId) -> Option<&Reservation> {
        self.reservations.get(&id)
    }

    fn holds(&self) -> &Holds {
        &self.holds
    }

    fn has_return(&self, id: ReturnId) -> bool {
        self.returns.contains(&id)
    }

    fn has_adjustment(&self, id: AdjustmentId) -> bool {
        self.adjustments.contains(&id)
    }

    fn webhooks(&self) -> &dyn WebhookView {
        &self.webhooks
    }

    fn next_movement(&self) -> u64 {
        self.movements + 1
    }

    fn next_event(&self) -> u64 {
        self.events + 1
    }
}
