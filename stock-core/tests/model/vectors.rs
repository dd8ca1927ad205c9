//! The fixed vectors: commands in, what they do out, as JSON for any language. `vectors/README.md` has the format.

mod read;
mod write;

use std::sync::Arc;

use catalog_core::api::{
    fault::{Fault, Source},
    instant::UnixMillis,
};
use serde_json::{Value as Json, json};
use stock_core::{
    model::{Change, Command, Refusal, Stamp, State, decide},
    service::{Quote, QuoteId, QuoteVerdict},
};

const VECTORS: &[(&str, &str)] = &[
    ("adjustments", include_str!("../../vectors/adjustments.json")),
    ("alerts", include_str!("../../vectors/alerts.json")),
    ("limits", include_str!("../../vectors/limits.json")),
    ("policies", include_str!("../../vectors/policies.json")),
    ("purchases", include_str!("../../vectors/purchases.json")),
    ("refusals", include_str!("../../vectors/refusals.json")),
    ("reservations", include_str!("../../vectors/reservations.json")),
    ("returns", include_str!("../../vectors/returns.json")),
    ("locations/allocation", include_str!("../../vectors/locations/allocation.json")),
    ("locations/transfers", include_str!("../../vectors/locations/transfers.json")),
];

/// What each step of a vector comes to.
fn run(name: &str, vector: &Json) -> Vec<Json> {
    let mut state = State::default();
    let steps = vector["steps"].as_array().unwrap();
    let step = |step: &Json| {
        let at = UnixMillis::parse(step["at"].as_str().unwrap()).unwrap();
        let stamp = Stamp { at, actor: Arc::from(step["actor"].as_str().unwrap()) };
        let command = read::command(&step["command"]);
        let verdict = decide(&state, &command, &stamp);
        check_quote(&state, &command, &stamp, &verdict);
        if let Ok(change) = &verdict {
            state.apply(change);
        }
        write::verdict(&verdict, name.starts_with("locations/"))
    };
    steps.iter().map(step).collect()
}

/// A quote of the same purchase comes to the same.
fn check_quote(state: &State, command: &Command, stamp: &Stamp, verdict: &Result<Change, Vec<Refusal>>) {
    let Command::CreatePurchase(order) = command else { return };
    let error = |fault: &Fault, _| {
        let Source::Pointer(pointer) = &fault.source else { panic!("{fault:?} is of no place") };
        json!({ "code": fault.code.name, "pointer": pointer.strip_prefix("/data"), "meta": fault.meta })
    };
    let quote = Quote::decide(QuoteId(uuid::Uuid::nil()), state, order, stamp, error);
    if let Ok(change) = verdict {
        assert_eq!(quote.verdict, QuoteVerdict::Accepted);
        assert_eq!(quote.total, change.purchase.as_ref().map(|purchase| purchase.total));
        assert_eq!(quote.refusals, [] as [Json; 0]);
    } else {
        assert_eq!(quote.verdict, QuoteVerdict::Refused);
        assert_eq!(quote.total, None);
        assert_eq!(Json::from(quote.refusals), write::verdict(verdict, false)["refused"]);
    }
}

/// With `UPDATE_VECTORS=1` the verdicts of today are written into the vectors instead. They are a contract:
/// read the difference before keeping it.
#[test]
fn every_vector_comes_to_what_it_says() {
    let updates = std::env::var_os("UPDATE_VECTORS").is_some();
    for (name, text) in VECTORS {
        let mut vector: Json = serde_json::from_str(text).unwrap();
        let verdicts = run(name, &vector);
        if updates {
            update(name, &mut vector, verdicts);
            continue;
        }
        let steps = vector["steps"].as_array().unwrap();
        for (place, (step, verdict)) in steps.iter().zip(verdicts).enumerate() {
            assert_eq!(step["verdict"], verdict, "{name}, step {place}: {}", step["command"]);
        }
    }
}

fn update(name: &str, vector: &mut Json, verdicts: Vec<Json>) {
    for (step, verdict) in vector["steps"].as_array_mut().unwrap().iter_mut().zip(verdicts) {
        step["verdict"] = verdict;
    }
    let path = format!("{}/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::write(path, serde_json::to_string_pretty(vector).unwrap() + "\n").unwrap();
}
