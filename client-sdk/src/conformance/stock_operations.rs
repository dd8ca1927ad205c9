//! Atomic Operations on stock.

use serde_json::{Value as Json, json};

use super::{
    Suite, Verdict,
    catalogue::existing,
    check::ensure_eq,
    stock::{NOBODY, document, figure, stock_path, stocked},
};
use crate::transport::Transport;

const OPERATIONS: &str = "/api/v1/stock-operations";

fn add(kind: &str, attributes: &Json, product: &str) -> Json {
    json!({ "op": "add", "data": document(kind, attributes, product)["data"] })
}

fn receive(product: &str, quantity: i64) -> Json {
    add("adjustments", &json!({ "kind": "receive", "quantity": quantity, "reason": "delivery" }), product)
}

pub(super) fn stock_is_set_in_one_request<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (new, old) = (existing(suite)?, stocked(suite, 1)?);
    let operations =
        json!([add("inventory", &json!({ "quantity": 4 }), &new), receive(&old, 5), receive(&new, 1)]);
    let reply = suite.operate(OPERATIONS, &operations).send()?.is(200)?;
    ensure_eq!(reply.at("/atomic:results").as_array().map(Vec::len), Some(3), "{reply}");
    ensure_eq!(reply.text("/atomic:results/0/data/id"), new, "{reply}");
    ensure_eq!(reply.text("/atomic:results/1/data/type"), "adjustments", "{reply}");
    ensure_eq!(
        (figure(suite, &new, "onHand")?, figure(suite, &old, "onHand")?),
        (json!(5), json!(6)),
        "on hand"
    );
    Ok(())
}

pub(super) fn one_refusal_undoes_all_stock<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let (new, old) = (existing(suite)?, stocked(suite, 1)?);
    let operations = json!([
        receive(&old, 5),
        add("inventory", &json!({}), &old),
        add("inventory", &json!({}), &new),
        receive(NOBODY, 1)
    ]);
    let reply = suite.operate(OPERATIONS, &operations).send()?;
    let reply = reply.refused(409, "inventory-exists", "/atomic:operations/1/data/relationships/product")?;
    ensure_eq!(reply.faults().len(), 2, "{reply}: every operation at fault");
    ensure_eq!(figure(suite, &old, "onHand")?, json!(1), "nothing happened");
    suite.get(&stock_path(&new)).send()?.is(404)?;
    let unknown = json!([add("inventory", &json!({}), NOBODY)]);
    let reply = suite.operate(OPERATIONS, &unknown).send()?;
    reply.refused(404, "product-not-found", "/atomic:operations/0/data/relationships/product")?;
    let bad = json!([add("inventory", &json!({ "quantity": -1 }), &new), receive(&old, 0)]);
    let reply = suite.operate(OPERATIONS, &bad).send()?.is(422)?;
    reply.has_fault("attribute-invalid", "/atomic:operations/0/data/attributes/quantity")?;
    reply.has_fault("attribute-invalid", "/atomic:operations/1/data/attributes/quantity")?;
    Ok(())
}

pub(super) fn only_adds_are_offered<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 1)?;
    let remove = json!([{ "op": "remove", "ref": { "type": "inventory", "id": product } }]);
    suite.operate(OPERATIONS, &remove).send()?.refused(
        400,
        "operation-unsupported",
        "/atomic:operations/0/op",
    )?;
    let purchase = json!([{ "op": "add", "data": { "type": "purchases" } }]);
    suite.operate(OPERATIONS, &purchase).send()?.refused(
        409,
        "type-mismatch",
        "/atomic:operations/0/data/type",
    )?;
    let included = suite.operate(&format!("{OPERATIONS}?include=levels"), &remove).send()?;
    included.refused(400, "include-unsupported", "?include")?;
    let many = Json::Array(vec![json!({}); 1_001]);
    suite.operate(OPERATIONS, &many).send()?.refused(400, "too-many-operations", "/atomic:operations")?;
    Ok(())
}
