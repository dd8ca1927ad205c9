//! What a purchase takes from the reservation that it names.

use std::collections::BTreeMap;

use catalog_core::product::ProductId;

use super::{draft::Draft, expire::GiveBack};
use crate::{
    error::StockError,
    model::{BoughtFrom, LocationId, MovementKind, Quantity, Reservation, ReservationId, ReservationStatus},
};

/// A purchase's hold on a reservation; one that had expired holds nothing, and all is bought from what is free.
pub(super) struct Claim {
    id: ReservationId,
    /// None where it had expired.
    reservation: Option<Reservation>,
}

impl Claim {
    /// The claim on a reservation that is active or has expired.
    pub(super) fn on(draft: &Draft<'_>, id: ReservationId) -> Result<Self, StockError> {
        let reservation = draft.reservation(id).ok_or(StockError::ReservationNotFound(id))?;
        match reservation.status {
            ReservationStatus::Active => Ok(Self { id, reservation: Some(reservation.clone()) }),
            ReservationStatus::Expired => Ok(Self { id, reservation: None }),
            status => Err(StockError::ReservationNotActive { id, status }),
        }
    }

    /// Lets go of what is held beyond what is bought; `wanted` are the units by product and location.
    pub(super) fn release_rest(
        &mut self,
        draft: &mut Draft<'_>,
        wanted: &BTreeMap<(ProductId, LocationId), i64>,
    ) -> Result<(), StockError> {
        let Some(reservation) = &mut self.reservation else { return Ok(()) };
        for place in 0..reservation.lines.len() {
            let line = &reservation.lines[place];
            let bought = wanted.get(&(line.product, line.location)).copied().unwrap_or_default();
            let rest = line.held.get().saturating_sub(bought);
            REST.line(draft, reservation, place, rest)?;
        }
        Ok(())
    }

    /// Takes up to `wanted` units that are held there. How many; none when none is held.
    pub(super) fn take(
        &mut self,
        product: ProductId,
        location: LocationId,
        wanted: Quantity,
    ) -> Option<Quantity> {
        let lines = &mut self.reservation.as_mut()?.lines;
        lines.iter_mut().find(|line| (line.product, line.location) == (product, location))?.buy(wanted)
    }

    /// Notes what became of the reservation: it has ended. What the purchase says of it.
    pub(super) fn end(self, draft: &mut Draft<'_>) -> BoughtFrom {
        let status = match self.reservation {
            None => ReservationStatus::Expired,
            Some(mut reservation) => {
                reservation.status =
                    if reservation.is_bought_from() { ReservationStatus::Committed } else { REST.end };
                let status = reservation.status;
                draft.keep(reservation);
                status
            }
        };
        BoughtFrom { reservation: self.id, status }
    }
}

/// What is not bought of a reservation goes back.
const REST: GiveBack = GiveBack { kind: MovementKind::Release, end: ReservationStatus::Released };
