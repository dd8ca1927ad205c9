//! The laws that every journal obeys, checked over any journal from its first movement to its last.
//!
//! A [`Verifier`] reads movements in order, then the rows that are kept beside them. It keeps some figures
//! per product and location and nothing per movement, so a journal of any length is read in little memory.

mod ledger;
mod place;

use std::collections::BTreeMap;

use catalog_core::product::ProductId;
use ledger::Ledger;
use place::Place;

use super::{
    bucket::Bucket,
    id::{LevelId, LocationId},
    inventory::Inventory,
    level::Level,
    location::Location,
    movement::{Movement, MovementKind},
    purchase::{Purchase, PurchaseStatus},
    quantity::in_range,
    reservation::Reservation,
    returns::Return,
    transfer::{Transfer, TransferStatus},
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
        /// At no location are `reserved`, `committed`, `unavailable` and `incoming` ever below zero.
        NonNegative = "non-negative",
        /// No movement leaves `sellable` below what the rules of its moment allowed.
        NoOversell = "no-oversell",
        /// No figure is past ±(2^53 − 1).
        InRange = "in-range",
        /// The levels that are kept are the sum of the journal, location by location, and each inventory is the
        /// sum of its levels.
        Replay = "replay",
        /// `committed` is what open purchases wait for, location by location.
        Committed = "committed",
        /// `reserved` is what active reservations hold, location by location.
        Reserved = "reserved",
        /// What was ever reserved is held, was bought, or went back, as the reservations say.
        Reservations = "reservations",
        /// What went to customers is what completed purchases say.
        HandedOver = "handed-over",
        /// What came back is what returns say, and no more than was handed over.
        Returned = "returned",
        /// What is on its way between locations is what shipped transfers say.
        Transit = "transit",
        /// Every unit is at a location that exists and is active.
        Locations = "locations",
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
    places: BTreeMap<LevelId, Place>,
    /// Whether each location is active.
    locations: BTreeMap<LocationId, bool>,
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
        place::post(&mut self.places, movement);
        let origin = LevelId::new(movement.product, movement.location);
        let ends = [Some(origin), movement.destination.map(|there| LevelId::new(movement.product, there))];
        let places = || ends.into_iter().flatten().filter_map(|id| self.places.get(&id));
        let sellable = if movement.kind.is_sale() {
            ledger.units(Bucket::Sellable)
        } else {
            self.places.get(&origin).map_or(0, |place| place.units(Bucket::Sellable))
        };
        let checks = [
            (Law::GapFree, seq == self.movements),
            (Law::WellFormed, movement.kind.connects(movement.from, movement.to)),
            (Law::NonNegative, places().all(Place::is_non_negative)),
            (Law::NoOversell, movement.floor.is_none_or(|floor| sellable >= i128::from(floor))),
            (Law::InRange, ledger.is_in_range() && places().all(Place::is_in_range)),
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
        ledger.kept = Some(inventory.buckets);
        let seq = ledger.last_seq;
        if !in_range(inventory.available()) {
            self.breaks(Law::InRange, seq);
        }
        if inventory.alerts != inventory.alerts_due() {
            self.breaks(Law::Alerts, seq);
        }
    }

    /// Reads a level that is kept.
    pub fn level(&mut self, level: &Level) {
        self.places.entry(level.id).or_default().level = Some(*level);
    }

    /// Reads a location that is kept.
    pub fn location(&mut self, location: &Location) {
        self.locations.insert(location.id, location.active);
    }

    /// Reads a transfer that is kept.
    pub fn transfer(&mut self, transfer: &Transfer) {
        if transfer.status == TransferStatus::Shipped {
            for line in &transfer.lines {
                let place = self.places.entry(LevelId::new(line.product, transfer.passage.to())).or_default();
                place.shipped += i128::from(line.quantity.get());
            }
        }
    }

    /// Reads a purchase that is kept.
    pub fn purchase(&mut self, purchase: &Purchase) {
        for line in &purchase.lines {
            let place = self.places.entry(LevelId::new(line.product, line.location)).or_default();
            if purchase.status == PurchaseStatus::Open {
                place.open += i128::from(line.quantity.get());
            }
            let ledger = self.ledgers.entry(line.product).or_default();
            let (bought, returned) = (i128::from(line.quantity.get()), i128::from(line.returned.get()));
            if purchase.status == PurchaseStatus::Completed {
                ledger.completed += bought;
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
            let seq = ledger.last_seq;
            self.places.entry(LevelId::new(line.product, line.location)).or_default().held += held;
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
        for (id, place) in std::mem::take(&mut self.places) {
            let active = self.locations.get(&id.location);
            let checks = [
                (Law::Replay, place.is_replayed()),
                (Law::Committed, place.open == place.units(Bucket::Committed)),
                (Law::Reserved, place.held == place.units(Bucket::Reserved)),
                (Law::Transit, place.is_in_step()),
                (Law::Locations, active.is_some_and(|active| *active || place.is_vacant())),
            ];
            for (law, holds) in checks {
                if !holds {
                    self.breaks(law, place.last_seq);
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
