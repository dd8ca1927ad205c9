//! The active reservations, by everything that they are looked for by.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use catalog_core::{api::instant::UnixMillis, product::ProductId};

use super::{id::ReservationId, reservation::Reservation};

/// Every active reservation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    active: BTreeMap<ReservationId, Reservation>,
    /// In the order in which they expire.
    due: BTreeSet<(UnixMillis, ReservationId)>,
    of_product: BTreeSet<(ProductId, UnixMillis, ReservationId)>,
    of_owner: BTreeSet<(Arc<str>, Arc<str>, ReservationId)>,
    of_key: BTreeMap<Arc<str>, Tally>,
}

/// How many reservations are open, and how many units they hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The reservations.
    pub reservations: i64,
    /// The units.
    pub units: i128,
}

impl Tally {
    /// What one reservation adds: nothing when it is not active.
    pub(crate) fn of(reservation: &Reservation) -> Self {
        if reservation.is_active() {
            Self { reservations: 1, units: reservation.held().into() }
        } else {
            Self::default()
        }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self { reservations: self.reservations + other.reservations, units: self.units + other.units }
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        Self { reservations: self.reservations - other.reservations, units: self.units - other.units }
    }
}

impl Holds {
    /// One of them.
    pub fn get(&self, id: ReservationId) -> Option<&Reservation> {
        self.active.get(&id)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Reservation> {
        self.active.values()
    }

    /// The moment at which the next of them is due; none when there is none.
    pub fn next_due(&self) -> Option<UnixMillis> {
        self.due.first().map(|(moment, _)| *moment)
    }

    /// Those that are due at `now`, the earliest first.
    pub fn due(&self, now: UnixMillis) -> impl Iterator<Item = ReservationId> {
        self.due.range(..=(now, LAST)).map(|(_, id)| *id)
    }

    /// Those of them that hold units of `product`.
    pub fn due_on(&self, product: ProductId, now: UnixMillis) -> impl Iterator<Item = ReservationId> {
        let first = (product, UnixMillis::new(i64::MIN), FIRST);
        self.of_product.range(first..=(product, now, LAST)).map(|(_, _, id)| *id)
    }

    /// Those that one key made for one owner.
    pub fn of_owner(&self, actor: &Arc<str>, owner: &Arc<str>) -> impl Iterator<Item = &Reservation> {
        let place = |id| (Arc::clone(actor), Arc::clone(owner), id);
        self.of_owner.range(place(FIRST)..=place(LAST)).filter_map(|(_, _, id)| self.active.get(id))
    }

    /// What one key holds, for all of its owners.
    pub fn of_key(&self, actor: &str) -> Tally {
        self.of_key.get(actor).copied().unwrap_or_default()
    }

    /// Puts a reservation as it is now: one that has ended is none of them any more. Gives what stood for it.
    pub fn put(&mut self, reservation: &Reservation) -> Option<Reservation> {
        let before = self.remove(reservation.id);
        if reservation.is_active() {
            self.index(reservation, true);
            self.active.insert(reservation.id, reservation.clone());
        }
        before
    }

    /// Takes one out.
    pub fn remove(&mut self, id: ReservationId) -> Option<Reservation> {
        let before = self.active.remove(&id)?;
        self.index(&before, false);
        Some(before)
    }

    fn index(&mut self, reservation: &Reservation, present: bool) {
        fn set<T: Ord>(index: &mut BTreeSet<T>, entry: T, present: bool) {
            if present {
                index.insert(entry)
            } else {
                index.remove(&entry)
            };
        }
        let Reservation { id, expires_at, actor, owner, .. } = reservation;
        set(&mut self.due, (*expires_at, *id), present);
        set(&mut self.of_owner, (Arc::clone(actor), Arc::clone(owner), *id), present);
        for line in reservation.lines.iter().filter(|line| line.held.get() > 0) {
            set(&mut self.of_product, (line.product, *expires_at, *id), present);
        }
        let tally = self.of_key.entry(Arc::clone(actor)).or_default();
        let own = Tally::of(reservation);
        *tally = if present { tally.plus(own) } else { tally.minus(own) };
        if *tally == Tally::default() {
            self.of_key.remove(actor);
        }
    }
}

impl<'a> FromIterator<&'a Reservation> for Holds {
    fn from_iter<I: IntoIterator<Item = &'a Reservation>>(reservations: I) -> Self {
        let mut holds = Self::default();
        for reservation in reservations {
            holds.put(reservation);
        }
        holds
    }
}

/// The ends of the range of ids.
const FIRST: ReservationId = ReservationId(uuid::Uuid::nil());
const LAST: ReservationId = ReservationId(uuid::Uuid::max());

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::{LocationId, Quantity, ReservationLine, ReservationStatus};

    fn product(number: u128) -> ProductId {
        ProductId(Uuid::from_u128(number))
    }

    /// A reservation of so many units of product 1, and one of product 2.
    fn reservation(id: u128, owner: &str, units: i64, until: i64) -> Reservation {
        let line = |number, units| {
            ReservationLine::new(product(number), LocationId::Main, Quantity::new(units).unwrap())
        };
        Reservation {
            id: ReservationId(Uuid::from_u128(id)),
            lines: vec![line(1, units), line(2, 1)],
            expires_at: UnixMillis::new(until),
            max_until: UnixMillis::new(100),
            owner: Arc::from(owner),
            status: ReservationStatus::Active,
            at: UnixMillis::new(0),
            actor: Arc::from("till"),
            version: 1,
        }
    }

    #[test]
    fn each_is_found_by_what_it_is_looked_for_by() {
        let (one, two) = (reservation(1, "ana", 3, 20), reservation(2, "ben", 2, 10));
        let holds: Holds = [&one, &two].into_iter().collect();
        assert!(holds.iter().eq([&one, &two]));
        assert_eq!(holds.next_due(), Some(two.expires_at));
        let due = |now| holds.due(UnixMillis::new(now)).map(|id| id.0.as_u128()).collect::<Vec<_>>();
        assert_eq!((due(9), due(10), due(20)), (vec![], vec![2], vec![2, 1]));
        assert!(holds.due_on(product(1), UnixMillis::new(19)).eq([two.id]));
        assert_eq!(holds.due_on(product(3), UnixMillis::new(99)).count(), 0);
        assert!(holds.of_owner(&one.actor, &one.owner).eq([&one]));
        assert_eq!(holds.of_key("till"), Tally { reservations: 2, units: 7 });
    }

    #[test]
    fn one_that_has_ended_leaves_nothing_behind() {
        let one = reservation(1, "ana", 3, 20);
        let mut holds: Holds = [&one].into_iter().collect();
        let later = Reservation { expires_at: UnixMillis::new(30), ..one.clone() };
        assert_eq!(holds.put(&later), Some(one.clone()));
        assert_eq!((holds.due(UnixMillis::new(29)).count(), holds.next_due()), (0, Some(later.expires_at)));
        let ended = Reservation { status: ReservationStatus::Released, ..later.clone() };
        assert_eq!(holds.put(&ended), Some(later));
        assert_eq!(holds, Holds::default());
    }

    #[test]
    fn one_is_due_on_what_it_holds_alone() {
        let mut one = reservation(1, "ana", 3, 20);
        one.lines[0].let_go();
        let holds: Holds = [&one].into_iter().collect();
        let due_on = |number| holds.due_on(product(number), one.expires_at).count();
        assert_eq!((due_on(1), due_on(2)), (0, 1));
    }
}
