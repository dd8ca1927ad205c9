//! The contract as functions over a transport: the same cases run in process and over sockets, for every store.
//!
//! ```no_run
//! use client_sdk::{Site, Ureq, conformance::{Suite, run_all}};
//!
//! let site = Site::new("http://127.0.0.1:8001", "http://127.0.0.1:8002", "super-secret-key");
//! let transport = Ureq::default();
//! let report = run_all(&Suite::new(&transport, site, "today").over_sockets());
//! assert!(report.failed.is_empty(), "{report}");
//! ```
//!
//! Every answer in every case is also held against the rules that all answers obey (`laws`), and read a second
//! time by the jsonapi-rs crate where that is built in. Cases make what they need under names of their own, so
//! they can run in any order over a store in use; the services must be able to reach each other.

/// Names cases by their functions.
macro_rules! rules {
    ($needs:ident: $($module:ident { $($name:ident),* $(,)? })*) => {
        vec![$($($crate::conformance::Case {
            name: concat!(stringify!($module), "::", stringify!($name)),
            needs: $crate::conformance::Needs::$needs,
            run: $module::$name,
        }),*),*]
    };
}

mod adjustments;
mod buyers;
mod catalogue;
mod check;
mod documents;
mod facets;
mod idempotency;
mod inventory;
mod laws;
mod levels;
mod limits;
mod lists;
mod locations;
mod movements;
mod operations;
mod product_events;
mod products;
mod protocol;
mod purchases;
mod quotes;
mod reply;
mod reservations;
mod returns;
mod stock;
mod stock_events;
mod stock_lists;
mod stock_operations;
mod suite;
mod transfers;
mod verification;
mod webhooks;

use std::fmt;

pub use reply::Reply;
pub use suite::{Probe, Seen, Suite};

use crate::transport::Transport;

/// What a case comes to: nothing, or what was wrong.
pub type Verdict = Result<(), String>;

/// One rule of the contract.
pub struct Case<T> {
    /// Its name: a behaviour.
    pub name: &'static str,
    /// What it needs.
    pub needs: Needs,
    /// Checks it.
    pub run: fn(&Suite<'_, T>) -> Verdict,
}

/// What a case needs of what it runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// The Product service.
    Catalogue,
    /// Both services.
    Stock,
    /// A listener with the default limits.
    Listener,
}

/// Every case.
pub fn cases<T: Transport + Sync>() -> Vec<Case<T>> {
    let mut cases = catalogue::cases();
    cases.extend(limits::cases());
    cases.extend(stock::cases());
    cases
}

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The cases whose rule holds.
    pub passed: Vec<&'static str>,
    /// The others, with what was wrong.
    pub failed: Vec<(&'static str, String)>,
    /// Those that need what is not there.
    pub skipped: Vec<&'static str>,
}

/// Runs every case that the suite can.
pub fn run_all<T: Transport + Sync>(suite: &Suite<'_, T>) -> Report {
    let mut report = Report::default();
    for case in cases() {
        if !suite.offers(case.needs) {
            report.skipped.push(case.name);
            continue;
        }
        match (case.run)(suite) {
            Ok(()) => report.passed.push(case.name),
            Err(wrong) => report.failed.push((case.name, wrong)),
        }
    }
    report
}

impl<T> fmt::Debug for Case<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case").field("name", &self.name).field("needs", &self.needs).finish_non_exhaustive()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} cases hold, {} do not, {} were left out",
            self.passed.len(),
            self.failed.len(),
            self.skipped.len()
        )?;
        for (name, wrong) in &self.failed {
            writeln!(f, "{name}: {wrong}")?;
        }
        Ok(())
    }
}
