//! Adjustments: stock comes in, is counted, corrected, set aside or lost.

use std::sync::Arc;

use catalog_core::{api::instant::UnixMillis, product::ProductId};

use super::{
    bucket::Bucket,
    id::{AdjustmentId, LocationId},
    quantity::{Difference, Quantity, Units},
    word::words,
};

words! {
    /// What an adjustment does, in one word.
    AdjustmentKind {
        /// Goods came from the supplier, or are on their way.
        Receive = "receive",
        /// Goods that were on their way are here.
        Arrive = "arrive",
        /// The figure is off by a known number.
        Correct = "correct",
        /// The stock was counted.
        Count = "count",
        /// Broken, stolen, thrown away.
        WriteOff = "write-off",
        /// Taken off sale.
        Quarantine = "quarantine",
        /// Put on sale again.
        Restore = "restore",
    }
}

words! {
    /// A pile in the house that goods are put on or taken from by hand.
    StockPile {
        /// For sale.
        Sellable = "sellable",
        /// Not for sale.
        Unavailable = "unavailable",
    }
}

impl From<StockPile> for Bucket {
    fn from(pile: StockPile) -> Self {
        match pile {
            StockPile::Sellable => Self::Sellable,
            StockPile::Unavailable => Self::Unavailable,
        }
    }
}

/// What an adjustment does, with its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdjustmentAction {
    /// Goods came from the supplier.
    Receive(Quantity),
    /// Goods are on their way from the supplier.
    Announce {
        /// How many units.
        quantity: Quantity,
        /// When they should be here, if anyone said so.
        expected_at: Option<UnixMillis>,
    },
    /// Goods that were announced are here.
    Arrive(Quantity),
    /// The figure is off by this.
    Correct(Difference),
    /// So many are in the house.
    Count {
        /// The `onHand` that was found.
        counted: Units,
        /// The `onHand` it was compared with; the count is refused when that is no longer so.
        expected: Option<i64>,
    },
    /// Broken, stolen, thrown away.
    WriteOff(Quantity, StockPile),
    /// Announced and never came.
    GiveUp(Quantity),
    /// Taken off sale.
    Quarantine(Quantity),
    /// Put on sale again.
    Restore(Quantity),
}

impl AdjustmentAction {
    /// The word for it.
    pub fn kind(self) -> AdjustmentKind {
        match self {
            Self::Receive(_) | Self::Announce { .. } => AdjustmentKind::Receive,
            Self::Arrive(_) => AdjustmentKind::Arrive,
            Self::Correct(_) => AdjustmentKind::Correct,
            Self::Count { .. } => AdjustmentKind::Count,
            Self::WriteOff(..) | Self::GiveUp(_) => AdjustmentKind::WriteOff,
            Self::Quarantine(_) => AdjustmentKind::Quarantine,
            Self::Restore(_) => AdjustmentKind::Restore,
        }
    }
}

/// One adjustment of the stock of one product at one location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// Its identifier.
    pub id: AdjustmentId,
    /// Of what.
    pub product: ProductId,
    /// Where.
    pub location: LocationId,
    /// What it did.
    pub action: AdjustmentAction,
    /// What the actor said.
    pub reason: Arc<str>,
    /// What it belongs to outside.
    pub reference: Option<Arc<str>>,
    /// When.
    pub at: UnixMillis,
    /// Who.
    pub actor: Arc<str>,
    /// The seq of the last event of the command that made it.
    pub version: u64,
}
