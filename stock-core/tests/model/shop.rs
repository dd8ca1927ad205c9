//! A shop to try commands on: the state with its journal, its feed and its rows.

use std::{collections::BTreeMap, sync::Arc};

use catalog_core::{
    api::instant::UnixMillis,
    product::{
        ProductId,
        money::{Currency, Money},
    },
};
use stock_core::model::{
    AdjustmentAction, AdjustmentId, Allocation, Buckets, Change, Command, CreateAdjustment, CreateLocation,
    CreatePurchase, CreateReservation, CreateReturn, CreateTransfer, ExpireReservations, Fulfilment,
    HoldLimit, InitialiseInventory, Inventory, LevelId, Lines, LocationId, LocationPatch, Movement, Passage,
    Policy, Priority, Purchase, PurchaseForm, PurchaseId, PurchaseOrder, PurchaseStatus, Quantity, Refusal,
    Reservation, ReservationId, ReservationRules, ReservationStatus, Return, ReturnId, ReturnLine, Seen,
    Settings, SettingsPatch, Sighting, Sightings, Stamp, State, StockEvent, StockPile, Transfer, TransferId,
    TransferLine, TransferStatus, Units, UpdateInventory, UpdateLocation, UpdatePurchase, UpdateReservation,
    UpdateTransfer, Verdict, Verifier, View, decide,
};
use uuid::Uuid;

/// Codes and pointers of what was refused.
pub(crate) type Refused = Vec<(&'static str, String)>;

/// A state and everything that was written on the way to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shop {
    pub(crate) state: State,
    pub(crate) journal: Vec<Movement>,
    pub(crate) feed: Vec<StockEvent>,
    pub(crate) returns: Vec<Return>,
    drawn: u128,
    /// How many commands were given: each a second after the one before.
    asked: i64,
    /// How much time passed beside that, in milliseconds; the clock may go back.
    waited: i64,
}

/// A few reservations of a few units, for a few seconds.
pub(crate) const RULES: ReservationRules = ReservationRules {
    usual_millis: 8_000,
    longest_millis: 20_000,
    per_owner: HoldLimit { reservations: 3, units: 10 },
    per_key: HoldLimit { reservations: 5, units: 14 },
};

impl Shop {
    /// A shop that keeps each product with so many units.
    pub(crate) fn with(stock: &[(u8, i64)]) -> Self {
        Self::under(Settings::default(), stock)
    }

    /// The same under other settings.
    pub(crate) fn under(settings: Settings, stock: &[(u8, i64)]) -> Self {
        let mut shop = Self::default();
        for (number, units) in stock {
            shop.run(&initialise(*number, *units, settings)).unwrap();
        }
        shop
    }

    /// Decides a command and applies what it does, a second after the one before.
    pub(crate) fn run(&mut self, command: &Command) -> Result<Change, Refused> {
        self.asked += 1;
        self.run_now(command)
    }

    /// The same at once.
    fn run_now(&mut self, command: &Command) -> Result<Change, Refused> {
        let stamp = Stamp { at: self.now(), actor: Arc::from("owner") };
        let change = decide(&self.state, command, &stamp).map_err(|refusals| {
            assert!(!refusals.is_empty(), "a refusal has a reason");
            refused(&refusals)
        })?;
        for reservation in &change.reservations {
            let before = self.state.reservations.get(&reservation.id);
            assert!(before.is_none_or(Reservation::is_active), "a reservation ends once: {before:?}");
        }
        self.state.apply(&change);
        self.journal.extend(change.movements.iter().cloned());
        self.feed.extend(change.events.iter().cloned());
        self.returns.extend(change.returned.clone());
        Ok(change)
    }

    /// The moment of the last command.
    pub(crate) fn now(&self) -> UnixMillis {
        UnixMillis::new(self.asked * 1_000 + self.waited)
    }

    /// Lets time pass; back where it is less than nothing.
    pub(crate) fn wait(&mut self, millis: i64) {
        self.waited += millis;
    }

    /// Writes all that is due.
    pub(crate) fn sweep(&mut self) -> Change {
        self.run_now(&Command::ExpireReservations(ExpireReservations { most: usize::MAX })).unwrap()
    }

    /// Holds for an owner, for as long as is usual.
    pub(crate) fn reserve(&mut self, owner: &str, lines: &[(u8, i64)]) -> Result<Reservation, Refused> {
        let command = self.hold(owner, lines, None);
        let id = command.id;
        self.run(&Command::CreateReservation(command)).map(|_| self.reservation(id))
    }

    /// A reservation to come, so many milliseconds long.
    pub(crate) fn hold(
        &mut self,
        owner: &str,
        lines: &[(u8, i64)],
        millis: Option<i64>,
    ) -> CreateReservation {
        CreateReservation {
            id: ReservationId(self.draw()),
            lines: orders(lines),
            allocation: Allocation::default(),
            sightings: sightings(lines.iter().map(|(number, _)| (*number, for_sale()))),
            // The command comes a second later.
            expires_at: millis.map(|millis| self.now().plus_millis(1_000 + millis)),
            owner: Arc::from(owner),
            rules: RULES,
        }
    }

    /// Gives a reservation up.
    pub(crate) fn release(&mut self, id: ReservationId) -> Result<Change, Refused> {
        let status = Some(ReservationStatus::Released);
        self.run(&Command::UpdateReservation(UpdateReservation { id, status, expires_at: None }))
    }

    /// Holds until a moment.
    pub(crate) fn extend(&mut self, id: ReservationId, until: UnixMillis) -> Result<Change, Refused> {
        let expires_at = Some(until);
        self.run(&Command::UpdateReservation(UpdateReservation { id, status: None, expires_at }))
    }

    /// Buys at once by a reservation.
    pub(crate) fn commit(&mut self, id: ReservationId, lines: &[(u8, i64)]) -> Result<Purchase, Refused> {
        let command = CreatePurchase { reservation: Some(id), ..self.order(lines, Fulfilment::Now) };
        self.run(&Command::CreatePurchase(command)).map(|change| change.purchase.unwrap())
    }

    /// A reservation as it stands.
    pub(crate) fn reservation(&self, id: ReservationId) -> Reservation {
        self.state.reservations[&id].clone()
    }

    /// Buys, at once.
    pub(crate) fn buy(&mut self, lines: &[(u8, i64)]) -> Result<Purchase, Refused> {
        let command = self.order(lines, Fulfilment::Now);
        self.run(&Command::CreatePurchase(command)).map(|change| change.purchase.unwrap())
    }

    /// Buys, to be shipped later.
    pub(crate) fn buy_later(&mut self, lines: &[(u8, i64)]) -> Result<Purchase, Refused> {
        let command = self.order(lines, Fulfilment::Later);
        self.run(&Command::CreatePurchase(command)).map(|change| change.purchase.unwrap())
    }

    /// Buys at once what costs nothing.
    pub(crate) fn give(&mut self, lines: &[(u8, i64)]) -> Result<Purchase, Refused> {
        let free = || Sighting::fresh(Seen::ForSale { price: money(0, "EUR"), version: 1 });
        let mut command = self.order(lines, Fulfilment::Now);
        command.sightings = sightings(lines.iter().map(|(number, _)| (*number, free())));
        self.run(&Command::CreatePurchase(command)).map(|change| change.purchase.unwrap())
    }

    /// A purchase to come.
    pub(crate) fn order(&mut self, lines: &[(u8, i64)], fulfilment: Fulfilment) -> CreatePurchase {
        let id = PurchaseId(self.draw());
        order(id, lines, fulfilment)
    }

    /// Ships or cancels.
    pub(crate) fn advance(&mut self, id: PurchaseId, status: PurchaseStatus) -> Result<Change, Refused> {
        self.run(&Command::UpdatePurchase(UpdatePurchase { id, status }))
    }

    /// Adjusts.
    pub(crate) fn adjust(&mut self, number: u8, action: AdjustmentAction) -> Result<Change, Refused> {
        let command = self.adjustment(number, action);
        self.run(&Command::CreateAdjustment(command))
    }

    /// An adjustment to come.
    pub(crate) fn adjustment(&mut self, number: u8, action: AdjustmentAction) -> CreateAdjustment {
        CreateAdjustment {
            id: AdjustmentId(self.draw()),
            product: product(number),
            location: LocationId::Main,
            action,
            reason: Arc::from("by hand"),
            reference: Some(Arc::from("note 7")),
        }
    }

    /// Takes back.
    pub(crate) fn take_back(
        &mut self,
        purchase: Option<PurchaseId>,
        lines: &[(u8, i64)],
    ) -> Result<Change, Refused> {
        let command = self.return_of(purchase, lines, StockPile::Sellable);
        self.run(&Command::CreateReturn(command))
    }

    /// A return to come.
    pub(crate) fn return_of(
        &mut self,
        purchase: Option<PurchaseId>,
        lines: &[(u8, i64)],
        to: StockPile,
    ) -> CreateReturn {
        let line = |(number, units): &(u8, i64)| ReturnLine {
            product: product(*number),
            quantity: quantity(*units),
        };
        CreateReturn {
            id: ReturnId(self.draw()),
            purchase,
            location: None,
            lines: Lines::new(lines.iter().map(line).collect()).unwrap(),
            to,
            reason: Some(Arc::from("too small")),
            reference: None,
        }
    }

    /// A transfer to come.
    pub(crate) fn transfer(
        &mut self,
        (from, to): (u8, u8),
        lines: &[(u8, i64)],
        status: TransferStatus,
    ) -> CreateTransfer {
        let line = |(number, units): &(u8, i64)| TransferLine {
            product: product(*number),
            quantity: quantity(*units),
        };
        CreateTransfer {
            id: TransferId(self.draw()),
            passage: Passage::new(location(from), location(to)).unwrap(),
            lines: Lines::new(lines.iter().map(line).collect()).unwrap(),
            status,
            expected_at: None,
            reason: Some(Arc::from("empty shelf")),
            reference: None,
        }
    }

    /// Sends.
    pub(crate) fn send(
        &mut self,
        ends: (u8, u8),
        lines: &[(u8, i64)],
        status: TransferStatus,
    ) -> Result<Transfer, Refused> {
        let command = self.transfer(ends, lines, status);
        self.run(&Command::CreateTransfer(command)).map(|change| change.transfer.unwrap())
    }

    /// Receives what was sent.
    pub(crate) fn deliver(&mut self, id: TransferId, status: TransferStatus) -> Result<Change, Refused> {
        self.run(&Command::UpdateTransfer(UpdateTransfer { id, status }))
    }

    /// Opens a place.
    pub(crate) fn open(&mut self, place: u8, priority: i64) {
        let name = Arc::from("A place");
        let priority = Priority::new(priority).unwrap();
        let command = CreateLocation { id: location(place), name, priority, active: true };
        self.run(&Command::CreateLocation(command)).unwrap();
    }

    /// Opens or closes a place.
    pub(crate) fn activate(&mut self, place: u8, active: bool) -> Result<Change, Refused> {
        let patch = LocationPatch { active: Some(active), ..LocationPatch::default() };
        self.run(&Command::UpdateLocation(UpdateLocation { id: location(place), patch }))
    }

    /// Adjusts at a place.
    pub(crate) fn adjust_at(
        &mut self,
        place: u8,
        number: u8,
        action: AdjustmentAction,
    ) -> Result<Change, Refused> {
        let command = CreateAdjustment { location: location(place), ..self.adjustment(number, action) };
        self.run(&Command::CreateAdjustment(command))
    }

    /// Changes settings.
    pub(crate) fn set(&mut self, number: u8, settings: SettingsPatch) -> Result<Change, Refused> {
        self.run(&Command::UpdateInventory(UpdateInventory { product: product(number), settings }))
    }

    /// The stock of a product.
    pub(crate) fn inventory(&self, number: u8) -> Inventory {
        self.state.inventory(product(number)).unwrap().clone()
    }

    /// The units of a product in each bucket.
    pub(crate) fn level(&self, number: u8) -> Buckets {
        self.inventory(number).buckets
    }

    /// The levels of all products.
    pub(crate) fn levels(&self) -> BTreeMap<ProductId, Buckets> {
        self.state.inventories.iter().map(|(product, inventory)| (*product, inventory.buckets)).collect()
    }

    /// The units of a product in each bucket at a place.
    pub(crate) fn level_at(&self, place: u8, number: u8) -> Buckets {
        let level = self.state.level(LevelId::new(product(number), location(place)));
        level.map(|level| level.buckets).unwrap_or_default()
    }

    /// What is where, and what of it comes from elsewhere.
    pub(crate) fn places(&self) -> BTreeMap<LevelId, (Buckets, i64)> {
        self.state.levels.values().map(|level| (level.id, (level.buckets, level.in_transit))).collect()
    }

    /// What the laws say of all that was written.
    pub(crate) fn verify(&self) -> Vec<Verdict> {
        let mut verifier = Verifier::default();
        self.journal.iter().for_each(|movement| verifier.movement(movement));
        self.state.inventories.values().for_each(|inventory| verifier.inventory(inventory));
        self.state.levels.values().for_each(|level| verifier.level(level));
        self.state.locations.values().for_each(|location| verifier.location(location));
        self.state.transfers.values().for_each(|transfer| verifier.transfer(transfer));
        self.state.purchases.values().for_each(|purchase| verifier.purchase(purchase));
        self.state.reservations.values().for_each(|reservation| verifier.reservation(reservation));
        self.returns.iter().for_each(|returned| verifier.returned(returned));
        verifier.finish()
    }

    /// A new id.
    pub(crate) fn draw(&mut self) -> Uuid {
        self.drawn += 1;
        Uuid::from_u128(0x1000 + self.drawn)
    }
}

/// Codes and pointers.
pub(crate) fn refused(refusals: &[Refusal]) -> Refused {
    let of = |refusal: &Refusal| (refusal.error.code().name, refusal.pointer.clone().unwrap_or_default());
    refusals.iter().map(of).collect()
}

/// One expected refusal.
pub(crate) fn refusal<T>(code: &'static str, pointer: &str) -> Result<T, Refused> {
    Err(vec![(code, pointer.to_owned())])
}

pub(crate) fn product(number: u8) -> ProductId {
    ProductId(Uuid::from_u128(u128::from(number)))
}

/// The main location is 0.
pub(crate) fn location(place: u8) -> LocationId {
    if place == 0 { LocationId::Main } else { LocationId::Other(Uuid::from_u128(0x100 + u128::from(place))) }
}

pub(crate) fn quantity(units: i64) -> Quantity {
    Quantity::new(units).unwrap()
}

pub(crate) fn units(units: i64) -> Units {
    Units::new(units).unwrap()
}

pub(crate) fn money(amount: i64, currency: &str) -> Money {
    Money::new(amount, Currency::parse(currency).unwrap()).unwrap()
}

/// An active product that costs 2.50 EUR.
pub(crate) fn for_sale() -> Sighting {
    Sighting::fresh(Seen::ForSale { price: money(250, "EUR"), version: 7 })
}

/// Settings of a policy, with a back-order limit and a safety stock.
pub(crate) fn settings(policy: Policy, limit: Option<i64>, safety_stock: i64) -> Settings {
    Settings {
        policy,
        backorder_limit: limit.map(units),
        safety_stock: units(safety_stock),
        low_stock_at: None,
    }
}

pub(crate) fn initialise(number: u8, quantity: i64, settings: Settings) -> Command {
    Command::InitialiseInventory(InitialiseInventory {
        product: product(number),
        sighting: for_sale(),
        quantity: units(quantity),
        settings,
    })
}

/// Lines of units at the main location.
fn orders(lines: &[(u8, i64)]) -> Lines<PurchaseOrder> {
    let line = |(number, units): &(u8, i64)| PurchaseOrder {
        product: product(*number),
        location: None,
        quantity: quantity(*units),
    };
    Lines::new(lines.iter().map(line).collect()).unwrap()
}

/// A purchase of products that are all for sale.
pub(crate) fn order(id: PurchaseId, lines: &[(u8, i64)], fulfilment: Fulfilment) -> CreatePurchase {
    CreatePurchase {
        id,
        form: PurchaseForm::Lines,
        lines: orders(lines),
        allocation: Allocation::default(),
        sightings: sightings(lines.iter().map(|(number, _)| (*number, for_sale()))),
        reservation: None,
        fulfilment,
        reference: Some(Arc::from("invoice 12")),
        customer: None,
    }
}

pub(crate) fn sightings(seen: impl IntoIterator<Item = (u8, Sighting)>) -> Sightings {
    seen.into_iter().map(|(number, sighting)| (product(number), sighting)).collect()
}
