//! Kept answers: stored in the transaction of what they answer, in order under an integer key, so that
//! writing them costs no more than appending. Where one stands is known from memory while it is among the newest,
//! and from an index that is written behind them.

mod newest;
mod places;
#[cfg(test)]
mod tests;

use bytes::Bytes;
use catalog_core::{
    api::instant::UnixMillis,
    engine::{Answer, Fingerprint, Kept, Once, Scope},
};
use http::{HeaderMap, HeaderName, HeaderValue};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::table::unreadable;

pub(crate) use newest::Newest;
use newest::Place;
pub(crate) use places::Places;

/// The table of kept answers: the first migration of every service.
pub const SCHEMA: &str = include_str!("kept/answers.sql");
/// The index over them: a later migration of every service.
pub const PLACES_SCHEMA: &str = include_str!("kept/places.sql");

/// Appends kept answers, in order.
pub(crate) fn append(db: &Connection, kept: &[Kept]) -> rusqlite::Result<Vec<Place>> {
    if kept.is_empty() {
        return Ok(Vec::new());
    }
    let mut insert = db.prepare_cached(
        "INSERT INTO kept (scope, fingerprint, at, status, headers, body)
         VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    let append = |Kept { once, at, answer }: &Kept| {
        insert.execute((
            &once.scope.0[..],
            &once.fingerprint.0[..],
            at.get(),
            answer.status,
            headers_text(&answer.headers),
            &answer.body[..],
        ))?;
        Ok(Place { scope: once.scope, number: db.last_insert_rowid() })
    };
    kept.iter().map(append).collect()
}

/// The newest kept answer of a scope.
pub(crate) fn find(db: &Connection, newest: &Newest, once: &Once) -> rusqlite::Result<Option<Kept>> {
    let scope = &once.scope;
    // First what is not in the index, then the index: what goes over meanwhile is found there.
    let (number, blocks) = {
        let state = newest.state();
        (state.numbers.get(scope).copied(), state.blocks.clone())
    };
    let read = |row: &Row<'_>| read(*scope, row);
    if let Some(number) = number {
        let sql = "SELECT fingerprint, at, status, headers, body FROM kept WHERE number = ?";
        return db.prepare_cached(sql)?.query_row([number], read).optional();
    }
    for block in blocks.rev() {
        let mut answer = db.prepare_cached(
            "SELECT fingerprint, at, status, headers, body FROM kept_places JOIN kept USING (number)
             WHERE block = ? AND short = ? AND scope = ? ORDER BY number DESC LIMIT 1",
        )?;
        let found = answer.query_row((block, scope.short(), &scope.0[..]), read).optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
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
    let mut text = String::new();
    for (name, value) in headers {
        if let Ok(value) = value.to_str() {
            text.extend([name.as_str(), ": ", value, "\n"]);
        }
    }
    text
}

fn read_headers(text: &str) -> Option<HeaderMap> {
    let header = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))
    };
    text.lines().map(header).collect()
}
