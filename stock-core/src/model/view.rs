//! What deciding needs to see of the state.

use catalog_core::product::ProductId;

use super::{
    holds::Holds,
    id::{AdjustmentId, LevelId, LocationId, PurchaseId, ReservationId, ReturnId, TransferId},
    inventory::Inventory,
    level::Level,
    location::Location,
    purchase::Purchase,
    reservation::Reservation,
    transfer::Transfer,
};
use crate::webhook::WebhookView;

/// The state, as far as [`decide`](super::decide) looks at it.
pub trait View {
    /// The stock of a product, once it was initialised.
    fn inventory(&self, product: ProductId) -> Option<&Inventory>;

    /// The stock of a product at a location, once there was any.
    fn level(&self, id: LevelId) -> Option<&Level>;

    /// A location.
    fn location(&self, id: LocationId) -> Option<&Location>;

    /// Every location, in any order.
    fn locations(&self) -> Vec<&Location>;

    /// The levels at a location that are not empty.
    fn stocked_at(&self, location: LocationId) -> Vec<LevelId>;

    /// A purchase.
    fn purchase(&self, id: PurchaseId) -> Option<&Purchase>;

    /// A reservation, whatever became of it.
    fn reservation(&self, id: ReservationId) -> Option<&Reservation>;

    /// Every active reservation.
    fn holds(&self) -> &Holds;
    /// A transfer.
    fn transfer(&self, id: TransferId) -> Option<&Transfer>;

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
