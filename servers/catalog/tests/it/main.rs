//! The catalogue in a file does what the catalogue in memory does.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod same;
