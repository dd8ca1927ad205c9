//! The feed of what happened to stock.

use std::sync::Arc;

use catalog_core::api::instant::UnixMillis;

use super::{
    inventory::{Alerts, Inventory},
    movement::MovementKind,
    word::words,
};

words! {
    /// What an event says.
    StockEventKind {
        /// A level or its settings changed.
        Changed = "stock.changed",
        /// `available` fell to `lowStockAt` or below.
        Low = "stock.low",
        /// `available` fell to 0 or below.
        Out = "stock.out",
        /// `available` is above 0 again.
        Back = "stock.back",
    }
}

impl StockEventKind {
    /// What is told when alerts that stood become others, in the order of the feed.
    pub(crate) fn raised(before: Alerts, after: Alerts) -> impl Iterator<Item = Self> {
        let low = after.low && !before.low;
        let (out, back) = (after.out && !before.out, before.out && !after.out);
        let raised = [(low, Self::Low), (out, Self::Out), (back, Self::Back)];
        raised.into_iter().filter_map(|(raised, kind)| raised.then_some(kind))
    }
}

/// One entry of the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockEvent {
    /// Its place in the feed, from 1, without gaps.
    pub seq: u64,
    /// When.
    pub at: UnixMillis,
    /// What it says.
    pub kind: StockEventKind,
    /// The movement behind it: its seq and its kind; none for settings, a creation with nothing, and a
    /// count without difference.
    pub movement: Option<(u64, MovementKind)>,
    /// The inventory as after.
    pub level: Inventory,
    /// Who.
    pub actor: Arc<str>,
}
