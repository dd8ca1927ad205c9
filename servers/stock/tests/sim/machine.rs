//! The process: an engine over the disk, a queue before it, and the port through which the service has calls
//! decided. The simulation says when a batch runs, and what fails.

use std::{
    collections::VecDeque,
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard},
    task::Poll,
};

use catalog_core::{
    api::{instant::UnixMillis, query::Query},
    engine::{
        Answer, Call, Commands, Domain, Engine, Generations, Kept, Once, Page, Reads, Refused, StoreError,
        Watch,
    },
};
use event_listener::{Event, EventListener};
use stock_core::{
    model::{Command, Inventory, Level},
    service::{ActiveReservations, Stock},
};

use crate::{
    bug::Bug,
    disk::{Disk, Stored},
    faulty::{Fault, Faulty},
};

/// Further calls are refused at once.
const QUEUE_MAX: usize = 6;

/// The store port of the simulated process.
#[derive(Clone)]
pub(crate) struct Store(Arc<Mutex<Machine>>, Arc<Generations>);

/// The engine, its disk, and who waits.
pub(crate) struct Machine {
    pub(crate) disk: Disk,
    engine: Engine<Stock, Faulty>,
    queue: VecDeque<Waiting>,
    generations: Arc<Generations>,
    bug: Option<Bug>,
    /// The levels that the first start found; only a bug looks at them.
    first: Option<(Vec<Inventory>, Vec<Level>)>,
    /// The next read fails.
    pub(crate) read_fails: bool,
    /// A call was refused because of the queue's length.
    pub(crate) overloaded: bool,
}

struct Waiting {
    call: Call<Command>,
    answer: Slot,
}

type Slot = Arc<Mutex<Option<Result<Answer, Refused>>>>;

/// What became of a batch.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ran {
    pub(crate) calls: usize,
    /// The latest moment that one of them had.
    pub(crate) now: UnixMillis,
    /// Whether a request and its duplicate were in it.
    pub(crate) repeated: bool,
    /// The fault that was put in and struck.
    pub(crate) struck: Option<Fault>,
}

impl Store {
    pub(crate) fn start(mut disk: Disk, bug: Option<Bug>) -> Self {
        let (stock, journal) = disk.start();
        let engine = Engine::new(stock, Faulty::new(journal, bug));
        let generations = Arc::new(Generations::default());
        let machine = Machine {
            disk,
            engine,
            queue: VecDeque::new(),
            generations: Arc::clone(&generations),
            bug,
            first: None,
            read_fails: false,
            overloaded: false,
        };
        Self(Arc::new(Mutex::new(machine)), generations)
    }

    pub(crate) fn machine(&self) -> MutexGuard<'_, Machine> {
        self.0.lock().unwrap()
    }

    fn read(&self) -> Result<MutexGuard<'_, Machine>, StoreError> {
        let mut machine = self.machine();
        if std::mem::take(&mut machine.read_fails) {
            return Err(StoreError("reading fails".to_owned()));
        }
        Ok(machine)
    }
}

impl Machine {
    pub(crate) fn queued(&self) -> usize {
        self.queue.len()
    }

    /// Has up to `most` of the waiting calls decided and committed, with a fault on the way.
    pub(crate) fn run(&mut self, most: usize, fault: Option<Fault>) -> Ran {
        let count = most.min(self.queue.len());
        let (calls, slots): (Vec<_>, Vec<_>) =
            self.queue.drain(..count).map(|waiting| (waiting.call, waiting.answer)).unzip();
        if calls.is_empty() {
            return Ran::default();
        }
        let now = calls.iter().map(|call| call.meta.now).max().unwrap_or_default();
        let scopes: Vec<_> = calls.iter().filter_map(|call| call.once).map(|once| once.scope).collect();
        let repeated = (1..scopes.len()).any(|place| scopes[..place].contains(&scopes[place]));
        let again = (self.bug == Some(Bug::AppliesTwice)).then(|| {
            let mut again = calls.clone();
            for call in &mut again {
                call.once = None;
            }
            again
        });
        if self.bug == Some(Bug::AcknowledgesEarly) {
            self.disk.mark();
        }
        self.engine.journal().plan(fault);
        let answers = self.engine.run(calls);
        self.generations.raise(self.engine.changed());
        let struck = self.engine.journal().struck();
        self.engine.journal().plan(None);
        if let Some(again) = again {
            self.engine.run(again);
        }
        for (slot, answer) in slots.into_iter().zip(answers) {
            *slot.lock().unwrap() = Some(answer);
        }
        Ran { calls: count, now, repeated, struck }
    }

    /// The process dies and another one starts.
    pub(crate) fn crash(&mut self) {
        self.queue.clear();
        self.read_fails = false;
        self.disk.crash();
        if self.bug == Some(Bug::AcknowledgesEarly) {
            self.disk.go_back();
        }
        let (mut stock, journal) = self.disk.start();
        if self.bug == Some(Bug::StartsFromOldLevels) {
            let disk = &self.disk;
            let (inventories, levels) = self.first.get_or_insert_with(|| (disk.all(None), disk.all(None)));
            for inventory in inventories {
                stock.inventories.load(inventory.product, Some(inventory.clone()));
            }
            for level in levels {
                stock.levels.load(level.id, Some(*level));
            }
        }
        if self.bug == Some(Bug::StartsWithoutHolds) {
            stock.active = ActiveReservations::default();
        }
        self.engine = Engine::new(stock, Faulty::new(journal, self.bug));
    }

    /// Lets go of what was loaded on demand.
    pub(crate) fn forget(&mut self) -> bool {
        let loaded = self.engine.domain().loaded() > 0;
        self.engine.domain_mut().forget();
        loaded
    }
}

impl Commands<Stock> for Store {
    async fn execute(&self, call: Call<Command>) -> Result<Answer, Refused> {
        let slot = Slot::default();
        {
            let mut machine = self.machine();
            if machine.queue.len() >= QUEUE_MAX {
                machine.overloaded = true;
                return Err(Refused::Overloaded);
            }
            machine.queue.push_back(Waiting { call, answer: Arc::clone(&slot) });
        }
        poll_fn(|_| slot.lock().unwrap().take().map_or(Poll::Pending, Poll::Ready)).await
    }

    async fn recorded(&self, once: &Once) -> Result<Option<Kept>, Refused> {
        Ok(self.read()?.engine.journal().recorded(once)?)
    }
}

impl<R: Stored> Reads<R> for Store {
    async fn page(&self, query: &Query<R>) -> Result<Page<R>, StoreError> {
        Ok(self.read()?.disk.page(query))
    }

    async fn get(&self, id: &R::Id) -> Result<Option<R>, StoreError> {
        Ok(self.read()?.disk.get(id))
    }
}

impl Watch for Store {
    fn ready(&self) -> bool {
        true
    }

    fn generations(&self) -> &Generations {
        &self.1
    }

    fn next_due(&self) -> Option<UnixMillis> {
        self.machine().engine.domain().next_due()
    }

    fn listen(&self) -> EventListener {
        Event::new().listen()
    }
}
