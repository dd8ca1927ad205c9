//! Load: kept connections that send ready bytes and read no more of an answer than must be known.
//!
//! It must be cheaper than the barest server, else it would be the load that is measured; so the processor time
//! it takes for a request is one of the figures.

use std::{
    net::SocketAddr,
    rc::Rc,
    time::{Duration, Instant},
};

use tokio::task::LocalSet;

use crate::{Failed, requests::Requests, wire::Wire};

/// What a round of load saw.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Answers, all with the right status.
    pub(crate) answers: u32,
    /// From the first request to the last answer.
    pub(crate) time: Duration,
    /// Time to each answer in microseconds, sorted.
    latencies: Vec<u32>,
}

impl Seen {
    /// Answers per second.
    pub(crate) fn rate(&self) -> f64 {
        f64::from(self.answers) / self.time.as_secs_f64()
    }

    /// The time within which so many per cent of the answers came, in microseconds.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let place = self.latencies.len() * percent / 100;
        self.latencies.get(place).or(self.latencies.last()).copied().map_or(0.0, f64::from)
    }
}

/// Puts a server under load from `connections` connections for `time`.
pub(crate) fn run(
    address: SocketAddr,
    connections: usize,
    time: Duration,
    requests: &Rc<Requests>,
) -> Result<Seen, Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    LocalSet::new().block_on(&runtime, async {
        let mut wires = Vec::with_capacity(connections);
        for _ in 0..connections {
            wires.push(Wire::open(address).await?);
        }
        let began = Instant::now();
        let callers: Vec<_> = wires
            .into_iter()
            .enumerate()
            .map(|(first, wire)| {
                tokio::task::spawn_local(call_until(began + time, wire, Rc::clone(requests), first))
            })
            .collect();
        let mut latencies = Vec::new();
        for caller in callers {
            latencies.extend(caller.await??);
        }
        let time = began.elapsed();
        latencies.sort_unstable();
        Ok(Seen { answers: u32::try_from(latencies.len())?, time, latencies })
    })
}

/// Sends one request after another; the time to each answer.
async fn call_until(
    end: Instant,
    mut wire: Wire,
    requests: Rc<Requests>,
    first: usize,
) -> Result<Vec<u32>, Failed> {
    let mut latencies = Vec::with_capacity(1 << 12);
    let mut space = Vec::new();
    let mut began = Instant::now();
    // Connections begin at different requests, so that they do not ask the same at once.
    for request in requests.all.iter().cycle().skip(first * 7 % requests.all.len()) {
        if began >= end {
            break;
        }
        let status = wire.call(request.numbered(&requests.numbers, &mut space)).await?;
        if status != requests.status {
            let answer = String::from_utf8_lossy(wire.answer()).into_owned();
            let wanted = requests.status;
            return Err(
                format!("{} {} is not answered {wanted}: {answer}", request.method, request.target).into()
            );
        }
        let now = Instant::now();
        latencies.push(u32::try_from((now - began).as_micros()).unwrap_or(u32::MAX));
        began = now;
    }
    Ok(latencies)
}
