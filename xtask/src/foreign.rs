//! The step `foreign`: clients that other people wrote, against a running shop.
//!
//! Two JSON:API libraries for JavaScript and one for Python live through the
//! life of a product, and schemathesis tries everything that both OpenAPI
//! documents allow and forbid. Versions are pinned in `xtask/foreign`.

mod clients;
mod shop;

use crate::run::Outcome;

use clients::{Node, Python};
use shop::Shop;

/// Starts the shop on free loopback ports, runs every client, stops the shop.
pub(crate) fn run() -> Outcome {
    let node = Node::install()?;
    let python = Python::install()?;
    let shop = Shop::start()?;
    let spoken = (|| {
        node.run("kitsu.mjs", &shop)?;
        node.run("devour.mjs", &shop)?;
        python.run("orm.py", &shop)?;
        python.schemathesis(&shop, &shop.catalog)?;
        python.schemathesis(&shop, &shop.stock)
    })();
    if spoken.is_err() {
        shop.print_log();
    }
    let stopped = shop.stop();
    spoken.and(stopped)
}
