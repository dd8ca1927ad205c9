//! Lists of the Inventory service.

use serde_json::json;

use super::{
    Suite, Verdict,
    catalogue::existing,
    check::{ensure, ensure_eq},
    stock::{PURCHASES, adjust, begin, buy, order_with, stocked},
};
use crate::transport::Transport;

pub(super) fn every_stock_list_checks_its_parameters<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 5)?;
    buy(suite, &[(&product, 1)])?.is(201)?;
    adjust(suite, &product, &json!({ "kind": "receive", "quantity": 1 }))?.is(201)?;
    for path in [
        "inventory",
        "levels",
        "locations",
        "transfers",
        "purchases",
        "returns",
        "adjustments",
        "movements",
        "stock-events",
    ] {
        let get = |query: &str| suite.get(&format!("/api/v1/{path}?{query}")).send();
        let reply = get("page[size]=1")?.is(200)?;
        ensure!(reply.items().len() <= 1 && reply.at("/links").get("next").is_some(), "{reply}");
        get("page[size]=0")?.refused(400, "page-invalid", "?page[size]")?;
        get("page[size]=101")?.refused(400, "page-size-too-large", "?page[size]")?;
        get("x=1")?.refused(400, "parameter-unknown", "?x")?;
        get("page[after]=%21")?.refused(400, "cursor-invalid", "?page[after]")?;
        get("include=places")?.refused(400, "include-unsupported", "?include")?;
        get(&format!("fields[{path}]=colour"))?.refused(
            400,
            "fields-unknown",
            &format!("?fields[{path}]"),
        )?;
    }
    suite.get("/api/v1/verification?x=1").send()?.refused(400, "parameter-unknown", "?x")?;
    Ok(())
}

pub(super) fn inventory_is_filtered_and_sorted<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (one, two) = (stocked(suite, 7)?, stocked(suite, 0)?);
    let three = existing(suite)?;
    begin(suite, &three, &json!({ "quantity": 2, "lowStockAt": 3 }))?.is(201)?;
    let found = |query: &str| {
        suite.get(&format!("/api/v1/inventory?filter[product]={one},{two},{three}&{query}")).send()
    };
    for (query, expected) in [
        ("sort=available", vec![&two, &three, &one]),
        ("sort=-available", vec![&one, &three, &two]),
        ("sort=updatedAt", vec![&one, &two, &three]),
        ("filter[state]=out", vec![&two]),
        ("filter[state]=low", vec![&three]),
        ("filter[state]=low,in-stock&sort=available", vec![&three, &one]),
        ("filter[location]=main&sort=available&page[size]=1", vec![&two]),
    ] {
        let reply = found(query)?.is(200)?;
        ensure_eq!(reply.ids(), expected, "{query}");
    }
    found("sort=onHand")?.refused(400, "sort-unsupported", "?sort")?;
    found("filter[state]=gone")?.refused(400, "filter-invalid", "?filter[state]")?;
    let many = vec!["018f2d3a-0000-7000-8000-0123456789ab"; 101].join(",");
    let reply = suite.get(&format!("/api/v1/inventory?filter[product]={many}")).send()?;
    reply.refused(400, "filter-too-long", "?filter[product]")?;
    Ok(())
}

pub(super) fn purchases_are_filtered<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, reference) = (stocked(suite, 9)?, suite.unique("INV"));
    let make = |fulfilment: &str| -> Result<String, String> {
        let given = json!({ "reference": reference, "fulfilment": fulfilment });
        let reply = suite.post(PURCHASES, &order_with(&[(&product, 1)], &given)).send()?.is(201)?;
        Ok(reply.text("/data/id").to_owned())
    };
    let (open, done) = (make("later")?, make("now")?);
    for (query, count) in [
        (format!("filter[reference]={reference}"), 2),
        (format!("filter[product]={product}"), 2),
        (format!("filter[reference]={reference}&filter[at][gte]=2001-01-01T00:00:00Z"), 2),
        (format!("filter[reference]={reference}&filter[at][lte]=2001-01-01T00:00:00Z"), 0),
    ] {
        let reply = suite.get(&format!("{PURCHASES}?{query}")).send()?.is(200)?;
        ensure_eq!(reply.items().len(), count, "{reply}");
    }
    for (status, id) in [("open", &open), ("completed", &done)] {
        let reply = suite
            .get(&format!("{PURCHASES}?filter[reference]={reference}&filter[status]={status}"))
            .send()?;
        ensure_eq!(reply.ids(), [id.as_str()], "{reply}");
    }
    let included =
        suite.get(&format!("{PURCHASES}?filter[reference]={reference}&include=inventory")).send()?.is(200)?;
    ensure_eq!(
        included.at("/included").as_array().map(Vec::len),
        Some(1),
        "{included}: one level of two purchases"
    );
    suite.get(&format!("{PURCHASES}?filter[status]=lost")).send()?.refused(
        400,
        "filter-invalid",
        "?filter[status]",
    )?;
    Ok(())
}
