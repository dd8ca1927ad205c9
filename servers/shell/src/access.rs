//! Who may call: those with a key, or whoever comes by where no keys are asked for.

use std::fmt;

use catalog_core::api::{endpoint::lacking, fault::Fault, request::Caller};
use http::request::Parts;

use crate::{auth::KeyRing, refusal::Refusal};

/// How callers without a key are told apart, on a server that serves such.
pub trait Visitors: Send + Sync + 'static {
    /// Who calls, as a request's head tells it.
    ///
    /// # Errors
    /// When nobody may call so.
    fn caller(&self, head: &Parts) -> Result<Caller, Fault>;

    /// What a caller is told that lacks `scope`.
    fn forbidden(&self, caller: &Caller, scope: &str) -> Fault;
}

/// Who may call a server.
pub struct Access {
    keys: KeyRing,
    visitors: Option<Box<dyn Visitors>>,
}

impl Access {
    /// Lets visitors reach the routes of what is hosted; the shell's own guarded pages still want a key.
    pub fn of_visitors(visitors: impl Visitors, keys: KeyRing) -> Self {
        Self { keys, visitors: Some(Box::new(visitors)) }
    }

    /// Who asks for a guarded page of the shell.
    pub(crate) fn keeper(&self, head: &Parts) -> Result<Caller, Refusal> {
        self.keys.caller(&head.headers).cloned().map_err(Refusal::unauthorised)
    }

    /// Who asks for a route.
    pub(crate) fn caller(&self, head: &Parts) -> Result<Caller, Refusal> {
        match &self.visitors {
            Some(visitors) => visitors.caller(head).map_err(Refusal::new),
            None => self.keeper(head),
        }
    }

    /// The caller lacks a scope.
    pub(crate) fn forbidden(&self, caller: &Caller, scope: &str) -> Refusal {
        Refusal::new(match &self.visitors {
            Some(visitors) => visitors.forbidden(caller, scope),
            None => lacking(&caller.name, scope),
        })
    }
}

impl From<KeyRing> for Access {
    fn from(keys: KeyRing) -> Self {
        Self { keys, visitors: None }
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access").field("visitors", &self.visitors.is_some()).finish_non_exhaustive()
    }
}
