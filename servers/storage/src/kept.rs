//! Kept answers: stored in the transaction of what they answer, in order under an integer key, so that
//! writing them costs no more than appending.

use bytes::Bytes;
use catalog_core::{
    api::instant::UnixMillis,
    engine::{Answer, Fingerprint, Kept, Once, Scope},
};
use http::{HeaderMap, HeaderName, HeaderValue};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::table::unreadable;

/// The table of kept answers: the first migration of every service.
pub const SCHEMA: &str = include_str!("kept.sql");

/// Appends kept answers, in order.
pub(crate) fn append(db: &Connection, kept: &[Kept]) -> rusqlite::Result<()> {
    if kept.is_empty() {
        return Ok(());
    }
    let mut insert = db.prepare_cached(
        "INSERT INTO kept (short, scope, fingerprint, at, status, headers, body)
         VALUES (:short, :scope, :fingerprint, :at, :status, :headers, :body)",
    )?;
    for Kept { once, at, answer } in kept {
        insert.execute(named_params! {
            ":short": once.scope.short(),
            ":scope": &once.scope.0[..],
            ":fingerprint": &once.fingerprint.0[..],
            ":at": at.get(),
            ":status": answer.status,
            ":headers": headers_text(&answer.headers),
            ":body": &answer.body[..],
        })?;
    }
    Ok(())
}

/// The newest kept answer of a scope.
pub(crate) fn find(db: &Connection, once: &Once) -> rusqlite::Result<Option<Kept>> {
    db.prepare_cached(
        "SELECT fingerprint, at, status, headers, body FROM kept
         WHERE short = ? AND scope = ? ORDER BY number DESC LIMIT 1",
    )?
    .query_row((once.scope.short(), &once.scope.0[..]), |row| read(once.scope, row))
    .optional()
}

fn read(scope: Scope, row: &Row<'_>) -> rusqlite::Result<Kept> {
    let headers: String = row.get(3)?;
    Ok(Kept {
        once: Once { scope, fingerprint: Fingerprint(row.get(0)?) },
        at: UnixMillis::new(row.get(1)?),
        answer: Answer {
            status: row.get(2)?,
            headers: read_headers(&headers).ok_or_else(|| unreadable(3, "no headers"))?,
            body: Bytes::from(row.get::<_, Vec<u8>>(4)?),
        },
    })
}

/// One header a line. A value that is no text is left out; the engine writes none.
fn headers_text(headers: &HeaderMap) -> String {
    let line =
        |(name, value): (&HeaderName, &HeaderValue)| Some(format!("{name}: {}\n", value.to_str().ok()?));
    headers.iter().filter_map(line).collect()
}

fn read_headers(text: &str) -> Option<HeaderMap> {
    let header = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))
    };
    text.lines().map(header).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(key: &str, body: &'static [u8]) -> Kept {
        let scope = Scope::new("ana", &http::Method::POST, "/things", key);
        let once = Once { scope, fingerprint: Fingerprint::new(b"", "", body) };
        let answer = Answer::json(201, body).with(http::header::LOCATION, "/things/1");
        Kept { once, at: UnixMillis::new(7), answer }
    }

    fn database() -> Connection {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(SCHEMA).unwrap();
        db
    }

    #[test]
    fn an_answer_is_found_as_it_was_given() {
        let db = database();
        let (one, two) = (kept("one", b"{\"n\":1}"), kept("two", b"\xff\x00"));
        append(&db, &[one.clone(), two.clone()]).unwrap();
        assert_eq!(find(&db, &one.once).unwrap(), Some(one));
        assert_eq!(find(&db, &two.once).unwrap(), Some(two));
        assert_eq!(find(&db, &kept("three", b"").once).unwrap(), None);
    }

    #[test]
    fn scopes_that_share_a_short_hash_are_told_apart() {
        let db = database();
        let one = kept("one", b"1");
        let mut other = kept("two", b"2");
        other.once.scope.0[..8].copy_from_slice(&one.once.scope.0[..8]);
        append(&db, &[one.clone(), other.clone()]).unwrap();
        assert_eq!(find(&db, &one.once).unwrap(), Some(one));
        assert_eq!(find(&db, &other.once).unwrap(), Some(other));
    }

    #[test]
    fn a_key_used_again_after_its_day_finds_its_newest_answer() {
        let db = database();
        let (old, new) = (kept("one", b"old"), kept("one", b"new"));
        append(&db, &[old, new.clone()]).unwrap();
        assert_eq!(find(&db, &new.once).unwrap(), Some(new));
    }
}
