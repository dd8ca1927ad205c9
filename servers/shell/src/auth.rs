//! Keys: who may call, and how a presented key is recognised.

use std::{collections::BTreeSet, fmt::Write, net::SocketAddr};

use catalog_core::api::request::Caller;
use http::{HeaderMap, HeaderName, header};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use thiserror::Error;

/// The header for a key.
const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// The key that everybody knows; good on one's own machine only.
pub const DEVELOPMENT_KEY: &str = "super-secret-key";

/// The keys a server knows, as SHA-256 digests.
#[derive(Clone, Default)]
pub struct KeyRing {
    keys: Vec<Key>,
}

#[derive(Clone)]
struct Key {
    digest: [u8; 32],
    caller: Caller,
}

/// Why the presented key is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unauthorised {
    /// None was sent, or an empty one, or not in a form that is read.
    Missing,
    /// More than one was sent, equal or not.
    Several,
    /// It is on no ring.
    Unknown,
}

impl KeyRing {
    /// A ring without keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key in the clear; what is kept is its digest.
    pub fn add(&mut self, key: &str, caller: Caller) {
        self.keys.push(Key { digest: digest(key.as_bytes()), caller });
    }

    /// Adds the keys of a file: one JSON object a line, `{"name", "sha256", "scopes"}`, blank lines allowed.
    ///
    /// Two keys may share a name, so that a caller can change keys without a gap. `known_scopes` are the
    /// scopes that exist; any other is a misspelling.
    pub fn load(&mut self, text: &str, known_scopes: &[&str]) -> Result<(), KeyFileError> {
        for (line, number) in text.lines().zip(1..) {
            if !line.trim().is_empty() {
                let key = parse_line(line, known_scopes)
                    .and_then(|key| self.is_new(&key).then_some(key).ok_or(KeyFileFault::Repeated));
                self.keys.push(key.map_err(|fault| KeyFileError { line: number, fault })?);
            }
        }
        Ok(())
    }

    /// Whether nobody could call.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    fn is_new(&self, key: &Key) -> bool {
        self.keys.iter().all(|known| known.digest != key.digest)
    }

    /// The caller whose key the headers present.
    pub(crate) fn caller(&self, headers: &HeaderMap) -> Result<&Caller, Unauthorised> {
        let presented = presented(headers)?;
        let digest = digest(presented);
        // Every key is compared, and in constant time, so that the time tells nothing about any of them.
        let mut found = None;
        for key in &self.keys {
            if bool::from(key.digest.ct_eq(&digest)) {
                found = Some(&key.caller);
            }
        }
        found.ok_or(Unauthorised::Unknown)
    }
}

/// The one key in the headers.
fn presented(headers: &HeaderMap) -> Result<&[u8], Unauthorised> {
    let mut values = headers.get_all(API_KEY).iter().map(|value| Some(value.as_bytes()));
    let mut tokens = headers.get_all(header::AUTHORIZATION).iter().map(|value| bearer(value.as_bytes()));
    let mut all = values.by_ref().chain(tokens.by_ref());
    let first = all.next().ok_or(Unauthorised::Missing)?;
    if all.next().is_some() {
        return Err(Unauthorised::Several);
    }
    first.filter(|key| !key.is_empty()).ok_or(Unauthorised::Missing)
}

/// The token of `Bearer <token>`; the scheme's case does not matter (RFC 9110, section 11.1).
fn bearer(value: &[u8]) -> Option<&[u8]> {
    let (scheme, token) = value.split_at_checked("Bearer ".len())?;
    scheme.eq_ignore_ascii_case(b"Bearer ").then(|| token.trim_ascii_start())
}

fn digest(key: &[u8]) -> [u8; 32] {
    Sha256::digest(key).into()
}

/// The digest of a key as a key file has it: 64 lower-case hexadecimal digits.
pub fn sha256_hex(key: &str) -> String {
    digest(key.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyLine {
    name: String,
    sha256: String,
    scopes: BTreeSet<String>,
}

fn parse_line(line: &str, known_scopes: &[&str]) -> Result<Key, KeyFileFault> {
    let parsed: KeyLine = serde_json::from_str(line).map_err(|_| KeyFileFault::Form)?;
    if parsed.name.is_empty() || parsed.name.chars().any(char::is_control) {
        return Err(KeyFileFault::Name);
    }
    let digest = unhex(&parsed.sha256).ok_or(KeyFileFault::Digest)?;
    match parsed.scopes.iter().find(|scope| !known_scopes.contains(&scope.as_str())) {
        Some(unknown) => Err(KeyFileFault::Scope(unknown.clone())),
        None => Ok(Key { digest, caller: Caller::new(&parsed.name, parsed.scopes) }),
    }
}

fn unhex(hex: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    let digits = hex.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let pair = std::str::from_utf8(pair).ok().filter(|pair| !pair.starts_with('+'))?;
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(bytes)
}

/// A line of a key file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line} of the key file: {fault}")]
pub struct KeyFileError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: KeyFileFault,
}

/// What is wrong with a line of a key file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyFileFault {
    /// Not the object it must be.
    #[error("not a JSON object with exactly name, sha256 and scopes")]
    Form,
    /// No usable name.
    #[error("the name is empty or has control characters")]
    Name,
    /// No digest.
    #[error("sha256 is not 64 hexadecimal digits")]
    Digest,
    /// A scope that does not exist.
    #[error("there is no scope {0:?}")]
    Scope(String),
    /// The key stands there already.
    #[error("the key was already given")]
    Repeated,
}

/// The development key on an address that others can reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the development key is for loopback only, and the server would listen on {0}: set another key, or \
     ALLOW_DEVELOPMENT_KEY=1"
)]
pub struct DevelopmentKeyRefused(pub SocketAddr);

/// Whether a server may listen there with this key: the development key is for loopback unless `allowed`,
/// which logs a warning each time.
pub fn check_development_key(
    key: &str,
    listen: SocketAddr,
    allowed: bool,
) -> Result<(), DevelopmentKeyRefused> {
    let exposed = key == DEVELOPMENT_KEY && !listen.ip().is_loopback();
    if exposed && !allowed {
        return Err(DevelopmentKeyRefused(listen));
    }
    if exposed {
        tracing::warn!(%listen, "the development key is in use where others can reach this server");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCOPES: &[&str] = &["catalog:read", "stock:read"];

    fn ring() -> KeyRing {
        let mut ring = KeyRing::new();
        ring.add("k1", Caller::new("one", ["catalog:read"]));
        ring.load(
            &format!(
                "\n{{\"name\":\"two\",\"sha256\":\"{}\",\"scopes\":[\"stock:read\"]}}\n",
                sha256_hex("k2")
            ),
            SCOPES,
        )
        .expect("the line is good");
        ring
    }

    fn ask(headers: &[(HeaderName, &'static str)]) -> Result<String, Unauthorised> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, http::HeaderValue::from_static(value));
        }
        ring().caller(&map).map(|caller| caller.name.to_string())
    }

    #[test]
    fn a_key_is_found_in_either_header() {
        assert_eq!(ask(&[(API_KEY, "k1")]), Ok("one".to_owned()));
        assert_eq!(ask(&[(header::AUTHORIZATION, "Bearer k2")]), Ok("two".to_owned()));
        assert_eq!(ask(&[(header::AUTHORIZATION, "bearer  k2")]), Ok("two".to_owned()));
    }

    #[test]
    fn a_key_is_presented_once_and_whole() {
        use Unauthorised::{Missing, Several, Unknown};
        let authorization = header::AUTHORIZATION;
        for (headers, expected) in [
            (&[] as &[_], Missing),
            (&[(API_KEY, "")], Missing),
            (&[(authorization.clone(), "Bearer ")], Missing),
            (&[(authorization.clone(), "Bearer")], Missing),
            (&[(authorization.clone(), "k1")], Missing),
            (&[(authorization.clone(), "Basic k1")], Missing),
            (&[(authorization.clone(), "Bearerk1")], Missing),
            (&[(API_KEY, "k")], Unknown),
            (&[(API_KEY, "K1")], Unknown),
            (&[(API_KEY, "k1,k1")], Unknown),
            (&[(API_KEY, "Bearer k1")], Unknown),
            (&[(API_KEY, "k1"), (API_KEY, "k1")], Several),
            (&[(API_KEY, "k1"), (authorization.clone(), "Bearer k1")], Several),
            (&[(API_KEY, "k1"), (authorization.clone(), "Basic x")], Several),
            (&[(API_KEY, ""), (authorization, "Bearer k1")], Several),
        ] {
            assert_eq!(ask(headers), Err(expected), "{headers:?}");
        }
    }

    #[test]
    fn a_bad_line_stops_the_file_and_is_named() {
        let digest = sha256_hex("k");
        let line = |name: &str, digest: &str, scope: &str| {
            format!("{{\"name\":\"{name}\",\"sha256\":\"{digest}\",\"scopes\":[\"{scope}\"]}}")
        };
        let good = line("n", &digest, "stock:read");
        for (bad, fault) in [
            ("{}".to_owned(), KeyFileFault::Form),
            (line("", &digest, "stock:read"), KeyFileFault::Name),
            (line("n", &digest[1..], "stock:read"), KeyFileFault::Digest),
            (line("n", &digest.replace(&digest[..2], "+1"), "stock:read"), KeyFileFault::Digest),
            (line("n", &sha256_hex("l"), "stock:reed"), KeyFileFault::Scope("stock:reed".to_owned())),
            (good.clone(), KeyFileFault::Repeated),
        ] {
            let mut ring = KeyRing::new();
            let refused = ring.load(&format!("{good}\n\n{bad}"), SCOPES).expect_err("the third line is bad");
            assert_eq!(refused, KeyFileError { line: 3, fault });
        }
    }

    #[test]
    fn the_development_key_stays_at_home() {
        let (loopback, world) = (SocketAddr::from(([127, 0, 0, 1], 1)), SocketAddr::from(([0; 4], 1)));
        assert_eq!(check_development_key(DEVELOPMENT_KEY, loopback, false), Ok(()));
        assert_eq!(check_development_key(DEVELOPMENT_KEY, world, false), Err(DevelopmentKeyRefused(world)));
        assert_eq!(check_development_key(DEVELOPMENT_KEY, world, true), Ok(()));
        assert_eq!(check_development_key("other", world, false), Ok(()));
    }
}
