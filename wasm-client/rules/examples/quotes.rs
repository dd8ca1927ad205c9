//! Quotes at random, a line of JSON each, for the module to give the same: `quotes SEED COUNT`.
//!
//! A line `{known}` is what is known of the shop from there on. The others are `{order, quote}`, or
//! `{order, errors}`.
#![expect(clippy::unwrap_used, reason = "a shop that does not answer ends the run")]

#[path = "../tests/services/cases.rs"]
mod cases;
#[path = "../tests/services/shop.rs"]
mod shop;

use std::io::{self, BufWriter, Write};

use cases::{Case, each};
use serde_json::{Value as Json, json};
use wasm_rules::quote::{Known, quote};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut number = || arguments.next().unwrap_or_default().parse::<u64>();
    let (seed, count) = (number()?, number()?);
    let mut lines = Vec::new();
    let mut known = Err("nothing is known");
    each(seed, count, |_, case| match case {
        Case::Known(json) => {
            known = Known::read(&json.to_string()).map_err(|_| "what is known cannot be read");
            lines.push(json!({ "known": json }));
        }
        Case::Order(order) => lines.push(match known.as_ref().map(|known| quote(&order, known)) {
            Ok(Ok(quote)) => json!({ "order": order, "quote": quote }),
            Ok(Err(failure)) => json!({ "order": order, "errors": Json::from(failure)["errors"] }),
            Err(error) => json!({ "order": order, "errors": error }),
        }),
    });
    let mut out = BufWriter::new(io::stdout().lock());
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}
