//! Quotes.

use serde_json::json;

use super::{
    Reply, Suite, Verdict,
    check::{ensure, ensure_eq},
    stock::{NOBODY, buy, figure, order, stocked},
};
use crate::transport::Transport;

const QUOTES: &str = "/api/v1/quotes";

/// Asks for the verdict on a purchase of these lines.
pub(super) fn quote<T: Transport>(suite: &Suite<'_, T>, lines: &[(&str, i64)]) -> Result<Reply, String> {
    let mut document = order(lines);
    document["data"]["type"] = json!("quotes");
    suite.post(QUOTES, &document).send()
}

pub(super) fn a_quote_is_the_verdict_without_the_effect<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 5)?;
    let reply = quote(suite, &[(&product, 2), (&product, 1)])?.is(200)?;
    ensure_eq!(reply.text("/data/attributes/verdict"), "accepted", "{reply}");
    ensure_eq!(reply.at("/data/attributes/total"), &json!({ "amount": 3_750, "currency": "EUR" }), "{reply}");
    ensure_eq!(reply.at("/data/attributes/lines/0/quantity"), &json!(3), "{reply}: merged");
    ensure_eq!(reply.at("/data/attributes/refusals"), &json!([]), "{reply}");
    ensure!(!reply.at("/data/attributes/explanation").is_null(), "{reply}: no explanation");
    ensure_eq!(figure(suite, &product, "onHand")?, json!(5), "nothing was bought");
    let again = quote(suite, &[(&product, 3)])?.is(200)?;
    ensure!(again.text("/data/id") != reply.text("/data/id"), "{again}: the same id");
    suite.get(QUOTES).send()?.refused(405, "method-not-allowed", "")?;
    Ok(())
}

pub(super) fn a_refused_quote_gives_the_refusals<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let product = stocked(suite, 1)?;
    let quoted = quote(suite, &[(&product, 2)])?.is(200)?;
    ensure_eq!(quoted.text("/data/attributes/verdict"), "refused", "{quoted}");
    let bought = buy(suite, &[(&product, 2)])?.is(409)?;
    for name in ["code", "status", "title", "detail", "source", "meta"] {
        let (quoted, bought) = (quoted.at("/data/attributes/refusals/0"), bought.at("/errors/0"));
        ensure_eq!(quoted[name], bought[name], "{name} of the refusal");
    }
    let unknown = quote(suite, &[(NOBODY, 1)])?.is(200)?;
    ensure_eq!(unknown.text("/data/attributes/refusals/0/code"), "product-not-found", "{unknown}");
    quote(suite, &[(&product, 0)])?.refused(422, "attribute-invalid", "/data/attributes/lines/0/quantity")?;
    Ok(())
}
