//! The engine: calls are decided in batches, over any store, and answered only after one commit.
//!
//! A **call** is the commands of one request (one, or the operations of an atomic request, all or nothing).
//! [`Engine::run`] takes a batch of calls and, for each, looks for a kept answer, loads what the call
//! touches, checks the target and its precondition, decides, applies and encodes the answer. Then one
//! commit stores the changed rows, the kept answers and the events of the whole batch. If that commit
//! fails, the state is as it was before the batch and every caller is told so.
//!
//! It names no resource: a [`Domain`] brings the rules, a [`Journal`] the store to write to, [`Reads`] the
//! store to read from.

mod alarm;
mod call;
mod domain;
mod execute;
mod generations;
mod journal;
mod memory;
mod once;
mod ranks;
mod reads;
mod shows;
mod tracked;

pub use alarm::Alarm;
pub use call::{Answer, Call, Envelope, Meta, Shape, Site};
pub use domain::{Domain, Rejected, Step, Target};
pub use execute::Engine;
pub use generations::Generations;
pub use journal::{Batch, Commands, Journal, Refused, StoreError};
pub use memory::{Holds, Memory, MemoryJournal, Table};
pub use once::{Fingerprint, KEPT_MILLIS, Kept, Once, Recent, Scope};
pub use ranks::{BLOCK_ROWS, RankKey, Ranks, Spot};
pub use reads::{Page, Pieces, Reads, Watch};
pub use shows::{Aspect, Shows, changed};
pub use tracked::{Appended, Counter, Part, Tracked};
