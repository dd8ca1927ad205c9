//! Returns.

use std::sync::Arc;

use catalog_core::api::instant::UnixMillis;

use super::{
    adjustment::StockPile,
    id::{LocationId, PurchaseId, ReturnId},
    line::ReturnLine,
};

/// What a customer brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// Its identifier.
    pub id: ReturnId,
    /// The purchase it is of, if that is known.
    pub purchase: Option<PurchaseId>,
    /// What came back: one line per product, in the order first named.
    pub lines: Vec<ReturnLine>,
    /// Where it was put, if that was said; else where it was bought from, or at the main location.
    pub location: Option<LocationId>,
    /// On which pile it was put.
    pub to: StockPile,
    /// What the actor said.
    pub reason: Option<Arc<str>>,
    /// What it belongs to outside.
    pub reference: Option<Arc<str>>,
    /// When.
    pub at: UnixMillis,
    /// Who entered it.
    pub actor: Arc<str>,
    /// The seq of the last event of the command that made it.
    pub version: u64,
}
