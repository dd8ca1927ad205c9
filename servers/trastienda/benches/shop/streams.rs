//! A live stream: how long after a change all who listen have heard of it.

use std::{
    cell::Cell,
    net::SocketAddr,
    rc::Rc,
    time::{Duration, Instant},
};

use tokio::{
    sync::Notify,
    task::LocalSet,
    time::{sleep, timeout},
};

use crate::{
    Failed, child::Server, machine::processor_time, options::Extent, requests::Request, rounds::median,
    scenarios, shop::Shop, wire::Wire,
};

/// Its name for `--only`.
pub(crate) const NAME: &str = "live stream";

/// Time between two changes, so that each is heard by itself.
const PAUSE: Duration = Duration::from_millis(20);
const HEARING_MAX: Duration = Duration::from_secs(30);

/// What a stream costs.
#[derive(Debug)]
pub(crate) struct Streams {
    pub(crate) listeners: usize,
    /// Milliseconds from sending a change to its answer, to the first who heard of it, and to the last.
    pub(crate) answered: f64,
    pub(crate) first: f64,
    pub(crate) last: f64,
    pub(crate) last_worst: f64,
    /// Processor time of the service for one event to one listener, in microseconds.
    pub(crate) processor: f64,
}

/// What the listeners have heard of the change under way.
#[derive(Default)]
struct Heard {
    count: Cell<usize>,
    first: Cell<Option<Instant>>,
    wanted: usize,
    all: Notify,
}

impl Heard {
    fn one_more(&self) {
        self.count.set(self.count.get() + 1);
        self.first.set(self.first.get().or_else(|| Some(Instant::now())));
        if self.count.get() == self.wanted {
            self.all.notify_one();
        }
    }

    async fn by_all(&self) -> Result<Instant, Failed> {
        let heard = timeout(HEARING_MAX, self.all.notified()).await;
        heard.map_err(|_| format!("{} of {} listeners heard", self.count.get(), self.wanted))?;
        self.count.set(0);
        Ok(Instant::now())
    }
}

/// Opens the streams of product events, and changes products.
pub(crate) fn measure(extent: &Extent, shop: &Shop) -> Result<Streams, Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, follow(extent, shop, shop.catalog()))
}

async fn follow(extent: &Extent, shop: &Shop, catalog: &Server) -> Result<Streams, Failed> {
    let heard = Rc::new(Heard { wanted: extent.listeners, ..Heard::default() });
    let listeners: Vec<_> = (0..extent.listeners)
        .map(|_| tokio::task::spawn_local(listen(catalog.address, Rc::clone(&heard))))
        .collect();
    // Each hears first that its stream is open.
    heard.by_all().await?;
    let mut wire = Wire::open(catalog.address).await?;
    let (mut answered, mut first, mut last) = (Vec::new(), Vec::new(), Vec::new());
    let mut space = Vec::new();
    let before = processor_time(catalog.process()).unwrap_or_default();
    for (id, _) in shop.goods.singles.iter().cycle().take(extent.events) {
        sleep(PAUSE).await;
        heard.first.set(None);
        let change = scenarios::change(id);
        let began = Instant::now();
        let status = wire.call(change.numbered(&shop.goods.numbers, &mut space)).await?;
        if status != 200 {
            return Err(format!("a change is answered {status}").into());
        }
        let since = |moment: Instant| (moment - began).as_secs_f64() * 1e3;
        answered.push(since(Instant::now()));
        last.push(since(heard.by_all().await?));
        first.push(heard.first.get().map(since).unwrap_or_default());
    }
    let used = processor_time(catalog.process()).unwrap_or_default().saturating_sub(before);
    for listener in &listeners {
        listener.abort();
    }
    let deliveries = f64::from(u32::try_from(extent.events * extent.listeners)?);
    Ok(Streams {
        listeners: extent.listeners,
        last_worst: last.iter().copied().fold(0.0, f64::max),
        answered: median(answered),
        first: median(first),
        last: median(last),
        processor: used.as_secs_f64() * 1e6 / deliveries,
    })
}

/// Follows the stream for good, and says when something was heard.
async fn listen(address: SocketAddr, heard: Rc<Heard>) -> Result<(), Failed> {
    let mut wire = Wire::open(address).await?;
    wire.ask(&Request::stream("/api/v1/product-events").bytes).await?;
    loop {
        wire.read().await?;
        // A chunk that ends an event; a comment that only keeps the line open has no id.
        let bytes = wire.answer();
        if bytes.ends_with(b"\n\n\r\n") {
            if bytes.windows(4).any(|at| at == b"id: ") {
                heard.one_more();
            }
            wire.clear();
        }
    }
}
