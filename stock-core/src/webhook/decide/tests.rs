//! What commands about webhooks come to.

use std::sync::Arc;

use catalog_core::api::instant::UnixMillis;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::webhook::{DeliveryFailure, Reach, Secret, WebhookPatch, WebhookState, WebhookUrl};

/// The newest event of the tests.
const NEWEST: u64 = 100;

/// One shop whose webhooks a test changes, a second apart.
#[derive(Clone, Debug, Default)]
struct Desk {
    state: WebhookState,
    now: i64,
    log: Vec<Delivery>,
}

impl Desk {
    fn with_webhook(delivered_seq: u64) -> Self {
        let mut desk = Self::default();
        desk.run(&WebhookCommand::Create(new(1, Some(delivered_seq)))).unwrap();
        desk
    }

    fn run(&mut self, command: &WebhookCommand) -> Result<Option<WebhookChange>, Refusal> {
        self.now += 1_000;
        let stamp = Stamp { at: UnixMillis::new(self.now), actor: Arc::from("owner") };
        let change = decide(&self.state, command, NEWEST, &stamp)?;
        if let Some(change) = &change {
            self.state.apply(change);
            self.log.extend(change.delivery.clone());
        }
        Ok(change)
    }

    fn webhook(&self) -> &Webhook {
        &self.state.webhooks[&id(1)]
    }

    fn tried(&mut self, event: u64, told: Told, result: TryResult) {
        let (webhook, duration_ms, chance) = (id(1), 5, 0);
        let record = RecordTry { webhook, event, told, result, duration_ms, chance };
        self.run(&WebhookCommand::Record(record)).unwrap();
    }

    fn next_tried(&mut self, result: TryResult) {
        let after = self.webhook().delivered_seq;
        self.tried(after + 1, Told::InOrder { after }, result);
    }

    fn patch(&mut self, patch: WebhookPatch) -> Result<Option<WebhookChange>, Refusal> {
        self.run(&WebhookCommand::Update(UpdateWebhook { id: id(1), patch }))
    }
}

fn id(number: u128) -> WebhookId {
    WebhookId(Uuid::from_u128(number))
}

fn new(number: u128, delivered_seq: Option<u64>) -> CreateWebhook {
    CreateWebhook {
        id: id(number),
        url: WebhookUrl::parse("https://example.com/", Reach::Public).unwrap(),
        kinds: None,
        active: true,
        description: Arc::from(""),
        secret: Secret::new([1; 16]),
        delivered_seq,
    }
}

const TAKEN: TryResult = TryResult { status: Some(200), failure: None };

fn busy() -> TryResult {
    TryResult::answered(503)
}

#[test]
fn a_webhook_begins_behind_the_newest_event_unless_said() {
    let mut desk = Desk::default();
    desk.run(&WebhookCommand::Create(new(1, None))).unwrap();
    assert_eq!(desk.webhook().delivered_seq, NEWEST);
    assert_eq!(desk.webhook().secret, None, "a row has no secret");
    assert_eq!(desk.state.secrets[&id(1)], Secret::new([1; 16]));
    let ahead = desk.run(&WebhookCommand::Create(new(2, Some(NEWEST + 1)))).unwrap_err();
    assert_eq!(ahead.error.code().name, "event-not-found");
    let again = desk.run(&WebhookCommand::Create(new(1, None))).unwrap_err();
    assert_eq!((again.error, again.pointer.as_deref()), (StockError::IdTaken, Some("/id")));
}

#[test]
fn there_are_at_most_a_hundred() {
    let mut desk = Desk::default();
    for number in 0..100 {
        desk.run(&WebhookCommand::Create(new(number, None))).unwrap();
    }
    let refused = desk.run(&WebhookCommand::Create(new(100, None))).unwrap_err();
    assert_eq!(refused.error.code().name, "too-many-webhooks");
    desk.run(&WebhookCommand::Delete(id(7))).unwrap();
    desk.run(&WebhookCommand::Create(new(100, None))).unwrap();
}

#[test]
fn a_taken_message_moves_it_on() {
    let mut desk = Desk::with_webhook(4);
    desk.tried(9, Told::InOrder { after: 4 }, TAKEN);
    assert_eq!((desk.webhook().delivered_seq, desk.webhook().failing), (9, None));
    assert_eq!(
        (desk.log[0].event, desk.log[0].tries, desk.log[0].outcome),
        (9, 1, DeliveryOutcome::Delivered)
    );
}

#[test]
fn a_failure_holds_it_back_and_a_success_lets_it_go_on() {
    let mut desk = Desk::with_webhook(4);
    desk.next_tried(busy());
    desk.next_tried(TryResult::failed(DeliveryFailure::Timeout));
    let failing = desk.webhook().failing.unwrap();
    assert_eq!((failing.tries, failing.error, failing.status), (2, DeliveryFailure::Timeout, None));
    assert_eq!((failing.since.get(), failing.next_at.unwrap().get()), (2_000, 5_000));
    assert_eq!((desk.webhook().delivered_seq, desk.webhook().ready_at()), (4, failing.next_at));
    desk.next_tried(TAKEN);
    assert_eq!((desk.webhook().delivered_seq, desk.webhook().failing), (5, None));
    assert_eq!(desk.log.iter().map(|entry| entry.tries).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn after_three_days_it_is_given_up_and_says_why() {
    let mut desk = Desk::with_webhook(4);
    desk.next_tried(busy());
    desk.now += GIVE_UP_MILLIS - 2_000;
    desk.next_tried(busy());
    assert!(desk.webhook().active, "a second too early");
    desk.next_tried(busy());
    let webhook = desk.webhook();
    assert!(!webhook.active && webhook.ready_at().is_none());
    let failing = webhook.failing.unwrap();
    assert_eq!((failing.tries, failing.next_at, failing.status), (3, None, Some(503)));
    desk.patch(WebhookPatch { active: Some(true), ..WebhookPatch::default() }).unwrap();
    assert_eq!((desk.webhook().failing, desk.webhook().delivered_seq), (None, 4), "it goes on where it was");
}

#[test]
fn who_is_gone_is_told_no_more() {
    let mut desk = Desk::with_webhook(4);
    desk.next_tried(TryResult::answered(410));
    assert!(!desk.webhook().active);
    assert_eq!(desk.webhook().failing.unwrap().status, Some(410));
}

#[test]
fn a_replay_that_came_meanwhile_stands() {
    let mut desk = Desk::with_webhook(50);
    desk.patch(WebhookPatch { delivered_seq: Some(10), ..WebhookPatch::default() }).unwrap();
    desk.tried(51, Told::InOrder { after: 50 }, TAKEN);
    assert_eq!(desk.webhook().delivered_seq, 10);
    desk.tried(51, Told::InOrder { after: 50 }, busy());
    assert_eq!(desk.webhook().failing, None);
    let skip = WebhookCommand::Skip(SkipEvents { webhook: id(1), after: 50, to: 70 });
    assert_eq!(desk.run(&skip).unwrap(), None);
    let skip = WebhookCommand::Skip(SkipEvents { webhook: id(1), after: 10, to: 70 });
    desk.run(&skip).unwrap();
    assert_eq!(desk.webhook().delivered_seq, 70);
}

#[test]
fn a_resend_is_one_try_that_holds_nothing_back() {
    let mut desk = Desk::with_webhook(50);
    desk.next_tried(busy());
    let failing = desk.webhook().failing;
    let ask = WebhookCommand::Resend(ResendEvent { webhook: id(1), event: 3 });
    desk.run(&ask).unwrap();
    let asked = desk.webhook().resends[0];
    assert_eq!((asked.event, asked.entry), (3, desk.log.last().unwrap().seq));
    assert_eq!(
        (desk.log.last().unwrap().outcome, desk.log.last().unwrap().tries),
        (DeliveryOutcome::Asked, 0)
    );
    desk.tried(3, Told::Again { entry: asked.entry }, busy());
    assert_eq!((desk.webhook().resends.len(), desk.webhook().failing), (0, failing));
    desk.run(&ask).unwrap();
    let entry = desk.webhook().resends[0].entry;
    desk.tried(3, Told::Again { entry }, TAKEN);
    // The receiver is well again, so what waits for it need not wait longer.
    assert_eq!((desk.webhook().delivered_seq, desk.webhook().failing), (50, None));
}

#[test]
fn what_cannot_be_sent_again_is_refused() {
    let mut desk = Desk::with_webhook(50);
    let mut ask = |webhook, event| {
        let refused = desk.run(&WebhookCommand::Resend(ResendEvent { webhook: id(webhook), event })).err();
        refused.map(|refusal| (refusal.error.code().name, refusal.pointer))
    };
    assert_eq!(ask(2, 1), Some(("webhook-not-found", Some("/relationships/webhook".to_owned()))));
    assert_eq!(ask(1, NEWEST + 1), Some(("event-not-found", Some("/attributes/event".to_owned()))));
    for _ in 0..RESENDS_MAX {
        assert_eq!(ask(1, 1), None);
    }
    assert_eq!(ask(1, 1), Some(("too-many-resends", None)));
}

#[test]
fn a_change_of_nothing_is_none_and_any_other_clears_a_failure() {
    let mut desk = Desk::with_webhook(50);
    desk.next_tried(busy());
    let same = WebhookPatch {
        secret: Some(Secret::new([1; 16])),
        active: Some(true),
        kinds: Some(None),
        ..WebhookPatch::default()
    };
    assert_eq!(desk.patch(same).unwrap(), None);
    assert!(desk.webhook().failing.is_some());
    let version = desk.webhook().version;
    desk.patch(WebhookPatch { secret: Some(Secret::new([2; 16])), ..WebhookPatch::default() }).unwrap();
    assert_eq!(desk.state.secrets[&id(1)], Secret::new([2; 16]));
    assert!(desk.webhook().failing.is_none() && desk.webhook().version > version);
}

fn command() -> impl Strategy<Value = WebhookCommand> {
    let result = prop_oneof![
        Just(TAKEN),
        Just(busy()),
        Just(TryResult::answered(410)),
        Just(TryResult::failed(DeliveryFailure::EventExpired)),
    ];
    let told = prop_oneof![
        (0..9_u64).prop_map(|after| Told::InOrder { after }),
        (0..9_u64).prop_map(|entry| Told::Again { entry }),
    ];
    let webhook = || (1..3_u128).prop_map(id);
    prop_oneof![
        2 => (1..3_u128, 0..9_u64).prop_map(|(number, seq)| WebhookCommand::Create(new(number, Some(seq)))),
        1 => webhook().prop_map(WebhookCommand::Delete),
        2 => (webhook(), any::<bool>(), 0..9_u64).prop_map(|(id, active, seq)| {
            let (active, delivered_seq) = (Some(active), Some(seq));
            let patch = WebhookPatch { active, delivered_seq, ..WebhookPatch::default() };
            WebhookCommand::Update(UpdateWebhook { id, patch })
        }),
        2 => (webhook(), 0..9_u64)
            .prop_map(|(webhook, event)| WebhookCommand::Resend(ResendEvent { webhook, event })),
        6 => (webhook(), 1..10_u64, told, result, any::<u16>()).prop_map(
            |(webhook, event, told, result, chance)| {
                WebhookCommand::Record(RecordTry { webhook, event, told, result, duration_ms: 1, chance })
            }
        ),
    ]
}

proptest! {
    #[test]
    fn versions_rise_and_are_used_once_and_who_is_inactive_waits_for_nothing(
        commands in proptest::collection::vec(command(), 0..60),
    ) {
        let (mut desk, mut last) = (Desk::default(), 0);
        for command in commands {
            let before = desk.state.clone();
            if let Ok(Some(change)) = desk.run(&command) {
                prop_assert_eq!(change.seq, last + 1);
                last = change.seq;
                if let Some(entry) = &change.delivery {
                    prop_assert_eq!(entry.seq, change.seq);
                }
            } else {
                prop_assert_eq!(&desk.state, &before);
            }
            for webhook in desk.state.webhooks.values() {
                prop_assert!(webhook.version <= last && webhook.secret.is_none());
                let waits = webhook.failing.is_some_and(|failing| failing.next_at.is_some());
                prop_assert!(webhook.active || !waits);
            }
            prop_assert!(desk.state.webhooks.keys().eq(desk.state.secrets.keys()));
        }
    }
}
