//! `import`: products, and their stock, from a file of any size.

use std::{
    fs::File,
    io::{BufWriter, Read, Write},
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use clap::ArgMatches;
use client_sdk::{
    block_on,
    import::{Import, ImportOptions, Refused, Report, Step},
    sheet::Format,
};
use indicatif::{ProgressBar, ProgressStyle};

use super::{
    Failed,
    client::{Services, services},
};
use crate::config::Settings;

/// How much of a file is read at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// Imports a file into running services.
pub(crate) fn import(settings: &Settings, matches: &ArgMatches) -> Result<(), Failed> {
    let path = file_of(matches);
    let format = format_of(&path)?;
    let options = ImportOptions {
        set_stock: matches.get_flag("set-stock"),
        dry_run: matches.get_flag("dry-run"),
        body_bytes_max: usize::try_from(settings.number("BODY_BYTES_MAX", 1 << 20, 1024)?)?,
        ..ImportOptions::new(format)
    };
    let file = File::open(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let bar = progress(file.metadata()?.len());
    let mut refusals = Refusals::new(match matches.get_one::<String>("refused") {
        Some(path) => PathBuf::from(path),
        // It keeps the ending, so that the mended file can be imported as it is.
        None => path.with_extension(match format {
            Format::Csv => "refused.csv",
            Format::NdJson => "refused.ndjson",
        }),
    });
    let done = drive(
        Import::new(options),
        file,
        &services(settings),
        |header, refused| refusals.add(header, refused),
        |bytes, report| {
            bar.set_position(bytes);
            bar.set_message(format!("{} rows, {} refused", report.rows, report.refused));
        },
    );
    bar.finish_and_clear();
    let report = done?;
    refusals.close()?;
    tell(&report, options.dry_run, &refusals);
    Ok(())
}

/// Reads `source` into an import and does what it asks for.
pub(crate) fn drive(
    mut import: Import,
    mut source: impl Read,
    services: &Services,
    mut refuse: impl FnMut(&[u8], &Refused) -> Result<(), Failed>,
    mut progress: impl FnMut(u64, &Report),
) -> Result<Report, Failed> {
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut bytes = 0;
    let mut read = |import: &mut Import| -> Result<u64, Failed> {
        match source.read(&mut chunk)? {
            0 => import.finish(),
            length => {
                import.push(chunk.get(..length).unwrap_or_default());
                bytes += length as u64;
            }
        }
        Ok(bytes)
    };
    let mut position = 0;
    loop {
        match import.step()? {
            Step::Read => position = read(&mut import)?,
            Step::Send(exchange) => {
                let exchange = Arc::clone(exchange);
                let (answer, ahead) = thread::scope(|scope| {
                    let sending = scope.spawn(|| block_on(services.send(&exchange)));
                    let mut ahead = || -> Result<(), Failed> {
                        while !sending.is_finished() && import.reads_ahead()? {
                            position = read(&mut import)?;
                        }
                        Ok(())
                    };
                    let ahead = ahead();
                    (sending.join(), ahead)
                });
                import.answer(answer.map_err(|_| "sending panicked")?)?;
                // What is wrong further on counts once what was sent has been noted.
                ahead?;
            }
            Step::Refused(refused) => refuse(&import.refused_header(), &refused)?,
            Step::Done => return Ok(import.report()),
        }
        progress(position, &import.report());
    }
}

/// The file that a command was given.
pub(super) fn file_of(matches: &ArgMatches) -> PathBuf {
    matches.get_one::<String>("FILE").map(PathBuf::from).unwrap_or_default()
}

/// How a file is written, by its ending.
pub(super) fn format_of(path: &Path) -> Result<Format, Failed> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => Ok(Format::Csv),
        Some("ndjson") => Ok(Format::NdJson),
        _ => Err(format!("{} must end in .csv or .ndjson", path.display()).into()),
    }
}

/// A bar with rate and time left, on a terminal.
fn progress(bytes: u64) -> ProgressBar {
    let style = ProgressStyle::with_template(
        "{bar:30} {percent:>3} %  {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left  {msg}",
    );
    let bar = ProgressBar::new(bytes);
    style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))
}

/// The file of refused rows, made when there is the first.
struct Refusals {
    path: PathBuf,
    file: Option<BufWriter<File>>,
    count: u64,
}

impl Refusals {
    fn new(path: PathBuf) -> Self {
        Self { path, file: None, count: 0 }
    }

    fn add(&mut self, header: &[u8], refused: &Refused) -> Result<(), Failed> {
        if self.file.is_none() {
            let file = File::create(&self.path)
                .map_err(|error| format!("cannot write {}: {error}", self.path.display()))?;
            self.file = Some(BufWriter::new(file));
            self.write(header)?;
        }
        self.count += 1;
        self.write(&refused.to_line())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failed> {
        match &mut self.file {
            Some(file) => Ok(file.write_all(bytes)?),
            None => Ok(()),
        }
    }

    fn close(&mut self) -> Result<(), Failed> {
        match &mut self.file {
            Some(file) => Ok(file.flush()?),
            None => Ok(()),
        }
    }
}

fn tell(report: &Report, dry_run: bool, refusals: &Refusals) {
    let Report { rows, created, updated, unchanged, refused, initialised, counted, kept } = report;
    if dry_run {
        eprintln!("{rows} rows read, {refused} of them refused; nothing was sent.");
    } else {
        eprintln!(
            "{rows} rows: {created} products created, {updated} updated, {unchanged} unchanged, {refused} refused.\n\
             Stock: {initialised} initialised, {counted} counted, {kept} left alone."
        );
    }
    if refusals.count > 0 {
        eprintln!("The refused rows, each with its reason, are in {}.", refusals.path.display());
    }
}
