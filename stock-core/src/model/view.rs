//! What deciding needs to see of the state.

use catalog_core::product::ProductId;

use super::{
    id::{AdjustmentId, PurchaseId, ReturnId},
    inventory::Inventory,
    purchase::Purchase,
};
use crate::webhook::WebhookView;

/// The state, as far as [`decide`](super::decide) looks at it.
pub trait View {
    /// The stock of a product, once it was initialised.
    fn inventory(&self, product: ProductId) -> Option<&Inventory>;

    /// A purchase.
    fn purchase(&self, id: PurchaseId) -> Option<&Purchase>;

    /// Whether there is such a return.
    fn has_return(&self, id: ReturnId) -> bool;

    /// Whether there is such an adjustment.
    fn has_adjustment(&self, id: AdjustmentId) -> bool;

    /// The webhooks.
    fn webhooks(&self) -> &dyn WebhookView;

    /// The seq of the next movement; the first is 1.
    fn next_movement(&self) -> u64;

    /// The seq of the next event; the first is 1.
    fn next_event(&self) -> u64;
}
