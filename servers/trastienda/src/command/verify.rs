//! `verify`: every law of the stock, over a database file or a running service.

use std::path::Path;

use clap::ArgMatches;
use client_sdk::{
    block_on,
    exchange::{LawVerdict, Verification},
};

use super::{Failed, client::connect};

/// Checks the laws and prints each. A law that is broken is a failure.
pub(crate) fn verify(matches: &ArgMatches) -> Result<(), Failed> {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let found = match text("url") {
        Some(url) => {
            let key = text("key").unwrap_or(trastienda_shell::DEVELOPMENT_KEY);
            block_on(connect(url, url, key).get_verification())?
        }
        None => verify_file(Path::new(text("DATABASE").unwrap_or("data/stock.db")))?,
    };
    for law in &found.laws {
        match law.first_seq {
            _ if law.holds => eprintln!("holds   {}", law.law),
            Some(seq) => eprintln!("BROKEN  {}, first by movement {seq}", law.law),
            None => eprintln!("BROKEN  {}", law.law),
        }
    }
    eprintln!("{} movements read.", found.movements);
    if found.holds { Ok(()) } else { Err("the stock breaks its laws".into()) }
}

fn verify_file(path: &Path) -> Result<Verification, Failed> {
    let found = trastienda_stock::verify(path)?;
    let laws = found.verdicts.iter().map(|verdict| LawVerdict {
        law: verdict.law.name().to_owned(),
        holds: verdict.holds,
        first_seq: verdict.first_seq,
    });
    Ok(Verification { holds: found.holds(), movements: found.movements, laws: laws.collect() })
}
