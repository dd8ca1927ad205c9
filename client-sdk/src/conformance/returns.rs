//! Returns.

use serde_json::{Value as Json, json};

use super::{
    Reply, Suite, Verdict,
    catalogue::existing,
    check::ensure_eq,
    stock::{NOBODY, PURCHASES, buy, figure, order_with, stocked},
};
use crate::transport::Transport;

const RETURNS: &str = "/api/v1/returns";

/// The document of a return of these lines, of a purchase if one is given.
fn document(lines: &[(&str, i64)], purchase: Option<&str>) -> Json {
    let lines: Vec<Json> = lines
        .iter()
        .map(|(product, quantity)| json!({ "productId": product, "quantity": quantity }))
        .collect();
    let mut document = json!({ "data": { "type": "returns", "attributes": { "lines": lines } } });
    if let Some(purchase) = purchase {
        let linkage = json!({ "data": { "type": "purchases", "id": purchase } });
        document["data"]["relationships"] = json!({ "purchase": linkage });
    }
    document
}

fn bring_back<T: Transport>(
    suite: &Suite<'_, T>,
    lines: &[(&str, i64)],
    purchase: Option<&str>,
) -> Result<Reply, String> {
    suite.post(RETURNS, &document(lines, purchase)).send()
}

pub(super) fn goods_come_back<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, other) = (stocked(suite, 5)?, stocked(suite, 0)?);
    let purchase = buy(suite, &[(&product, 4)])?.is(201)?.text("/data/id").to_owned();
    let reply = bring_back(suite, &[(&product, 3)], Some(&purchase))?.is(201)?;
    ensure_eq!(reply.text("/data/attributes/to"), "sellable", "{reply}");
    ensure_eq!(reply.text("/data/relationships/purchase/data/id"), purchase, "{reply}");
    let target = format!("{RETURNS}/{}", reply.text("/data/id"));
    ensure_eq!(reply.header("location"), Some(target.as_str()), "{reply}");
    ensure_eq!(suite.get(&target).send()?.is(200)?.at("/data"), reply.at("/data"), "what is read");
    let bought = suite.get(&format!("{PURCHASES}/{purchase}")).send()?.is(200)?;
    ensure_eq!(bought.at("/data/attributes/lines/0/returned"), &json!(3), "{bought}");
    ensure_eq!(figure(suite, &product, "onHand")?, json!(4), "on hand");
    // Without a purchase anything may come back, also onto the pile that is not for sale.
    let mut broken = document(&[(&other, 2)], None);
    broken["data"]["attributes"]["to"] = json!("unavailable");
    suite.post(RETURNS, &broken).send()?.is(201)?;
    ensure_eq!(figure(suite, &other, "unavailable")?, json!(2), "not for sale");
    ensure_eq!(figure(suite, &other, "available")?, json!(0), "available");
    Ok(())
}

pub(super) fn no_more_comes_back_than_went_out<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (product, other) = (stocked(suite, 9)?, stocked(suite, 9)?);
    let purchase = buy(suite, &[(&product, 4)])?.is(201)?.text("/data/id").to_owned();
    bring_back(suite, &[(&product, 3)], Some(&purchase))?.is(201)?;
    let reply = bring_back(suite, &[(&product, 1), (&product, 1)], Some(&purchase))?.is(409)?;
    ensure_eq!(reply.text("/errors/0/code"), "return-exceeds-purchase", "{reply}");
    ensure_eq!(reply.at("/errors/0/meta/returnable"), &json!(1), "{reply}");
    ensure_eq!(
        bring_back(suite, &[(&other, 1)], Some(&purchase))?.is(409)?.text("/errors/0/code"),
        "return-exceeds-purchase",
        "another product"
    );
    let open = suite
        .post(PURCHASES, &order_with(&[(&product, 1)], &json!({ "fulfilment": "later" })))
        .send()?
        .is(201)?;
    bring_back(suite, &[(&product, 1)], Some(open.text("/data/id")))?.is(409)?;
    Ok(())
}

pub(super) fn a_return_is_checked<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 5)?;
    bring_back(suite, &[(&product, 1)], Some(NOBODY))?.refused(
        404,
        "purchase-not-found",
        "/data/relationships/purchase",
    )?;
    let unkept = bring_back(suite, &[(&existing(suite)?, 1)], None)?.is(409)?;
    ensure_eq!(unkept.text("/errors/0/code"), "inventory-not-initialised", "{unkept}");
    bring_back(suite, &[(&product, 0)], None)?.refused(
        422,
        "attribute-invalid",
        "/data/attributes/lines/0/quantity",
    )?;
    bring_back(suite, &[], None)?.refused(422, "attribute-invalid", "/data/attributes/lines")?;
    let mut elsewhere = document(&[(&product, 1)], None);
    elsewhere["data"]["attributes"]["to"] = json!("loss");
    suite.post(RETURNS, &elsewhere).send()?.refused(422, "attribute-invalid", "/data/attributes/to")?;
    suite.get(&format!("{RETURNS}/{NOBODY}")).send()?.refused(404, "not-found", "")?;
    Ok(())
}
