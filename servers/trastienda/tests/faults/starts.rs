//! Starts that must not succeed: they end at once, with one sentence that names what is wrong.

use std::{fs, net::TcpListener, path::Path};

use rusqlite::Connection;
use serde_json::Value;

use crate::{
    process::{Folder, Process, binary, free_address},
    random::Random,
    shop::{Shop, alone},
    wire::get,
};

/// The stock on this folder does not start; it gives its sentence.
fn refusal(folder: &Path, settings: &[(&str, String)]) -> String {
    let mut process = Process::spawn("stock", free_address(), folder, settings);
    let status = process.wait_until_ready();
    assert!(status.is_some_and(|status| status.code().is_some_and(|code| code != 0)), "{status:?}");
    assert_one_sentence(&process.said());
    process.said()
}

fn assert_one_sentence(said: &str) {
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    assert!(said.starts_with("trastienda stock: ") && !said.contains("panicked"), "{said}");
}

#[test]
fn a_file_that_is_no_stock_of_ours_is_refused_and_left_alone() {
    let _alone = alone();
    let mut random = Random::of("starts");
    let noise: Vec<u8> = (0..8_192).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
    let folder = Folder::new();
    let file = folder.path().join("stock.db");
    let catalogue = {
        Process::start("catalog", free_address(), folder.path(), &[]).stop();
        fs::read(folder.path().join("catalog.db")).unwrap()
    };
    let other = {
        let path = folder.path().join("other.db");
        let db = Connection::open(&path).unwrap();
        db.execute_batch("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine')").unwrap();
        db.close().unwrap();
        fs::read(path).unwrap()
    };
    for (what, content, sentence) in [
        ("noise", noise, "is damaged or no database at all"),
        ("text", b"sku,name\nA-1,Blue mug\n".repeat(100), "is damaged or no database at all"),
        ("a catalogue", catalogue, "is not a stock database"),
        ("another program's database", other, "is not a stock database"),
    ] {
        fs::write(&file, &content).unwrap();
        let said = refusal(folder.path(), &[]);
        assert!(said.contains(sentence) && said.contains("stock.db"), "{what}: {said}");
        assert!(fs::read(&file).unwrap() == content, "{what} was written to");
    }
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let _alone = alone();
    let folder = Folder::new();
    Process::start("stock", free_address(), folder.path(), &[]).stop();
    let db = Connection::open(folder.path().join("stock.db")).unwrap();
    db.pragma_update(None, "user_version", 999).unwrap();
    db.close().unwrap();
    let said = refusal(folder.path(), &[]);
    assert!(said.contains("stock.db has version 999"), "{said}");
}

#[test]
fn a_database_in_use_is_refused_and_its_user_goes_on() {
    let _alone = alone();
    let folder = Folder::new();
    let first = Process::start("stock", free_address(), folder.path(), &[]);
    // Its own log, beside the first one's.
    let other = Folder::new();
    let database = format!("sqlite:{}", folder.path().join("stock.db").display());
    let said = refusal(other.path(), &[("DATABASE_URL", database)]);
    assert!(said.contains("stock.db is in use by another process"), "{said}");
    assert_eq!(get(first.address(), "/api/v1/inventory").status, 200);
    first.stop();
}

#[test]
fn a_setting_that_cannot_be_used_is_named() {
    let _alone = alone();
    let folder = Folder::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = listener.local_addr().unwrap();
    for (name, value, sentence) in [
        ("QUEUE_MAX", "many", "QUEUE_MAX is \"many\""),
        ("PRODUCT_CHECK", "never", "PRODUCT_CHECK is \"never\""),
        ("DATABASE_URL", "stock.db", "DATABASE_URL cannot be used"),
        ("API_KEYS_FILE", "no-such-file", "API_KEYS_FILE is \"no-such-file\""),
        ("RATE_LIMIT", "0", "RATE_LIMIT is \"0\""),
        ("LISTEN", "nowhere", "LISTEN is \"nowhere\""),
    ] {
        let said = refusal(folder.path(), &[(name, value.to_owned())]);
        assert!(said.contains(sentence), "{name}: {said}");
    }
    let said = refusal(folder.path(), &[("LISTEN", taken.to_string())]);
    assert!(said.contains(&format!("cannot listen on {taken}")), "an address that is taken: {said}");
    drop(listener);
}

/// A damage to a database file.
fn damage(content: &mut Vec<u8>, random: &mut Random) -> String {
    let length = content.len() as u64;
    let place = usize::try_from(random.below(length)).unwrap();
    match random.below(4) {
        0 => {
            content[place] ^= 1 << random.below(8);
            format!("a bit flipped at {place}")
        }
        1 => {
            content.truncate(place);
            format!("cut at {place}")
        }
        2 => {
            let page = place / 4096 * 4096;
            let end = content.len().min(page + 4096);
            content[page..end].fill(0);
            format!("zeros from {page}")
        }
        _ => {
            content[..16].copy_from_slice(b"SQLite format 4\0");
            "another magic".to_owned()
        }
    }
}

/// What a damaged database came to.
#[derive(Debug, PartialEq, Eq)]
enum Came {
    /// It was refused at the start, in one sentence.
    Refused,
    /// It serves what was there.
    Right,
    /// It serves something else, or says that it cannot; `verify` refuses it.
    Verified,
}

/// Starts on a damaged database of a shop that has 7 of `product`. An answer that is not the right one is
/// allowed only where `verify` refuses the same file: it has no checksums, but a replay of the journal tells.
fn started_on(folder: &Folder, content: &[u8], product: &str, damage: &str) -> Came {
    let file = folder.path().join("stock.db");
    let remove_log = || ["-wal", "-shm"].map(|ending| fs::remove_file(format!("{}{ending}", file.display())));
    let _ = remove_log();
    fs::write(&file, content).unwrap();
    let mut process = Process::spawn("stock", free_address(), folder.path(), &[]);
    if let Some(status) = process.wait_until_ready() {
        assert!(status.code().is_some_and(|code| code != 0), "{damage}: {status}");
        assert_one_sentence(&process.said());
        return Came::Refused;
    }
    let found = get(process.address(), &format!("/api/v1/inventory/{product}"));
    assert!(!process.said().contains("panicked"), "{damage}: {}", process.said());
    let shown = |data: &Value| data["id"] == product && data["attributes"]["onHand"] == 7;
    if found.status == 200 && shown(&found.document()["data"]) {
        return Came::Right;
    }
    drop(process);
    let _ = remove_log();
    fs::write(&file, content).unwrap();
    let verified = binary("verify").arg(&file).output().unwrap();
    assert_eq!(verified.status.code(), Some(1), "{damage} is not noticed: {}", found.text());
    Came::Verified
}

#[test]
fn a_damaged_database_is_refused_or_serves_what_was_there() {
    const DAMAGES: usize = 24;
    let mut random = Random::of("damage");
    let shop = Shop::open();
    let product = shop.product("DAMAGED", 7);
    let folder = Folder::new();
    let whole = shop.close();
    let came: Vec<Came> = (0..DAMAGES)
        .map(|_| {
            let mut content = whole.clone();
            let damage = damage(&mut content, &mut random);
            started_on(&folder, &content, &product, &damage)
        })
        .collect();
    let refused = came.iter().filter(|came| **came == Came::Refused).count();
    eprintln!("{refused} of {DAMAGES} damages were refused at the start");
    assert!(refused > 0);
}

/// A bit of a row's own key makes it the row of another product, which no start can see.
#[test]
fn a_row_whose_key_is_damaged_is_found_by_verify() {
    let shop = Shop::open();
    let product = shop.product("DAMAGED", 7);
    let folder = Folder::new();
    let whole = shop.close();
    // One digit of the id, wherever the id stands; with another last bit it is still a digit.
    let digit = product.bytes().position(|byte| byte.is_ascii_digit()).unwrap();
    let places = whole.windows(product.len()).enumerate().filter(|(_, bytes)| *bytes == product.as_bytes());
    let came: Vec<(usize, Came)> = places
        .map(|(place, _)| {
            let mut content = whole.clone();
            content[place + digit] ^= 1;
            (place, started_on(&folder, &content, &product, &format!("another key at {place}")))
        })
        .collect();
    assert!(came.iter().any(|(_, came)| *came == Came::Verified), "no row lost its key: {came:?}");
}
