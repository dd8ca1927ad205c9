//! One simulated history: clients, a network, a process, its disk and the Product service, one step at a time.

mod process;
mod traffic;

use std::{future::Future, pin::Pin, sync::Arc};

use catalog_core::{
    api::{instant::UnixMillis, request::Response},
    engine::Site,
};
use stock_core::service::Service;

use crate::{
    asked::{Asked, Known, begin, look_at_product, open_numbered},
    bug::Bug,
    catalogue::{Catalogue, PRODUCTS},
    disk::{Disk, Kind},
    machine::Store,
    oracle::{Held, Oracle, Said},
    random::Random,
    tally::{Sometimes, Tally},
    weather::Weather,
};

/// How many clients there are.
const CLIENTS: usize = 5;
/// Steps with faults.
const STEPS: usize = 500;
/// Steps without, within which everybody must have got an answer.
const STEPS_TO_SETTLE: usize = 2_000;
/// A client without an answer asks again after this many steps.
const PATIENCE: usize = 40;
/// A moment in 2026, by the simulated clock.
const BEGINNING: i64 = 1_782_000_000_000;

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;

/// What may come next.
#[derive(Clone, Copy, Debug)]
enum Step {
    Ask,
    Arrive,
    Work,
    Commit,
    Check,
    Answer,
    Crash,
    Jump,
    Turn,
    Forget,
}

const NEXT: &[(u64, Step)] = &[
    (18, Step::Ask),
    (22, Step::Arrive),
    (26, Step::Work),
    (12, Step::Commit),
    (8, Step::Check),
    (12, Step::Answer),
    (1, Step::Crash),
    (1, Step::Jump),
    (2, Step::Turn),
    (1, Step::Forget),
];

/// A client asks one thing at a time, until it has its answer.
#[derive(Default)]
struct Client {
    asks: Option<Arc<Asked>>,
    since: usize,
    asked: u64,
}

/// A request on its way.
struct Message {
    client: usize,
    asked: Arc<Asked>,
    number: u64,
}

/// A request that the service works on.
struct Running {
    client: usize,
    asked: Arc<Asked>,
    now: UnixMillis,
    arrived: u64,
    answer: Pin<Box<dyn Future<Output = Response> + Send>>,
}

/// An answer on its way back.
struct Reply {
    client: usize,
    asked: Arc<Asked>,
    said: Said,
}

type Stock = Service<Store, Catalogue>;

/// Everything there is.
pub(crate) struct World {
    random: Random,
    weather: Weather,
    clock: UnixMillis,
    step: usize,
    messages: u64,
    store: Store,
    service: Arc<Stock>,
    catalogue: Catalogue,
    clients: Vec<Client>,
    wire: Vec<Message>,
    running: Vec<Running>,
    replies: Vec<Reply>,
    known: Known,
    oracle: Oracle,
    crashes: u64,
    bug: Option<Bug>,
    tally: Tally,
    /// What happened, step by step, where somebody wants to read it.
    log: Option<Vec<String>>,
}

/// Notes what happens.
macro_rules! log {
    ($world:expr, $($sentence:tt)*) => {
        if let Some(log) = &mut $world.log {
            log.push(format!("{:>4}  {}", $world.step, format!($($sentence)*)));
        }
    };
}
use log;

impl World {
    /// The world of a seed.
    pub(crate) fn new(seed: u64, kind: Kind, bug: Option<Bug>, logged: bool) -> Self {
        let mut random = Random::new(seed);
        let (store, catalogue) = (Store::start(Disk::new(kind), bug), Catalogue::open());
        Self {
            weather: Weather::by_chance(&mut random),
            random,
            clock: UnixMillis::new(BEGINNING),
            step: 0,
            messages: 0,
            service: Arc::new(Service::new(Arc::new(store.clone()), catalogue.clone(), Site::default())),
            store,
            catalogue,
            clients: (0..CLIENTS).map(|_| Client::default()).collect(),
            wire: Vec::new(),
            running: Vec::new(),
            replies: Vec::new(),
            known: Known::default(),
            oracle: Oracle::default(),
            crashes: 0,
            bug,
            tally: Tally::default(),
            log: logged.then(Vec::new),
        }
    }

    /// Lives through a history; gives what happened in it, or what broke.
    pub(crate) fn live(mut self) -> (Result<Tally, String>, Vec<String>) {
        let lived = self.history();
        (lived.map(|()| self.tally), self.log.unwrap_or_default())
    }

    fn history(&mut self) -> Held {
        self.set_up()?;
        while self.step < STEPS {
            let next = self.random.weighed(NEXT);
            self.take(next)?;
        }
        self.weather = Weather::fair();
        self.catalogue.heal();
        self.settle()?;
        self.time_passes()
    }

    /// After a day nothing is held for anyone any more, and whoever reads sees that.
    fn time_passes(&mut self) -> Held {
        self.clock = self.clock.plus_millis(DAY);
        for number in 1..=PRODUCTS {
            let asked = look_at_product(format!("last-{number}"), number);
            self.ask(usize::try_from(number).unwrap(), Arc::new(asked));
        }
        self.settle()
    }

    /// In fair weather most products and places come to be; the others do when somebody wants them to.
    fn set_up(&mut self) -> Held {
        for number in 1..PRODUCTS {
            let quantity = self.random.within(0, 9);
            let policy = *self.random.pick(&["deny", "deny", "backorder"]);
            let asked = begin(format!("begin-{number}"), number, quantity, policy);
            self.ask(usize::try_from(number).unwrap(), Arc::new(asked));
        }
        self.ask(0, Arc::new(open_numbered("open-1".to_owned(), 1, 1)));
        if self.random.percent(80) {
            self.ask(CLIENTS - 1, Arc::new(open_numbered("open-2".to_owned(), 2, 0)));
        }
        let weather = std::mem::replace(&mut self.weather, Weather::fair());
        self.settle()?;
        (self.weather, self.step) = (weather, 0);
        for client in &mut self.clients {
            client.since = 0;
        }
        Ok(())
    }

    fn take(&mut self, next: Step) -> Held {
        self.step += 1;
        self.clock = self.clock.plus_millis(self.random.within(0, 2_000));
        match next {
            Step::Ask => self.somebody_asks(),
            Step::Arrive => self.something_arrives(),
            Step::Work => return self.somebody_is_served(),
            Step::Commit => return self.a_batch_runs(),
            Step::Check => self.catalogue.answer_one(&mut self.random),
            Step::Answer => self.an_answer_arrives(),
            Step::Crash if self.random.percent(self.weather.crashes) => return self.crash(),
            Step::Jump if self.random.percent(self.weather.clock) => self.the_clock_jumps(),
            Step::Turn if self.random.percent(self.weather.catalogue) => {
                self.catalogue.turn(&mut self.random);
                log!(self, "the Product service changes");
            }
            Step::Forget => {
                if self.store.machine().forget() {
                    self.tally.note(Sometimes::Forgotten);
                }
            }
            Step::Crash | Step::Jump | Step::Turn => {}
        }
        Ok(())
    }

    /// Without faults everybody gets an answer, and all is as it must be.
    fn settle(&mut self) -> Held {
        for turn in 0..STEPS_TO_SETTLE {
            if self.is_settled() {
                return self.oracle.look_again(&self.store.machine().disk);
            }
            let waits: Vec<usize> = (0..CLIENTS).filter(|client| self.is_impatient(*client)).collect();
            match turn % 5 {
                0 if !waits.is_empty() => {
                    let client = *self.random.pick(&waits);
                    self.ask_again(client);
                }
                1 => self.something_arrives(),
                2 => self.somebody_is_served()?,
                3 => self.a_batch_runs()?,
                _ => self.an_answer_arrives(),
            }
            self.step += 1;
        }
        Err("not everybody got an answer after all faults had ended".to_owned())
    }

    fn is_impatient(&self, client: usize) -> bool {
        self.clients[client].asks.is_some() && self.step - self.clients[client].since > PATIENCE
    }

    fn is_settled(&self) -> bool {
        let idle = self.clients.iter().all(|client| client.asks.is_none());
        idle && self.wire.is_empty() && self.running.is_empty() && self.replies.is_empty()
    }
}
