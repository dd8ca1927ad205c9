//! Every limit of the shell, with its default.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use http::HeaderValue;

/// What a server may take, hold and wait for. Plain values: reading the environment is the binary's part.
#[derive(Clone, Debug)]
pub struct ShellConfig {
    /// Where to listen; port 0 takes any free one.
    pub listen: SocketAddr,
    /// Largest request body, in bytes; a longer one is answered 413.
    pub body_bytes_max: usize,
    /// Largest sum of header lines as HTTP/1.1 writes them, in bytes; more is answered 431.
    pub header_bytes_max: usize,
    /// Most header lines; more is answered 431.
    pub headers_max: usize,
    /// Longest path and query, in bytes; a longer one is answered 414.
    pub uri_bytes_max: usize,
    /// Time for a request's head, which is also how long a connection may stay idle; then it is closed.
    pub head_timeout: Duration,
    /// Time for a request's body; a slower one is answered 408.
    pub body_timeout: Duration,
    /// Most open connections; further ones wait in the kernel's backlog.
    pub connections_max: usize,
    /// How long readiness is red before the listener closes, so that a load balancer can notice.
    pub drain_notice: Duration,
    /// How long running requests may go on once the listener is closed.
    pub shutdown_timeout: Duration,
    /// Requests per second and caller, with bursts of as many; `None` for no limit.
    pub rate_limit: Option<u32>,
    /// The origins whose pages may read answers, as browsers write them (`https://shop.example`).
    pub cors_origins: Vec<HeaderValue>,
    /// Most bytes of answers to reads that are kept until the service changes; 0 keeps none.
    pub cache_bytes_max: usize,
    /// Silence after which an event stream gets a comment.
    pub heartbeat: Duration,
}

impl Default for ShellConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            body_bytes_max: 1 << 20,
            header_bytes_max: 32 << 10,
            headers_max: 100,
            uri_bytes_max: 8 << 10,
            head_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(30),
            connections_max: 4_096,
            drain_notice: Duration::from_millis(250),
            shutdown_timeout: Duration::from_secs(10),
            rate_limit: None,
            cors_origins: Vec::new(),
            cache_bytes_max: 16 << 20,
            heartbeat: Duration::from_secs(15),
        }
    }
}
