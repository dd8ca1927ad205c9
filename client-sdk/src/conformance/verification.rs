//! The laws, as the service itself sees them.

use super::{
    Suite, Verdict,
    check::{ensure, ensure_eq},
};
use crate::transport::Transport;

pub(super) fn every_law_holds<T: Transport>(suite: &Suite<'_, T>) -> Verdict {
    let reply = suite.get("/api/v1/verification").send()?.is(200)?;
    ensure_eq!(reply.at("/meta/holds").as_bool(), Some(true), "{reply}");
    ensure!(reply.at("/meta/movements").is_u64(), "{reply}: no number of movements");
    let laws = reply.at("/meta/laws").as_array().map(Vec::as_slice).unwrap_or_default();
    ensure!(!laws.is_empty(), "{reply}: no laws");
    for law in laws {
        ensure!(
            law["law"].is_string() && law["holds"] == true && law["firstSeq"].is_null(),
            "{reply}: {law}"
        );
    }
    if let Some(reader) = suite.reader_key() {
        suite.get("/api/v1/verification").set("x-api-key", reader).send()?.refused(403, "forbidden", "")?;
    }
    Ok(())
}
