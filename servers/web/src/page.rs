//! How a file goes out: its caching, its coding, and what the browser may do with it.

use bytes::Bytes;
use catalog_core::api::condition::none_match_names;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use trastienda_shell::{Content, preferred};

use crate::files::{File, ending};

/// The folder whose file names hold a hash of their content.
pub(crate) const ASSETS: &str = "/assets/";
/// The folder of the products' pictures.
const PICTURES: &str = "/pictures/";

/// What the page may load, and from where. Nothing in it is inline; the SDK is WebAssembly; pictures of
/// products may be anywhere.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' https: data:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'",
);
/// A picture that is opened by itself is a document, and may then run nothing.
const PICTURE_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");
/// The page that says what to do has its style in it, and nothing else.
const NOTICE_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");

/// Never another content under this name.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// A picture that changes may be seen a day late.
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");
/// Kept, and asked for again each time with its tag.
const ASKED_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// What is shown where no page was built in.
const NOTICE: &str = include_str!("notice.html");

/// The answer with a file, or that the client has it already.
pub(crate) fn answer(file: &'static File, asked: &HeaderMap) -> Response<Content> {
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, caching(file.path));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    headers.insert(header::ETAG, HeaderValue::from_static(file.tag));
    if none_match_names(asked, file.tag) {
        return response(StatusCode::NOT_MODIFIED, headers, &[]);
    }
    let media_type = file.media_type();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    let own = HeaderValue::from_static("same-origin");
    headers.insert("cross-origin-resource-policy", own.clone());
    match ending(file.path) {
        Some("html") => {
            headers.insert(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
            headers.insert("cross-origin-opener-policy", own);
        }
        Some("svg") => {
            headers.insert(header::CONTENT_SECURITY_POLICY, PICTURE_POLICY);
        }
        _ => {}
    }
    let (coding, bytes) = coded(file, asked);
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response(StatusCode::OK, headers, bytes)
}

/// The answer where no page was built in: how to build it.
pub(crate) fn notice() -> Response<Content> {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, NOTICE_POLICY);
    response(StatusCode::SERVICE_UNAVAILABLE, headers, NOTICE.as_bytes())
}

fn caching(path: &str) -> HeaderValue {
    if path.starts_with(ASSETS) {
        FOREVER
    } else if path.starts_with(PICTURES) {
        A_DAY
    } else {
        ASKED_AGAIN
    }
}

/// The bytes in the coding that the client likes best of those at hand.
fn coded(file: &File, asked: &HeaderMap) -> (Option<&'static str>, &'static [u8]) {
    let variants = [("br", file.brotli), ("gzip", file.gzip)];
    let variants: Vec<_> = variants.iter().filter_map(|(name, bytes)| Some((*name, (*bytes)?))).collect();
    let names: Vec<&str> = variants.iter().map(|(name, _)| *name).collect();
    let chosen = preferred(asked, &names).and_then(|place| variants.get(place));
    chosen.map_or((None, file.plain), |(name, bytes)| (Some(*name), *bytes))
}

fn response(status: StatusCode, headers: HeaderMap, bytes: &'static [u8]) -> Response<Content> {
    let mut response = Response::new(Content::Whole(Bytes::from_static(bytes)));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
