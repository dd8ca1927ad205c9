//! Holds running services to the whole contract. It leaves test products and purchases behind: use an empty shop.
//!
//! `cargo run -p client-sdk --features testing --example hold_to_contract [PRODUCT_URL INVENTORY_URL KEY]`
#![expect(clippy::print_stdout, reason = "an example tells what it does")]

use std::process::ExitCode;

use client_sdk::{
    Native, Platform, Site, Ureq,
    conformance::{Suite, run_all},
};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut argument = |default: &str| arguments.next().unwrap_or_else(|| default.to_owned());
    let site = Site::new(
        &argument("http://127.0.0.1:8001"),
        &argument("http://127.0.0.1:8002"),
        &argument("super-secret-key"),
    );
    let [a, b, c, ..] = Native::default().random();
    let transport = Ureq::default();
    let report = run_all(&Suite::new(&transport, site, &format!("{a:02x}{b:02x}{c:02x}")).over_sockets());
    println!("{report}");
    if report.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
