//! What a purchase takes from the reservation that it names.

use super::{
    draft::Draft,
    expire::GiveBack,
    split::{Order, Take},
};
use crate::{
    error::StockError,
    model::{BoughtFrom, MovementKind, Quantity, Reservation, ReservationId, ReservationStatus},
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

    /// What is held of what the lines want. Lines that name their location come first: what they take is not
    /// there for the others.
    pub(super) fn take(&mut self, orders: &[Order]) -> Vec<Take> {
        let Some(reservation) = &mut self.reservation else { return Vec::new() };
        let (named, open): (Vec<&Order>, Vec<&Order>) =
            orders.iter().partition(|order| order.location.is_some());
        let mut takes = Vec::new();
        for order in named.into_iter().chain(open) {
            let mut wanted = order.quantity;
            for line in &mut reservation.lines {
                let is_wanted = line.product == order.product
                    && order.location.is_none_or(|location| location == line.location);
                if let Some(taken) = wanted.filter(|_| is_wanted).and_then(|wanted| line.buy(wanted)) {
                    let Order { place, product, .. } = *order;
                    takes.push(Take { place, product, location: line.location, quantity: Some(taken) });
                    wanted = wanted.and_then(|wanted| Quantity::new(wanted.get() - taken.get()));
                }
            }
        }
        takes
    }

    /// Lets go of what is held beyond what was taken.
    pub(super) fn release_rest(&mut self, draft: &mut Draft<'_>) -> Result<(), StockError> {
        let Some(reservation) = &mut self.reservation else { return Ok(()) };
        (0..reservation.lines.len()).try_for_each(|place| REST.line(draft, reservation, place))
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
