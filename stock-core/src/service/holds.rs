//! The active reservations as the engine runs them: always resident, with the way back.

use std::ops::Deref;

use catalog_core::engine::Part;

use crate::model::{Holds, Reservation, ReservationId};

/// Every active reservation, as settled and drafted.
///
/// Their indexes are one piece, so what a batch does to them is done to them, and undone one by one.
#[derive(Debug, Default)]
pub struct ActiveReservations {
    holds: Holds,
    /// What stood for each reservation that the batch put, newest last.
    undo: Vec<(ReservationId, Option<Reservation>)>,
    mark: usize,
}

impl ActiveReservations {
    /// These, as settled.
    pub fn settled(holds: Holds) -> Self {
        Self { holds, ..Self::default() }
    }

    /// Puts a reservation as it is now.
    pub fn put(&mut self, reservation: &Reservation) {
        let before = self.holds.put(reservation);
        self.undo.push((reservation.id, before));
    }

    fn back_to(&mut self, mark: usize) {
        for (id, before) in self.undo.drain(mark.min(self.undo.len())..).rev() {
            match before {
                Some(reservation) => drop(self.holds.put(&reservation)),
                None => drop(self.holds.remove(id)),
            }
        }
    }
}

impl Deref for ActiveReservations {
    type Target = Holds;

    fn deref(&self) -> &Holds {
        &self.holds
    }
}

impl Part for ActiveReservations {
    fn mark(&mut self) {
        self.mark = self.undo.len();
    }

    fn rollback(&mut self) {
        self.back_to(self.mark);
    }

    fn settle(&mut self) {
        self.undo.clear();
        self.mark = 0;
    }

    fn discard(&mut self) {
        self.back_to(0);
        self.mark = 0;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use catalog_core::api::instant::UnixMillis;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::model::ReservationStatus;

    fn reservation((id, until, ended): (u128, i64, bool)) -> Reservation {
        Reservation {
            id: ReservationId(Uuid::from_u128(id)),
            lines: Vec::new(),
            expires_at: UnixMillis::new(until),
            max_until: UnixMillis::new(until),
            owner: Arc::from("ana"),
            status: if ended { ReservationStatus::Expired } else { ReservationStatus::Active },
            at: UnixMillis::new(0),
            actor: Arc::from("till"),
            version: 1,
        }
    }

    proptest! {
        /// The oracle keeps whole copies where this keeps what stood before.
        #[test]
        fn it_is_an_index_with_two_ways_back(
            actions in prop::collection::vec((0..5_u8, (0..4_u128, 0..4_i64, any::<bool>())), 0..40),
        ) {
            let mut active = ActiveReservations::default();
            let (mut now, mut settled, mut marked) = (Holds::default(), Holds::default(), Holds::default());
            for (action, put) in actions {
                match action {
                    0 => { active.mark(); marked = now.clone(); }
                    1 => { active.rollback(); now = marked.clone(); }
                    2 => { active.settle(); settled = now.clone(); marked = now.clone(); }
                    3 => { active.discard(); now = settled.clone(); marked = now.clone(); }
                    _ => { active.put(&reservation(put)); now.put(&reservation(put)); }
                }
                prop_assert_eq!(&*active, &now);
            }
        }
    }
}
