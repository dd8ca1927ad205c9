//! Transfers: stock goes from one location to another.

use std::sync::Arc;

use catalog_core::{api::instant::UnixMillis, product::ProductId};

use super::{
    id::{LocationId, TransferId},
    quantity::Quantity,
    word::words,
};

words! {
    /// How far a transfer is.
    TransferStatus {
        /// On its way.
        Shipped = "shipped",
        /// There.
        Received = "received",
    }
}

/// From where to where: two places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    from: LocationId,
    to: LocationId,
}

impl Passage {
    /// From one place to another; none when they are the same.
    pub fn new(from: LocationId, to: LocationId) -> Option<Self> {
        (from != to).then_some(Self { from, to })
    }

    /// From where.
    pub fn from(self) -> LocationId {
        self.from
    }

    /// To where.
    pub fn to(self) -> LocationId {
        self.to
    }
}

/// One line of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransferLine {
    /// What.
    pub product: ProductId,
    /// How many units.
    pub quantity: Quantity,
}

/// Stock that goes from one location to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Its identifier.
    pub id: TransferId,
    /// From where to where.
    pub passage: Passage,
    /// What goes: one line per product, in the order first named.
    pub lines: Vec<TransferLine>,
    /// How far it is.
    pub status: TransferStatus,
    /// When it should be there, if anyone said so.
    pub expected_at: Option<UnixMillis>,
    /// What the actor said.
    pub reason: Option<Arc<str>>,
    /// What it belongs to outside.
    pub reference: Option<Arc<str>>,
    /// When it was sent.
    pub at: UnixMillis,
    /// Who entered it.
    pub actor: Arc<str>,
    /// The seq of the last event of the command that last changed it.
    pub version: u64,
}
