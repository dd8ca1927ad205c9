//! The store that keeps everything in memory: for tests, for the page, and for a shop that may forget.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use event_listener::{Event, EventListener};

use super::{
    alarm::Alarm,
    call::{Answer, Call},
    domain::Domain,
    execute::Engine,
    generations::Generations,
    journal::{Batch, Commands, Journal, Refused, StoreError},
    once::{Kept, Once, Scope},
    reads::{Page, Pieces, Reads, Watch},
};
use crate::api::{
    document::{Piece, Piecewise},
    field::Listed,
    instant::UnixMillis,
    query::{Query, page_of},
};

/// The rows of one resource.
#[derive(Debug)]
pub struct Table<R: Listed>(RwLock<BTreeMap<R::Id, R>>);

impl<R: Listed> Default for Table<R> {
    fn default() -> Self {
        Self(RwLock::new(BTreeMap::new()))
    }
}

impl<R: Listed> Table<R> {
    /// Puts a row.
    pub fn put(&self, row: R) {
        self.write().insert(row.id().clone(), row);
    }

    /// Removes a row.
    pub fn remove(&self, id: &R::Id) {
        self.write().remove(id);
    }

    /// One row.
    pub fn get(&self, id: &R::Id) -> Option<R> {
        self.read().get(id).cloned()
    }

    /// One page.
    pub fn page(&self, query: &Query<R>) -> Page<R> {
        page_of(query, self.read().values())
    }

    /// The first row, in order of id, of which `test` holds.
    pub fn find(&self, test: impl Fn(&R) -> bool) -> Option<R> {
        self.read().values().find(|row| test(row)).cloned()
    }

    /// All rows, in order of id.
    pub fn all(&self) -> Vec<R> {
        self.read().values().cloned().collect()
    }

    fn read(&self) -> RwLockReadGuard<'_, BTreeMap<R::Id, R>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, BTreeMap<R::Id, R>> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The tables of a service in memory, shared between the one that writes and those who read.
pub trait MemoryJournal<D: Domain>: Default + Send + Sync + 'static {
    /// The domain of empty tables. One that is resident never has to load.
    fn domain() -> D;
    /// As [`Journal::load`].
    fn load(&self, domain: &mut D, keys: &[D::Key]);
    /// Takes over what `domain` has drafted.
    fn store(&self, domain: &D);
}

/// Tables that give lists of `R`.
pub trait Holds<R: Listed> {
    /// One page.
    fn page(&self, query: &Query<R>) -> Page<R>;
    /// One resource.
    fn get(&self, id: &R::Id) -> Option<R>;
}

/// A store in memory: the same engine over tables that a restart forgets.
#[derive(Debug)]
pub struct Memory<D: Domain, T> {
    engine: Mutex<Engine<D, Keeper<T>>>,
    tables: Arc<T>,
    committed: Event,
    generations: Generations,
    alarm: Alarm,
}

impl<D: Domain, T: MemoryJournal<D>> Memory<D, T> {
    /// An empty store.
    #[expect(clippy::new_without_default, reason = "a store is made knowingly")]
    pub fn new() -> Self {
        let tables = Arc::new(T::default());
        let keeper = Keeper { tables: Arc::clone(&tables), kept: BTreeMap::new() };
        Self {
            engine: Mutex::new(Engine::new(T::domain(), keeper)),
            tables,
            committed: Event::new(),
            generations: Generations::default(),
            alarm: Alarm::default(),
        }
    }

    /// The tables, to read.
    pub fn tables(&self) -> &T {
        &self.tables
    }

    fn engine(&self) -> MutexGuard<'_, Engine<D, Keeper<T>>> {
        self.engine.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<D: Domain, T: MemoryJournal<D>> Commands<D> for Memory<D, T> {
    async fn execute(&self, call: Call<D::Command>) -> Result<Answer, Refused> {
        let answer = {
            let mut engine = self.engine();
            let answer = engine.run(vec![call]).pop();
            self.alarm.set(engine.domain().next_due());
            self.generations.raise(engine.changed());
            answer
        };
        self.committed.notify(usize::MAX);
        answer.unwrap_or_else(|| Err(StoreError("the engine gave no answer".to_owned()).into()))
    }

    async fn recorded(&self, once: &Once) -> Result<Option<Kept>, Refused> {
        Ok(self.engine().journal().kept.get(&once.scope).cloned())
    }
}

impl<D: Domain, T: MemoryJournal<D> + Holds<R>, R: Listed> Reads<R> for Memory<D, T> {
    async fn page(&self, query: &Query<R>) -> Result<Page<R>, StoreError> {
        Ok(self.tables.page(query))
    }

    async fn get(&self, id: &R::Id) -> Result<Option<R>, StoreError> {
        Ok(self.tables.get(id))
    }
}

impl<D: Domain, T: MemoryJournal<D> + Holds<R>, R: Piecewise> Pieces<R> for Memory<D, T> {
    async fn pieces(&self, _: &Query<R>) -> Result<Option<Page<Piece>>, StoreError> {
        Ok(None)
    }

    async fn piece(&self, _: &R::Id) -> Result<Option<Piece>, StoreError> {
        Ok(None)
    }
}

impl<D: Domain, T: MemoryJournal<D>> Watch for Memory<D, T> {
    fn ready(&self) -> bool {
        true
    }

    fn generations(&self) -> &Generations {
        &self.generations
    }

    fn next_due(&self) -> Option<UnixMillis> {
        self.alarm.get()
    }

    fn listen(&self) -> EventListener {
        self.committed.listen()
    }
}

/// The writer's side of the tables, and the kept answers of the last day.
#[derive(Debug)]
struct Keeper<T> {
    tables: Arc<T>,
    kept: BTreeMap<Scope, Kept>,
}

impl<D: Domain, T: MemoryJournal<D>> Journal<D> for Keeper<T> {
    fn load(&mut self, domain: &mut D, keys: &[D::Key]) -> Result<(), StoreError> {
        self.tables.load(domain, keys);
        Ok(())
    }

    fn kept(&mut self, once: &Once) -> Result<Option<Kept>, StoreError> {
        Ok(self.kept.get(&once.scope).cloned())
    }

    fn commit(&mut self, batch: &Batch<'_, D>) -> Result<(), StoreError> {
        if !batch.kept.is_empty() {
            self.kept.retain(|_, kept| kept.counts_at(batch.now));
        }
        self.kept.extend(batch.kept.iter().map(|kept| (kept.once.scope, kept.clone())));
        self.tables.store(batch.domain);
        Ok(())
    }
}
