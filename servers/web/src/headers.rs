//! Which headers go on to a service, and which come back from it.

use http::{
    HeaderMap, HeaderName,
    header::{self, AsHeaderName},
};

/// Those that mean the connection they came on and not the message (RFC 9110, section 7.6.1).
const HOP_BY_HOP: [HeaderName; 7] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// Those of a request that a service must not see: whom the browser thinks it speaks for, where it thinks it
/// is, and what this server says anew.
const OF_THE_BROWSER: [HeaderName; 8] = [
    HeaderName::from_static("x-api-key"),
    header::AUTHORIZATION,
    header::PROXY_AUTHORIZATION,
    header::COOKIE,
    header::ORIGIN,
    header::HOST,
    header::EXPECT,
    header::CONTENT_LENGTH,
];

/// The headers of a request as they go on.
pub(crate) fn onward(mut headers: HeaderMap) -> HeaderMap {
    drop_hop_by_hop(&mut headers);
    drop_all(&mut headers, OF_THE_BROWSER);
    headers
}

/// The headers of an answer as they come back.
pub(crate) fn back(mut headers: HeaderMap) -> HeaderMap {
    drop_hop_by_hop(&mut headers);
    drop_all(&mut headers, [header::PROXY_AUTHENTICATE, header::SET_COOKIE]);
    headers
}

fn drop_hop_by_hop(headers: &mut HeaderMap) {
    // `Connection` names further ones.
    let lines = headers.get_all(header::CONNECTION).iter().filter_map(|line| line.to_str().ok());
    let named: Vec<String> =
        lines.flat_map(|line| line.split(',')).map(|name| name.trim().to_ascii_lowercase()).collect();
    drop_all(headers, named.iter().map(String::as_str));
    drop_all(headers, HOP_BY_HOP);
}

fn drop_all(headers: &mut HeaderMap, names: impl IntoIterator<Item = impl AsHeaderName>) {
    for name in names {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let line = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), http::HeaderValue::from_static(value))
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn what_belongs_to_the_connection_or_the_browser_stays_behind() {
        let onward = onward(headers(&[
            ("connection", "keep-alive, X-Private"),
            ("x-private", "1"),
            ("keep-alive", "timeout=5"),
            ("te", "trailers"),
            ("x-api-key", "stolen"),
            ("authorization", "Bearer stolen"),
            ("cookie", "a=b"),
            ("origin", "http://localhost:5173"),
            ("host", "localhost"),
            ("content-length", "3"),
            ("accept", "application/vnd.api+json"),
            ("if-match", "\"1\""),
        ]));
        assert_eq!(onward, headers(&[("accept", "application/vnd.api+json"), ("if-match", "\"1\"")]));
    }

    #[test]
    fn an_answer_keeps_its_length_and_its_tags() {
        let back = back(headers(&[
            ("transfer-encoding", "chunked"),
            ("connection", "close"),
            ("content-length", "2"),
            ("etag", "\"1\""),
        ]));
        assert_eq!(back, headers(&[("content-length", "2"), ("etag", "\"1\"")]));
    }
}
