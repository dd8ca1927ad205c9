//! The whole state in plain maps: for tests, verification and vectors.

use std::collections::{BTreeMap, BTreeSet};

use catalog_core::product::ProductId;

use super::{
    change::Change,
    id::{AdjustmentId, PurchaseId, ReturnId},
    inventory::Inventory,
    purchase::Purchase,
    view::View,
};
use crate::webhook::{WebhookState, WebhookView};

/// The state, without journal and feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The stock of each product.
    pub inventories: BTreeMap<ProductId, Inventory>,
    /// Every purchase.
    pub purchases: BTreeMap<PurchaseId, Purchase>,
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

impl State {
    /// Does what was decided.
    pub fn apply(&mut self, change: &Change) {
        for inventory in &change.inventories {
            self.inventories.insert(inventory.product, *inventory);
        }
        if let Some(purchase) = &change.purchase {
            self.purchases.insert(purchase.id, purchase.clone());
        }
        self.returns.extend(change.returned.iter().map(|returned| returned.id));
        self.adjustments.extend(change.adjustment.iter().map(|adjustment| adjustment.id));
        change.webhook.iter().for_each(|change| self.webhooks.apply(change));
        self.movements += change.movements.len() as u64;
        self.events += change.events.len() as u64;
    }
}

impl View for State {
    fn inventory(&self, product: ProductId) -> Option<&Inventory> {
        self.inventories.get(&product)
    }

    fn purchase(&self, id: PurchaseId) -> Option<&Purchase> {
        self.purchases.get(&id)
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
