//! Toys: a resource with every kind of column, an event, and a domain with every kind of refusal.

pub(crate) mod event;
pub(crate) mod journal;
pub(crate) mod queries;
pub(crate) mod shelf;
pub(crate) mod thing;

pub(crate) use event::Happening;
pub(crate) use thing::{Thing, ThingId};
