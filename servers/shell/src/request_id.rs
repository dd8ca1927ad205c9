//! What names a request: its id, and the trace it belongs to.

use std::sync::Arc;

use http::{HeaderMap, HeaderName};
use uuid::Uuid;

/// The header of a request's id, in requests and answers.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Longest id that is taken over from a caller.
const REQUEST_ID_MAX: usize = 128;

/// The caller's id for the request when it is short visible ASCII and stands there once; else a new UUIDv7.
pub(crate) fn request_id(headers: &HeaderMap) -> Arc<str> {
    match single(headers, X_REQUEST_ID) {
        Some(id) if (1..=REQUEST_ID_MAX).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_graphic()) => {
            id.into()
        }
        _ => Uuid::now_v7().to_string().into(),
    }
}

/// The caller's `traceparent`, if it is one (W3C Trace Context, version 00).
pub(crate) fn traceparent(headers: &HeaderMap) -> Option<Arc<str>> {
    let value = single(headers, HeaderName::from_static("traceparent"))?;
    let fields: Vec<&str> = value.split('-').collect();
    let &[version, trace, parent, flags] = fields.as_slice() else { return None };
    let hex = |field: &str, digits: usize| {
        field.len() == digits && field.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let named = |field: &str| field.bytes().any(|byte| byte != b'0');
    let valid = version == "00"
        && hex(trace, 32)
        && named(trace)
        && hex(parent, 16)
        && named(parent)
        && hex(flags, 2);
    valid.then(|| value.into())
}

/// A header's text when it is there exactly once.
fn single(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &HeaderName, values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (name.clone(), value.parse().expect("a header value"))).collect()
    }

    #[test]
    fn only_a_short_visible_id_is_taken_over() {
        let ask = |values: &[&str]| request_id(&headers(&X_REQUEST_ID, values)).to_string();
        assert_eq!(ask(&["order-7"]), "order-7");
        for values in [&[] as &[&str], &[""], &["a b"], &["a", "b"], &[&"x".repeat(129)]] {
            assert_eq!(Uuid::parse_str(&ask(values)).expect("a UUID").get_version_num(), 7);
        }
    }

    #[test]
    fn a_traceparent_is_passed_on_only_when_it_is_one() {
        let ask = |value: &str| traceparent(&headers(&HeaderName::from_static("traceparent"), &[value]));
        let good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assert_eq!(ask(good).as_deref(), Some(good));
        for bad in [
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
            "x",
        ] {
            assert_eq!(ask(bad), None, "{bad}");
        }
    }
}
