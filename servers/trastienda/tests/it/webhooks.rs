//! The receivers of `docs/webhooks.md`, as they stand there, take what the binary signs: two implementations of
//! the signature that are not ours.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use catalog_core::product::{Currency, Money, Name, ProductAttributes, Sku};
use client_sdk::{
    List, block_on,
    exchange::{NewInventory, NewWebhook},
};
use stock_core::{
    model::Units,
    webhook::{Secret, Webhook, WebhookPatch, WebhookUrl},
};

use crate::{
    docs::document,
    shop::{Shop, free, wait_for},
};

/// A receiver that is ended when this is dropped.
struct Receiver(Child);

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The program in the one block of this language.
fn program(language: &str) -> String {
    let guide = document("docs/webhooks.md");
    let blocks: Vec<&str> = guide.split("```").skip(1).step_by(2).collect();
    let mut found = blocks.iter().filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'));
    let program = found.next().expect("there is a program").to_owned();
    assert!(found.next().is_none(), "one program");
    program
}

/// The first event of a shop.
fn happen(shop: &Shop) {
    let price = Money::new(250, Currency::parse("EUR").unwrap()).unwrap();
    let attributes = ProductAttributes::new(Sku::new("HOOK-1").unwrap(), Name::new("Hook").unwrap(), price);
    let client = shop.client();
    let product = block_on(client.create_product(None, &attributes)).unwrap().id;
    block_on(client.create_inventory(&NewInventory::new(product, Units::new(3).unwrap()))).unwrap();
}

/// What the webhook is once `is` holds.
fn when(shop: &Shop, webhook: &Webhook, is: impl Fn(&Webhook) -> bool) -> Webhook {
    let began = Instant::now();
    loop {
        let now = block_on(shop.client().get_webhook(webhook.id)).unwrap();
        if is(&now) {
            return now;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{now:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn takes_what_is_signed(language: &str, command: &str, file: &str) {
    if !Command::new(command).arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("there is no {command} here, so its receiver was not run");
        return;
    }
    let shop = Shop::empty_with("memory", &[("WEBHOOKS_ALLOW_PRIVATE", "1")]);
    let path = shop.path(file);
    std::fs::write(&path, program(language)).unwrap();
    let (address, secret) = (free(), Secret::new([5; 16]));
    let mut child = Command::new(command)
        .arg(&path)
        .env("PORT", address.port().to_string())
        .env("WEBHOOK_SECRET", secret.reveal())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let _receiver = Receiver(child);
    wait_for(address);

    let url = WebhookUrl::kept(&format!("http://{address}/")).unwrap();
    let mut new = NewWebhook::new(url);
    new.settings.secret = Some(secret.clone());
    let client = shop.client();
    let webhook = block_on(client.create_webhook(&new)).unwrap();
    assert_eq!(webhook.secret, Some(secret));
    happen(&shop);
    let told = when(&shop, &webhook, |webhook| webhook.delivered_seq > 0);
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert_eq!(line, format!("{} stock.changed\n", told.delivered_seq));

    // Signed with another secret, it is refused, and taken once that is put right.
    let wrong = WebhookPatch { secret: Some(Secret::new([6; 16])), ..WebhookPatch::default() };
    let again = WebhookPatch { delivered_seq: Some(0), ..wrong };
    block_on(client.update_webhook(webhook.id, &again)).unwrap();
    let failing = when(&shop, &webhook, |webhook| webhook.failing.is_some()).failing.unwrap();
    assert_eq!(failing.status, Some(401));
    let right = WebhookPatch { secret: webhook.secret.clone(), ..WebhookPatch::default() };
    block_on(client.update_webhook(webhook.id, &right)).unwrap();
    when(&shop, &webhook, |webhook| webhook.delivered_seq == told.delivered_seq);
    let log = block_on(client.list_webhook_deliveries(&List::new())).unwrap();
    let newest = &log.items[0];
    assert_eq!((newest.event, newest.status), (told.delivered_seq, Some(204)));
}

#[test]
fn the_receiver_in_python_takes_what_is_signed() {
    takes_what_is_signed("python", "python3", "receiver.py");
}

#[test]
fn the_receiver_in_javascript_takes_what_is_signed() {
    takes_what_is_signed("js", "node", "receiver.mjs");
}
