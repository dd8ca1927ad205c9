//! Sizes and framing of a request: what its head may be, and reading its body in bounds.

use bytes::Bytes;
use catalog_core::api::fault::{Fault, Problem};
use http::{Version, header, request::Parts, uri::Authority};
use http_body::Body;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::timeout;

use crate::{
    config::ShellConfig,
    metrics::{Limit, Metrics},
    refusal::Refusal,
};

/// Bytes of a header line beside its name and value: `: ` and the line's end.
const HEADER_OVERHEAD: usize = 4;

/// Checks everything that the head alone tells; `declared` is the length the body is known to have at least.
pub(crate) fn check_head(
    head: &Parts,
    declared: u64,
    config: &ShellConfig,
    metrics: &Metrics,
) -> Result<(), Refusal> {
    let mut faults = Vec::new();
    faults.extend(check_host(head));
    let uri_bytes = head.uri.path_and_query().map_or(0, |path| path.as_str().len());
    if uri_bytes > config.uri_bytes_max {
        metrics.hit(Limit::Uri);
        faults.push(Fault::new(
            Problem::UriTooLong,
            format!("Path and query have {uri_bytes} bytes; at most {} are taken.", config.uri_bytes_max),
        ));
    }
    let header_bytes: usize =
        head.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + HEADER_OVERHEAD).sum();
    if header_bytes > config.header_bytes_max || head.headers.len() > config.headers_max {
        metrics.hit(Limit::Headers);
        faults.push(Fault::new(
            Problem::HeadersTooLarge,
            format!(
                "{} headers of {header_bytes} bytes; at most {} of {} bytes are taken.",
                head.headers.len(),
                config.headers_max,
                config.header_bytes_max
            ),
        ));
    }
    if declared > u64::try_from(config.body_bytes_max).unwrap_or(u64::MAX) {
        metrics.hit(Limit::Body);
        faults.push(body_fault(config));
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::of(faults)) }
}

/// An HTTP/1.1 request has exactly one `Host`, and it is a host (RFC 9112, section 3.2).
fn check_host(head: &Parts) -> Option<Fault> {
    if head.version != Version::HTTP_11 {
        return None;
    }
    let mut hosts = head.headers.get_all(header::HOST).iter();
    let valid = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.is_empty() || is_host(host.as_bytes()),
        _ => false,
    };
    let detail = "An HTTP/1.1 request has one Host header with a host and, if need be, a port.";
    (!valid).then(|| Fault::new(Problem::BadRequest, detail).header("Host"))
}

fn is_host(bytes: &[u8]) -> bool {
    // Nearly every host is a plain name or an IPv4 address with a port, and needs no parser.
    let (name, port) = match bytes.iter().position(|byte| *byte == b':') {
        Some(colon) => bytes.split_at(colon),
        None => (bytes, &b":"[..]),
    };
    let named = !name.is_empty()
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && port.iter().skip(1).all(u8::is_ascii_digit);
    named || (!bytes.contains(&b'@') && Authority::try_from(bytes).is_ok())
}

/// Reads a whole body, within the size and the time it may have.
pub(crate) async fn read_body<B>(body: B, config: &ShellConfig, metrics: &Metrics) -> Result<Bytes, Refusal>
where
    B: Body<Data = Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>>,
{
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let collected = timeout(config.body_timeout, Limited::new(body, config.body_bytes_max).collect());
    let fault = match collected.await {
        Ok(Ok(collected)) => return Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            metrics.hit(Limit::Body);
            body_fault(config)
        }
        Ok(Err(_)) => Fault::new(Problem::BadRequest, "The body breaks off, or its framing is not HTTP's."),
        Err(_) => {
            metrics.hit(Limit::BodyTime);
            let seconds = config.body_timeout.as_secs_f32();
            Fault::new(Problem::RequestTimeout, format!("The body did not arrive within {seconds} s."))
        }
    };
    Err(Refusal::new(fault))
}

fn body_fault(config: &ShellConfig) -> Fault {
    let detail = format!("A body has at most {} bytes.", config.body_bytes_max);
    Fault::new(Problem::BodyTooLarge, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_host_is_what_the_parser_takes_too() {
        let hosts = [
            "a",
            "localhost:8000",
            "1.2.3.4:5",
            "a-b.c",
            "a:",
            ":80",
            "a:8x",
            "a:8:9",
            "[::1]:80",
            "a@b",
            "a b",
            "é",
        ];
        for host in hosts {
            let parsed = !host.contains('@') && Authority::try_from(host).is_ok();
            assert_eq!(is_host(host.as_bytes()), parsed, "{host}");
        }
    }
}
