//! How much is measured, and what of it.

use std::time::Duration;

use crate::Failed;

/// How much is measured.
#[derive(Debug)]
pub(crate) struct Extent {
    /// Products in the catalogue.
    pub(crate) products: usize,
    /// Rounds of each case, every server once in each.
    pub(crate) rounds: usize,
    /// How long one server is under load in a round.
    pub(crate) round: Duration,
    /// Starts whose median is taken.
    pub(crate) starts: usize,
    /// Clients that follow a stream, and events they hear.
    pub(crate) listeners: usize,
    pub(crate) events: usize,
}

const WHOLE: Extent = Extent {
    products: 100_000,
    rounds: 5,
    round: Duration::from_millis(280),
    starts: 5,
    listeners: 1_000,
    events: 50,
};
const LONG: Extent = Extent { products: 1_000_000, ..WHOLE };
const QUICK: Extent = Extent { rounds: 3, round: Duration::from_millis(200), starts: 2, events: 10, ..WHOLE };
/// Only that all of it runs.
const TRIAL: Extent = Extent {
    products: 200,
    rounds: 1,
    round: Duration::from_millis(50),
    starts: 1,
    listeners: 10,
    events: 2,
};

/// What the command line asks for.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) extent: Extent,
    /// Parts of the names of what is measured; none for all.
    only: Vec<String>,
    /// Whether the figures go into the document: those of a whole run do.
    pub(crate) writes: bool,
}

impl Options {
    pub(crate) fn read(arguments: &[String]) -> Result<Self, Failed> {
        // cargo says `--bench` when it was asked to bench, and not when it tests.
        let benches = arguments.iter().any(|word| word == "--bench");
        let mut options =
            Self { extent: if benches { WHOLE } else { TRIAL }, only: Vec::new(), writes: benches };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--bench" => {}
                "--quick" => (options.extent, options.writes) = (QUICK, false),
                "--long" => (options.extent, options.writes) = (LONG, false),
                "--only" => {
                    options.only.push(words.next().ok_or("--only wants a part of a name")?.to_lowercase());
                    options.writes = false;
                }
                unknown => return Err(format!("unknown argument {unknown:?}; {USAGE}").into()),
            }
        }
        Ok(options)
    }

    /// Whether something of this name is measured.
    pub(crate) fn wants(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.only.is_empty() || self.only.iter().any(|part| name.contains(part))
    }
}

const USAGE: &str = "cargo xtask bench [--quick] [--long] [--only NAME]...";
