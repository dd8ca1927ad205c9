//! Random commands. Few ids, so that they meet each other.

use std::sync::Arc;

use catalog_core::{
    api::instant::UnixMillis,
    product::{
        ProductId,
        money::{Currency, Money},
    },
};
use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::select,
};
use stock_core::model::{
    AdjustmentAction, AdjustmentId, Allocation, Command, CreateAdjustment, CreateLocation, CreatePurchase,
    CreateReservation, CreateReturn, CreateTransfer, Difference, ExpireReservations, Fulfilment,
    InitialiseInventory, Lines, LocationId, LocationPatch, Passage, Policy, Priority, PurchaseForm,
    PurchaseId, PurchaseOrder, PurchaseStatus, Quantity, ReservationId, ReservationRules, ReservationStatus,
    ReturnId, ReturnLine, Seen, Settings, SettingsPatch, Sighting, StockEventKind, StockPile, TransferId,
    TransferLine, TransferStatus, Units, UpdateInventory, UpdateLocation, UpdatePurchase, UpdateReservation,
    UpdateTransfer,
};
use stock_core::webhook::{
    CreateWebhook, DeliveryFailure, Reach, RecordTry, ResendEvent, Secret, Told, TryResult, UpdateWebhook,
    WebhookCommand, WebhookId, WebhookPatch, WebhookUrl,
};
use uuid::Uuid;

fn uuid() -> impl Strategy<Value = Uuid> {
    (1..8_u128).prop_map(Uuid::from_u128)
}

fn product() -> impl Strategy<Value = ProductId> {
    (1..4_u128).prop_map(|number| ProductId(Uuid::from_u128(number)))
}

/// The main location, two others, and one that is rarely made.
fn location() -> impl Strategy<Value = LocationId> {
    prop_oneof![
        6 => Just(LocationId::Main),
        3 => (1..3_u128).prop_map(|number| LocationId::Other(Uuid::from_u128(number))),
    ]
}

fn quantity() -> impl Strategy<Value = Quantity> {
    (1..6_i64).prop_map(|units| Quantity::new(units).unwrap())
}

fn units() -> impl Strategy<Value = Units> {
    (0..8_i64).prop_map(|units| Units::new(units).unwrap())
}

fn words() -> impl Strategy<Value = Option<Arc<str>>> {
    option::of(select(&["F-1", "F-2", "año \"nuevo\""][..]).prop_map(Arc::from))
}

fn moment() -> impl Strategy<Value = UnixMillis> {
    (1..9_i64).prop_map(|day| UnixMillis::new(day * 86_400_000))
}

fn pile() -> impl Strategy<Value = StockPile> {
    select(StockPile::ALL)
}

/// Every product is for sale.
fn sighting(version: u64) -> Sighting {
    let price = Money::new(250, Currency::parse("EUR").unwrap()).unwrap();
    Sighting { seen: Seen::ForSale { price, version }, cached: version.is_multiple_of(2) }
}

fn settings() -> impl Strategy<Value = Settings> {
    (select(Policy::ALL), option::of(units()), option::of(units())).prop_map(
        |(policy, backorder_limit, low_stock_at)| Settings {
            policy,
            backorder_limit,
            low_stock_at,
            ..Settings::default()
        },
    )
}

fn action() -> impl Strategy<Value = AdjustmentAction> {
    prop_oneof![
        quantity().prop_map(AdjustmentAction::Receive),
        (quantity(), option::of(moment()))
            .prop_map(|(quantity, expected_at)| AdjustmentAction::Announce { quantity, expected_at }),
        quantity().prop_map(AdjustmentAction::Arrive),
        quantity().prop_map(AdjustmentAction::GiveUp),
        (-3..0_i64).prop_map(|units| AdjustmentAction::Correct(Difference::new(units).unwrap())),
        (units(), option::of(0..8_i64))
            .prop_map(|(counted, expected)| AdjustmentAction::Count { counted, expected }),
        (quantity(), pile()).prop_map(|(quantity, pile)| AdjustmentAction::WriteOff(quantity, pile)),
        quantity().prop_map(AdjustmentAction::Quarantine),
        quantity().prop_map(AdjustmentAction::Restore),
    ]
}

fn initialise() -> impl Strategy<Value = Command> {
    (product(), units(), settings()).prop_map(|(product, quantity, settings)| {
        let sighting = sighting(1);
        Command::InitialiseInventory(InitialiseInventory { product, sighting, quantity, settings })
    })
}

fn update() -> impl Strategy<Value = Command> {
    (product(), option::of(units()), option::of(option::of(units()))).prop_map(
        |(product, safety_stock, low_stock_at)| {
            let settings = SettingsPatch { safety_stock, low_stock_at, ..SettingsPatch::default() };
            Command::UpdateInventory(UpdateInventory { product, settings })
        },
    )
}

fn adjust() -> impl Strategy<Value = Command> {
    (uuid(), product(), location(), action(), words()).prop_map(
        |(id, product, location, action, reference)| {
            let reason = Arc::from("porque sí");
            let id = AdjustmentId(id);
            Command::CreateAdjustment(CreateAdjustment { id, product, location, action, reason, reference })
        },
    )
}

fn purchase() -> impl Strategy<Value = Command> {
    let from = (allocation(), option::weighted(0.4, uuid().prop_map(ReservationId)));
    (uuid(), lines(), from, select(Fulfilment::ALL), words(), words(), 1..5_u64).prop_map(
        |(id, lines, (allocation, reservation), fulfilment, reference, customer, version)| {
            let sightings = lines.iter().map(|(product, ..)| (*product, sighting(version))).collect();
            Command::CreatePurchase(CreatePurchase {
                id: PurchaseId(id),
                form: PurchaseForm::Lines,
                lines: Lines::new(lines.into_iter().map(order).collect()).unwrap(),
                allocation,
                sightings,
                reservation,
                fulfilment,
                reference,
                customer,
            })
        },
    )
}

/// A line that is asked for.
type Asked = (ProductId, Option<LocationId>, Quantity);

fn lines() -> impl Strategy<Value = Vec<Asked>> {
    vec((product(), option::weighted(0.3, location()), quantity()), 1..4)
}

fn order((product, location, quantity): Asked) -> PurchaseOrder {
    PurchaseOrder { product, location, quantity }
}

/// A reservation for some milliseconds: calls come one millisecond apart.
fn reserve() -> impl Strategy<Value = Command> {
    (uuid(), lines(), allocation(), select(&["ana", "ben", "l'été"][..]), 1..20_i64).prop_map(
        |(id, lines, allocation, owner, usual_millis)| {
            let sightings = lines.iter().map(|(product, ..)| (*product, sighting(1))).collect();
            Command::CreateReservation(CreateReservation {
                id: ReservationId(id),
                lines: Lines::new(lines.into_iter().map(order).collect()).unwrap(),
                allocation,
                sightings,
                expires_at: None,
                owner: Arc::from(owner),
                rules: ReservationRules { usual_millis, longest_millis: 20, ..ReservationRules::default() },
            })
        },
    )
}

fn bring_back() -> impl Strategy<Value = Command> {
    let place = option::weighted(0.2, location());
    let lines = vec((product(), quantity()), 1..3);
    (uuid(), option::of(uuid()), place, lines, pile(), words(), words()).prop_map(
        |(id, purchase, location, lines, to, reason, reference)| {
            let line = |(product, quantity)| ReturnLine { product, quantity };
            Command::CreateReturn(CreateReturn {
                id: ReturnId(id),
                purchase: purchase.map(PurchaseId),
                location,
                lines: Lines::new(lines.into_iter().map(line).collect()).unwrap(),
                to,
                reason,
                reference,
            })
        },
    )
}

fn allocation() -> impl Strategy<Value = Allocation> {
    prop_oneof![
        Just(Allocation::SingleLocationFirst),
        Just(Allocation::Priority),
        Just(Allocation::MostStock),
        vec(location(), 0..3).prop_map(Allocation::Nearest),
    ]
}

/// A location is made, or one that may not be there is changed.
fn place() -> impl Strategy<Value = Command> {
    let priority = || (0..3_i64).prop_map(|place| Priority::new(place).unwrap());
    prop_oneof![
        3 => (location(), priority()).prop_map(|(id, priority)| {
            let name = Arc::from("almacén");
            Command::CreateLocation(CreateLocation { id, name, priority, active: true })
        }),
        1 => (location(), option::of(priority()), option::of(any::<bool>())).prop_map(|(id, priority, active)| {
            let patch = LocationPatch { priority, active, ..LocationPatch::default() };
            Command::UpdateLocation(UpdateLocation { id, patch })
        }),
    ]
}

fn send() -> impl Strategy<Value = Command> {
    let ends = (location(), location()).prop_filter_map("two places", |(from, to)| Passage::new(from, to));
    let lines = vec((product(), quantity()), 1..3);
    let expected_at = option::of(moment());
    (uuid(), ends, lines, select(TransferStatus::ALL), expected_at, words(), words()).prop_map(
        |(id, passage, lines, status, expected_at, reason, reference)| {
            let line = |(product, quantity)| TransferLine { product, quantity };
            Command::CreateTransfer(CreateTransfer {
                id: TransferId(id),
                passage,
                lines: Lines::new(lines.into_iter().map(line).collect()).unwrap(),
                status,
                expected_at,
                reason,
                reference,
            })
        },
    )
}

/// A webhook that comes, changes and goes, and what was sent to it.
fn webhook() -> impl Strategy<Value = Command> {
    let id = || (1..3_u128).prop_map(|number| WebhookId(Uuid::from_u128(number)));
    let kinds = || option::of(btree_set(select(StockEventKind::ALL), 1..4));
    let url = || WebhookUrl::parse("https://example.com/a?b='c'", Reach::Public).unwrap();
    let create = (id(), kinds(), words(), any::<[u8; 16]>()).prop_map(move |(id, kinds, words, seed)| {
        let (active, delivered_seq) = (true, Some(0));
        let (description, secret) = (words.unwrap_or_default(), Secret::new(seed));
        let url = url();
        WebhookCommand::Create(CreateWebhook { id, url, kinds, active, description, secret, delivered_seq })
    });
    let update = (id(), option::of(kinds()), option::of(any::<bool>()), option::of(0..4_u64)).prop_map(
        |(id, kinds, active, delivered_seq)| {
            let patch = WebhookPatch { kinds, active, delivered_seq, ..WebhookPatch::default() };
            WebhookCommand::Update(UpdateWebhook { id, patch })
        },
    );
    let told = prop_oneof![
        (0..4_u64).prop_map(|after| Told::InOrder { after }),
        (1..40_u64).prop_map(|entry| Told::Again { entry }),
    ];
    let result = prop_oneof![
        Just(TryResult::answered(204)),
        Just(TryResult::answered(503)),
        Just(TryResult::answered(410)),
        select(DeliveryFailure::ALL).prop_map(TryResult::failed),
    ];
    let record =
        (id(), 1..5_u64, told, result, any::<u16>()).prop_map(|(webhook, event, told, result, chance)| {
            WebhookCommand::Record(RecordTry { webhook, event, told, result, duration_ms: 7, chance })
        });
    let resend =
        (id(), 1..5_u64).prop_map(|(webhook, event)| WebhookCommand::Resend(ResendEvent { webhook, event }));
    prop_oneof![
        3 => create,
        2 => update,
        1 => id().prop_map(WebhookCommand::Delete),
        2 => resend,
        4 => record,
    ]
    .prop_map(Command::Webhook)
}

pub(crate) fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        3 => initialise(),
        1 => update(),
        4 => adjust(),
        4 => purchase(),
        2 => (uuid(), select(PurchaseStatus::ALL))
            .prop_map(|(id, status)| Command::UpdatePurchase(UpdatePurchase { id: PurchaseId(id), status })),
        2 => bring_back(),
        4 => reserve(),
        1 => (uuid(), select(ReservationStatus::ALL)).prop_map(|(id, status)| {
            let (id, status) = (ReservationId(id), Some(status));
            Command::UpdateReservation(UpdateReservation { id, status, expires_at: None })
        }),
        1 => (1..3_usize).prop_map(|most| Command::ExpireReservations(ExpireReservations { most })),
        2 => place(),
        3 => send(),
        1 => (uuid(), select(TransferStatus::ALL))
            .prop_map(|(id, status)| Command::UpdateTransfer(UpdateTransfer { id: TransferId(id), status })),
        3 => webhook(),
    ]
}

/// A product is kept from now on.
pub(crate) fn begin(number: u128, units: i64) -> Command {
    Command::InitialiseInventory(InitialiseInventory {
        product: ProductId(Uuid::from_u128(number)),
        sighting: sighting(1),
        quantity: Units::new(units).unwrap(),
        settings: Settings::default(),
    })
}

/// Units come to a place.
pub(crate) fn receive(
    id: u128,
    location: LocationId,
    action: fn(Quantity) -> AdjustmentAction,
    number: u128,
    units: i64,
) -> Command {
    Command::CreateAdjustment(CreateAdjustment {
        id: AdjustmentId(Uuid::from_u128(id)),
        product: ProductId(Uuid::from_u128(number)),
        location,
        action: action(Quantity::new(units).unwrap()),
        reason: Arc::from("porque sí"),
        reference: None,
    })
}

/// Units go from one place to another.
pub(crate) fn transfer(
    id: u128,
    passage: Passage,
    status: TransferStatus,
    number: u128,
    units: i64,
) -> Command {
    let line =
        TransferLine { product: ProductId(Uuid::from_u128(number)), quantity: Quantity::new(units).unwrap() };
    Command::CreateTransfer(CreateTransfer {
        id: TransferId(Uuid::from_u128(id)),
        passage,
        lines: Lines::new(vec![line]).unwrap(),
        status,
        expected_at: None,
        reason: None,
        reference: None,
    })
}

/// Units are bought, from wherever they are.
pub(crate) fn sold(id: u128, number: u128, units: i64) -> Command {
    let product = ProductId(Uuid::from_u128(number));
    let line = PurchaseOrder { product, location: None, quantity: Quantity::new(units).unwrap() };
    Command::CreatePurchase(CreatePurchase {
        id: PurchaseId(Uuid::from_u128(id)),
        form: PurchaseForm::Lines,
        lines: Lines::new(vec![line]).unwrap(),
        allocation: Allocation::default(),
        reservation: None,
        sightings: [(product, sighting(1))].into_iter().collect(),
        fulfilment: Fulfilment::Now,
        reference: None,
        customer: None,
    })
}
