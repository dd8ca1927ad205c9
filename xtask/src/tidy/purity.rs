//! The cores and the SDK do no input or output.

use super::Source;

const PURE: &[&str] = &["catalog-core/src", "stock-core/src", "client-sdk/src"];

/// Where a host comes into the SDK, behind its features.
const HOSTS: &[&str] =
    &["client-sdk/src/native", "client-sdk/src/transport/ureq", "client-sdk/src/conformance"];

/// What only a host may do.
const FORBIDDEN: &[&str] = &[
    "std::time::SystemTime",
    "std::time::Instant",
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "std::thread",
    "tokio",
    "hyper",
    "rusqlite",
];

/// Neither imports nor full paths reach for the host.
pub(super) fn pure_crates_stay_pure(sources: &[Source]) -> Vec<String> {
    let pure = sources.iter().filter(|source| source.is_rust_in(PURE) && !source.is_rust_in(HOSTS));
    pure.flat_map(|source| {
        let used = paths(source).into_iter().filter_map(|(line, path)| {
            let forbidden = FORBIDDEN.iter().find(|forbidden| begins(&path, forbidden))?;
            Some(source.complaint(line, &format!("{forbidden} is the host's")))
        });
        used.collect::<Vec<_>>()
    })
    .collect()
}

fn begins(path: &str, forbidden: &str) -> bool {
    path.strip_prefix(forbidden).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Every path in the code with its line, groups of imports opened up:
/// `std::{env, fs::File}` gives `std::env` and `std::fs::File`.
fn paths(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    // The path before each open brace; empty for a brace that opens no group.
    let mut groups: Vec<String> = Vec::new();
    let mut path = String::new();
    for (n, line) in source.code() {
        for c in line.chars().chain(['\n']) {
            if c.is_alphanumeric() || c == '_' || c == ':' {
                path.push(c);
                continue;
            }
            if c == '{' {
                groups.push(if path.ends_with("::") { joined(&groups, &path) } else { String::new() });
            } else if path.contains("::") || groups.last().is_some_and(|group| !group.is_empty()) {
                found.push((n, joined(&groups, &path)));
            }
            if c == '}' {
                groups.pop();
            }
            path.clear();
        }
    }
    found
}

fn joined(groups: &[String], path: &str) -> String {
    let group = groups.last().map_or("", String::as_str);
    format!("{group}{}", path.trim_start_matches("::"))
}

#[cfg(test)]
mod tests {
    use super::{super::sources::one, *};

    fn complaints(path: &str, text: &str) -> usize {
        pure_crates_stay_pure(&one(path, text)).len()
    }

    #[test]
    fn a_path_to_the_host_is_found_wherever_it_is_written() {
        for text in [
            "use std::thread;",
            "use std::{\n    fmt,\n    time::{Duration, Instant},\n};",
            "fn f() { let now = std::time::SystemTime::now(); }",
            "fn f() -> ::std::net::SocketAddr { todo }",
            "use tokio::sync::mpsc;",
        ] {
            assert_eq!(complaints("stock-core/src/a.rs", text), 1, "{text}");
        }
    }

    #[test]
    fn what_is_pure_passes() {
        for text in [
            "use std::time::Duration;",
            "use std::{fmt, collections::{BTreeMap, btree_map}};\nfn env() {}",
            "// std::fs is the host's",
            "struct Instant { fs: u8 }",
            "#[cfg(test)]\nmod tests { use std::thread; }",
        ] {
            assert_eq!(complaints("stock-core/src/a.rs", text), 0, "{text}");
        }
    }

    #[test]
    fn hosts_may_do_it() {
        assert_eq!(complaints("client-sdk/src/transport/ureq.rs", "use std::net::TcpStream;"), 0);
        assert_eq!(complaints("client-sdk/src/conformance/purchases.rs", "use std::thread;"), 0);
        assert_eq!(complaints("client-sdk/src/transport.rs", "use std::net::TcpStream;"), 1);
    }
}
