//! The feed of stock.

use serde_json::{Value as Json, json};

use super::{
    Suite, Verdict,
    catalogue::existing,
    check::{ensure, ensure_eq},
    product_events::frames,
    stock::{adjust, begin, buy, stock_path},
};
use crate::transport::Transport;

const EVENTS: &str = "/api/v1/stock-events";

/// A product whose stock went low, out, and came back.
fn history<T: Transport>(suite: &Suite<'_, T>) -> Result<String, String> {
    let product = existing(suite)?;
    begin(suite, &product, &json!({ "quantity": 5, "lowStockAt": 2 }))?.is(201)?;
    buy(suite, &[(&product, 3)])?.is(201)?;
    buy(suite, &[(&product, 2)])?.is(201)?;
    adjust(suite, &product, &json!({ "kind": "receive", "quantity": 9 }))?.is(201)?;
    adjust(suite, &product, &json!({ "kind": "count", "counted": 9 }))?.is(201)?;
    Ok(product)
}

pub(super) fn changes_and_alerts_come_in_order<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = history(suite)?;
    let reply = suite.get(&format!("{EVENTS}?filter[product]={product}")).send()?.is(200)?;
    let told: Vec<Json> = reply
        .items()
        .iter()
        .map(|item| json!([item["attributes"]["kind"], item["attributes"]["cause"]]))
        .collect();
    let expected = [
        json!(["stock.changed", "receive"]),
        json!(["stock.changed", "purchase"]),
        json!(["stock.low", "purchase"]),
        json!(["stock.changed", "purchase"]),
        json!(["stock.out", "purchase"]),
        json!(["stock.changed", "receive"]),
        json!(["stock.back", "receive"]),
        json!(["stock.changed", null]),
    ];
    ensure_eq!(told, expected, "{reply}");
    let stock = suite.get(&stock_path(&product)).send()?.is(200)?;
    let last = reply.items().last().cloned().unwrap_or_default();
    ensure_eq!(
        &last["attributes"]["level"],
        stock.at("/data/attributes"),
        "the level is the inventory as after"
    );
    ensure!(last["attributes"]["movement"].is_null(), "{reply}: a count without difference moved something");
    ensure_eq!(last["relationships"]["product"]["data"]["id"], json!(product), "{reply}");
    let alerts =
        suite.get(&format!("{EVENTS}?filter[product]={product}&filter[kind]=stock.low,stock.out")).send()?;
    ensure_eq!(alerts.items().len(), 2, "{alerts}");
    suite.get(&format!("{EVENTS}?filter[kind]=x")).send()?.refused(400, "filter-invalid", "?filter[kind]")?;
    Ok(())
}

pub(super) fn stock_is_followed_as_a_stream<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = history(suite)?;
    let list = format!("{EVENTS}?filter[product]={product}");
    let page = suite.get(&list).send()?.is(200)?;
    let all = frames(suite, &list, "0", 8)?;
    ensure_eq!(
        all.iter().map(|frame| frame.id.as_deref().unwrap_or_default()).collect::<Vec<_>>(),
        page.ids(),
        "ids"
    );
    let rest = frames(suite, &list, page.ids()[5], 2)?;
    ensure_eq!(rest, all[6..], "behind the sixth");
    Ok(())
}
