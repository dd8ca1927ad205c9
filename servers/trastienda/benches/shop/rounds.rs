//! Rounds: whatever is compared is measured in turn, and only within a round.

use std::{net::SocketAddr, rc::Rc, time::Duration};

use crate::{
    Extent, Failed,
    child::{Database, Server},
    load::{self, Requests},
    machine::processor_time,
};

const WARM_UP: Duration = Duration::from_millis(300);

/// What one kind of request comes to. Each figure is a median over the rounds.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    pub(crate) name: &'static str,
    pub(crate) connections: usize,
    /// Per second.
    pub(crate) ours: f64,
    /// Per second, from bare hyper.
    pub(crate) bare: f64,
    /// Ours as a part of bare hyper's.
    pub(crate) of_bare: f64,
    /// Per second, from bare SQLite, and ours as a part of it.
    pub(crate) sqlite: Option<(f64, f64)>,
    /// Processor time of the service for one request, and of bare hyper, in microseconds.
    pub(crate) processor: f64,
    pub(crate) bare_processor: f64,
    /// Time to an answer, in microseconds: half of them, and 99 of 100.
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    /// Answers in all rounds, with the warm-up.
    pub(crate) answers: u32,
}

/// One kind of request, and those who answer it.
pub(crate) struct Case<'a> {
    pub(crate) name: &'static str,
    pub(crate) connections: usize,
    pub(crate) requests: &'a Rc<Requests>,
    pub(crate) ours: &'a Server,
    pub(crate) bare: &'a Server,
    pub(crate) sqlite: Option<Database>,
}

/// Load on one server, and the processor time it took for each request in microseconds.
struct Turn {
    seen: load::Seen,
    processor: f64,
}

/// One round: ours, bare hyper, and bare SQLite where it is measured.
type Round = (Turn, Turn, Option<f64>);

impl Case<'_> {
    /// Measures it.
    pub(crate) fn measure(mut self, extent: Extent) -> Result<Figures, Failed> {
        let mut answers = self.load(self.ours.address, WARM_UP)?.answers;
        self.load(self.bare.address, WARM_UP)?;
        let mut rounds = Vec::new();
        for round in 0..extent.rounds {
            let (mut ours, mut bare) = (None, None);
            // Whoever came first in a round comes last in the next.
            for turn in 0..2 {
                if (round + turn) % 2 == 0 {
                    ours = Some(self.turn(self.ours, extent.round)?);
                } else {
                    bare = Some(self.turn(self.bare, extent.round)?);
                }
            }
            let sqlite = self.sqlite.as_mut().map(|db| db.run(extent.round)).transpose()?;
            let (ours, bare) = ours.zip(bare).ok_or("a round without a turn")?;
            answers += ours.seen.answers;
            rounds.push((ours, bare, sqlite));
        }
        let over = |figure: &dyn Fn(&Round) -> f64| median(rounds.iter().map(figure).collect());
        let sqlite_rate = over(&|(_, _, sqlite)| sqlite.unwrap_or(1.0));
        let of_sqlite = over(&|(ours, _, sqlite)| ours.seen.rate() / sqlite.unwrap_or(1.0));
        let figures = Figures {
            name: self.name,
            connections: self.connections,
            ours: over(&|(ours, _, _)| ours.seen.rate()),
            bare: over(&|(_, bare, _)| bare.seen.rate()),
            of_bare: over(&|(ours, bare, _)| ours.seen.rate() / bare.seen.rate()),
            sqlite: self.sqlite.is_some().then_some((sqlite_rate, of_sqlite)),
            processor: over(&|(ours, _, _)| ours.processor),
            bare_processor: over(&|(_, bare, _)| bare.processor),
            p50: over(&|(ours, _, _)| ours.seen.percentile(50)),
            p99: over(&|(ours, _, _)| ours.seen.percentile(99)),
            answers,
        };
        eprintln!(
            "{} at {}: {:.0}/s, {:.2} of bare hyper",
            self.name, self.connections, figures.ours, figures.of_bare
        );
        Ok(figures)
    }

    fn load(&self, address: SocketAddr, time: Duration) -> Result<load::Seen, Failed> {
        load::run(address, self.connections, time, self.requests)
    }

    fn turn(&self, server: &Server, time: Duration) -> Result<Turn, Failed> {
        let before = processor_time(server.process());
        let seen = self.load(server.address, time)?;
        let after = processor_time(server.process());
        let used = after.zip(before).map_or(Duration::ZERO, |(after, before)| after.saturating_sub(before));
        let processor = used.as_secs_f64() * 1e6 / f64::from(seen.answers.max(1));
        Ok(Turn { seen, processor })
    }
}

/// The middle one.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
