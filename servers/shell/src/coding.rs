//! Content codings: which one a client takes, and compressing with it.

use async_compression::{
    Level,
    tokio::write::{BrotliEncoder, GzipEncoder, ZstdEncoder},
};
use bytes::Bytes;
use futures_util::FutureExt;
use http::{HeaderMap, HeaderValue, header};
use tokio::{
    io::{AsyncWrite, AsyncWriteExt},
    task::spawn_blocking,
};

/// Bodies up to this many bytes are not compressed: they fit a packet, and coding would cost more than it saves.
pub(crate) const UNCODED_MAX: usize = 1 << 10;
/// Larger ones are compressed apart, because so long a computation would keep other requests waiting.
const INLINE_MAX: usize = 128 << 10;
/// Brotli's level: JSON:API lists come out at a third of gzip's size for about the same time.
const BROTLI_LEVEL: i32 = 4;

/// A content coding, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Coding {
    Brotli,
    Zstd,
    Gzip,
}

impl Coding {
    const ALL: [Self; 3] = [Self::Brotli, Self::Zstd, Self::Gzip];

    /// Its name in `Content-Encoding`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Zstd => "zstd",
            Self::Gzip => "gzip",
        }
    }

    /// The coding a client likes best, and of several the one that is best here; `None` for uncoded.
    pub(crate) fn choose(headers: &HeaderMap) -> Option<Self> {
        if !headers.contains_key(header::ACCEPT_ENCODING) {
            return None;
        }
        let names = Self::ALL.map(Self::name);
        preferred(headers, &names).and_then(|place| Self::ALL.get(place).copied())
    }

    /// The bytes in this coding; `None` when the coder fails, so that they go out as they are.
    pub(crate) async fn encode(self, bytes: &Bytes) -> Option<Bytes> {
        if bytes.len() <= INLINE_MAX {
            return self.encode_now(bytes);
        }
        let bytes = bytes.clone();
        spawn_blocking(move || self.encode_now(&bytes)).await.ok().flatten()
    }

    fn encode_now(self, bytes: &[u8]) -> Option<Bytes> {
        let room = Vec::with_capacity(bytes.len() / 4);
        match self {
            Self::Brotli => {
                let encoder = BrotliEncoder::with_quality(room, Level::Precise(BROTLI_LEVEL));
                finish(encoder, bytes, BrotliEncoder::into_inner)
            }
            Self::Zstd => {
                finish(ZstdEncoder::with_quality(room, Level::Fastest), bytes, ZstdEncoder::into_inner)
            }
            Self::Gzip => {
                finish(GzipEncoder::with_quality(room, Level::Fastest), bytes, GzipEncoder::into_inner)
            }
        }
    }
}

/// Runs an encoder over memory, which is always ready to be written.
fn finish<W: AsyncWrite + Unpin>(
    mut encoder: W,
    bytes: &[u8],
    into_inner: impl FnOnce(W) -> Vec<u8>,
) -> Option<Bytes> {
    let written = async {
        encoder.write_all(bytes).await?;
        encoder.shutdown().await
    };
    written.now_or_never()?.ok()?;
    Some(into_inner(encoder).into())
}

/// The place of the content coding that a client likes best among those offered by name, and of several the
/// first; `None` for uncoded.
pub fn preferred(headers: &HeaderMap, offered: &[&str]) -> Option<usize> {
    let mut best = None;
    let mut highest = 0;
    for (place, name) in offered.iter().enumerate() {
        let weight = weight(headers, name);
        if weight > highest {
            (best, highest) = (Some(place), weight);
        }
    }
    best
}

/// The weight of a coding in thousandths: what `Accept-Encoding` says of it, else of `*`, else 0.
fn weight(headers: &HeaderMap, name: &str) -> u16 {
    let entries = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','));
    let mut any = 0;
    for entry in entries {
        let (coding, parameters) = entry.split_once(';').unwrap_or((entry, ""));
        if coding.trim().eq_ignore_ascii_case(name) {
            return quality(parameters);
        }
        if coding.trim() == "*" {
            any = quality(parameters);
        }
    }
    any
}

/// `q=0.5` as 500; 1000 without one; 0 for what is no weight (RFC 9110, section 12.4.2).
fn quality(parameters: &str) -> u16 {
    let parameters = parameters.trim();
    let Some(value) = parameters.strip_prefix("q=").or_else(|| parameters.strip_prefix("Q=")) else {
        return if parameters.is_empty() { 1_000 } else { 0 };
    };
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let digits = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    match (whole, digits) {
        ("1", true) => 1_000,
        ("0", true) => format!("{fraction:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

/// Whether bytes of this type get smaller: text does, pictures are compressed already.
pub(crate) fn is_text(content_type: Option<&HeaderValue>) -> bool {
    let Some(name) = content_type.and_then(|value| value.to_str().ok()) else { return false };
    name.starts_with("text/") || ["json", "javascript", "svg", "xml"].iter().any(|kind| name.contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(accepted: &'static str) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted));
        Coding::choose(&headers).map(Coding::name)
    }

    #[test]
    fn the_clients_weights_decide_and_then_our_order() {
        for (accepted, expected) in [
            ("gzip, deflate, br, zstd", Some("br")),
            ("gzip", Some("gzip")),
            ("zstd;q=1, br;q=0.5", Some("zstd")),
            ("br;q=0.001, gzip;q=0", Some("br")),
            ("*", Some("br")),
            ("*, br;q=0", Some("zstd")),
            ("GZIP ; Q=0.3", Some("gzip")),
            ("identity", None),
            ("deflate", None),
            ("br;q=0, *;q=0", None),
            ("br;q=2, gzip;x", None),
            ("", None),
        ] {
            assert_eq!(choose(accepted), expected, "{accepted}");
        }
        assert_eq!(Coding::choose(&HeaderMap::new()), None);
    }
}
