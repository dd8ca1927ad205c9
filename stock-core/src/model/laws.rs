//! The laws that every journal obeys, checked over any journal from its first movement to its last.
//!
//! A [`Verifier`] reads movements in order, then the rows that are kept beside them. It keeps some figures
//! per product and nothing per movement, so a journal of any length is read in little memory.

mod ledger;

use std::collections::BTreeMap;

use catalog_core::product::ProductId;
use ledger::Ledger;

use super::{
    bucket::Bucket,
    inventory::Inventory,
    movement::{Movement, MovementKind},
    purchase::{Purchase, PurchaseStatus},
    quantity::in_range,
    reservation::Reservation,
    returns::Return,
    word::words,
};

words! {
    /// What must hold of a journal and of the rows kept beside it.
    Law {
        /// Movements are numbered from 1 without gaps.
        GapFree = "gap-free",
        /// Each movement goes between buckets that its kind connects.
        WellFormed = "well-formed",
        /// Over all buckets, inside by the rows and outside by the journal, every product sums to zero.
        Conservation = "conservation",
        /// `reserved`, `committed`, `unavailable` and `incoming` are never below zero.
        NonNegative = "non-negative",
        /// No movement leaves `sellable` below what the rules of its moment allowed.
        NoOversell = "no-oversell",
        /// No figure is past ±(2^53 − 1).
        InRange = "in-range",
        /// The levels that are kept are the sum of the journal.
        Replay = "replay",
        /// `committed` is what open purchases wait for.
        Committed = "committed",
        /// `reserved` is what active reservations hold.
        Reserved = "reserved",
        /// What was ever reserved is held, was bought, or went back, as the reservations say.
        Reservations = "reservations",
        /// What went to customers is what completed purchases say.
        HandedOver = "handed-over",
        /// What came back is what returns say, and no more than was handed over.
        Returned = "returned",
        /// The standing alerts are those that the figures call for.
        Alerts = "alerts",
    }
}

/// What became of one law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Which law.
    pub law: Law,
    /// Whether it holds.
    pub holds: bool,
    /// The first movement that breaks it, or, where a row does, the last movement of the row's product;
    /// none when it holds, or when that product never moved.
    pub first_seq: Option<u64>,
}

/// Checks a journal. Feed it every movement in order, then every row, then ask.
#[derive(Clone, Debug, Default)]
pub struct Verifier {
    movements: u64,
    ledgers: BTreeMap<ProductId, Ledger>,
    broken: BTreeMap<Law, Option<u64>>,
}

impl Verifier {
    /// How many movements were read.
    pub fn movements(&self) -> u64 {
        self.movements
    }

    /// Reads the next movement of the journal.
    pub fn movement(&mut self, movement: &Movement) {
        let seq = movement.seq;
        self.movements += 1;
        let ledger = self.ledgers.entry(movement.product).or_default();
        ledger.post(movement);
        let sellable = ledger.units(Bucket::Sellable);
        let checks = [
            (Law::GapFree, seq == self.movements),
            (Law::WellFormed, movement.kind.connects(movement.from, movement.to)),
            (Law::NonNegative, ledger.is_non_negative()),
            (Law::NoOversell, movement.floor.is_none_or(|floor| sellable >= i128::from(floor))),
            (Law::InRange, ledger.is_in_range()),
        ];
        for (law, holds) in checks {
            if !holds {
                self.broken.entry(law).or_insert(Some(seq));
            }
        }
    }

    /// Reads an inventory that is kept.
    pub fn inventory(&mut self, inventory: &Inventory) {
        let ledger = self.ledgers.entry(inventory.product).or_default();
        ledger.level = Some(inventory.level);
        let seq = ledger.last_seq;
        if !in_range(inventory.available()) {
            self.breaks(Law::InRange, seq);
        }
        if inventory.alerts != inventory.alerts_due() {
            self.breaks(Law::Alerts, seq);
        }
    }

    /// Reads a purchase that is kept.
    pub fn purchase(&mut self, purchase: &Purchase) {
        for line in &purchase.lines {
            let ledger = self.ledgers.entry(line.product).or_default();
            let (bought, returned) = (i128::from(line.quantity.get()), i128::from(line.returned.get()));
            match purchase.status {
                PurchaseStatus::Open => ledger.open += bought,
                PurchaseStatus::Completed => ledger.completed += bought,
                PurchaseStatus::Cancelled => {}
            }
            ledger.returned_of_purchases += returned;
            let most = if purchase.status == PurchaseStatus::Completed { bought } else { 0 };
            let seq = ledger.last_seq;
            if returned > most {
                self.breaks(Law::Returned, seq);
            }
        }
    }

    /// Reads a reservation that is kept.
    pub fn reservation(&mut self, reservation: &Reservation) {
        for line in &reservation.lines {
            let ledger = self.ledgers.entry(line.product).or_default();
            let [reserved, held, bought] =
                [line.quantity.get(), line.held.get(), line.bought.get()].map(i128::from);
            ledger.reservations.reserved += reserved;
            ledger.reservations.bought += bought;
            ledger.reservations.went_back += reserved - held - bought;
            ledger.held += held;
            let seq = ledger.last_seq;
            if held + bought > reserved || (held > 0 && !reservation.is_active()) {
                self.breaks(Law::Reservations, seq);
            }
        }
    }

    /// Reads a return that is kept.
    pub fn returned(&mut self, returned: &Return) {
        for line in &returned.lines {
            let ledger = self.ledgers.entry(line.product).or_default();
            let units = i128::from(line.quantity.get());
            ledger.returned += units;
            if returned.purchase.is_some() {
                ledger.returned_with_purchase += units;
            }
        }
    }

    /// What became of each law, in the order of [`Law::ALL`].
    pub fn finish(mut self) -> Vec<Verdict> {
        for ledger in std::mem::take(&mut self.ledgers).into_values() {
            let checks = [
                (Law::Conservation, ledger.is_conserved()),
                (Law::Replay, ledger.is_replayed()),
                (Law::Committed, ledger.open == ledger.units(Bucket::Committed)),
                (Law::Reserved, ledger.held == ledger.units(Bucket::Reserved)),
                (Law::Reservations, ledger.reservations == ledger.holds),
                (Law::HandedOver, ledger.completed == ledger.handed_over),
                (Law::Returned, ledger.returned == ledger.brought_back),
                (Law::Returned, ledger.returned_with_purchase == ledger.returned_of_purchases),
            ];
            for (law, holds) in checks {
                if !holds {
                    self.breaks(law, ledger.last_seq);
                }
            }
        }
        let verdict = |law: &Law| match self.broken.get(law) {
            None => Verdict { law: *law, holds: true, first_seq: None },
            Some(first_seq) => Verdict { law: *law, holds: false, first_seq: *first_seq },
        };
        Law::ALL.iter().map(verdict).collect()
    }

    /// Notes that a law is broken; the earliest movement that is known for it stands.
    fn breaks(&mut self, law: Law, seq: Option<u64>) {
        let known = self.broken.entry(law).or_insert(seq);
        *known = match (*known, seq) {
            (Some(known), Some(seq)) => Some(known.min(seq)),
            (known, seq) => known.or(seq),
        };
    }
}
