//! The feed of the catalogue.

use futures_util::StreamExt;
use serde_json::json;

use super::{
    Suite, Verdict,
    catalogue::{change, create, path, product},
    check::{ensure, ensure_eq},
    suite::Probe,
};
use crate::{
    block_on,
    stream::{Frame, Frames},
    transport::{Opened, Transport},
};

const EVENTS: &str = "/api/v1/product-events";

/// A product that was created, changed and deleted: its id.
fn history<T: Transport>(suite: &Suite<'_, T>) -> Result<String, String> {
    let id = create(suite, &product(suite))?.text("/data/id").to_owned();
    suite.patch(&path(&id), &change(&id, &json!({ "name": "Other" }))).send()?.is(200)?;
    suite.patch(&path(&id), &change(&id, &json!({ "name": "Other" }))).send()?.is(200)?;
    suite.delete(&path(&id)).send()?.is(204)?;
    Ok(id)
}

pub(super) fn every_change_is_an_event<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let id = history(suite)?;
    let reply = suite.get(&format!("{EVENTS}?filter[product]={id}")).send()?.is(200)?;
    let kinds: Vec<&str> =
        reply.items().iter().filter_map(|item| item.pointer("/attributes/kind")?.as_str()).collect();
    ensure_eq!(kinds, ["product.created", "product.updated", "product.deleted"], "{reply}");
    let seqs: Vec<u64> =
        reply.items().iter().filter_map(|item| item.pointer("/attributes/seq")?.as_u64()).collect();
    ensure!(seqs.is_sorted_by(|a, b| a < b), "{reply}: {seqs:?}");
    for item in reply.items() {
        ensure_eq!(
            item["id"].as_str(),
            Some(item["attributes"]["seq"].to_string().as_str()),
            "{reply}: id and seq"
        );
        ensure!(
            item["attributes"]["actor"].is_string() && item["attributes"]["at"].is_string(),
            "{reply}: who and when"
        );
    }
    ensure!(reply.at("/meta/page").get("total").is_none(), "{reply}: a total, though filtered");
    Ok(())
}

pub(super) fn an_event_shows_the_product_as_after<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let id = history(suite)?;
    let reply = suite
        .get(&format!("{EVENTS}?filter[product]={id}&filter[kind]=product.updated,product.deleted"))
        .send()?;
    let reply = reply.is(200)?;
    let shown = reply.at("/data/0/attributes/product");
    ensure_eq!(shown["id"], json!(id), "{reply}");
    ensure_eq!(shown["name"], json!("Other"), "{reply}");
    ensure_eq!(shown["version"], *reply.at("/data/0/attributes/seq"), "{reply}: the version is the seq");
    let members: Vec<&String> =
        reply.at("/data/1/attributes/product").as_object().into_iter().flat_map(|all| all.keys()).collect();
    ensure_eq!(members, ["id", "sku"], "{reply}: of a deleted product");
    Ok(())
}

pub(super) fn filters_and_cursors_work<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let id = history(suite)?;
    let list = format!("{EVENTS}?filter[product]={id}");
    let all = suite.get(&list).send()?.is(200)?;
    let after = suite.get(&format!("{list}&page[after]={}", all.ids()[0])).send()?.is(200)?;
    ensure_eq!(after.ids(), all.ids()[1..], "{after}");
    let before = suite.get(&format!("{list}&page[before]={}&page[size]=1", all.ids()[2])).send()?.is(200)?;
    ensure_eq!(before.ids(), all.ids()[1..2], "{before}");
    suite.get(&format!("{EVENTS}?sort=seq")).send()?.refused(400, "parameter-unknown", "?sort")?;
    suite.get(&format!("{EVENTS}?filter[kind]=x")).send()?.refused(400, "filter-invalid", "?filter[kind]")?;
    suite.get(&format!("{EVENTS}?filter[product]=x")).send()?.refused(
        400,
        "filter-invalid",
        "?filter[product]",
    )?;
    Ok(())
}

pub(super) fn a_stream_goes_on_behind_an_id<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let id = history(suite)?;
    let list = format!("{EVENTS}?filter[product]={id}");
    let page = suite.get(&list).send()?.is(200)?;
    let from = |last: &str, count| frames(suite, &list, last, count);
    let all = from("0", 3)?;
    ensure_eq!(
        all.iter().map(|frame| frame.id.as_deref().unwrap_or_default()).collect::<Vec<_>>(),
        page.ids(),
        "ids"
    );
    ensure_eq!(all[0].event, "product.created", "the event's name");
    let data: serde_json::Value = serde_json::from_str(&all[0].data).map_err(|error| error.to_string())?;
    ensure_eq!(data["attributes"], page.at("/data/0/attributes").clone(), "an event is the resource object");
    let rest = from(page.ids()[0], 2)?;
    ensure_eq!(rest, all[1..], "behind the first");
    let opened = opening(&parse(suite, suite.get(&list), 1)?)?;
    let newest = page.ids().last().and_then(|id| id.parse::<u64>().ok());
    ensure!(Some(opened) >= newest, "a stream of new events opens at {opened}, not behind {newest:?}");
    Ok(())
}

pub(super) fn a_bad_place_is_refused<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    for last in ["x", "-1", ""] {
        let probe = suite.get(EVENTS).set("accept", "text/event-stream").set("last-event-id", last);
        probe.send()?.refused(400, "cursor-invalid", "Last-Event-ID")?;
    }
    Ok(())
}

/// The first events of a stream behind an id.
pub(super) fn frames<T: Transport>(
    suite: &Suite<'_, T>,
    target: &str,
    last: &str,
    count: usize,
) -> Result<Vec<Frame>, String> {
    let mut frames = parse(suite, suite.get(target).set("last-event-id", last), count + 1)?;
    ensure_eq!(opening(&frames)?.to_string(), last, "the place where the stream opens");
    frames.remove(0);
    Ok(frames)
}

/// Where a stream opens: its first frame is no event and names the last one before it.
fn opening(frames: &[Frame]) -> Result<u64, String> {
    let place = |frame: &Frame| frame.id.as_deref()?.parse().ok().filter(|_| frame.data.is_empty());
    frames.first().and_then(place).ok_or_else(|| format!("a stream opens with {:?}", frames.first()))
}

/// The first frames of a stream, its opening among them.
fn parse<T: Transport>(
    suite: &Suite<'_, T>,
    probe: Probe<'_, '_, T>,
    count: usize,
) -> Result<Vec<Frame>, String> {
    let request = probe.set("accept", "text/event-stream").build()?;
    let mut parser = Frames::default();
    let mut frames = Vec::new();
    block_on(async {
        let opened = suite.transport.open(request).await.map_err(|unsent| unsent.to_string())?;
        let Opened::Stream(mut stream) = opened else { return Err("no stream was opened".to_owned()) };
        while frames.len() < count {
            let chunk =
                stream.next().await.ok_or("the stream ended")?.map_err(|unsent| unsent.to_string())?;
            frames.extend(parser.push(&chunk).map_err(|error| error.to_string())?);
        }
        Ok(())
    })?;
    ensure_eq!(frames.len(), count, "frames of the stream");
    Ok(frames)
}
