//! Rounds: whatever is compared is measured in turn, and only within a round.

use std::{net::SocketAddr, rc::Rc, time::Duration};

use crate::{
    Failed,
    child::{Database, Server},
    load,
    machine::processor_time,
    options::Extent,
    requests::Requests,
};

/// What one kind of request comes to. Each figure is a median over the rounds, but for processor time, which is
/// that of all rounds together, since the kernel counts it in hundredths of a second.
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
    /// Processor time for one request in microseconds: of the service, of bare hyper, of the load.
    pub(crate) processor: f64,
    pub(crate) bare_processor: f64,
    pub(crate) load_processor: f64,
    /// Time to an answer, in microseconds: half of them, and 99 of 100.
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    /// Answers in all rounds, with the warm-up.
    pub(crate) answers: u32,
}

/// One kind of request from so many connections, and those who answer it.
pub(crate) struct Case<'a> {
    pub(crate) name: &'static str,
    pub(crate) connections: usize,
    pub(crate) requests: &'a Rc<Requests>,
    pub(crate) ours: &'a Server,
    pub(crate) bare: &'a Server,
    pub(crate) sqlite: Option<Database>,
}

/// Load on one server, and the processor time that both took.
struct Turn {
    seen: load::Seen,
    server: Duration,
    load: Duration,
}

/// One round: ours, bare hyper, and bare SQLite where it is measured.
type Round = (Turn, Turn, Option<f64>);

impl Case<'_> {
    /// Measures it.
    pub(crate) fn measure(mut self, extent: &Extent) -> Result<Figures, Failed> {
        let warm_up = extent.round / 2;
        let mut answers = self.load(self.ours.address, warm_up)?.answers;
        self.load(self.bare.address, warm_up)?;
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
        Ok(Figures {
            name: self.name,
            connections: self.connections,
            ours: over(&|(ours, _, _)| ours.seen.rate()),
            bare: over(&|(_, bare, _)| bare.seen.rate()),
            of_bare: over(&|(ours, bare, _)| ours.seen.rate() / bare.seen.rate()),
            sqlite: self.sqlite.is_some().then_some((sqlite_rate, of_sqlite)),
            processor: per_answer(rounds.iter().map(|(ours, _, _)| (ours.server, &ours.seen))),
            bare_processor: per_answer(rounds.iter().map(|(_, bare, _)| (bare.server, &bare.seen))),
            load_processor: per_answer(rounds.iter().map(|(ours, _, _)| (ours.load, &ours.seen))),
            p50: over(&|(ours, _, _)| ours.seen.percentile(50)),
            p99: over(&|(ours, _, _)| ours.seen.percentile(99)),
            answers,
        })
    }

    fn load(&self, address: SocketAddr, time: Duration) -> Result<load::Seen, Failed> {
        load::run(address, self.connections, time, self.requests)
    }

    fn turn(&self, server: &Server, time: Duration) -> Result<Turn, Failed> {
        let used = || {
            let time = |process| processor_time(process).unwrap_or_default();
            (time(server.process()), time(std::process::id()))
        };
        let before = used();
        let seen = self.load(server.address, time)?;
        let after = used();
        let [server, load] = [(after.0, before.0), (after.1, before.1)]
            .map(|(after, before): (Duration, Duration)| after.saturating_sub(before));
        Ok(Turn { seen, server, load })
    }
}

/// Processor time for one answer in microseconds.
fn per_answer<'a>(turns: impl Iterator<Item = (Duration, &'a load::Seen)>) -> f64 {
    let (time, answers) = turns
        .fold((Duration::ZERO, 0), |(time, answers), (used, seen)| (time + used, answers + seen.answers));
    time.as_secs_f64() * 1e6 / f64::from(answers.max(1))
}

/// The middle one.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
