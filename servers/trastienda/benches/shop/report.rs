//! The figures as Markdown.

use std::{fmt::Write, fs, path::Path, time::Duration};

use crate::{
    Failed, Outcome, machine::Machine, options::Extent, rounds::Figures, scenarios::deep_page, starts::Start,
    streams::Streams,
};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/performance.md");
const BEGIN: &str = "<!-- figures: cargo xtask bench writes them -->\n";
const END: &str = "<!-- end of figures -->\n";

/// The head of the table of scenarios.
const HEAD: &str = "\
| request | connections | per second | bare hyper | of bare hyper | bare SQLite | of bare SQLite \
| CPU µs | bare hyper's | the load's | p50 ms | p99 ms |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
";

/// The tables.
pub(crate) fn markdown(extent: &Extent, machine: &Machine, outcome: &Outcome) -> String {
    let mut text = format!("{machine}\n\n");
    let (round, rounds) = (extent.round.as_millis(), extent.rounds);
    let _ = writeln!(text, "{} products; {rounds} rounds of {round} ms.", extent.products);
    let page = deep_page(extent.products);
    if page != 4_000 {
        let _ = writeln!(text, "What is called page 4,000 is page {page} of them.");
    }
    if let Some((sold, created)) = outcome.verified {
        let _ = writeln!(
            text,
            "{sold} units were sold and {created} products created by what was acknowledged, and just as many \
             were gone and there."
        );
    }
    if !outcome.figures.is_empty() {
        let _ = write!(text, "\n{HEAD}");
        text.extend(outcome.figures.iter().map(row));
    }
    if let Some(streams) = &outcome.streams {
        let _ = writeln!(text, "\n{}", stream(streams));
    }
    if let Some(starts) = &outcome.starts {
        text.push_str("\n| start | first answer, ms | memory at rest (PSS), MiB |\n| --- | --- | --- |\n");
        text.extend(starts.iter().map(start));
    }
    for (name, memory) in ["catalog", "stock"].iter().zip(outcome.loaded_kib) {
        if let Some(memory) = memory {
            let _ = writeln!(text, "\n`{name}` after the load: {:.1} MiB.", f64::from(memory) / 1024.0);
        }
    }
    let rate =
        |time: Duration| f64::from(u32::try_from(extent.products).unwrap_or(u32::MAX)) / time.as_secs_f64();
    if let Some(filling) = outcome.filling {
        let _ = writeln!(
            text,
            "\nAtomic Operations, 1,000 new products a request, one request at a time: {:.0} products a second.",
            rate(filling)
        );
    }
    if let Some(import) = outcome.import {
        let _ =
            writeln!(text, "\n`trastienda import` of the same as a CSV file: {:.0} a second.", rate(import));
    }
    let _ = writeln!(text, "\nThe binary has {:.1} MiB.", outcome.binary_bytes / f64::from(1 << 20));
    if !outcome.browser.is_empty() {
        let _ = writeln!(text, "\n{}", outcome.browser.join("\n"));
    }
    text
}

/// A row of the table of scenarios.
pub(crate) fn row(figures: &Figures) -> String {
    let (sqlite, of_sqlite) = match figures.sqlite {
        Some((rate, part)) => (format!("{rate:.0}"), percent(part)),
        None => ("–".to_owned(), "–".to_owned()),
    };
    format!(
        "| {} | {} | {:.0} | {:.0} | {} | {sqlite} | {of_sqlite} | {:.1} | {:.1} | {:.1} | {:.2} | {:.2} |\n",
        figures.name,
        figures.connections,
        figures.ours,
        figures.bare,
        percent(figures.of_bare),
        figures.processor,
        figures.bare_processor,
        figures.load_processor,
        figures.p50 / 1e3,
        figures.p99 / 1e3,
    )
}

fn stream(streams: &Streams) -> String {
    let Streams { listeners, answered, first, last, last_worst, processor } = streams;
    format!(
        "A live stream with {listeners} listeners: a change is answered after {answered:.1} ms (median), the first \
         has heard of it after {first:.1} ms and the last after {last:.1} ms, at worst {last_worst:.1} ms; \
         {processor:.1} µs of processor time a listener."
    )
}

fn start(start: &Start) -> String {
    format!("| {} | {:.1} | {:.1} |\n", start.name, start.first_answer, start.memory_kib / 1024.0)
}

fn percent(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

/// Puts the figures between the marks of the page.
pub(crate) fn write(figures: &str) -> Result<(), Failed> {
    let page = Path::new(PAGE);
    let text = fs::read_to_string(page)?;
    let marks = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = marks.ok_or("docs/performance.md has lost the marks around its figures")?;
    fs::write(page, format!("{before}{BEGIN}\n{figures}\n{END}{after}"))?;
    Ok(())
}
