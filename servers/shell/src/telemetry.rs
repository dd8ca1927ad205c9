//! The log: one line per event, as text or as JSON.

use std::io;

use thiserror::Error;
use tracing::{Level, Subscriber};
use tracing_subscriber::{
    filter::{ParseError, Targets},
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
    registry,
};

/// The form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: one object a line.
    Json,
}

/// A log that cannot be started.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LogError {
    /// The levels are not as `RUST_LOG` has them (`info,access=warn`).
    #[error("the log levels cannot be read: {0}")]
    Levels(#[from] ParseError),
    /// The process has a log already.
    #[error("the log was started before")]
    Started,
}

/// Starts the process's log on standard error.
pub fn init(format: LogFormat, levels: &str) -> Result<(), LogError> {
    let log = subscriber(format, levels, io::stderr)?;
    tracing::subscriber::set_global_default(log).map_err(|_| LogError::Started)
}

/// A log that goes to `writer`.
pub fn subscriber<W>(
    format: LogFormat,
    levels: &str,
    writer: W,
) -> Result<Box<dyn Subscriber + Send + Sync>, LogError>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    // Below this level the h2 crate writes out every header, keys too.
    let targets = levels.parse::<Targets>()?.with_target("h2", Level::INFO);
    let lines = fmt::layer().with_writer(writer).with_ansi(false);
    Ok(match format {
        LogFormat::Text => Box::new(registry().with(targets).with(lines)),
        LogFormat::Json => {
            let lines = lines.json().flatten_event(true).with_current_span(true).with_span_list(false);
            Box::new(registry().with(targets).with(lines))
        }
    })
}
