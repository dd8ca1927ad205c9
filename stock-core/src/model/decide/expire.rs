//! What time does: a reservation that is due is no longer held.
//!
//! No clock ends a reservation. Whoever asks for anything that looks at the stock of its products has it
//! written first, in the same change, so a verdict never depends on whether someone came before.

use std::sync::Arc;

use catalog_core::product::ProductId;

use super::{
    Refusal,
    draft::{Draft, Posting},
};
use crate::{
    error::StockError,
    model::{
        Bucket, Change, ExpireReservations, MovementKind, Reservation, ReservationId, ReservationStatus,
        Stamp, View,
    },
};

/// Who ends what is due: nobody asked for it.
const CLOCK: &str = "clock";

/// The change of a command that looks at the stock of `products`: what is due on them has expired in it.
pub(super) fn begin<'a>(
    view: &'a dyn View,
    stamp: &'a Stamp,
    products: impl IntoIterator<Item = ProductId>,
) -> Result<Draft<'a>, Vec<Refusal>> {
    let mut draft = Draft::new(view, stamp);
    draft.act_as(Arc::from(CLOCK));
    for product in products {
        // One that holds several of the products is due on each of them, and ends once.
        for id in view.holds().due_on(product, stamp.at) {
            expire(&mut draft, id)?;
        }
    }
    draft.act_as(Arc::clone(&stamp.actor));
    Ok(draft)
}

/// Ends what is due, the earliest first.
pub(super) fn decide(
    view: &dyn View,
    command: ExpireReservations,
    stamp: &Stamp,
) -> Result<Change, Vec<Refusal>> {
    let mut draft = Draft::new(view, stamp);
    draft.act_as(Arc::from(CLOCK));
    for id in view.holds().due(stamp.at).take(command.most) {
        expire(&mut draft, id)?;
    }
    Ok(draft.finish())
}

fn expire(draft: &mut Draft<'_>, id: ReservationId) -> Result<(), Vec<Refusal>> {
    let Some(reservation) = draft.reservation(id).filter(|reservation| reservation.is_active()).cloned()
    else {
        return Ok(());
    };
    let give_back = GiveBack { kind: MovementKind::Expire, end: ReservationStatus::Expired };
    // What is held fits into where it came from, so there is no place at which this could be refused.
    give_back.all(draft, reservation).map_err(|error| vec![Refusal { error, pointer: None }])
}

/// How units of a reservation go back, and what it is once it holds none.
pub(super) struct GiveBack {
    pub(super) kind: MovementKind,
    pub(super) end: ReservationStatus,
}

impl GiveBack {
    /// All that is held goes back.
    pub(super) fn all(&self, draft: &mut Draft<'_>, mut reservation: Reservation) -> Result<(), StockError> {
        for place in 0..reservation.lines.len() {
            self.line(draft, &mut reservation, place)?;
        }
        self.settle(draft, reservation);
        Ok(())
    }

    /// All that the line at `place` holds goes back.
    pub(super) fn line(
        &self,
        draft: &mut Draft<'_>,
        reservation: &mut Reservation,
        place: usize,
    ) -> Result<(), StockError> {
        let Some(line) = reservation.lines.get_mut(place) else { return Ok(()) };
        let Some(quantity) = line.let_go() else { return Ok(()) };
        let (product, location) = (line.product, line.location);
        let posting = Posting {
            kind: self.kind,
            location,
            destination: None,
            from: Bucket::Reserved,
            to: Bucket::Sellable,
            quantity,
            reason: None,
            reference: None,
            group: reservation.id.into(),
            floor: None,
            cached: false,
        };
        draft.post(product, &posting)
    }

    /// Notes the reservation as it is now.
    pub(super) fn settle(&self, draft: &mut Draft<'_>, mut reservation: Reservation) {
        if reservation.held() == 0 {
            reservation.status = self.end;
        }
        draft.keep(reservation);
    }
}
