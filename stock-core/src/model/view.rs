//! What deciding needs to see of the state.

use catalog_core::product::ProductId;

use super::{
    holds::Holds,
    id::{AdjustmentId, PurchaseId, ReservationId, ReturnId},
    inventory::Inventory,
    purchase::Purchase,
    reservation::Reservation,
};

/// The state, as far as [`decide`](super::decide) looks at it.
pub trait View {
    /// The stock of a product, once it was initialised.
    fn inventory(&self, product: ProductId) -> Option<&Inventory>;

    /// A purchase.
    fn purchase(&self, id: PurchaseId) -> Option<&Purchase>;

    /// A reservation, whatever became of it.
    fn reservation(&self, id: ReservationId) -> Option<&Reservation>;

    /// Every active reservation.
    fn holds(&self) -> &Holds;

    /// Whether there is such a return.
    fn has_return(&self, id: ReturnId) -> bool;

    /// Whether there is such an adjustment.
    fn has_adjustment(&self, id: AdjustmentId) -> bool;

    /// The seq of the next movement; the first is 1.
    fn next_movement(&self) -> u64;

    /// The seq of the next event; the first is 1.
    fn next_event(&self) -> u64;
}
