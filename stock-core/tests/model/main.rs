//! What the stock model does, command by command, and what holds whatever is asked of it.

mod adjust;
mod alerts;
mod history;
mod initialise;
mod laws;
mod purchase;
mod returns;
mod settings;
mod shop;

mod verification;
