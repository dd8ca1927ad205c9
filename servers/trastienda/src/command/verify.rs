//! `verify`: every law of the stock, over a database file or a running service; and the file's rows made anew
//! from its journal.

use std::{path::Path, time::SystemTime};

use catalog_core::api::instant::UnixMillis;
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
        None => {
            verify_file(Path::new(text("DATABASE").unwrap_or("data/stock.db")), matches.get_flag("rebuild"))?
        }
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

/// Makes the stock in a file what its journal says, and tells what was otherwise.
fn rebuild(path: &Path) -> Result<(), Failed> {
    let rebuilt = trastienda_stock::rebuild(path, now()?)?;
    for level in &rebuilt.levels {
        eprintln!("level {} is {} on hand now", level.id, level.buckets.on_hand());
    }
    for level in &rebuilt.removed {
        eprintln!("level {level} is gone: the journal does not know it");
    }
    for inventory in &rebuilt.inventories {
        let settings = if rebuilt.restored.contains(&inventory.product) {
            "; it was missing and has the default settings"
        } else {
            ""
        };
        eprintln!("inventory {} is {} on hand now{settings}", inventory.product, inventory.on_hand());
    }
    if rebuilt.is_empty() {
        eprintln!("Nothing to rebuild: all stock is what the journal says.");
    }
    Ok(())
}

fn now() -> Result<UnixMillis, Failed> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    Ok(UnixMillis::new(i64::try_from(since.as_millis())?))
}

fn verify_file(path: &Path, rebuilt_first: bool) -> Result<Verification, Failed> {
    if rebuilt_first {
        rebuild(path)?;
    }
    let found = trastienda_stock::verify(path)?;
    let laws = found.verdicts.iter().map(|verdict| LawVerdict {
        law: verdict.law.name().to_owned(),
        holds: verdict.holds,
        first_seq: verdict.first_seq,
    });
    Ok(Verification { holds: found.holds(), movements: found.movements, laws: laws.collect() })
}
