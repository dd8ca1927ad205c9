//! Random histories: wishes that become commands on the shop as it is when their turn comes.

use proptest::{collection::vec, option, prelude::*, sample::select};
use stock_core::model::{
    AdjustmentAction, Command, CreatePurchase, Difference, ExpireReservations, Fulfilment,
    InitialiseInventory, Lines, Policy, PurchaseForm, PurchaseId, PurchaseStatus, Quantity, ReservationId,
    ReservationStatus, Seen, Settings, SettingsPatch, Sighting, StockPile, UNITS_MAX, Units, UpdateInventory,
    UpdatePurchase, UpdateReservation,
};

use crate::shop::{Shop, for_sale, money, product, sightings};

/// How many products a history is about: few, so that commands meet.
const PRODUCTS: u8 = 3;

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
    Adjust(u8, AdjustmentAction),
    Buy {
        lines: Vec<(u8, i64)>,
        by: Option<usize>,
        fulfilment: Fulfilment,
        flaw: Option<Flaw>,
    },
    Hold {
        lines: Vec<(u8, i64)>,
        owner: &'static str,
        millis: Option<i64>,
    },
    Change {
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
        to: StockPile,
    },
}

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
            Self::Adjust(number, action) => Command::CreateAdjustment(shop.adjustment(*number, *action)),
            Self::Buy { lines, by, fulfilment, flaw } => {
                let mut command = shop.order(lines, *fulfilment);
                command.reservation = by.map(|place| held(shop, place));
                Command::CreatePurchase(flawed(command, *flaw))
            }
            Self::Hold { lines, owner, millis } => {
                Command::CreateReservation(shop.hold(owner, lines, *millis))
            }
            Self::Change { reservation, status, millis } => Command::UpdateReservation(UpdateReservation {
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
            Self::TakeBack { purchase, lines, to } => {
                let purchase = purchase.map(|place| bought(shop, place));
                Command::CreateReturn(shop.return_of(purchase, lines, *to))
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
    arrange: impl FnOnce(&mut Vec<stock_core::model::PurchaseOrder>),
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
    (first, second, vec(wish(), 1..40)).prop_map(|(first, second, mut wishes)| {
        wishes.splice(0..0, [first, second]);
        wishes
    })
}

fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![
        1 => (number(), prop::bool::weighted(0.9), prop_oneof![4 => 0..9_i64, 1 => Just(UNITS_MAX)], settings())
            .prop_map(|(number, known, quantity, settings)| Wish::Initialise { number, known, quantity, settings }),
        2 => (number(), patch()).prop_map(|(number, patch)| Wish::Set(number, patch)),
        4 => (number(), action()).prop_map(|(number, action)| Wish::Adjust(number, action)),
        6 => buy(),
        4 => (lines(), select(&["ana", "ben"][..]), option::of(-1_000..22_000_i64))
            .prop_map(|(lines, owner, millis)| Wish::Hold { lines, owner, millis }),
        3 => (
            0..4_usize,
            option::of(select(ReservationStatus::ALL)),
            option::weighted(0.7, -1_000..22_000_i64),
        )
            .prop_map(|(reservation, status, millis)| Wish::Change { reservation, status, millis }),
        2 => (-3_000..12_000_i64).prop_map(Wish::Wait),
        3 => (0..20_usize, select(PurchaseStatus::ALL)).prop_map(|(place, status)| Wish::Advance(place, status)),
        2 => (option::weighted(0.8, 0..20_usize), lines(), select(StockPile::ALL))
            .prop_map(|(purchase, lines, to)| Wish::TakeBack { purchase, lines, to }),
    ]
}

/// A purchase; one in ten has a flaw.
pub(crate) fn buy() -> impl Strategy<Value = Wish> {
    let flaw = select(&[Flaw::NotForSale, Flaw::Unknown, Flaw::OtherCurrency, Flaw::Dear][..]);
    (lines(), option::weighted(0.4, 0..4_usize), select(Fulfilment::ALL), option::weighted(0.1, flaw))
        .prop_map(|(lines, by, fulfilment, flaw)| Wish::Buy { lines, by, fulfilment, flaw })
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
        some().prop_map(AdjustmentAction::Receive),
        (some(), any::<bool>()).prop_map(|(units, up)| {
            let signed = if up { units.get() } else { -units.get() };
            AdjustmentAction::Correct(Difference::new(signed).unwrap())
        }),
        (prop_oneof![20 => 0..12_i64, 1 => Just(UNITS_MAX)], option::of(-3..12_i64)).prop_map(
            |(counted, expected)| AdjustmentAction::Count { counted: Units::new(counted).unwrap(), expected }
        ),
        (some(), select(StockPile::ALL)).prop_map(|(units, from)| AdjustmentAction::WriteOff(units, from)),
        some().prop_map(AdjustmentAction::Quarantine),
        some().prop_map(AdjustmentAction::Restore),
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

#[test]
fn histories_reach_every_kind_of_movement_and_refusal() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    use std::collections::BTreeSet;

    let mut runner = TestRunner::deterministic();
    let (mut moved, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..300 {
        let mut shop = Shop::default();
        for wish in wishes().new_tree(&mut runner).unwrap().current() {
            let command = wish.command(&mut shop);
            match shop.run(&command) {
                Ok(change) => moved.extend(change.movements.iter().map(|movement| movement.kind.name())),
                Err(refusals) => refused.extend(refusals.into_iter().map(|(code, _)| code)),
            }
        }
    }
    let kinds = [
        "adjust",
        "cancel",
        "commit",
        "expire",
        "purchase",
        "quarantine",
        "receive",
        "release",
        "reserve",
        "restore",
        "return",
        "ship",
        "write-off",
    ];
    assert_eq!(moved, BTreeSet::from(kinds));
    let codes = [
        "count-stale",
        "expiry-out-of-range",
        "insufficient-stock",
        "inventory-exists",
        "inventory-not-initialised",
        "mixed-currencies",
        "not-found",
        "product-not-for-sale",
        "product-not-found",
        "purchase-not-found",
        "purchase-status-conflict",
        "quantity-overflow",
        "reservation-limit",
        "reservation-not-active",
        "reservation-not-found",
        "reservation-status-conflict",
        "return-exceeds-purchase",
        "total-too-large",
    ];
    assert_eq!(refused, BTreeSet::from(codes));
}
