//! Webhooks and their log: the resources. What is sent is tested where there is a receiver.

use serde_json::{Value as Json, json};

use super::{
    Reply, Suite, Verdict,
    check::{ensure, ensure_eq},
    stock::{NOBODY, stocked},
};
use crate::transport::Transport;

const WEBHOOKS: &str = "/api/v1/webhooks";
const DELIVERIES: &str = "/api/v1/webhook-deliveries";

fn document(attributes: &Json) -> Json {
    json!({ "data": { "type": "webhooks", "attributes": attributes } })
}

fn patch<T: Transport>(suite: &Suite<'_, T>, id: &str, attributes: &Json) -> Result<Reply, String> {
    let data = json!({ "type": "webhooks", "id": id, "attributes": attributes });
    suite.patch(&format!("{WEBHOOKS}/{id}"), &json!({ "data": data })).send()
}

/// A webhook of a host that no resolver knows (RFC 6761), so that nothing leaves the machine.
fn create<T: Transport>(suite: &Suite<'_, T>, attributes: &Json) -> Result<Reply, String> {
    let mut attributes = attributes.clone();
    if attributes.get("url").is_none() {
        attributes["url"] = json!(format!("https://{}.invalid/", suite.unique("hook")));
    }
    suite.post(WEBHOOKS, &document(&attributes)).send()
}

/// A resting webhook: its id.
fn resting<T: Transport>(suite: &Suite<'_, T>) -> Result<String, String> {
    Ok(create(suite, &json!({ "active": false }))?.is(201)?.text("/data/id").to_owned())
}

fn resend<T: Transport>(suite: &Suite<'_, T>, webhook: &str, event: &Json) -> Result<Reply, String> {
    let webhook = json!({ "data": { "type": "webhooks", "id": webhook } });
    let data = json!({
        "type": "webhook-deliveries", "attributes": { "event": event }, "relationships": { "webhook": webhook },
    });
    suite.post(DELIVERIES, &json!({ "data": data })).send()
}

pub(super) fn a_webhook_tells_its_secret_once<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let made =
        create(suite, &json!({ "kinds": ["stock.out"], "active": false, "description": "x" }))?.is(201)?;
    let (id, secret) = (made.text("/data/id").to_owned(), made.text("/data/attributes/secret").to_owned());
    ensure!(secret.starts_with("whsec_") && secret.len() >= 38, "{made}: no secret");
    let path = format!("{WEBHOOKS}/{id}");
    ensure_eq!(made.header("location"), Some(path.as_str()), "{made}");
    let one = suite.get(&path).send()?.is(200)?;
    let list = suite.get(&format!("{WEBHOOKS}?sort=-createdAt&page[size]=100")).send()?.is(200)?;
    ensure!(list.ids().contains(&id.as_str()), "{list}: {id} is not there");
    let changed = patch(suite, &id, &json!({ "description": "y" }))?.is(200)?;
    for reply in [&one, &list, &changed] {
        ensure!(!reply.json.to_string().contains(&secret), "{reply}: tells the secret");
        ensure!(reply.at("/data/attributes/secret").is_null(), "{reply}");
    }
    ensure_eq!(one.at("/data/attributes/kinds"), &json!(["stock.out"]), "{one}");
    ensure_eq!(one.at("/data/attributes/failing"), &Json::Null, "{one}");
    suite.delete(&path).send()?.is(204)?;
    suite.get(&path).send()?.refused(404, "not-found", "")?;
    suite.delete(&path).send()?.refused(404, "not-found", "")?;
    patch(suite, &id, &json!({}))?.refused(404, "not-found", "")?;
    Ok(())
}

pub(super) fn its_address_is_checked<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for url in [
        "ftp://example.com/",
        "example.com",
        "https://ana:word@example.com/",
        "https://a b/",
        "https://127.1/",
    ] {
        create(suite, &json!({ "url": url }))?.refused(422, "attribute-invalid", "/data/attributes/url")?;
    }
    suite.post(WEBHOOKS, &document(&json!({}))).send()?.refused(
        422,
        "attribute-missing",
        "/data/attributes",
    )?;
    let private = create(suite, &json!({ "url": "https://localhost/", "active": false }))?;
    // The operator may allow it.
    if private.status() == 201 {
        suite.delete(&format!("{WEBHOOKS}/{}", private.text("/data/id"))).send()?.is(204)?;
    } else {
        private.refused(422, "webhook-url-private", "/data/attributes/url")?;
    }
    Ok(())
}

pub(super) fn its_other_settings_are_checked<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for (name, value) in [
        ("kinds", json!([])),
        ("kinds", json!("stock.out")),
        ("active", json!("yes")),
        ("description", json!("x".repeat(501))),
        ("secret", json!("whsec_dG9vIHNob3J0")),
        ("deliveredSeq", json!(-1)),
    ] {
        let refused = create(suite, &json!({ "active": false, name: value }))?;
        refused.refused(422, "attribute-invalid", &format!("/data/attributes/{name}"))?;
    }
    create(suite, &json!({ "kinds": ["x"] }))?.refused(
        422,
        "attribute-invalid",
        "/data/attributes/kinds/0",
    )?;
    let id = resting(suite)?;
    let ahead = patch(suite, &id, &json!({ "deliveredSeq": 9_007_199_254_740_991_i64 }))?;
    ahead.refused(404, "event-not-found", "/data/attributes/deliveredSeq")?;
    suite.delete(&format!("{WEBHOOKS}/{id}")).send()?.is(204)?;
    Ok(())
}

pub(super) fn it_goes_back_and_a_change_of_nothing_is_none<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    stocked(suite, 1)?;
    let id = resting(suite)?;
    let begun = suite.get(&format!("{WEBHOOKS}/{id}")).send()?.is(200)?;
    ensure!(begun.at("/data/attributes/deliveredSeq").as_u64() >= Some(1), "{begun}");
    let same = patch(suite, &id, &begun.at("/data/attributes").clone())?.is(200)?;
    ensure_eq!(same.at("/data"), begun.at("/data"), "what was read changes nothing");
    let back = patch(suite, &id, &json!({ "deliveredSeq": 0 }))?.is(200)?;
    ensure_eq!(back.at("/data/attributes/deliveredSeq"), &json!(0), "{back}");
    ensure!(back.header("etag") != begun.header("etag"), "{back}: the same tag");
    let stale = suite
        .delete(&format!("{WEBHOOKS}/{id}"))
        .set("if-match", begun.header("etag").unwrap_or_default())
        .send()?;
    stale.refused(412, "precondition-failed", "If-Match")?;
    suite.delete(&format!("{WEBHOOKS}/{id}")).send()?.is(204)?;
    Ok(())
}

pub(super) fn an_event_can_be_asked_for_again<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    stocked(suite, 1)?;
    let id = resting(suite)?;
    let event = suite.get(&format!("{WEBHOOKS}/{id}")).send()?.at("/data/attributes/deliveredSeq").clone();
    let asked = resend(suite, &id, &event)?.is(201)?;
    ensure_eq!(asked.text("/data/attributes/outcome"), "asked", "{asked}");
    ensure_eq!(asked.at("/data/attributes/event"), &event, "{asked}");
    let path = format!("{DELIVERIES}/{}", asked.text("/data/id"));
    ensure_eq!(asked.header("location"), Some(path.as_str()), "{asked}");
    ensure_eq!(suite.get(&path).send()?.is(200)?.at("/data"), asked.at("/data"), "the entry");
    let log =
        suite.get(&format!("{DELIVERIES}?filter[webhook]={id}&filter[outcome]=asked")).send()?.is(200)?;
    ensure_eq!(log.ids(), [asked.text("/data/id")], "{log}");
    resend(suite, NOBODY, &event)?.refused(404, "webhook-not-found", "/data/relationships/webhook")?;
    resend(suite, &id, &json!(9_007_199_254_740_991_i64))?.refused(
        404,
        "event-not-found",
        "/data/attributes/event",
    )?;
    resend(suite, &id, &json!(0))?.refused(422, "attribute-invalid", "/data/attributes/event")?;
    suite.get(&format!("{DELIVERIES}/x")).send()?.refused(404, "not-found", "")?;
    suite.get(&format!("{DELIVERIES}?filter[outcome]=x")).send()?.refused(
        400,
        "filter-invalid",
        "?filter[outcome]",
    )?;
    suite.delete(&format!("{WEBHOOKS}/{id}")).send()?.is(204)?;
    let log = suite.get(&format!("{DELIVERIES}?filter[webhook]={id}")).send()?.is(200)?;
    ensure!(log.ids().is_empty(), "{log}: the log did not go with its webhook");
    Ok(())
}

pub(super) fn there_is_a_bound_on_both<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let id = resting(suite)?;
    stocked(suite, 1)?;
    let mut made = vec![id.clone()];
    let refused = loop {
        let reply = create(suite, &json!({ "active": false }))?;
        if reply.status() != 201 || made.len() > 100 {
            break reply;
        }
        made.push(reply.text("/data/id").to_owned());
    };
    let verdict = refused.refused(409, "too-many-webhooks", "");
    for id in &made {
        suite.delete(&format!("{WEBHOOKS}/{id}")).send()?.is(204)?;
    }
    verdict.map(drop)
}

pub(super) fn only_an_administrator_sees_it<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let Some(key) = suite.reader_key() else { return Ok(()) };
    for path in [WEBHOOKS, DELIVERIES] {
        suite.get(path).set("x-api-key", key).send()?.refused(403, "forbidden", "")?;
    }
    Ok(())
}
