//! A store whose failures are played.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use catalog_core::engine::{Batch, Engine, Journal, Kept, Once, Scope, StoreError};

use super::{
    Happening,
    shelf::{Row, Shelf},
};

/// What a store holds, and whether it fails.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Book {
    pub(crate) rows: BTreeMap<u8, Row>,
    pub(crate) events: Vec<Happening>,
    pub(crate) kept: BTreeMap<Scope, Kept>,
}

/// A store that the test looks into while the engine has it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    book: Arc<Mutex<Book>>,
    /// Whether the next commit fails.
    pub(crate) fails: Arc<Mutex<bool>>,
}

impl Store {
    /// A store that holds this and shares nothing.
    pub(crate) fn with(book: Book) -> Self {
        Self { book: Arc::new(Mutex::new(book)), ..Self::default() }
    }

    pub(crate) fn book(&self) -> Book {
        self.book.lock().unwrap().clone()
    }

    /// An engine over what is stored, as after a restart.
    pub(crate) fn engine(&self) -> Engine<Shelf, Self> {
        Engine::new(Shelf::at(self.book().events.len() as u64), self.clone())
    }

    pub(crate) fn fail(&self, fails: bool) {
        *self.fails.lock().unwrap() = fails;
    }
}

impl Journal<Shelf> for Store {
    fn load(&mut self, domain: &mut Shelf, keys: &[u8]) -> Result<(), StoreError> {
        let book = self.book.lock().unwrap();
        for key in keys {
            domain.rows.load(*key, book.rows.get(key).copied());
        }
        Ok(())
    }

    fn kept(&mut self, once: &Once) -> Result<Option<Kept>, StoreError> {
        Ok(self.book.lock().unwrap().kept.get(&once.scope).cloned())
    }

    fn commit(&mut self, batch: &Batch<'_, Shelf>) -> Result<(), StoreError> {
        if *self.fails.lock().unwrap() {
            return Err(StoreError("the disk is full".to_owned()));
        }
        let mut book = self.book.lock().unwrap();
        for (id, row) in batch.domain.rows.drafted() {
            match row {
                Some(row) => book.rows.insert(*id, *row),
                None => book.rows.remove(id),
            };
        }
        book.events.extend(batch.domain.events.drafted().iter().cloned());
        book.kept.extend(batch.kept.iter().map(|kept| (kept.once.scope, kept.clone())));
        Ok(())
    }
}
