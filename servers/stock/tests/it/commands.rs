//! Random commands. Few ids, so that they meet each other.

use std::sync::Arc;

use catalog_core::product::{
    ProductId,
    money::{Currency, Money},
};
use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::select,
};
use stock_core::model::{
    AdjustmentAction, AdjustmentId, Command, CreateAdjustment, CreatePurchase, CreateReturn, Difference,
    Fulfilment, InitialiseInventory, Lines, LocationId, Policy, PurchaseForm, PurchaseId, PurchaseOrder,
    PurchaseStatus, Quantity, ReturnId, ReturnLine, Seen, Settings, SettingsPatch, Sighting, StockEventKind,
    StockPile, Units, UpdateInventory, UpdatePurchase,
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

fn quantity() -> impl Strategy<Value = Quantity> {
    (1..6_i64).prop_map(|units| Quantity::new(units).unwrap())
}

fn units() -> impl Strategy<Value = Units> {
    (0..8_i64).prop_map(|units| Units::new(units).unwrap())
}

fn words() -> impl Strategy<Value = Option<Arc<str>>> {
    option::of(select(&["F-1", "F-2", "año \"nuevo\""][..]).prop_map(Arc::from))
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
    (uuid(), product(), action(), words()).prop_map(|(id, product, action, reference)| {
        let (location, reason) = (LocationId::Main, Arc::from("porque sí"));
        let id = AdjustmentId(id);
        Command::CreateAdjustment(CreateAdjustment { id, product, location, action, reason, reference })
    })
}

fn purchase() -> impl Strategy<Value = Command> {
    let lines = vec((product(), quantity()), 1..4);
    (uuid(), lines, select(Fulfilment::ALL), words(), words(), 1..5_u64).prop_map(
        |(id, lines, fulfilment, reference, customer, version)| {
            let order = |(product, quantity)| PurchaseOrder { product, location: LocationId::Main, quantity };
            let sightings = lines.iter().map(|(product, _)| (*product, sighting(version))).collect();
            Command::CreatePurchase(CreatePurchase {
                id: PurchaseId(id),
                form: PurchaseForm::Lines,
                lines: Lines::new(lines.into_iter().map(order).collect()).unwrap(),
                sightings,
                fulfilment,
                reference,
                customer,
            })
        },
    )
}

fn bring_back() -> impl Strategy<Value = Command> {
    (uuid(), option::of(uuid()), vec((product(), quantity()), 1..3), pile(), words(), words()).prop_map(
        |(id, purchase, lines, to, reason, reference)| {
            let line = |(product, quantity)| ReturnLine { product, quantity };
            Command::CreateReturn(CreateReturn {
                id: ReturnId(id),
                purchase: purchase.map(PurchaseId),
                lines: Lines::new(lines.into_iter().map(line).collect()).unwrap(),
                to,
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
        3 => webhook(),
    ]
}
