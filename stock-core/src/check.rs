//! What the Inventory service knows of products: the question it asks the catalogue, and what it does while
//! nobody answers.
//!
//! [`Products`] is the port. [`targets`] and [`read`] are the question over HTTP, for any adapter;
//! [`Memory`] remembers answers and says when an earlier one may serve; [`Breaker`] keeps everybody from
//! waiting for a service that does not answer; [`InProcess`] asks a catalogue in the same process. All of it is pure:
//! time is given.

mod breaker;
mod in_process;
mod memory;
mod products;
mod question;

pub use breaker::Breaker;
pub use in_process::InProcess;
pub use memory::{Freshness, Memory};
pub use products::{CheckFailed, Products};
pub use question::{IDS_MAX, read, seen, targets};
