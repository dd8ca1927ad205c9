//! The stock as the engine runs it: every level and location is resident, what happened is loaded on demand.

use catalog_core::{
    api::{endpoint::missing, instant::UnixMillis},
    engine::{Answer, Appended, Aspect, Call, Counter, Domain, Meta, Part, Target, Tracked},
    product::ProductId,
};

use super::{answer::answer, holds::ActiveReservations, webhook_rows::WebhookRows};
use crate::model::{
    self, Adjustment, AdjustmentId, Change, Command, Holds, Inventory, Level, LevelId, Location, LocationId,
    Movement, Purchase, PurchaseId, Refusal, Reservation, ReservationId, Return, ReturnId, Stamp, StockEvent,
    StockEventKind, Transfer, TransferId, View,
};
use crate::webhook::WebhookView;

/// The state of the Inventory service, as far as it is loaded.
#[derive(Debug, Default)]
pub struct Stock {
    /// The stock of each product; every row of the store.
    pub inventories: Tracked<ProductId, Inventory>,
    /// The stock of each product at each location; every row of the store.
    pub levels: Tracked<LevelId, Level>,
    /// The locations; every row of the store.
    pub locations: Tracked<LocationId, Location>,
    /// Purchases by id.
    pub purchases: Tracked<PurchaseId, Purchase>,
    /// Reservations by id, also those that have ended.
    pub reservations: Tracked<ReservationId, Reservation>,
    /// The active ones; every such row of the store.
    pub active: ActiveReservations,
    /// Transfers by id.
    pub transfers: Tracked<TransferId, Transfer>,
    /// Which returns there are.
    pub returns: Tracked<ReturnId, ()>,
    /// Which adjustments there are.
    pub adjustments: Tracked<AdjustmentId, ()>,
    /// New entries of the journal.
    pub movements: Appended<Movement>,
    /// New entries of the feed.
    pub events: Appended<StockEvent>,
    /// New returns, whole.
    pub returned: Appended<Return>,
    /// New adjustments, whole.
    pub adjusted: Appended<Adjustment>,
    /// Webhooks, with their secrets and what was sent.
    pub webhooks: WebhookRows,
    /// The `seq` of the last movement.
    pub movement_seq: Counter,
    /// The `seq` of the last event.
    pub event_seq: Counter,
}

/// Names a row that may have to be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A purchase.
    Purchase(PurchaseId),
    /// A reservation.
    Reservation(ReservationId),
    /// A transfer.
    Transfer(TransferId),
    /// Whether there is such a return.
    Return(ReturnId),
    /// Whether there is such an adjustment.
    Adjustment(AdjustmentId),
}

/// The rows that are always held.
#[derive(Debug)]
pub struct Held {
    /// The stock of each product.
    pub inventories: Vec<Inventory>,
    /// The stock of each product at each location.
    pub levels: Vec<Level>,
    /// The locations, the main one among them.
    pub locations: Vec<Location>,
    /// The reservations that are active.
    pub reservations: Holds,
}

impl Default for Held {
    /// Nothing but the main location.
    fn default() -> Self {
        Self {
            inventories: Vec::new(),
            levels: Vec::new(),
            locations: vec![Location::main()],
            reservations: Holds::default(),
        }
    }
}

impl Stock {
    /// The stock of a store with these rows, whose last movement and last event are these.
    pub fn at(held: Held, movement: u64, event: u64) -> Self {
        let inventories = held.inventories.into_iter().map(|inventory| (inventory.product, inventory));
        Self {
            inventories: Tracked::resident(inventories),
            levels: Tracked::resident(held.levels.into_iter().map(|level| (level.id, level))),
            locations: Tracked::resident(held.locations.into_iter().map(|location| (location.id, location))),
            active: ActiveReservations::settled(held.reservations),
            movement_seq: Counter::at(movement),
            event_seq: Counter::at(event),
            ..Self::default()
        }
    }

    /// An empty stock that knows all there is, so that nothing is ever loaded.
    pub fn resident() -> Self {
        Self {
            purchases: Tracked::resident([]),
            reservations: Tracked::resident([]),
            transfers: Tracked::resident([]),
            returns: Tracked::resident([]),
            adjustments: Tracked::resident([]),
            ..Self::at(Held::default(), 0, 0)
        }
    }

    /// Forgets what was loaded on demand, to bound its memory between batches.
    pub fn forget(&mut self) {
        self.purchases.forget();
        self.reservations.forget();
        self.transfers.forget();
        self.returns.forget();
        self.adjustments.forget();
    }

    /// How many rows are loaded on demand.
    pub fn loaded(&self) -> usize {
        self.purchases.loaded()
            + self.reservations.loaded()
            + self.transfers.loaded()
            + self.returns.loaded()
            + self.adjustments.loaded()
    }

    /// The `stock.changed` events of the batch, each with the movement behind it where there is one.
    pub fn changed(&self) -> impl Iterator<Item = (&StockEvent, Option<&Movement>)> {
        let movements = self.movements.drafted();
        let behind = move |event: &StockEvent| {
            let (seq, _) = event.movement?;
            let place = movements.binary_search_by_key(&seq, |movement| movement.seq).ok()?;
            movements.get(place)
        };
        let changed = self.events.drafted().iter().filter(|event| event.kind == StockEventKind::Changed);
        changed.map(move |event| (event, behind(event)))
    }

    fn is_loaded(&self, key: &Key) -> bool {
        match key {
            Key::Purchase(id) => self.purchases.is_loaded(id),
            Key::Reservation(id) => self.active.get(*id).is_some() || self.reservations.is_loaded(id),
            Key::Transfer(id) => self.transfers.is_loaded(id),
            Key::Return(id) => self.returns.is_loaded(id),
            Key::Adjustment(id) => self.adjustments.is_loaded(id),
        }
    }
}

impl View for Stock {
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
        self.locations.rows().collect()
    }

    fn stocked_at(&self, location: LocationId) -> Vec<LevelId> {
        let stocked = self.levels.rows().filter(|level| level.id.location == location && !level.is_empty());
        stocked.map(|level| level.id).collect()
    }

    fn transfer(&self, id: TransferId) -> Option<&Transfer> {
        self.transfers.get(&id)
    }

    fn purchase(&self, id: PurchaseId) -> Option<&Purchase> {
        self.purchases.get(&id)
    }

    fn reservation(&self, id: ReservationId) -> Option<&Reservation> {
        self.active.get(id).or_else(|| self.reservations.get(&id))
    }

    fn holds(&self) -> &Holds {
        &self.active
    }

    fn has_return(&self, id: ReturnId) -> bool {
        self.returns.get(&id).is_some()
    }

    fn has_adjustment(&self, id: AdjustmentId) -> bool {
        self.adjustments.get(&id).is_some()
    }

    fn webhooks(&self) -> &dyn WebhookView {
        &self.webhooks
    }

    fn next_movement(&self) -> u64 {
        self.movement_seq.last() + 1
    }

    fn next_event(&self) -> u64 {
        self.event_seq.last() + 1
    }
}

impl Domain for Stock {
    type Command = Command;
    type Change = Change;
    type Rejection = Refusal;
    type Key = Key;

    fn touches(&self, command: &Command) -> Vec<Key> {
        let mut keys = match command {
            Command::InitialiseInventory(_)
            | Command::UpdateInventory(_)
            | Command::ExpireReservations(_)
            | Command::CreateLocation(_)
            | Command::UpdateLocation(_)
            | Command::Webhook(_) => Vec::new(),
            Command::CreateTransfer(command) => vec![Key::Transfer(command.id)],
            Command::UpdateTransfer(command) => vec![Key::Transfer(command.id)],
            Command::CreateAdjustment(command) => vec![Key::Adjustment(command.id)],
            Command::CreatePurchase(command) => {
                let reservation = command.reservation.map(Key::Reservation);
                reservation.into_iter().chain([Key::Purchase(command.id)]).collect()
            }
            Command::CreateReservation(command) => vec![Key::Reservation(command.id)],
            Command::UpdateReservation(command) => vec![Key::Reservation(command.id)],
            Command::UpdatePurchase(command) => vec![Key::Purchase(command.id)],
            Command::CreateReturn(command) => {
                let purchase = command.purchase.map(Key::Purchase);
                purchase.into_iter().chain([Key::Return(command.id)]).collect()
            }
        };
        keys.retain(|key| !self.is_loaded(key));
        keys
    }

    fn target(&self, command: &Command) -> Target {
        match command {
            Command::UpdateInventory(command) => match self.inventory(command.product) {
                Some(inventory) => Target::Tagged(inventory.version.to_string()),
                None => Target::Missing(missing("inventory", &command.product.to_string())),
            },
            Command::UpdatePurchase(command) => match self.purchase(command.id) {
                Some(purchase) => Target::Tagged(purchase.version.to_string()),
                None => Target::Missing(missing("purchases", &command.id.to_string())),
            },
            Command::UpdateReservation(command) => match self.reservation(command.id) {
                Some(reservation) => Target::Tagged(reservation.version.to_string()),
                None => Target::Missing(missing("reservations", &command.id.to_string())),
            },
            Command::UpdateLocation(command) => match self.location(command.id) {
                Some(location) => Target::Tagged(location.version.to_string()),
                None => Target::Missing(missing("locations", &command.id.to_string())),
            },
            Command::UpdateTransfer(command) => match self.transfer(command.id) {
                Some(transfer) => Target::Tagged(transfer.version.to_string()),
                None => Target::Missing(missing("transfers", &command.id.to_string())),
            },
            Command::Webhook(command) => self.webhooks.target(command),
            Command::InitialiseInventory(_)
            | Command::CreateLocation(_)
            | Command::CreateTransfer(_)
            | Command::CreateAdjustment(_)
            | Command::CreatePurchase(_)
            | Command::CreateReturn(_)
            | Command::CreateReservation(_)
            | Command::ExpireReservations(_) => Target::None,
        }
    }

    fn decide(&self, command: &Command, meta: &mut Meta) -> Result<Change, Vec<Refusal>> {
        model::decide(self, command, &Stamp { at: meta.now, actor: meta.actor.clone() })
    }

    fn apply(&mut self, change: &Change) {
        for inventory in &change.inventories {
            self.inventories.put(inventory.product, inventory.clone());
        }
        for level in &change.levels {
            self.levels.put(level.id, *level);
        }
        if let Some(location) = &change.location {
            self.locations.put(location.id, location.clone());
        }
        if let Some(transfer) = &change.transfer {
            self.transfers.put(transfer.id, transfer.clone());
        }
        if let Some(purchase) = &change.purchase {
            self.purchases.put(purchase.id, purchase.clone());
        }
        for reservation in &change.reservations {
            self.active.put(reservation);
            self.reservations.put(reservation.id, reservation.clone());
        }
        if let Some(returned) = &change.returned {
            self.returns.put(returned.id, ());
            self.returned.push(returned.clone());
        }
        if let Some(adjustment) = &change.adjustment {
            self.adjustments.put(adjustment.id, ());
            self.adjusted.push(adjustment.clone());
        }
        change.webhook.iter().for_each(|change| self.webhooks.apply(change));
        for movement in &change.movements {
            self.movement_seq.advance_to(movement.seq);
            self.movements.push(movement.clone());
        }
        for event in &change.events {
            self.event_seq.advance_to(event.seq);
            self.events.push(event.clone());
        }
    }

    fn answer(&self, call: &Call<Command>, changes: &[Change]) -> Answer {
        answer(self, call, changes)
    }

    fn next_due(&self) -> Option<UnixMillis> {
        self.active.next_due()
    }

    fn changed(&self) -> Vec<Aspect> {
        self.inventories.drafted().map(|(product, _)| Aspect::row(product)).collect()
    }

    fn parts(&mut self) -> Vec<&mut dyn Part> {
        vec![
            &mut self.inventories,
            &mut self.levels,
            &mut self.locations,
            &mut self.purchases,
            &mut self.reservations,
            &mut self.active,
            &mut self.transfers,
            &mut self.returns,
            &mut self.adjustments,
            &mut self.movements,
            &mut self.events,
            &mut self.returned,
            &mut self.adjusted,
            &mut self.movement_seq,
            &mut self.event_seq,
            &mut self.webhooks.rows,
            &mut self.webhooks.secrets,
            &mut self.webhooks.log,
            &mut self.webhooks.removed,
            &mut self.webhooks.changes,
        ]
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use catalog_core::api::instant::UnixMillis;
    use uuid::Uuid;

    use super::*;
    use crate::model::{
        InitialiseInventory, Seen, Settings, SettingsPatch, Sighting, Units, UpdateInventory,
    };

    fn run(stock: &mut Stock, command: &Command) {
        let stamp = Stamp { at: UnixMillis::new(0), actor: Arc::from("owner") };
        let change = model::decide(stock, command, &stamp).unwrap();
        stock.apply(&change);
    }

    #[test]
    fn each_change_of_a_batch_is_told_with_its_movement() {
        let mut stock = Stock::at(Held::default(), 6, 8);
        let product = ProductId(Uuid::from_u128(1));
        let begin = InitialiseInventory {
            product,
            sighting: Sighting::fresh(Seen::NotForSale),
            quantity: Units::new(3).unwrap(),
            settings: Settings::default(),
        };
        run(&mut stock, &Command::InitialiseInventory(begin));
        // Above what there is, so that an alert follows the change.
        let settings = SettingsPatch { safety_stock: Units::new(5), ..SettingsPatch::default() };
        run(&mut stock, &Command::UpdateInventory(UpdateInventory { product, settings }));
        let told: Vec<_> = stock
            .changed()
            .map(|(event, movement)| (event.seq, movement.map(|movement| movement.quantity.get())))
            .collect();
        assert_eq!(told, [(9, Some(3)), (10, None)]);
        assert_eq!((stock.event_seq.last(), stock.movement_seq.last()), (11, 7));
    }

    #[test]
    fn what_is_not_resident_is_asked_for_once() {
        let mut stock = Stock::at(Held::default(), 0, 0);
        let id = PurchaseId(Uuid::from_u128(1));
        let status = crate::model::PurchaseStatus::Completed;
        let ship = Command::UpdatePurchase(crate::model::UpdatePurchase { id, status });
        assert_eq!(stock.touches(&ship), [Key::Purchase(id)]);
        stock.purchases.load(id, None);
        assert_eq!(stock.touches(&ship), []);
        stock.forget();
        assert_eq!((stock.loaded(), stock.touches(&ship).len()), (0, 1));
    }
}
