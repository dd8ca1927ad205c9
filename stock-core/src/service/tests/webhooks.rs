//! Webhooks: what of them is shown, and what their rules add to those of every resource.

use http::Method;
use serde_json::{Value as Json, json};

use super::{Answered, Shop, id, named};
use crate::webhook::Secret;

fn webhook(attributes: &Json) -> Json {
    let mut attributes = attributes.clone();
    if attributes.get("url").is_none() {
        attributes["url"] = json!("https://example.com/stock");
    }
    json!({ "type": "webhooks", "attributes": attributes })
}

fn resend(webhook: &str, event: u64) -> Json {
    let relationships = json!({ "webhook": named("webhooks", webhook) });
    json!({ "type": "webhook-deliveries", "attributes": { "event": event }, "relationships": relationships })
}

impl Shop {
    /// A new webhook: its id.
    fn hook(&self, attributes: &Json) -> String {
        self.post(&webhook(attributes)).data(201)["id"].as_str().unwrap().to_owned()
    }

    fn delete(&self, path: &str) -> Answered {
        self.send(Method::DELETE, &format!("/api/v1/{path}"), &Json::Null, &[])
    }
}

#[test]
fn the_secret_is_told_once() {
    let shop = Shop::with(&[(1, 5)]);
    let made = shop.post_with(&webhook(&json!({})), &[("idempotency-key", "k")]);
    assert_eq!(made.header("etag"), "\"1\"");
    let body = made.body.clone();
    let made = made.data(201);
    let secret = made["attributes"]["secret"].as_str().unwrap();
    assert!(Secret::parse(secret).is_some(), "{secret}");
    let path = format!("webhooks/{}", made["id"].as_str().unwrap());
    for shown in [
        shop.get(&path).body,
        shop.get("webhooks").body,
        shop.patch("webhooks", made["id"].as_str().unwrap(), &json!({ "description": "x" })).body,
    ] {
        assert!(!shown.to_string().contains("secret"), "{shown}");
    }
    // Who repeats the request that made it is told again: the answer may have been lost.
    let again = shop.post_with(&webhook(&json!({})), &[("idempotency-key", "k")]);
    assert_eq!((again.header("idempotency-replayed"), &again.body), ("true", &body));
}

#[test]
fn a_secret_of_ones_own_is_taken() {
    let shop = Shop::new();
    let own = Secret::new([9; 16]).reveal();
    let made = shop.post(&webhook(&json!({ "secret": own }))).data(201);
    assert_eq!(made["attributes"]["secret"], json!(own));
    let id = made["id"].as_str().unwrap();
    let same = shop.patch("webhooks", id, &json!({ "secret": own })).data(200);
    assert_eq!(same["attributes"]["version"], json!(1), "nothing changed");
    let other = shop.patch("webhooks", id, &json!({ "secret": Secret::new([8; 16]).reveal() })).data(200);
    assert_eq!(other["attributes"]["version"], json!(2));
    let refused = shop.patch("webhooks", id, &json!({ "secret": "whsec_c2hvcnQ=" }));
    assert_eq!(refused.errors(), (422, vec![("attribute-invalid", "/data/attributes/secret")]));
    assert!(!refused.body.to_string().contains("c2hvcnQ"), "a secret with a slip is not repeated");
}

#[test]
fn it_begins_with_what_comes_and_can_go_back() {
    let shop = Shop::with(&[(1, 5), (2, 5)]);
    let hook = shop.hook(&json!({ "kinds": ["stock.out", "stock.changed"] }));
    let shown = shop.get(&format!("webhooks/{hook}")).data(200)["attributes"].clone();
    let expected = json!({
        "url": "https://example.com/stock", "kinds": ["stock.changed", "stock.out"], "active": true,
        "description": "", "deliveredSeq": 2, "failing": null, "version": 1,
        "createdAt": shown["createdAt"], "updatedAt": shown["createdAt"],
    });
    assert_eq!(shown, expected);
    let back = shop.patch("webhooks", &hook, &json!({ "deliveredSeq": 0, "kinds": null })).data(200);
    assert_eq!((&back["attributes"]["deliveredSeq"], &back["attributes"]["kinds"]), (&json!(0), &Json::Null));
    let ahead = shop.patch("webhooks", &hook, &json!({ "deliveredSeq": 3 }));
    assert_eq!(ahead.errors(), (404, vec![("event-not-found", "/data/attributes/deliveredSeq")]));
    assert_eq!(ahead.body["errors"][0]["meta"], json!({ "newest": 2 }));
}

#[test]
fn every_fault_of_a_webhook_is_told_at_once() {
    let shop = Shop::new();
    let bad = json!({
        "url": "https://10.0.0.1/", "kinds": ["stock.out", "x", "stock.out"], "active": 1, "description": null,
        "deliveredSeq": -1, "secret": 7, "colour": "red",
    });
    let refused = shop.post(&webhook(&bad));
    assert_eq!(refused.body["errors"][0]["code"], json!("webhook-url-private"), "{}", refused.body);
    let pointers: Vec<&str> = refused.errors().1.iter().map(|(_, pointer)| *pointer).collect();
    for name in ["url", "kinds/1", "kinds/2", "active", "description", "deliveredSeq", "secret", "colour"] {
        assert!(pointers.contains(&format!("/data/attributes/{name}").as_str()), "{name}: {pointers:?}");
    }
    let missing = shop.post(&json!({ "type": "webhooks", "attributes": {} }));
    assert_eq!(missing.errors(), (422, vec![("attribute-missing", "/data/attributes")]));
    let plain = shop.post(&webhook(&json!({ "url": "http://example.com/" })));
    assert_eq!(plain.errors(), (422, vec![("attribute-invalid", "/data/attributes/url")]));
}

#[test]
fn an_event_is_asked_for_again() {
    let shop = Shop::with(&[(1, 5)]);
    let hook = shop.hook(&json!({}));
    let asked = shop.post(&resend(&hook, 1));
    assert_eq!(asked.header("location"), "/api/v1/webhook-deliveries/2");
    let asked = asked.data(201);
    let shown = &asked["attributes"];
    assert_eq!((&shown["event"], &shown["outcome"], &shown["try"]), (&json!(1), &json!("asked"), &json!(0)));
    assert_eq!(shop.get("webhook-deliveries/2").data(200), asked);
    assert_eq!(shop.get("webhook-deliveries/02").status, 404);
    assert_eq!(shop.total("webhook-deliveries"), 1);
    for (filter, count) in [
        (format!("filter[webhook]={hook}"), 1),
        (format!("filter[webhook]={}", id(3)), 0),
        ("filter[outcome]=asked".to_owned(), 1),
        ("filter[outcome]=failed,delivered".to_owned(), 0),
        ("filter[event]=1,2".to_owned(), 1),
        ("filter[event]=2".to_owned(), 0),
    ] {
        let page =
            shop.get(&format!("webhook-deliveries?{}", filter.replace('[', "%5B").replace(']', "%5D")));
        assert_eq!(page.data(200).as_array().unwrap().len(), count, "{filter}");
    }
    assert_eq!(
        shop.post(&resend(&hook, 2)).errors(),
        (404, vec![("event-not-found", "/data/attributes/event")])
    );
    assert_eq!(
        shop.post(&resend(&id(7), 1)).errors(),
        (404, vec![("webhook-not-found", "/data/relationships/webhook")])
    );
    assert_eq!(
        shop.post(&resend(&hook, 0)).errors(),
        (422, vec![("attribute-invalid", "/data/attributes/event")])
    );
}

#[test]
fn a_deleted_webhook_takes_its_log_along() {
    let shop = Shop::with(&[(1, 5)]);
    let (hook, other) = (shop.hook(&json!({})), shop.hook(&json!({})));
    shop.post(&resend(&hook, 1)).data(201);
    shop.post(&resend(&other, 1)).data(201);
    let path = format!("webhooks/{hook}");
    let stale = shop.send(Method::DELETE, &format!("/api/v1/{path}"), &Json::Null, &[("if-match", "\"1\"")]);
    assert_eq!(stale.status, 412);
    assert_eq!((shop.delete(&path).status, shop.delete(&path).status), (204, 404));
    assert_eq!((shop.get(&path).status, shop.total("webhook-deliveries")), (404, 1));
}
