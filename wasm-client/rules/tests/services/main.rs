//! The rules for a page against the services that they speak for, in memory.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cases;
mod products;
mod quotes;
mod shop;

use serde_json::{Value as Json, json};

/// Error objects as the SDK shows faults: without their own id, the status as a number.
fn faults(errors: &Json) -> Json {
    let fault = |error: &Json| {
        json!({
            "code": error["code"],
            "status": error["status"].as_str().unwrap().parse::<u16>().unwrap(),
            "title": error["title"],
            "detail": error["detail"],
            "source": error["source"],
            "meta": error.get("meta").cloned().unwrap_or_else(|| json!({})),
        })
    };
    errors.as_array().unwrap().iter().map(fault).collect()
}
