//! Conditional requests (RFC 9110 §13): entity tags, `If-Match` and `If-None-Match`.

use http::{HeaderMap, header};

use super::fault::{Fault, Problem};

/// What `If-Match` asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IfMatch {
    /// `*`: any state, as long as there is one.
    Any,
    /// One of these tags, without quotes.
    Tags(Vec<String>),
}

impl IfMatch {
    /// Reads the header; absent is `None`. Weak tags never match (RFC 9110 §13.1.1), so they are refused.
    pub fn read(headers: &HeaderMap) -> Result<Option<Self>, Fault> {
        let Some(value) = joined(headers, &header::IF_MATCH) else { return Ok(None) };
        let invalid = || {
            let detail =
                format!("If-Match is {value:?}; it must be * or a list of strong tags such as \"12\".");
            Fault::new(Problem::IfMatchInvalid, detail).header("If-Match")
        };
        if value.trim() == "*" {
            return Ok(Some(Self::Any));
        }
        let tags = tags(&value).ok_or_else(invalid)?;
        if tags.is_empty() || tags.iter().any(|tag| tag.weak) {
            return Err(invalid());
        }
        Ok(Some(Self::Tags(tags.into_iter().map(|tag| tag.opaque).collect())))
    }

    /// Whether it holds for the current tag (without quotes).
    pub fn holds_for(&self, tag: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Tags(tags) => tags.iter().any(|wanted| wanted == tag),
        }
    }

    /// The fault when it does not hold.
    pub fn fault(&self, tag: &str) -> Fault {
        let detail = format!("If-Match does not name the current entity tag, \"{tag}\".");
        Fault::new(Problem::PreconditionFailed, detail).header("If-Match")
    }
}

/// Whether `If-None-Match` names `etag` (as sent, quotes and `W/` included) by weak comparison.
pub fn none_match_names(headers: &HeaderMap, etag: &str) -> bool {
    let Some(value) = joined(headers, &header::IF_NONE_MATCH) else { return false };
    let current = etag.strip_prefix("W/").unwrap_or(etag);
    value.trim() == "*"
        || tags(&value).is_some_and(|tags| tags.iter().any(|tag| current.trim_matches('"') == tag.opaque))
}

/// Several lines of one list header are one list.
fn joined(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    let lines: Vec<String> = headers
        .get_all(name)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

struct Tag {
    weak: bool,
    opaque: String,
}

/// Reads a list of entity tags; `None` when it is not one.
fn tags(list: &str) -> Option<Vec<Tag>> {
    let mut tags = Vec::new();
    let mut rest = list.trim_matches([' ', '\t', ',']);
    while !rest.is_empty() {
        let weak = rest.starts_with("W/");
        let quoted = rest.strip_prefix("W/").unwrap_or(rest).strip_prefix('"')?;
        let (opaque, after) = quoted.split_once('"')?;
        if opaque.chars().any(|letter| letter.is_control() || letter == ' ') {
            return None;
        }
        tags.push(Tag { weak, opaque: opaque.to_owned() });
        let after = after.trim_start_matches([' ', '\t']);
        if !after.is_empty() && !after.starts_with(',') {
            return None;
        }
        rest = after.trim_start_matches([' ', '\t', ',']);
    }
    Some(tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn if_match_takes_strong_tags_or_a_star() {
        let read = |value: &str| IfMatch::read(&headers(header::IF_MATCH, value));
        assert_eq!(read("*").unwrap(), Some(IfMatch::Any));
        let two = read("\"1\", \"2\"").unwrap().unwrap();
        assert!(two.holds_for("2") && !two.holds_for("3"));
        for bad in ["", "1", "W/\"1\"", "\"1", "\"1\" \"2\"", "\"1\",x"] {
            assert_eq!(read(bad).unwrap_err().code.name, "if-match-invalid", "{bad}");
        }
        assert_eq!(IfMatch::read(&HeaderMap::new()).unwrap(), None);
    }

    #[test]
    fn if_none_match_compares_weakly() {
        let names = |value: &str, etag| none_match_names(&headers(header::IF_NONE_MATCH, value), etag);
        assert!(names("W/\"a\"", "\"a\"") && names("\"b\", \"a\"", "W/\"a\"") && names("*", "\"a\""));
        assert!(!names("\"b\"", "\"a\"") && !names("a", "\"a\""));
    }
}
