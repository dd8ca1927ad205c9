//! The journal.

use serde_json::{Value as Json, json};

use super::{
    Suite, Verdict,
    check::{ensure, ensure_eq},
    stock::{PURCHASES, adjust, order_with, stocked},
};
use crate::transport::Transport;

const MOVEMENTS: &str = "/api/v1/movements";

pub(super) fn the_journal_tells_every_move<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 10)?;
    let bought = suite
        .post(PURCHASES, &order_with(&[(&product, 2)], &json!({ "reference": "INV-7" })))
        .send()?
        .is(201)?;
    adjust(suite, &product, &json!({ "kind": "write-off", "quantity": 1, "reason": "broken" }))?.is(201)?;
    adjust(suite, &product, &json!({ "kind": "count", "counted": 7 }))?.is(201)?;
    let reply = suite.get(&format!("{MOVEMENTS}?filter[product]={product}")).send()?.is(200)?;
    let told: Vec<Json> = reply
        .items()
        .iter()
        .map(|item| {
            let attributes = &item["attributes"];
            json!([attributes["kind"], attributes["quantity"], attributes["from"], attributes["to"]])
        })
        .collect();
    let expected = [
        json!(["receive", 10, "supplier", "sellable"]),
        json!(["purchase", 2, "sellable", "customer"]),
        json!(["write-off", 1, "sellable", "loss"]),
    ];
    ensure_eq!(told, expected, "{reply}: a count without difference moves nothing");
    ensure_eq!(reply.text("/data/0/attributes/reason"), "initial", "{reply}");
    ensure_eq!(reply.text("/data/0/attributes/group"), product, "{reply}: the group of a beginning");
    ensure_eq!(
        reply.text("/data/1/attributes/group"),
        bought.text("/data/id"),
        "{reply}: the group of a purchase"
    );
    ensure_eq!(reply.text("/data/1/attributes/reference"), "INV-7", "{reply}");
    ensure_eq!(reply.text("/data/2/attributes/reason"), "broken", "{reply}");
    ensure_eq!(reply.text("/data/0/relationships/location/data/id"), "main", "{reply}");
    let seqs: Vec<u64> = reply.items().iter().filter_map(|item| item["attributes"]["seq"].as_u64()).collect();
    ensure!(seqs.is_sorted_by(|a, b| a < b), "{reply}: {seqs:?}");
    ensure!(reply.at("/meta/page").get("total").is_none(), "{reply}: a total, though filtered");
    Ok(())
}

pub(super) fn it_is_filtered<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, reference) = (stocked(suite, 10)?, suite.unique("INV"));
    let bought = suite
        .post(PURCHASES, &order_with(&[(&product, 2)], &json!({ "reference": reference })))
        .send()?
        .is(201)?;
    let group = bought.text("/data/id");
    for (query, count) in [
        (format!("filter[reference]={reference}"), 1),
        (format!("filter[group]={group}"), 1),
        (format!("filter[product]={product}&filter[kind]=receive"), 1),
        (format!("filter[product]={product}&filter[kind]=receive,purchase&filter[location]=main"), 2),
        (format!("filter[product]={product}&filter[at][gte]=2001-01-01T00:00:00Z"), 2),
        (format!("filter[product]={product}&filter[at][lte]=2001-01-01T00:00:00Z"), 0),
        (format!("filter[product]={product}&page[size]=1"), 1),
    ] {
        let reply = suite.get(&format!("{MOVEMENTS}?{query}")).send()?.is(200)?;
        ensure_eq!(reply.items().len(), count, "{reply}");
    }
    let unfiltered = suite.get(&format!("{MOVEMENTS}?page[size]=1")).send()?.is(200)?;
    ensure!(unfiltered.at("/meta/page/total").is_u64(), "{unfiltered}: no total");
    suite.get(&format!("{MOVEMENTS}?filter[kind]=steal")).send()?.refused(
        400,
        "filter-invalid",
        "?filter[kind]",
    )?;
    suite.get(&format!("{MOVEMENTS}?sort=at")).send()?.refused(400, "parameter-unknown", "?sort")?;
    Ok(())
}
