//! What a decided command does.

use std::sync::Arc;

use catalog_core::api::instant::UnixMillis;

use super::{
    adjustment::Adjustment, event::StockEvent, inventory::Inventory, movement::Movement, purchase::Purchase,
    returns::Return,
};
use crate::webhook::WebhookChange;

/// When a command came and who gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When.
    pub at: UnixMillis,
    /// Who.
    pub actor: Arc<str>,
}

/// What a command does: new entries of the journal and the feed, and rows as they are afterwards.
///
/// One that changes nothing (settings that are so already, a status that is so already) is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// New entries of the journal, in order.
    pub movements: Vec<Movement>,
    /// Each inventory that is new or changed, once, in the order first touched.
    pub inventories: Vec<Inventory>,
    /// The purchase that is new or changed.
    pub purchase: Option<Purchase>,
    /// The new return.
    pub returned: Option<Return>,
    /// The new adjustment.
    pub adjustment: Option<Adjustment>,
    /// What became of a webhook.
    pub webhook: Option<WebhookChange>,
    /// New entries of the feed, in order.
    pub events: Vec<StockEvent>,
}

impl Change {
    /// The seq of its last event; every change but the empty one has one.
    pub(crate) fn version(&self) -> u64 {
        self.events.last().map_or(0, |event| event.seq)
    }
}
