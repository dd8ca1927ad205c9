//! Content negotiation as JSON:API 1.1 wants it: `ext` and `profile` are the only parameters its type knows.

use http::{HeaderMap, HeaderValue, header};

use super::fault::{Fault, Problem};

/// The JSON:API media type.
pub const JSON_API: &str = "application/vnd.api+json";
/// The media type of an event stream.
pub const EVENT_STREAM: &str = "text/event-stream";
/// The URI of the Atomic Operations extension.
pub const ATOMIC: &str = "https://jsonapi.org/ext/atomic";
/// The URI of the cursor pagination profile.
pub const CURSOR_PROFILE: &str = "https://jsonapi.org/profiles/ethanresnick/cursor-pagination/";

/// What a client accepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accepts {
    /// The cursor pagination profile was asked for.
    pub cursor_profile: bool,
    /// An event stream was asked for.
    pub event_stream: bool,
    /// A JSON:API document may be sent.
    pub document: bool,
}

impl Accepts {
    /// Reads `Accept`; no such header accepts a document. `Err` is for neither a document nor a stream.
    pub fn read(headers: &HeaderMap) -> Result<Self, Fault> {
        let lines: Vec<&str> =
            headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
        let list = lines.join(",");
        if list.trim().is_empty() && headers.get_all(header::ACCEPT).iter().all(HeaderValue::is_empty) {
            return Ok(Self { document: true, ..Self::default() });
        }
        let mut accepts = Self::default();
        // JSON:API 1.1, "Server Responsibilities": when all instances of its own type have foreign
        // parameters or extensions, no other range makes up for them.
        let (mut named, mut served) = (false, false);
        for range in split(&list, ',').filter_map(MediaType::parse).filter(|range| range.wanted) {
            match range.name.as_str() {
                JSON_API if range.foreign || range.ext.iter().any(|uri| uri != ATOMIC) => named = true,
                JSON_API => {
                    (named, served, accepts.document) = (true, true, true);
                    accepts.cursor_profile |= range.profile.iter().any(|uri| is_cursor_profile(uri));
                }
                "*/*" | "application/*" | "application/json" => accepts.document = true,
                EVENT_STREAM => accepts.event_stream = true,
                _ => {}
            }
        }
        if (accepts.document || accepts.event_stream) && named == served {
            return Ok(accepts);
        }
        let detail = format!("Accept is {list:?}; this is served as {JSON_API} without foreign parameters.");
        Err(Fault::new(Problem::NotAcceptable, detail).header("Accept"))
    }
}

/// Which extension a request's body must be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension {
    /// Plain JSON:API.
    None,
    /// Atomic Operations.
    Atomic,
}

/// Checks `Content-Type` of a request with a body.
pub fn check_content_type(headers: &HeaderMap, extension: Extension) -> Result<(), Fault> {
    let wanted = match extension {
        Extension::None => JSON_API.to_owned(),
        Extension::Atomic => format!("{JSON_API};ext=\"{ATOMIC}\""),
    };
    let refuse = |given: &str| {
        let detail = format!("Content-Type is {given:?}; this endpoint takes {wanted}.");
        Err(Fault::new(Problem::MediaTypeUnsupported, detail).header("Content-Type"))
    };
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return refuse("") };
    let text = value.to_str().unwrap_or_default();
    let fits = MediaType::parse(text).is_some_and(|media| {
        let ext_fits = match extension {
            Extension::None => media.ext.is_empty(),
            Extension::Atomic => !media.ext.is_empty() && media.ext.iter().all(|uri| uri == ATOMIC),
        };
        media.name == JSON_API && !media.foreign && !media.weighted && ext_fits
    });
    if fits { Ok(()) } else { refuse(text) }
}

/// The profile's URI with and without its last slash.
fn is_cursor_profile(uri: &str) -> bool {
    uri.trim_end_matches('/') == CURSOR_PROFILE.trim_end_matches('/')
}

/// One media type or range with its parameters.
struct MediaType {
    name: String,
    ext: Vec<String>,
    profile: Vec<String>,
    /// A parameter beside `ext`, `profile` and the weight `q`.
    foreign: bool,
    /// `q` was given.
    weighted: bool,
    /// `q` is not 0.
    wanted: bool,
}

impl MediaType {
    fn parse(text: &str) -> Option<Self> {
        let mut pieces = split(text, ';');
        let name = pieces.next()?.trim().to_ascii_lowercase();
        let mut media = Self {
            name,
            ext: Vec::new(),
            profile: Vec::new(),
            foreign: false,
            weighted: false,
            wanted: true,
        };
        for piece in pieces.filter(|piece| !piece.trim().is_empty()) {
            let (key, value) = piece.split_once('=').unwrap_or((piece, ""));
            let value = value.trim().trim_matches('"');
            let uris = || value.split(' ').filter(|uri| !uri.is_empty()).map(str::to_owned).collect();
            match key.trim().to_ascii_lowercase().as_str() {
                "ext" => media.ext = uris(),
                "profile" => media.profile = uris(),
                "q" => {
                    media.weighted = true;
                    media.wanted = weighs(value);
                }
                _ => media.foreign = true,
            }
        }
        (!media.name.is_empty()).then_some(media)
    }
}

/// Whether a weight is more than 0. Read as text: the tables by which floats are parsed are larger than all of this.
fn weighs(weight: &str) -> bool {
    let mut digits = weight.bytes().filter(|byte| *byte != b'.');
    digits.clone().all(|digit| digit.is_ascii_digit()) && digits.any(|digit| digit != b'0')
}

/// Splits at `separator` outside of quoted strings.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |letter| {
        if letter == '"' {
            quoted = !quoted;
        }
        letter == separator && !quoted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accept(value: &str) -> Result<Accepts, Fault> {
        Accepts::read(&HeaderMap::from_iter([(header::ACCEPT, value.parse().unwrap())]))
    }

    #[test]
    fn accept_needs_one_instance_that_can_be_served() {
        let charset = format!("{JSON_API};charset=utf-8");
        for served in [
            "",
            "*/*",
            "application/*",
            "application/json",
            JSON_API,
            "APPLICATION/VND.API+JSON",
            "text/html, */*;q=0.1",
            "*/*;q=0.001",
            "*/*;q=1",
        ] {
            assert!(accept(served).unwrap().document, "{served}");
        }
        assert!(accept(&format!("{charset}, {JSON_API};q=0.5")).unwrap().document);
        for refused in [
            &charset,
            &format!("{charset}, */*"),
            "text/html",
            &format!("{JSON_API};ext=\"https://example.com/x\""),
            "*/*;q=0",
            "*/*;q=0.000",
            "*/*;q=-1",
            "*/*;q=",
        ] {
            assert_eq!(accept(refused).unwrap_err().code.name, "not-acceptable", "{refused}");
        }
    }

    #[test]
    fn profiles_are_known_or_ignored() {
        let with = |uri: &str| accept(&format!("{JSON_API};profile=\"{uri}\"")).unwrap();
        assert!(with(CURSOR_PROFILE).cursor_profile);
        assert!(
            with(&format!("https://example.com/p {}", CURSOR_PROFILE.trim_end_matches('/'))).cursor_profile
        );
        assert!(!with("https://example.com/p").cursor_profile);
        assert!(accept(EVENT_STREAM).unwrap().event_stream);
    }

    #[test]
    fn a_body_is_plain_json_api_or_atomic_as_the_endpoint_says() {
        let check = |value: &str, extension| {
            check_content_type(
                &HeaderMap::from_iter([(header::CONTENT_TYPE, value.parse().unwrap())]),
                extension,
            )
        };
        let atomic = format!("{JSON_API};ext=\"{ATOMIC}\"");
        let profile = format!("{JSON_API}; profile=\"https://example.com/p\"");
        assert!(check(JSON_API, Extension::None).is_ok() && check(&profile, Extension::None).is_ok());
        assert!(check(&atomic, Extension::Atomic).is_ok());
        for (bad, extension) in [
            ("application/json", Extension::None),
            ("application/vnd.api+json;charset=utf-8", Extension::None),
            (atomic.as_str(), Extension::None),
            (JSON_API, Extension::Atomic),
            ("", Extension::None),
        ] {
            assert_eq!(check(bad, extension).unwrap_err().code.name, "media-type-unsupported", "{bad}");
        }
        assert!(check_content_type(&HeaderMap::new(), Extension::None).is_err());
    }
}
