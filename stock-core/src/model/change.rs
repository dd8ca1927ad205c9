//! What a decided command does.

use std::sync::Arc;

use catalog_core::api::instant::UnixMillis;

use super::{
    adjustment::Adjustment, event::StockEvent, inventory::Inventory, level::Level, location::Location,
    movement::Movement, purchase::Purchase, reservation::Reservation, returns::Return, transfer::Transfer,
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
    /// Each level that is new or changed, once, in the order first touched.
    pub levels: Vec<Level>,
    /// The location that is new or changed.
    pub location: Option<Location>,
    /// The purchase that is new or changed.
    pub purchase: Option<Purchase>,
    /// The new return.
    pub returned: Option<Return>,
    /// The new adjustment.
    pub adjustment: Option<Adjustment>,
    /// Each reservation that is new or changed, once, in the order of their ids.
    pub reservations: Vec<Reservation>,
    /// The transfer that is new or changed.
    pub transfer: Option<Transfer>,
    /// What became of a webhook.
    pub webhook: Option<WebhookChange>,
    /// New entries of the feed, in order.
    pub events: Vec<StockEvent>,
}

impl Change {
    /// The seq of its last event; every change but the empty one and those of locations has one.
    pub(crate) fn version(&self) -> u64 {
        self.events.last().map_or(0, |event| event.seq)
    }
}
