//! HTTP over sockets with ureq: blocking, so its futures are ready at once ([`block_on`](crate::block_on)).

use std::{
    future::{Future, ready},
    io::Read,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use futures_util::Stream;
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use ureq::{
    Agent, AsSendBody, Body, BodyReader, Error, RequestExt, Timeout,
    config::{AutoHeaderValue, Config},
};

use super::{FurtherHeaders, Opened, Request, Response, TimeLimit, Transport, Unsent};

/// Times and sizes of the connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UreqOptions {
    /// Time to resolve, connect and shake hands.
    pub connect_timeout: Duration,
    /// Time without a byte. Feeds send a comment every 15 s, so a silent one is dead.
    pub read_timeout: Duration,
    /// Time for one exchange in all, where the request carries no [`TimeLimit`]; not of event streams.
    pub total_timeout: Duration,
    /// Idle connections kept for each service: as many as calls are made at once.
    pub connections_idle_max: usize,
    /// Idle connections are dropped after this; keep it below the services' own idle time.
    pub idle_max: Duration,
    /// The longest answer taken, in bytes.
    pub answer_bytes_max: u64,
}

impl Default for UreqOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(2),
            read_timeout: Duration::from_secs(40),
            total_timeout: Duration::from_secs(30),
            connections_idle_max: 16,
            idle_max: Duration::from_secs(8),
            answer_bytes_max: 64 * 1024 * 1024,
        }
    }
}

/// The adapter. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Ureq {
    agent: Agent,
    options: UreqOptions,
}

impl Default for Ureq {
    fn default() -> Self {
        Self::new(UreqOptions::default())
    }
}

impl Ureq {
    /// An adapter with its own pool. It follows no redirects and takes no proxy from the environment.
    pub fn new(options: UreqOptions) -> Self {
        let config = Config::builder()
            .http_status_as_error(false)
            .proxy(None)
            .max_redirects(0)
            .accept(AutoHeaderValue::None)
            .user_agent(concat!("trastienda-client-sdk/", env!("CARGO_PKG_VERSION")))
            .timeout_resolve(Some(options.connect_timeout))
            .timeout_connect(Some(options.connect_timeout))
            .timeout_per_read(Some(options.read_timeout))
            .timeout_per_write(Some(options.read_timeout))
            .max_idle_connections_per_host(options.connections_idle_max)
            .max_idle_connections(options.connections_idle_max.saturating_mul(2))
            .max_idle_age(options.idle_max)
            .build();
        Self { agent: config.new_agent(), options }
    }

    fn exchange(&self, request: Request) -> Result<Response, Unsent> {
        let limit =
            request.extensions().get::<TimeLimit>().map_or(self.options.total_timeout, |limit| limit.0);
        let (head, body) = self.run(request, Some(limit))?.into_parts();
        Ok(Response::from_parts(head, self.whole(body)?))
    }

    fn open_stream(&self, request: Request) -> Result<Opened<Chunks>, Unsent> {
        let (head, body) = self.run(request, None)?.into_parts();
        let content_type = head.headers.get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
        let streams = head.status == StatusCode::OK
            && content_type.starts_with(catalog_core::api::media::EVENT_STREAM.as_bytes());
        Ok(if streams {
            Opened::Stream(Chunks(Some(body.into_reader())))
        } else {
            Opened::Answer(Response::from_parts(head, self.whole(body)?))
        })
    }

    fn run(&self, request: Request, limit: Option<Duration>) -> Result<http::Response<Body>, Unsent> {
        let carries_body =
            !request.body().is_empty() || matches!(*request.method(), Method::POST | Method::PATCH);
        let (mut head, body) = request.into_parts();
        add_further(&mut head)?;
        let answer = if carries_body {
            self.run_with(http::Request::from_parts(head, body.as_ref()), limit)
        } else {
            self.run_with(http::Request::from_parts(head, ()), limit)
        };
        answer.map_err(unsent)
    }

    fn run_with(
        &self,
        request: http::Request<impl AsSendBody>,
        limit: Option<Duration>,
    ) -> Result<http::Response<Body>, Error> {
        request.with_agent(&self.agent).configure().timeout_global(limit).run()
    }

    fn whole(&self, mut body: Body) -> Result<Bytes, Unsent> {
        let limit = self.options.answer_bytes_max;
        let bytes = body.with_config().limit(limit).read_to_vec();
        bytes.map(Bytes::from).map_err(|error| match error {
            Error::BodyExceedsLimit(_) => Unsent::TooLong(limit),
            error => arrived(unsent(error)),
        })
    }
}

/// Adds the headers of the caller, but for those that are there already.
fn add_further(head: &mut http::request::Parts) -> Result<(), Unsent> {
    let Some(FurtherHeaders(further)) = head.extensions.remove() else { return Ok(()) };
    for (name, value) in further.iter() {
        let unfit = || Unsent::Unfit(format!("{name:?} with {value:?} is no header"));
        let name = HeaderName::try_from(name).map_err(|_| unfit())?;
        let value = HeaderValue::try_from(value).map_err(|_| unfit())?;
        head.headers.entry(name).or_insert(value);
    }
    Ok(())
}

impl Transport for Ureq {
    type Stream = Chunks;

    fn send(&self, request: Request) -> impl Future<Output = Result<Response, Unsent>> {
        ready(self.exchange(request))
    }

    fn open(&self, request: Request) -> impl Future<Output = Result<Opened<Chunks>, Unsent>> {
        ready(self.open_stream(request))
    }
}

/// An event stream over a socket; taking the next chunk blocks until there is one.
pub struct Chunks(Option<BodyReader<'static>>);

impl std::fmt::Debug for Chunks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chunks")
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, Unsent>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(reader) = &mut self.0 else { return Poll::Ready(None) };
        let mut buffer = [0; 8 * 1024];
        let read = reader.read(&mut buffer);
        Poll::Ready(match read {
            Ok(0) => None,
            Ok(length) => Some(Ok(Bytes::copy_from_slice(buffer.get(..length).unwrap_or_default()))),
            Err(error) => {
                self.0 = None;
                Some(Err(arrived(unsent(Error::from(error)))))
            }
        })
    }
}

/// What an error of ureq says about the request.
fn unsent(error: Error) -> Unsent {
    use std::io::ErrorKind;
    match error {
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => Unsent::ConnectTimeout,
        Error::Timeout(_) => Unsent::Timeout,
        Error::HostNotFound | Error::ConnectionFailed => Unsent::Refused(error.to_string()),
        Error::Io(io) if matches!(io.kind(), ErrorKind::ConnectionRefused | ErrorKind::NotFound) => {
            Unsent::Refused(io.to_string())
        }
        Error::Io(io) if matches!(io.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock) => Unsent::Timeout,
        Error::Http(_) | Error::BadUri(_) | Error::RequireHttpsOnly(_) | Error::Tls(_) => {
            Unsent::Unfit(error.to_string())
        }
        error => Unsent::Cut(error.to_string()),
    }
}

/// The same, once the head of the answer is there.
fn arrived(unsent: Unsent) -> Unsent {
    match unsent {
        Unsent::Unfit(detail) | Unsent::Refused(detail) => Unsent::Cut(detail),
        Unsent::ConnectTimeout => Unsent::Timeout,
        other => other,
    }
}
