//! `export`: every product with its stock, in the format of `import`.

use std::{
    fs::File,
    io::{BufWriter, Write},
};

use clap::ArgMatches;
use client_sdk::block_on;

use super::{
    Failed,
    client::services,
    import::{file_of, format_of},
};
use crate::config::Settings;

/// Exports running services into a file. The file appears whole or not at all.
pub(crate) fn export(settings: &Settings, matches: &ArgMatches) -> Result<(), Failed> {
    let path = file_of(matches);
    let format = format_of(&path)?;
    let partial = path.with_extension("partial");
    let cannot = |error: std::io::Error| format!("cannot write {}: {error}", path.display());
    let mut file = BufWriter::new(File::create(&partial).map_err(cannot)?);
    let written =
        block_on(services(settings).export(format, |bytes| file.write_all(bytes).map_err(Failed::from)));
    let written = written.and_then(|count| {
        file.flush()?;
        std::fs::rename(&partial, &path)?;
        Ok(count)
    });
    match written {
        Ok(count) => {
            eprintln!("{count} products are in {}.", path.display());
            Ok(())
        }
        Err(error) => {
            let _ = std::fs::remove_file(&partial);
            Err(error)
        }
    }
}
