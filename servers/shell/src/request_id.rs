//! What names a request: its id, and the trace it belongs to.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use catalog_core::api::instant::UnixMillis;
use http::{HeaderMap, HeaderName, HeaderValue};
use uuid::{Builder, Uuid};

/// The header of a request's id, in requests and answers.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Longest id that is taken over from a caller.
const REQUEST_ID_MAX: usize = 128;

/// The id of a request, as the header that has it.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(HeaderValue);

impl RequestId {
    /// As a header's value.
    pub(crate) fn value(&self) -> HeaderValue {
        self.0.clone()
    }

    /// As text.
    pub(crate) fn text(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }
}

/// The ids of one server's requests: the moment, and a count that begins anywhere. They need not be secret, so the
/// system is asked for chance once and not for each.
#[derive(Debug)]
pub(crate) struct RequestIds {
    prefix: [u8; 2],
    count: AtomicU64,
}

impl RequestIds {
    /// Ids that no other server gives.
    pub(crate) fn new() -> Self {
        let (random, more) = Uuid::new_v4().as_u64_pair();
        let [.., one, two] = more.to_be_bytes();
        Self { prefix: [one, two], count: AtomicU64::new(random) }
    }

    /// The caller's id for the request when it is short visible ASCII and stands there once; else a new UUIDv7.
    pub(crate) fn of(&self, headers: &HeaderMap, now: UnixMillis) -> RequestId {
        let sent = single(headers, X_REQUEST_ID).filter(|id| {
            (1..=REQUEST_ID_MAX).contains(&id.len()) && id.as_bytes().iter().all(u8::is_ascii_graphic)
        });
        RequestId(sent.cloned().unwrap_or_else(|| self.next(now)))
    }

    fn next(&self, now: UnixMillis) -> HeaderValue {
        let mut random = [0; 10];
        let (prefix, count) = random.split_at_mut(2);
        prefix.copy_from_slice(&self.prefix);
        count.copy_from_slice(&self.count.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        let millis = u64::try_from(now.get()).unwrap_or_default();
        let mut text = Uuid::encode_buffer();
        let id = Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
        // Digits and hyphens are a header's value.
        HeaderValue::from_str(id.as_hyphenated().encode_lower(&mut text))
            .unwrap_or(HeaderValue::from_static("-"))
    }
}

/// The caller's `traceparent`, if it is one (W3C Trace Context, version 00).
pub(crate) fn traceparent(headers: &HeaderMap) -> Option<Arc<str>> {
    let value = single(headers, HeaderName::from_static("traceparent"))?.to_str().ok()?;
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

/// A header's value when it is there exactly once.
fn single(headers: &HeaderMap, name: HeaderName) -> Option<&HeaderValue> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn headers(name: &HeaderName, values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (name.clone(), value.parse().expect("a header value"))).collect()
    }

    #[test]
    fn only_a_short_visible_id_is_taken_over() {
        let (ids, now) = (RequestIds::new(), UnixMillis::new(7));
        let ask = |values: &[&str]| ids.of(&headers(&X_REQUEST_ID, values), now).text().to_owned();
        assert_eq!(ask(&["order-7"]), "order-7");
        for values in [&[] as &[&str], &[""], &["a b"], &["a", "b"], &[&"x".repeat(129)]] {
            assert_eq!(Uuid::parse_str(&ask(values)).expect("a UUID").get_version_num(), 7);
        }
    }

    #[test]
    fn no_two_ids_are_the_same() {
        let now = UnixMillis::new(1_700_000_000_000);
        let servers = [RequestIds::new(), RequestIds::new()];
        let ids: HashSet<String> = (0..2_000)
            .filter_map(|n| Some(servers.get(n % 2)?.of(&HeaderMap::new(), now).text().to_owned()))
            .collect();
        assert_eq!(ids.len(), 2_000);
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
