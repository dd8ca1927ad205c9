//! The newest kept answers, which the index does not have yet: shared by the one who writes with those who read.

use std::{
    collections::HashMap,
    ops::Range,
    sync::{Mutex, MutexGuard, PoisonError},
};

use catalog_core::engine::Scope;

/// A kept answer: its scope and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(super) scope: Scope,
    pub(super) number: i64,
}

impl Place {
    /// The block of the index in which a number stands.
    pub(super) const fn block(self) -> i64 {
        block_of(self.number)
    }
}

/// As in `places.sql`.
pub(super) const fn block_of(number: i64) -> i64 {
    number >> 20
}

/// The numbers of the newest answers by scope, as committed. Bounded: the index takes over what is older.
#[derive(Debug, Default)]
pub(crate) struct Newest(Mutex<State>);

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) numbers: HashMap<Scope, i64>,
    /// The blocks of the index.
    pub(super) blocks: Range<i64>,
}

impl Newest {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Takes answers that were committed.
    pub(super) fn add(&mut self, places: &[Place]) {
        self.numbers.extend(places.iter().map(|place| (place.scope, place.number)));
    }

    /// Lets go of those that the index has by now. A newer one of the same scope stays.
    pub(super) fn let_go(&mut self, indexed: &[Place]) {
        for place in indexed {
            if self.numbers.get(&place.scope) == Some(&place.number) {
                self.numbers.remove(&place.scope);
            }
        }
        let (first, last) =
            (indexed.iter().map(|it| it.block()).min(), indexed.iter().map(|it| it.block()).max());
        if let Some((first, last)) = first.zip(last) {
            self.blocks = if self.blocks.is_empty() {
                first..last + 1
            } else {
                self.blocks.start..self.blocks.end.max(last + 1)
            };
        }
    }
}
