//! What the rules of a service look like to the engine.

use super::{
    call::{Answer, Call, Meta},
    shows::Aspect,
    tracked::Part,
};
use crate::api::{fault::Fault, instant::UnixMillis};

/// The steps at which a decided call can fail, in the order in which they are checked: the first step
/// that fails answers, with all of its faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What the call is about does not exist.
    Target,
    /// `If-Match` does not hold.
    Precondition,
    /// What another service said of what the call names.
    Check,
    /// The rules of the domain.
    Rules,
}

/// Why a command is refused.
pub trait Rejected {
    /// The step it belongs to.
    fn step(&self) -> Step;
    /// The error object; its pointer is relative to the command's resource (`/attributes/sku`).
    fn fault(&self) -> Fault;
}

/// What a command is about, as far as it must exist before anything else is looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Nothing that must exist.
    None,
    /// It does not exist; the fault says so.
    Missing(Fault),
    /// It exists, and this is its entity tag without quotes.
    Tagged(String),
}

/// The rules of one service, over state that the engine loads and settles.
pub trait Domain: Send + 'static {
    /// What a caller can ask for.
    type Command: Send + 'static;
    /// What a command does once it is decided.
    type Change: Send;
    /// Why a command is refused.
    type Rejection: Rejected + Send;
    /// Names a row that may have to be loaded.
    type Key: Ord + Clone + Send;

    /// The rows that `command` looks at and that are not loaded. The engine asks again after loading them,
    /// until nothing is named.
    fn touches(&self, command: &Self::Command) -> Vec<Self::Key>;

    /// What must exist for `command`.
    fn target(&self, command: &Self::Command) -> Target;

    /// Judges a command: what it does, or every reason against it. Changes nothing.
    fn decide(&self, command: &Self::Command, meta: &mut Meta) -> Result<Self::Change, Vec<Self::Rejection>>;

    /// Does what was decided.
    fn apply(&mut self, change: &Self::Change);

    /// Writes the answer of an accepted call, one change per command.
    fn answer(&self, call: &Call<Self::Command>, changes: &[Self::Change]) -> Answer;

    /// The next moment at which time alone changes what is so, as settled and drafted; none where it never does.
    /// A service has that change written before it reads.
    fn next_due(&self) -> Option<UnixMillis> {
        None
    }

    /// What the batch changed of that which answers say they show ([`Shows`](super::Shows)).
    fn changed(&self) -> Vec<Aspect>;

    /// Every piece of state, for the engine to mark, roll back, settle or discard.
    fn parts(&mut self) -> Vec<&mut dyn Part>;
}
