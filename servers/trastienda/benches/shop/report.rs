//! The figures as Markdown.

use std::{fmt::Write, fs, path::Path};

use crate::{Extent, Failed, cases::Cases, machine::Machine, rounds::Figures, starts::Starts};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/performance.md");
const BEGIN: &str = "<!-- figures: cargo xtask bench writes them -->\n";
const END: &str = "<!-- end of figures -->\n";

/// The tables.
pub(crate) fn markdown(extent: Extent, machine: &Machine, cases: &Cases, starts: &Starts) -> String {
    let mut text = format!("{machine}\n\n");
    let _ = writeln!(
        text,
        "{} products; {} rounds of {} ms; a page of 20 is {} bytes with its head. {} purchases were \
         acknowledged, and just as many units were gone.\n",
        extent.products,
        extent.rounds,
        extent.round.as_millis(),
        cases.list_bytes,
        cases.sold,
    );
    text.push_str(
        "| request | connections | per second | bare hyper | of bare hyper | bare SQLite | of bare SQLite \
         | CPU µs a request | of them bare hyper's | p50 ms | p99 ms |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for figures in &cases.figures {
        text.push_str(&row(figures));
    }
    text.push_str("\n| start | first answer, ms | memory at rest (PSS), MiB |\n| --- | --- | --- |\n");
    for start in &starts.services {
        let memory = start.memory_kib / 1024.0;
        let _ = writeln!(text, "| {} | {:.1} | {memory:.1} |", start.name, start.first_answer);
    }
    let products = u32::try_from(extent.products).unwrap_or(u32::MAX);
    let _ = writeln!(
        text,
        "\nFilling the catalogue through Atomic Operations, 1,000 a request, one request at a time: {:.0} \
         products a second. The binary has {:.1} MiB.",
        f64::from(products) / cases.filling.as_secs_f64(),
        f64::from(u32::try_from(starts.binary_bytes).unwrap_or(u32::MAX)) / f64::from(1 << 20),
    );
    text
}

fn row(figures: &Figures) -> String {
    let (sqlite, of_sqlite) = match figures.sqlite {
        Some((rate, part)) => (format!("{rate:.0}"), percent(part)),
        None => ("–".to_owned(), "–".to_owned()),
    };
    format!(
        "| {} | {} | {:.0} | {:.0} | {} | {sqlite} | {of_sqlite} | {:.1} | {:.1} | {:.2} | {:.2} |\n",
        figures.name,
        figures.connections,
        figures.ours,
        figures.bare,
        percent(figures.of_bare),
        figures.processor,
        figures.bare_processor,
        figures.p50 / 1e3,
        figures.p99 / 1e3,
    )
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
