//! Random histories: wishes that become commands on the shop as it is when their turn comes.

use proptest::{collection::vec, option, prelude::*, sample::select};
use stock_core::model::{
    AdjustmentAction, Allocation, Command, CreateAdjustment, CreateLocation, CreatePurchase,
    CreateReservation, CreateReturn, Difference, ExpireReservations, Fulfilment, InitialiseInventory, Lines,
    LocationPatch, Policy, Priority, PurchaseForm, PurchaseId, PurchaseOrder, PurchaseStatus, Quantity,
    ReservationId, ReservationStatus, Seen, Settings, SettingsPatch, Sighting, StockPile, TransferId,
    TransferStatus, UNITS_MAX, Units, UpdateInventory, UpdateLocation, UpdatePurchase, UpdateReservation,
    UpdateTransfer,
};

use crate::shop::{Shop, for_sale, location, money, product, sightings};

/// How many products a history is about: few, so that commands meet.
const PRODUCTS: u8 = 3;

/// How many locations it is about; the first is the main one, the others are made on the way.
const PLACES: u8 = 3;

/// What someone wants; purchases and reservations are named by their place among those that were made.
#[derive(Clone, Debug)]
pub(crate) enum Wish {
    Initialise {
        number: u8,
        known: bool,
        quantity: i64,
        settings: Settings,
    },
    Set(u8, SettingsPatch),
    Adjust(u8, u8, AdjustmentAction),
    Buy {
        lines: Vec<Line>,
        by: Option<usize>,
        allocation: Allocation,
        fulfilment: Fulfilment,
        flaw: Option<Flaw>,
    },
    Hold {
        lines: Vec<Line>,
        allocation: Allocation,
        owner: &'static str,
        millis: Option<i64>,
    },
    Amend {
        reservation: usize,
        status: Option<ReservationStatus>,
        millis: Option<i64>,
    },
    /// Time passes, and what was due first is written.
    Wait(i64),
    Advance(usize, PurchaseStatus),
    TakeBack {
        purchase: Option<usize>,
        lines: Vec<(u8, i64)>,
        place: Option<u8>,
        to: StockPile,
    },
    Open {
        place: u8,
        priority: i64,
    },
    Change {
        place: u8,
        priority: Option<i64>,
        active: Option<bool>,
    },
    Send {
        from: u8,
        to: u8,
        lines: Vec<(u8, i64)>,
        status: TransferStatus,
    },
    Deliver(usize, TransferStatus),
}

/// A line to buy: a product, from where if that is said, and how many units.
pub(crate) type Line = (u8, Option<u8>, i64);

/// What is wrong with the first product of a purchase.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Flaw {
    NotForSale,
    Unknown,
    OtherCurrency,
    Dear,
}

impl Wish {
    /// The command that this wish is now.
    pub(crate) fn command(&self, shop: &mut Shop) -> Command {
        match self {
            Self::Initialise { number, known, quantity, settings } => {
                Command::InitialiseInventory(InitialiseInventory {
                    product: product(*number),
                    sighting: Sighting::fresh(if *known { Seen::NotForSale } else { Seen::Unknown }),
                    quantity: Units::new(*quantity).unwrap(),
                    settings: *settings,
                })
            }
            Self::Set(number, settings) => {
                Command::UpdateInventory(UpdateInventory { product: product(*number), settings: *settings })
            }
            Self::Adjust(number, place, action) => {
                let command = shop.adjustment(*number, *action);
                Command::CreateAdjustment(CreateAdjustment { location: location(*place), ..command })
            }
            Self::Buy { lines, by, allocation, fulfilment, flaw } => {
                let command =
                    arranged(&shop.order(&plain(lines), *fulfilment), |orders| place_all(orders, lines));
                let reservation = by.map(|place| held(shop, place));
                let command = CreatePurchase { allocation: allocation.clone(), reservation, ..command };
                Command::CreatePurchase(flawed(command, *flaw))
            }
            Self::Hold { lines, allocation, owner, millis } => {
                let mut command = shop.hold(owner, &plain(lines), *millis);
                let mut orders = command.lines.as_slice().to_vec();
                place_all(&mut orders, lines);
                command.lines = Lines::new(orders).unwrap();
                Command::CreateReservation(CreateReservation { allocation: allocation.clone(), ..command })
            }
            Self::Amend { reservation, status, millis } => Command::UpdateReservation(UpdateReservation {
                id: held(shop, *reservation),
                status: *status,
                expires_at: millis.map(|millis| shop.now().plus_millis(millis)),
            }),
            Self::Wait(millis) => {
                shop.wait(*millis);
                Command::ExpireReservations(ExpireReservations { most: 1 })
            }
            Self::Advance(place, status) => {
                Command::UpdatePurchase(UpdatePurchase { id: bought(shop, *place), status: *status })
            }
            Self::TakeBack { purchase, lines, place, to } => {
                let purchase = purchase.map(|place| bought(shop, place));
                let command = shop.return_of(purchase, lines, *to);
                Command::CreateReturn(CreateReturn { location: place.map(location), ..command })
            }
            Self::Open { place, priority } => Command::CreateLocation(CreateLocation {
                id: location(*place),
                name: "A place".into(),
                priority: Priority::new(*priority).unwrap(),
                active: true,
            }),
            Self::Change { place, priority, active } => {
                let priority = priority.map(|priority| Priority::new(priority).unwrap());
                let patch = LocationPatch { priority, active: *active, ..LocationPatch::default() };
                Command::UpdateLocation(UpdateLocation { id: location(*place), patch })
            }
            Self::Send { from, to, lines, status } => {
                Command::CreateTransfer(shop.transfer((*from, *to), lines, *status))
            }
            Self::Deliver(place, status) => {
                Command::UpdateTransfer(UpdateTransfer { id: sent(shop, *place), status: *status })
            }
        }
    }
}

/// The purchase at a place, counted round; one that does not exist while there is none.
fn bought(shop: &Shop, place: usize) -> PurchaseId {
    let made = shop.state.purchases.len().max(1);
    shop.state.purchases.keys().nth(place % made).copied().unwrap_or(PurchaseId(uuid::Uuid::nil()))
}

/// The reservation at a place, counted round from the newest; one that does not exist while there is none.
fn held(shop: &Shop, place: usize) -> ReservationId {
    let made = shop.state.reservations.len().max(1);
    let none = ReservationId(uuid::Uuid::nil());
    shop.state.reservations.keys().rev().nth(place % made).copied().unwrap_or(none)
}

/// The transfer at a place, counted round; one that does not exist while there is none.
fn sent(shop: &Shop, place: usize) -> TransferId {
    let made = shop.state.transfers.len().max(1);
    shop.state.transfers.keys().nth(place % made).copied().unwrap_or(TransferId(uuid::Uuid::nil()))
}

fn flawed(mut command: CreatePurchase, flaw: Option<Flaw>) -> CreatePurchase {
    let price = |amount, currency| Seen::ForSale { price: money(amount, currency), version: 1 };
    let seen = match flaw {
        None => return command,
        Some(Flaw::NotForSale) => Seen::NotForSale,
        Some(Flaw::Unknown) => Seen::Unknown,
        Some(Flaw::OtherCurrency) => price(1, "JPY"),
        Some(Flaw::Dear) => price(UNITS_MAX, "EUR"),
    };
    let first = command.lines.as_slice()[0].product;
    let all = (0..PRODUCTS).map(|number| {
        (number, if product(number) == first { Sighting::fresh(seen.clone()) } else { for_sale() })
    });
    command.sightings = sightings(all);
    if command.lines.as_slice().len() == 1 {
        command.form = PurchaseForm::Simple;
    }
    command
}

/// The same purchase with its lines as `arrange` leaves them.
pub(crate) fn arranged(
    command: &CreatePurchase,
    arrange: impl FnOnce(&mut Vec<PurchaseOrder>),
) -> CreatePurchase {
    let mut lines = command.lines.as_slice().to_vec();
    arrange(&mut lines);
    CreatePurchase { lines: Lines::new(lines).unwrap(), form: PurchaseForm::Lines, ..command.clone() }
}

/// A shop after a random history.
pub(crate) fn shop() -> impl Strategy<Value = Shop> {
    wishes().prop_map(|wishes| after(&wishes))
}

/// A shop after a history.
pub(crate) fn after(wishes: &[Wish]) -> Shop {
    let mut shop = Shop::default();
    for wish in wishes {
        let command = wish.command(&mut shop);
        // What is refused is part of a history too: it leaves no trace.
        let _ = shop.run(&command);
    }
    shop
}

/// A random history whose clock never goes back.
pub(crate) fn forward_wishes() -> impl Strategy<Value = Vec<Wish>> {
    wishes().prop_map(|mut wishes| {
        for wish in &mut wishes {
            if let Wish::Wait(millis) = wish {
                *millis = millis.abs();
            }
        }
        wishes
    })
}

/// A random history. It begins with stock, so that most of what follows has something to move.
pub(crate) fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    let first = (settings(), 0..12_i64).prop_map(|(settings, quantity)| Wish::Initialise {
        number: 0,
        known: true,
        quantity,
        settings,
    });
    let second =
        Just(Wish::Initialise { number: 1, known: true, quantity: 6, settings: Settings::default() });
    // Half of all histories have a second location from the start.
    let third = any::<bool>().prop_map(|both| Wish::Open { place: u8::from(both), priority: 1 });
    (first, second, third, vec(wish(), 1..40)).prop_map(|(first, second, third, mut wishes)| {
        wishes.splice(0..0, [first, second, third]);
        wishes
    })
}

fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![
        1 => (number(), prop::bool::weighted(0.9), prop_oneof![4 => 0..9_i64, 1 => Just(UNITS_MAX)], settings())
            .prop_map(|(number, known, quantity, settings)| Wish::Initialise { number, known, quantity, settings }),
        2 => (number(), patch()).prop_map(|(number, patch)| Wish::Set(number, patch)),
        6 => (number(), place(), action()).prop_map(|(number, place, action)| Wish::Adjust(number, place, action)),
        6 => buy(),
        4 => (placed(), allocation(), select(&["ana", "ben"][..]), option::of(-1_000..22_000_i64)).prop_map(
            |(lines, allocation, owner, millis)| Wish::Hold { lines, allocation, owner, millis }
        ),
        3 => (
            0..4_usize,
            option::of(select(ReservationStatus::ALL)),
            option::weighted(0.7, -1_000..22_000_i64),
        )
            .prop_map(|(reservation, status, millis)| Wish::Amend { reservation, status, millis }),
        2 => (-3_000..12_000_i64).prop_map(Wish::Wait),
        3 => (0..20_usize, select(PurchaseStatus::ALL)).prop_map(|(place, status)| Wish::Advance(place, status)),
        2 => (option::weighted(0.8, 0..20_usize), lines(), option::weighted(0.2, place()), select(StockPile::ALL))
            .prop_map(|(purchase, lines, place, to)| Wish::TakeBack { purchase, lines, place, to }),
        2 => (place(), 0..3_i64).prop_map(|(place, priority)| Wish::Open { place, priority }),
        2 => (place(), option::of(0..3_i64), option::of(any::<bool>()))
            .prop_map(|(place, priority, active)| Wish::Change { place, priority, active }),
        3 => send(),
        2 => (0..9_usize, select(TransferStatus::ALL)).prop_map(|(place, status)| Wish::Deliver(place, status)),
    ]
}

/// A purchase; one in ten has a flaw.
pub(crate) fn buy() -> impl Strategy<Value = Wish> {
    let flaw = select(&[Flaw::NotForSale, Flaw::Unknown, Flaw::OtherCurrency, Flaw::Dear][..]);
    let by = option::weighted(0.4, 0..4_usize);
    (placed(), by, allocation(), select(Fulfilment::ALL), option::weighted(0.1, flaw)).prop_map(
        |(lines, by, allocation, fulfilment, flaw)| Wish::Buy { lines, by, allocation, fulfilment, flaw },
    )
}

/// Lines, some of which say from where.
fn placed() -> impl Strategy<Value = Vec<Line>> {
    vec((number(), option::weighted(0.3, place()), quantity()), 1..5)
}

/// What is wanted, without from where.
fn plain(lines: &[Line]) -> Vec<(u8, i64)> {
    lines.iter().map(|(number, _, units)| (*number, *units)).collect()
}

/// The places of these lines.
fn place_all(orders: &mut [PurchaseOrder], lines: &[Line]) {
    for (order, (_, place, _)) in orders.iter_mut().zip(lines) {
        order.location = place.map(location);
    }
}

/// Stock goes from one place to another.
pub(crate) fn send() -> impl Strategy<Value = Wish> {
    let ends = (place(), 1..PLACES).prop_map(|(from, on)| (from, (from + on) % PLACES));
    (ends, lines(), select(TransferStatus::ALL)).prop_map(|((from, to), lines, status)| Wish::Send {
        from,
        to,
        lines,
        status,
    })
}

fn allocation() -> impl Strategy<Value = Allocation> {
    prop_oneof![
        2 => Just(Allocation::SingleLocationFirst),
        1 => Just(Allocation::Priority),
        1 => Just(Allocation::MostStock),
        1 => vec(place().prop_map(location), 0..3).prop_map(Allocation::Nearest),
    ]
}

/// A place, mostly the main one.
fn place() -> impl Strategy<Value = u8> {
    prop_oneof![2 => Just(0), 1 => 1..PLACES]
}

fn lines() -> impl Strategy<Value = Vec<(u8, i64)>> {
    vec((number(), quantity()), 1..5)
}

fn number() -> impl Strategy<Value = u8> {
    0..PRODUCTS
}

/// Mostly a few units, sometimes as many as there can be.
fn quantity() -> impl Strategy<Value = i64> {
    prop_oneof![20 => 1..5_i64, 1 => UNITS_MAX - 2..=UNITS_MAX]
}

fn action() -> impl Strategy<Value = AdjustmentAction> {
    let some = || quantity().prop_map(|units| Quantity::new(units).unwrap());
    prop_oneof![
        2 => some().prop_map(AdjustmentAction::Receive),
        1 => some().prop_map(|quantity| AdjustmentAction::Announce { quantity, expected_at: None }),
        1 => some().prop_map(AdjustmentAction::Arrive),
        1 => some().prop_map(AdjustmentAction::GiveUp),
        1 =>         (some(), any::<bool>()).prop_map(|(units, up)| {
            let signed = if up { units.get() } else { -units.get() };
            AdjustmentAction::Correct(Difference::new(signed).unwrap())
        }),
        1 => (prop_oneof![20 => 0..12_i64, 1 => Just(UNITS_MAX)], option::of(-3..12_i64)).prop_map(
            |(counted, expected)| AdjustmentAction::Count { counted: Units::new(counted).unwrap(), expected }
        ),
        1 => (some(), select(StockPile::ALL)).prop_map(|(units, from)| AdjustmentAction::WriteOff(units, from)),
        3 => some().prop_map(AdjustmentAction::Quarantine),
        3 => some().prop_map(AdjustmentAction::Restore),
    ]
}

/// A threshold, mostly small.
fn threshold() -> impl Strategy<Value = Units> {
    prop_oneof![20 => 0..6_i64, 1 => Just(UNITS_MAX)].prop_map(|units| Units::new(units).unwrap())
}

fn settings() -> impl Strategy<Value = Settings> {
    (select(Policy::ALL), option::of(threshold()), threshold(), option::of(threshold())).prop_map(
        |(policy, backorder_limit, safety_stock, low_stock_at)| Settings {
            policy,
            backorder_limit,
            safety_stock,
            low_stock_at,
        },
    )
}

fn patch() -> impl Strategy<Value = SettingsPatch> {
    (
        option::of(select(Policy::ALL)),
        option::of(option::of(threshold())),
        option::of(threshold()),
        option::of(option::of(threshold())),
    )
        .prop_map(|(policy, backorder_limit, safety_stock, low_stock_at)| SettingsPatch {
            policy,
            backorder_limit,
            safety_stock,
            low_stock_at,
        })
}
