//! The sender with real sockets: what a receiver gets, whatever it does with it.

use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use catalog_core::{
    api::{instant::UnixMillis, query::Query},
    engine::{Commands, Reads, Site},
    product::ProductId,
};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use stock_core::{
    model::{
        AdjustmentAction, AdjustmentId, Command, CreateAdjustment, InitialiseInventory, LocationId, Quantity,
        Seen, Settings, Sighting, StockEventKind, Units,
    },
    webhook::{
        CreateWebhook, Delivery, DeliveryFailure, DeliveryOutcome, Kinds, Reach, ResendEvent, Secret,
        UpdateWebhook, Webhook, WebhookCommand, WebhookId, WebhookPatch, WebhookUrl,
    },
};
use tokio::runtime::Runtime;
use trastienda_stock::{Store, WebhookOptions, Webhooks, open};
use trastienda_storage::{DatabaseUrl, Options};
use uuid::Uuid;

use crate::{
    receiver::{Act, Got, Receiver},
    scratch::{Scratch, call},
};

/// A shop with one product, and its sender.
struct Shop {
    runtime: Runtime,
    store: Arc<Store>,
    sender: Option<Webhooks>,
    events: u64,
}

impl Shop {
    fn new() -> Self {
        Self::over(open(&DatabaseUrl::Memory, &Options::default()).unwrap(), Reach::Private)
    }

    fn over(store: Store, reach: Reach) -> Self {
        let runtime = Runtime::new().unwrap();
        let mut shop = Self { runtime, store: Arc::new(store), sender: None, events: 0 };
        shop.start(reach);
        shop
    }

    fn start(&mut self, reach: Reach) {
        let _within = self.runtime.enter();
        let options = WebhookOptions { reach, timeout: Duration::from_millis(500), site: Site::default() };
        self.sender = Some(Webhooks::start(Arc::clone(&self.store), options));
    }

    fn stop(&mut self) {
        self.sender.take().into_iter().for_each(|sender| self.runtime.block_on(sender.stop()));
    }

    fn run(&self, command: Command) {
        let answer = self.runtime.block_on(self.store.execute(call(vec![command], now()))).unwrap();
        assert!(answer.status < 300, "{}", String::from_utf8_lossy(&answer.body));
    }

    fn webhook(&self, command: WebhookCommand) {
        self.run(Command::Webhook(command));
    }

    /// Writes so many events.
    fn happen(&mut self, count: u64) {
        let (product, quantity) = (ProductId(Uuid::from_u128(7)), Units::new(0).unwrap());
        for _ in 0..count {
            self.events += 1;
            self.run(if self.events == 1 {
                let (sighting, settings) = (Sighting::fresh(Seen::NotForSale), Settings::default());
                Command::InitialiseInventory(InitialiseInventory { product, sighting, quantity, settings })
            } else {
                // From below zero up, so that no alert comes between.
                Command::CreateAdjustment(CreateAdjustment {
                    id: AdjustmentId(Uuid::from_u128(self.events.into())),
                    product,
                    location: LocationId::Main,
                    action: AdjustmentAction::Count { counted: Units::new(0).unwrap(), expected: None },
                    reason: Arc::from("again"),
                    reference: None,
                })
            });
        }
    }

    /// A webhook from the beginning on.
    fn tell(&self, number: u128, url: &str, kinds: Kinds) -> WebhookId {
        let id = WebhookId(Uuid::from_u128(number));
        self.webhook(WebhookCommand::Create(CreateWebhook {
            id,
            url: WebhookUrl::kept(url).unwrap(),
            kinds,
            active: true,
            description: Arc::from(""),
            secret: secret(),
            delivered_seq: Some(0),
        }));
        id
    }

    fn patch(&self, id: WebhookId, patch: WebhookPatch) {
        self.webhook(WebhookCommand::Update(UpdateWebhook { id, patch }));
    }

    fn get(&self, id: WebhookId) -> Webhook {
        self.runtime.block_on(Reads::<Webhook>::get(&*self.store, &id)).unwrap().unwrap()
    }

    /// The webhook, once it is as expected.
    fn when(&self, id: WebhookId, is: impl Fn(&Webhook) -> bool) -> Webhook {
        let began = Instant::now();
        loop {
            let webhook = self.get(id);
            if is(&webhook) {
                return webhook;
            }
            assert!(began.elapsed() < Duration::from_secs(20), "{webhook:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The log of a webhook, oldest first.
    fn log(&self, id: WebhookId) -> Vec<Delivery> {
        let query =
            Query::<Delivery>::parse(&format!("sort=at&page[size]=100&filter[webhook]={id}")).unwrap();
        self.runtime.block_on(self.store.page(&query)).unwrap().items
    }

    /// Waits until its log has so many entries.
    fn when_logged(&self, id: WebhookId, count: u64) {
        self.when(id, |webhook| webhook.logged >= count);
    }

    fn failures(&self, id: WebhookId) -> Vec<Option<DeliveryFailure>> {
        self.log(id).iter().map(|entry| entry.failure).collect()
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.stop();
        self.store.close();
    }
}

fn now() -> UnixMillis {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    UnixMillis::new(i64::try_from(since.as_millis()).unwrap())
}

fn secret() -> Secret {
    Secret::new([3; 16])
}

/// HMAC (RFC 2104) by its definition, over the secret's bytes.
fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let pad = |with: u8| {
        let mut block = [with; 64];
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
        block
    };
    let inner = Sha256::new_with_prefix(pad(0x36)).chain_update(message).finalize();
    Sha256::new_with_prefix(pad(0x5c)).chain_update(inner).finalize().to_vec()
}

/// Base64 by its definition (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |chunk: &[u8]| {
        let bits = chunk.iter().chain(&[0, 0]).take(3).fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let letter = |place: u32| char::from(LETTERS[(bits >> (18 - 6 * place) & 63) as usize]);
        (0..4)
            .map(|place| if place as usize <= chunk.len() { letter(place) } else { '=' })
            .collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

fn assert_signed(got: &Got) {
    let key = Sha256::new_with_prefix(b"webhook secret").chain_update([3; 16]).finalize();
    assert_eq!(secret().reveal(), format!("whsec_{}", base64(&key)));
    let mut content =
        format!("{}.{}.", got.header("webhook-id"), got.header("webhook-timestamp")).into_bytes();
    content.extend_from_slice(&got.body);
    assert_eq!(got.header("webhook-signature"), format!("v1,{}", base64(&hmac(&key, &content))));
    let sent: u64 = got.header("webhook-timestamp").parse().unwrap();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    assert!(now.abs_diff(sent) < 60, "{sent} is not about {now}");
}

#[test]
fn every_event_comes_signed_and_in_order() {
    let (mut shop, receiver) = (Shop::new(), Receiver::new([]));
    shop.happen(3);
    let id = shop.tell(1, &receiver.url(), None);
    shop.happen(4);
    assert_eq!(receiver.events(7), [1, 2, 3, 4, 5, 6, 7]);
    for got in receiver.got() {
        assert!(got.head.starts_with("POST /hook?who=us HTTP/1.1\r\n"), "{}", got.head);
        assert_eq!(got.header("content-type"), "application/vnd.api+json");
        assert_eq!(got.header("webhook-id"), format!("{id}_{}", got.event()));
        let document: Json = serde_json::from_slice(&got.body).unwrap();
        assert_eq!(document["data"]["type"], json!("stock-events"));
        assert_signed(&got);
    }
    let webhook = shop.when(id, |webhook| webhook.delivered_seq == 7);
    assert_eq!(webhook.failing, None);
    let log = shop.log(id);
    assert!(log.iter().all(|entry| entry.outcome == DeliveryOutcome::Delivered && entry.status == Some(204)));
    assert_eq!(log.iter().map(|entry| entry.event).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn a_failing_receiver_is_tried_again_and_holds_back_only_itself() {
    let (mut shop, well) = (Shop::new(), Receiver::new([]));
    let ill = Receiver::new([Act::Answer(500), Act::Answer(429)]);
    let failing = shop.tell(1, &ill.url(), None);
    shop.tell(2, &well.url(), None);
    shop.happen(3);
    assert_eq!(well.events(3), [1, 2, 3], "it does not wait for the other");
    let state = shop.when(failing, |webhook| webhook.failing.is_some());
    assert_eq!((state.delivered_seq, state.active), (0, true));
    assert_eq!(ill.events(5), [1, 1, 1, 2, 3], "nothing overtakes what failed");
    let ids: Vec<String> = ill.got().iter().map(|got| got.header("webhook-id").to_owned()).collect();
    assert!(ids[0] == ids[1] && ids[1] == ids[2] && ids[2] != ids[3], "a repeat can be told: {ids:?}");
    ill.got().iter().for_each(assert_signed);
    shop.when(failing, |webhook| webhook.failing.is_none() && webhook.delivered_seq == 3);
    let tries: Vec<_> = shop.log(failing).iter().map(|entry| (entry.tries, entry.status)).collect();
    assert_eq!(tries[..3], [(1, Some(500)), (2, Some(429)), (3, Some(204))]);
}

#[test]
fn whatever_a_receiver_does_the_event_comes_at_last() {
    let (mut shop, elsewhere) = (Shop::new(), Receiver::new([]));
    let acts = [Act::Redirect(elsewhere.url()), Act::Hang, Act::Cut, Act::Flood];
    let mut receiver = Receiver::new(acts);
    let id = shop.tell(1, &receiver.url(), None);
    shop.happen(1);
    // A change of the webhook has it tried at once.
    let try_again = |why: &str| {
        shop.patch(id, WebhookPatch { description: Some(why.into()), ..WebhookPatch::default() });
    };
    for count in 1..=3 {
        shop.when_logged(id, count);
        if count == 3 {
            receiver.go();
        }
        try_again(&count.to_string());
    }
    shop.when_logged(id, 4);
    receiver.come_back();
    try_again("it is back");
    shop.when(id, |webhook| webhook.delivered_seq == 1);
    assert_eq!(receiver.events(4), [1, 1, 1, 1]);
    let failures = shop.failures(id);
    let expected =
        [DeliveryFailure::Status, DeliveryFailure::Timeout, DeliveryFailure::Cut, DeliveryFailure::Refused];
    assert_eq!(failures[..4], expected.map(Some));
    assert_eq!(failures.last(), Some(&None));
    assert_eq!(elsewhere.got(), [], "a redirect is not followed");
}

#[test]
fn who_is_gone_is_told_no_more() {
    let (mut shop, receiver) = (Shop::new(), Receiver::new([Act::Answer(410)]));
    let id = shop.tell(1, &receiver.url(), None);
    shop.happen(2);
    let webhook = shop.when(id, |webhook| !webhook.active);
    assert_eq!((webhook.delivered_seq, webhook.failing.unwrap().status), (0, Some(410)));
    shop.patch(id, WebhookPatch { active: Some(true), ..WebhookPatch::default() });
    assert_eq!(receiver.events(3), [1, 1, 2], "it goes on where it was");
}

#[test]
fn events_can_be_sent_again_one_or_all() {
    let (mut shop, receiver) = (Shop::new(), Receiver::new([]));
    let id = shop.tell(1, &receiver.url(), None);
    shop.happen(3);
    assert_eq!(receiver.events(3), [1, 2, 3]);
    shop.when(id, |webhook| webhook.delivered_seq == 3);
    shop.webhook(WebhookCommand::Resend(ResendEvent { webhook: id, event: 2 }));
    assert_eq!(receiver.events(4), [1, 2, 3, 2]);
    let webhook = shop.when(id, |webhook| webhook.resends.is_empty());
    assert_eq!(webhook.delivered_seq, 3);
    shop.patch(id, WebhookPatch { delivered_seq: Some(1), ..WebhookPatch::default() });
    assert_eq!(receiver.events(6), [1, 2, 3, 2, 2, 3]);
    let repeats: Vec<_> = receiver.got().iter().map(|got| got.header("webhook-id").to_owned()).collect();
    assert_eq!((&repeats[1], &repeats[2]), (&repeats[3], &repeats[5]));
    // Also who rests is told what is asked for, once.
    shop.patch(id, WebhookPatch { active: Some(false), ..WebhookPatch::default() });
    shop.happen(1);
    shop.webhook(WebhookCommand::Resend(ResendEvent { webhook: id, event: 4 }));
    assert_eq!(receiver.events(7)[6], 4);
    assert_eq!(shop.when(id, |webhook| webhook.resends.is_empty()).delivered_seq, 3);
}

#[test]
fn it_is_told_of_its_kinds_alone() {
    let (mut shop, receiver) = (Shop::new(), Receiver::new([]));
    let kinds = Some([StockEventKind::Out, StockEventKind::Back].into_iter().collect());
    let id = shop.tell(1, &receiver.url(), kinds);
    shop.happen(1_100);
    let skipped = shop.when(id, |webhook| webhook.delivered_seq >= 1_000);
    assert_eq!((receiver.got().len(), skipped.logged), (0, 0));
    let product = ProductId(Uuid::from_u128(7));
    shop.run(Command::CreateAdjustment(CreateAdjustment {
        id: AdjustmentId(Uuid::from_u128(1 << 64)),
        product,
        location: LocationId::Main,
        action: AdjustmentAction::Receive(Quantity::new(2).unwrap()),
        reason: Arc::from("came"),
        reference: None,
    }));
    assert_eq!(receiver.events(1), [1_102], "stock.back follows stock.changed");
    assert_eq!(shop.when(id, |webhook| webhook.delivered_seq > 1_100).delivered_seq, 1_102);
}

#[test]
fn private_machines_are_not_reached_whatever_their_name() {
    let receiver = Receiver::new([]);
    let mut shop = Shop::over(open(&DatabaseUrl::Memory, &Options::default()).unwrap(), Reach::Public);
    shop.happen(1);
    let port = receiver.address.port();
    let urls = [
        (format!("https://127.0.0.1:{port}/"), DeliveryFailure::PrivateAddress),
        (format!("https://localhost:{port}/"), DeliveryFailure::PrivateAddress),
        (format!("https://[::ffff:127.0.0.1]:{port}/"), DeliveryFailure::PrivateAddress),
        (format!("http://127.0.0.1:{port}/"), DeliveryFailure::Tls),
    ];
    for (number, (url, expected)) in urls.iter().enumerate() {
        let id = shop.tell(number as u128, url, None);
        let failing = shop.when(id, |webhook| webhook.failing.is_some()).failing.unwrap();
        assert_eq!(failing.error, *expected, "{url}");
    }
    assert_eq!(receiver.got(), []);
}

#[test]
fn what_is_wrong_with_a_connection_is_said() {
    let mut shop = Shop::new();
    shop.happen(1);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 512]);
        let _ = stream.write_all(b"HTTP/1.1 400 This is no TLS\r\n\r\n");
    });
    for (number, (url, expected)) in
        [("https://nobody.invalid/", DeliveryFailure::Unresolved), (&url, DeliveryFailure::Tls)]
            .iter()
            .enumerate()
    {
        let id = shop.tell(number as u128, url, None);
        let failing = shop.when(id, |webhook| webhook.failing.is_some()).failing.unwrap();
        assert_eq!(failing.error, *expected, "{url}");
    }
}

#[test]
fn it_goes_on_after_a_stop_where_it_was() {
    let (scratch, receiver) = (Scratch::new(), Receiver::new([]));
    let mut shop = Shop::over(scratch.open(), Reach::Private);
    let id = shop.tell(1, &receiver.url(), None);
    shop.happen(3);
    receiver.events(3);
    shop.when(id, |webhook| webhook.delivered_seq == 3);
    shop.stop();
    shop.happen(3);
    let events = shop.events;
    drop(shop);
    assert_eq!(receiver.got().len(), 3, "nothing is sent after a stop");
    let mut shop = Shop::over(scratch.open(), Reach::Private);
    shop.events = events;
    shop.happen(1);
    assert_eq!(receiver.events(7), [1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn the_log_of_a_webhook_is_bounded_and_goes_with_it() {
    use stock_core::webhook::{LOG_MAX, RecordTry, Told, TryResult};
    let scratch = Scratch::new();
    let mut shop = Shop::over(scratch.open(), Reach::Private);
    shop.stop();
    shop.happen(1);
    let (id, other) = (shop.tell(1, "http://127.0.0.1:1/", None), shop.tell(2, "http://127.0.0.1:1/", None));
    let record = |webhook| {
        let (told, result) = (Told::Again { entry: 0 }, TryResult::answered(500));
        let (event, duration_ms, chance) = (1, 1, 0);
        Command::Webhook(WebhookCommand::Record(RecordTry {
            webhook,
            event,
            told,
            result,
            duration_ms,
            chance,
        }))
    };
    let over = 7;
    let records = usize::try_from(LOG_MAX + over).unwrap();
    shop.run(record(other));
    for some in vec![record(id); records].chunks(1_000) {
        shop.runtime.block_on(shop.store.execute(call(some.to_vec(), now()))).unwrap();
    }
    let total = |filter: &str| {
        let query = Query::<Delivery>::parse(filter).unwrap();
        shop.runtime.block_on(shop.store.page(&query)).unwrap().total.unwrap()
    };
    let of = |id| format!("filter[webhook]={id}");
    assert_eq!((total(&of(id)), total(&of(other))), (LOG_MAX, 1));
    shop.webhook(WebhookCommand::Delete(id));
    assert_eq!((total(&of(id)), total(&of(other))), (0, 1));
}
