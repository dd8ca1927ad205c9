//! Faults against the binary itself: kills, bursts, stops under load, an ailing Product service, and files that
//! are no database.
//!
//! `cargo test -p trastienda --test faults` runs them, one at a time because each wants the whole machine.
//! `FAULTS_SEED` repeats the random choices of an earlier run, `FAULTS_LONG=1` runs the long forms.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod bursts;
mod following;
mod front;
mod kills;
mod linear;
mod mix;
mod outages;
mod process;
mod random;
mod shop;
mod starts;
mod stops;
mod webhooks;
mod wire;
