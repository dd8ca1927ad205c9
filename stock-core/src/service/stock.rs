//! The stock as the engine runs it: every level is resident, what happened is loaded on demand.

use catalog_core::{
    api::endpoint::missing,
    engine::{Answer, Appended, Call, Counter, Domain, Meta, Part, Target, Tracked},
    product::ProductId,
};

use super::{answer::answer, webhook_rows::WebhookRows};
use crate::model::{
    self, Adjustment, AdjustmentId, Change, Command, Inventory, Movement, Purchase, PurchaseId, Refusal,
    Return, ReturnId, Stamp, StockEvent, StockEventKind, View,
};
use crate::webhook::WebhookView;

/// The state of the Inventory service, as far as it is loaded.
#[derive(Debug, Default)]
pub struct Stock {
    /// The stock of each product; every row of the store.
    pub inventories: Tracked<ProductId, Inventory>,
    /// Purchases by id.
    pub purchases: Tracked<PurchaseId, Purchase>,
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
    /// Whether there is such a return.
    Return(ReturnId),
    /// Whether there is such an adjustment.
    Adjustment(AdjustmentId),
}

impl Stock {
    /// The stock of a store with these inventories, whose last movement and last event are these.
    pub fn at(inventories: impl IntoIterator<Item = Inventory>, movement: u64, event: u64) -> Self {
        let rows = inventories.into_iter().map(|inventory| (inventory.product, inventory));
        Self {
            inventories: Tracked::resident(rows),
            movement_seq: Counter::at(movement),
            event_seq: Counter::at(event),
            ..Self::default()
        }
    }

    /// An empty stock that knows all there is, so that nothing is ever loaded.
    pub fn resident() -> Self {
        Self {
            purchases: Tracked::resident([]),
            returns: Tracked::resident([]),
            adjustments: Tracked::resident([]),
            ..Self::at([], 0, 0)
        }
    }

    /// Forgets what was loaded on demand, to bound its memory between batches.
    pub fn forget(&mut self) {
        self.purchases.forget();
        self.returns.forget();
        self.adjustments.forget();
    }

    /// How many rows are loaded on demand.
    pub fn loaded(&self) -> usize {
        self.purchases.loaded() + self.returns.loaded() + self.adjustments.loaded()
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
            Key::Return(id) => self.returns.is_loaded(id),
            Key::Adjustment(id) => self.adjustments.is_loaded(id),
        }
    }
}

impl View for Stock {
    fn inventory(&self, product: ProductId) -> Option<&Inventory> {
        self.inventories.get(&product)
    }

    fn purchase(&self, id: PurchaseId) -> Option<&Purchase> {
        self.purchases.get(&id)
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
            Command::InitialiseInventory(_) | Command::UpdateInventory(_) | Command::Webhook(_) => Vec::new(),
            Command::CreateAdjustment(command) => vec![Key::Adjustment(command.id)],
            Command::CreatePurchase(command) => vec![Key::Purchase(command.id)],
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
            Command::Webhook(command) => self.webhooks.target(command),
            Command::InitialiseInventory(_)
            | Command::CreateAdjustment(_)
            | Command::CreatePurchase(_)
            | Command::CreateReturn(_) => Target::None,
        }
    }

    fn decide(&self, command: &Command, meta: &mut Meta) -> Result<Change, Vec<Refusal>> {
        model::decide(self, command, &Stamp { at: meta.now, actor: meta.actor.clone() })
    }

    fn apply(&mut self, change: &Change) {
        for inventory in &change.inventories {
            self.inventories.put(inventory.product, *inventory);
        }
        if let Some(purchase) = &change.purchase {
            self.purchases.put(purchase.id, purchase.clone());
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

    fn parts(&mut self) -> Vec<&mut dyn Part> {
        vec![
            &mut self.inventories,
            &mut self.purchases,
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
        let mut stock = Stock::at([], 6, 8);
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
        let mut stock = Stock::at([], 0, 0);
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
