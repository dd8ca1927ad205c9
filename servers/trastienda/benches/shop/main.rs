//! How fast the shop is, beside what the machine can do at best.
//!
//! `cargo xtask bench` runs it in release mode and writes the figures into `docs/performance.md`. The raw
//! limits swing between runs by more than most changes matter, so each figure stands beside a bare server or a
//! bare database measured in turn with it, and the ratio is what counts. A part of it (`--only`), a short run
//! (`--quick`), one with a million products (`--long`) and a run under `cargo test` only show what they measured.

mod bare_http;
mod bare_sqlite;
mod browser;
mod cases;
mod child;
mod goods;
mod imports;
mod load;
mod machine;
mod options;
mod report;
mod requests;
mod rounds;
mod scenarios;
mod shop;
mod starts;
mod streams;
mod wire;

use std::{error::Error, fs, process::ExitCode, time::Duration};

use options::Options;

/// What ends the bench early: a sentence.
type Failed = Box<dyn Error + Send + Sync>;

/// Everything that was measured.
#[derive(Debug, Default)]
struct Outcome {
    figures: Vec<rounds::Figures>,
    streams: Option<streams::Streams>,
    /// Units sold and products created.
    verified: Option<(i64, i64)>,
    /// Memory of the catalogue and of the stock after the load, in KiB.
    loaded_kib: [Option<u32>; 2],
    filling: Option<Duration>,
    import: Option<Duration>,
    starts: Option<Vec<starts::Start>>,
    browser: Vec<String>,
    binary_bytes: f64,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        [bare_http::COMMAND, address] => bare_http::serve(address),
        [bare_sqlite::COMMAND, file, writes, group] => bare_sqlite::obey(file, writes, group),
        _ => Options::read(&arguments).and_then(|options| bench(&options)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("bench: {failed}");
            ExitCode::FAILURE
        }
    }
}

fn bench(options: &Options) -> Result<(), Failed> {
    let machine = machine::Machine::prepare();
    let report = report::markdown(&options.extent, &machine, &measure(options)?);
    eprintln!("\n{report}");
    if options.writes { report::write(&report) } else { Ok(()) }
}

fn measure(options: &Options) -> Result<Outcome, Failed> {
    let extent = &options.extent;
    let binary_bytes = f64::from(u32::try_from(fs::metadata(child::BINARY)?.len())?);
    let mut outcome = Outcome { binary_bytes, ..Outcome::default() };
    let streams = options.wants(streams::NAME);
    if streams || scenarios::SCENARIOS.iter().any(|scenario| options.wants(scenario.name)) {
        let mut shop = shop::Shop::open(extent.products)?;
        outcome.filling = Some(shop.filling);
        outcome.figures = cases::measure(options, &mut shop)?;
        if streams {
            outcome.streams = Some(streams::measure(extent, &shop)?);
        }
        outcome.verified = Some(shop.verify()?);
        outcome.loaded_kib = shop.memory_kib();
    }
    let (import, start) = (options.wants(imports::NAME), options.wants(starts::NAME));
    if import || start {
        let folder = child::Folder::new("import")?;
        outcome.import = Some(imports::measure(extent.products, &folder)?);
        if start {
            outcome.starts = Some(starts::measure(extent, &folder)?);
        }
    }
    if options.wants(browser::NAME) {
        outcome.browser = browser::measure()?;
    }
    Ok(outcome)
}
