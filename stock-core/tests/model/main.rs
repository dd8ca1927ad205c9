//! What the stock model does, command by command, and what holds whatever is asked of it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod adjust;
mod alerts;
mod claims;
mod history;
mod initialise;
mod laws;
mod places;
mod purchase;
mod reach;
mod rebuild;
mod reservations;
mod returns;
mod settings;
mod shop;

mod vectors;
mod verification;
