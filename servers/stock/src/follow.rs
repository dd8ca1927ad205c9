//! The product events, followed on a thread of their own: what the product check remembers changes with them.

use std::{
    io,
    ops::ControlFlow,
    sync::{Mutex, Weak},
    thread,
    time::{Duration, Instant},
};

use catalog_core::product::ProductEvent;
use client_sdk::{
    Client, List, Native, SdkError, Site, block_on,
    client::{Follow, Followed},
    exchange::Service,
    stream::{Feed, From},
    transport::{Transport, ureq::Ureq},
};
use stock_core::check::Memory;

use crate::check::lock;

/// Time between two tries where the feed was refused for good: its key may be put right, or the events that are
/// no longer kept do not matter any more.
const REFUSED_WAIT: Duration = Duration::from_secs(5);

type Events<'a> = Follow<&'a Client<Ureq, Native>, <Ureq as Transport>::Stream, ProductEvent>;

/// Follows the product events for the memory of one product check, until that is gone.
#[derive(Debug)]
pub struct Follower {
    client: Client<Ureq, Native>,
    memory: Weak<Mutex<Memory>>,
    started: Instant,
}

impl Follower {
    /// A follower for a memory whose time is what passed since `started`.
    pub(crate) fn new(site: Site, memory: Weak<Mutex<Memory>>, started: Instant) -> Self {
        Self { client: Client::new(Ureq::default(), Native::default(), site), memory, started }
    }

    /// Begins. The thread waits for the socket, so it ends with the process, or with the next event or comment
    /// after the memory is gone.
    ///
    /// # Errors
    /// There is no thread for it.
    pub fn start(self) -> io::Result<()> {
        thread::Builder::new().name("product-events".to_owned()).spawn(move || self.run()).map(drop)
    }

    fn run(&self) {
        let mut events = self.events();
        while let ControlFlow::Continue(()) = self.step(&mut events) {}
    }

    /// The feed from now on.
    fn events(&self) -> Events<'_> {
        self.client.follow(Feed::new(Service::Product, &List::new(), From::Now))
    }

    /// Waits for what comes next, and tells the memory. It ends when that is gone.
    fn step<'a>(&'a self, events: &mut Events<'a>) -> ControlFlow<()> {
        let observed = block_on(events.observe());
        let Some(memory) = self.memory.upgrade() else { return ControlFlow::Break(()) };
        let now = self.started.elapsed();
        match observed {
            Ok(Followed::Opened) => {
                lock(&memory).follow(now);
                tracing::info!("product events are followed");
            }
            Ok(Followed::Event(event)) => lock(&memory).hear(&event, now),
            Ok(Followed::Lost) => {
                lock(&memory).unfollow();
                tracing::warn!("product events are not followed: the stream ended; it will be opened again");
            }
            Err(error) => {
                self.begin_again(events, &mut lock(&memory), &error);
                drop(memory);
                thread::sleep(REFUSED_WAIT);
            }
        }
        ControlFlow::Continue(())
    }

    /// Where the feed cannot go on, events may have been missed.
    fn begin_again<'a>(&'a self, events: &mut Events<'a>, memory: &mut Memory, error: &SdkError) {
        memory.unfollow();
        memory.forget(self.started.elapsed());
        tracing::warn!(%error, "product events are not followed");
        *events = self.events();
    }
}
