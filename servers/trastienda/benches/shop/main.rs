//! How fast the shop is, beside what the machine can do at best.
//!
//! `cargo xtask bench` runs it in release mode and writes the figures into `docs/performance.md`. The raw
//! limits swing between runs by more than most changes matter, so each figure stands beside a bare server or a
//! bare database measured in turn with it, and the ratio is what counts. `--quick` only sees that all of it
//! runs, and writes nothing; so does a run under `cargo test`.

mod bare_http;
mod bare_sqlite;
mod cases;
mod child;
mod goods;
mod load;
mod machine;
mod report;
mod rounds;
mod starts;

use std::{error::Error, process::ExitCode, time::Duration};

/// What ends the bench early: a sentence.
type Failed = Box<dyn Error + Send + Sync>;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
struct Extent {
    /// Products in the catalogue.
    products: usize,
    /// Rounds of each case, every server once in each.
    rounds: usize,
    /// How long one server is under load in a round.
    round: Duration,
    /// Starts whose median is taken.
    starts: usize,
}

const WHOLE: Extent = Extent { products: 100_000, rounds: 7, round: Duration::from_millis(1_500), starts: 7 };
const QUICK: Extent = Extent { products: 200, rounds: 1, round: Duration::from_millis(200), starts: 1 };

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        [bare_http::COMMAND, address, folder] => bare_http::serve(address, folder),
        [bare_sqlite::COMMAND, file, group] => bare_sqlite::obey(file, group),
        // cargo says `--bench` when it was asked to bench, and not when it tests.
        _ if words.contains(&"--bench") && !words.contains(&"--quick") => bench(WHOLE).and_then(|report| {
            eprintln!("{report}");
            report::write(&report)
        }),
        _ => bench(QUICK).map(|report| eprintln!("{report}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("bench: {failed}");
            ExitCode::FAILURE
        }
    }
}

fn bench(extent: Extent) -> Result<String, Failed> {
    let machine = machine::Machine::prepare();
    let cases = cases::measure(extent)?;
    let starts = starts::measure(extent)?;
    Ok(report::markdown(extent, &machine, &cases, &starts))
}
