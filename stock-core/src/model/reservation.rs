//! Reservations: units held for a buyer until he buys, gives them up, or lets the time pass.

use std::{collections::BTreeSet, sync::Arc};

use catalog_core::{api::instant::UnixMillis, product::ProductId};

use super::{
    id::{LocationId, ReservationId},
    quantity::{Quantity, Units},
    word::words,
};

words! {
    /// How far a reservation is. All but the first are its end: a reservation ends once.
    ReservationStatus {
        /// Its units are held.
        Active = "active",
        /// Units of it were bought; the rest went back.
        Committed = "committed",
        /// It was given up.
        Released = "released",
        /// Nobody bought in time.
        Expired = "expired",
    }
}

/// One product of a reservation, at one location. What is neither held nor bought went back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservationLine {
    /// What.
    pub product: ProductId,
    /// Where.
    pub location: LocationId,
    /// How many units were reserved.
    pub quantity: Quantity,
    /// How many of them are held now; none once the reservation has ended.
    pub held: Units,
    /// How many of them were bought.
    pub bought: Units,
}

impl ReservationLine {
    /// A line whose units are all held.
    pub(crate) fn new(product: ProductId, location: LocationId, quantity: Quantity) -> Self {
        Self { product, location, quantity, held: quantity.into(), bought: Units::default() }
    }

    /// Takes up to `wanted` of the units that are held, as bought. How many; none when none is held.
    pub(crate) fn buy(&mut self, wanted: Quantity) -> Option<Quantity> {
        let taken = Quantity::new(wanted.get().min(self.held.get()))?;
        self.held = Units::new(self.held.get() - taken.get()).unwrap_or_default();
        self.bought = self.bought.plus(taken).unwrap_or(self.bought);
        Some(taken)
    }

    /// Takes all units that are held, to go back. How many; none when none is held.
    pub(crate) fn let_go(&mut self) -> Option<Quantity> {
        Quantity::new(std::mem::take(&mut self.held).get())
    }
}

/// Units that are held for a buyer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// Its identifier.
    pub id: ReservationId,
    /// What is held: one line per product and location, in the order first named.
    pub lines: Vec<ReservationLine>,
    /// From when on it is not held any more.
    pub expires_at: UnixMillis,
    /// The latest moment to which it can be extended.
    pub max_until: UnixMillis,
    /// For whom: a name that the key which reserves gives him.
    pub owner: Arc<str>,
    /// How far it is.
    pub status: ReservationStatus,
    /// When it was made.
    pub at: UnixMillis,
    /// Which key made it.
    pub actor: Arc<str>,
    /// The seq of the last event of the command that last changed it.
    pub version: u64,
}

impl Reservation {
    /// Whether its units are held.
    pub fn is_active(&self) -> bool {
        self.status == ReservationStatus::Active
    }

    /// How many units it holds, all lines together.
    pub fn held(&self) -> i64 {
        self.lines.iter().map(|line| line.held.get()).sum()
    }

    /// What it holds, each product once.
    pub(crate) fn products(&self) -> BTreeSet<ProductId> {
        self.lines.iter().filter(|line| line.held.get() > 0).map(|line| line.product).collect()
    }

    /// Whether any of its units were bought.
    pub(crate) fn is_bought_from(&self) -> bool {
        self.lines.iter().any(|line| line.bought.get() > 0)
    }
}

/// How long units are held, and how many for one buyer and by one key. A setting of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReservationRules {
    /// How long units are held unless another moment is asked for, in milliseconds.
    pub usual_millis: i64,
    /// How long they can be held with every extension, in milliseconds.
    pub longest_millis: i64,
    /// What one owner may hold.
    pub per_owner: HoldLimit,
    /// What one key may hold, for all of its owners.
    pub per_key: HoldLimit,
}

/// How much may be held at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldLimit {
    /// The most open reservations.
    pub reservations: u32,
    /// The most units in them.
    pub units: u64,
}

impl Default for ReservationRules {
    /// A quarter of an hour, an hour at most; enough for a large basket, and for every visitor of a small shop.
    fn default() -> Self {
        Self {
            usual_millis: 15 * 60 * 1000,
            longest_millis: 60 * 60 * 1000,
            per_owner: HoldLimit { reservations: 20, units: 10_000 },
            per_key: HoldLimit { reservations: 10_000, units: 1_000_000 },
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn quantity(units: i64) -> Quantity {
        Quantity::new(units).unwrap()
    }

    #[test]
    fn a_line_gives_no_more_than_it_holds() {
        let mut line = ReservationLine::new(ProductId(Uuid::nil()), LocationId::Main, quantity(5));
        let figures = |line: &ReservationLine| (line.held.get(), line.bought.get());
        assert_eq!(line.buy(quantity(2)), Some(quantity(2)));
        assert_eq!(figures(&line), (3, 2));
        assert_eq!(line.let_go(), Some(quantity(3)), "what goes back");
        assert_eq!(figures(&line), (0, 2));
        assert_eq!((line.buy(quantity(1)), line.let_go()), (None, None));
        assert_eq!(line.quantity, quantity(5), "what was reserved is still told");
    }
}
