//! A deterministic simulation of the Inventory service: the real service and the real engine, over memory and
//! over real files, with everything around them made up: clients, network, clock, Product service, and a disk
//! that outlives the process.
//!
//! A seed decides everything, so a failure is found again by its seed: `cargo xtask simulate --seed S`.
//! `docs/proofs.md` says what is held.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod asked;
mod bug;
mod catalogue;
mod disk;
mod faulty;
mod machine;
mod oracle;
mod random;
mod runs;
mod tally;
mod weather;
mod world;
