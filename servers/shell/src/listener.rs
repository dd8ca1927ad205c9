//! Connections: taking them in, speaking HTTP/1.1 or HTTP/2 on them, closing them in time.

use std::{convert::Infallible, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use futures_util::{
    FutureExt,
    future::{BoxFuture, Either, Ready},
};
use hyper::{
    body::Incoming,
    server::conn::{http1, http2},
    service::service_fn,
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::graceful::GracefulConnection,
};
use socket2::{Domain, Socket as RawSocket, Type};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{sleep, timeout},
};

use crate::{
    activity::Activity,
    answer::OutBody,
    config::ShellConfig,
    metrics::{Limit, Metrics},
    shutdown::{Phase, PhaseWatch},
    socket::{Protocol, Socket},
};

/// Connections that the kernel keeps waiting while all permits are out.
const BACKLOG: i32 = 1_024;
/// Pause after a failed accept: with no descriptor left, trying at once would only spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// Answers that a peer does not take for this long end its connection: the bound on slow readers.
const UNACKNOWLEDGED_MAX: Duration = Duration::from_secs(30);
/// How long a connection without a running request may outlive the drain, to flush its last answer.
const DRAIN_IDLE: Duration = Duration::from_secs(2);
/// How long a connection that was taken from the backlog at the drain has to show its request.
const DRAIN_FIRST_BYTES: Duration = Duration::from_millis(100);
/// Requests that one HTTP/2 connection may have open.
const STREAMS_MAX: u32 = 128;
/// Room for the request line and separators beside the headers; what is over that is hyper's plain 431.
const HEAD_SLACK: usize = 16 << 10;

/// An answer that is there at once, or one that is waited for.
pub(crate) type Answering =
    Either<Ready<hyper::Response<OutBody>>, BoxFuture<'static, hyper::Response<OutBody>>>;

/// Answers one request of a connection.
pub(crate) trait Exchange: Send + Sync + 'static {
    /// Answers a request; it must not fail.
    fn answer(self: &Arc<Self>, request: hyper::Request<Incoming>, activity: &Arc<Activity>) -> Answering;
}

/// Opens the socket.
pub(crate) fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = RawSocket::new(Domain::for_address(address), Type::STREAM, None)?;
    // A restart must not wait for the last server's connections to be forgotten.
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    TcpListener::from_std(socket.into())
}

/// Takes connections and serves them.
pub(crate) struct Listener<E> {
    exchange: Arc<E>,
    http1: http1::Builder,
    http2: http2::Builder<TokioExecutor>,
    head_timeout: Duration,
    metrics: Metrics,
    phase: PhaseWatch,
}

impl<E: Exchange> Listener<E> {
    /// A listener that hands requests to `exchange`.
    pub(crate) fn new(exchange: E, config: &ShellConfig, metrics: Metrics, phase: PhaseWatch) -> Self {
        Self {
            exchange: Arc::new(exchange),
            http1: http1_builder(config),
            http2: http2_builder(config),
            head_timeout: config.head_timeout,
            metrics,
            phase,
        }
    }

    /// Accepts until the drain begins. A connection is taken only when a permit is free for it.
    pub(crate) async fn run(self, listener: TcpListener, connections_max: usize) {
        let shared = Arc::new(self);
        let permits = Arc::new(Semaphore::new(connections_max.min(Semaphore::MAX_PERMITS)));
        while let Some(permit) = shared.permit(&permits).await {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = shared.phase.reached(Phase::Draining) => break,
            };
            match accepted {
                Ok((stream, _)) => shared.spawn(stream, permit),
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    sleep(ACCEPT_PAUSE).await;
                }
            }
        }
        // Closing the socket resets whoever waits in the backlog, so they are let in before.
        while let Ok(permit) = Arc::clone(&permits).try_acquire_owned() {
            let Some(Ok((stream, _))) = listener.accept().now_or_never() else { break };
            shared.spawn(stream, permit);
        }
    }

    /// The next permit; `None` once the drain begins.
    async fn permit(&self, permits: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
        if let Ok(permit) = Arc::clone(permits).try_acquire_owned() {
            return Some(permit);
        }
        self.metrics.hit(Limit::Connections);
        tokio::select! {
            permit = Arc::clone(permits).acquire_owned() => permit.ok(),
            () = self.phase.reached(Phase::Draining) => None,
        }
    }

    fn spawn(self: &Arc<Self>, stream: TcpStream, permit: OwnedSemaphorePermit) {
        let shared = Arc::clone(self);
        let phase = self.phase.clone();
        tokio::spawn(async move {
            let open = shared.metrics.connection();
            tokio::select! {
                () = shared.serve(stream) => {}
                () = phase.reached(Phase::Cut) => {}
            }
            drop((open, permit, phase));
        });
    }

    /// One connection from its first byte to its end.
    async fn serve(&self, stream: TcpStream) {
        if let Err(error) = prepare(&stream) {
            tracing::debug!(%error, "a socket option was refused");
        }
        let activity = Activity::new();
        let Some((socket, protocol)) = self.sniff(stream, &activity).await else { return };
        let (exchange, of_connection) = (Arc::clone(&self.exchange), Arc::clone(&activity));
        let service =
            service_fn(move |request| exchange.answer(request, &of_connection).map(Ok::<_, Infallible>));
        let (io, phase) = (TokioIo::new(socket), self.phase.clone());
        let idle_max = IdleMax { time: self.head_timeout, metrics: self.metrics.clone() };
        let ended = match protocol {
            Protocol::Http1 => {
                drive(self.http1.serve_connection(io, service), activity, phase, idle_max).await
            }
            Protocol::Http2 => {
                drive(self.http2.serve_connection(io, service), activity, phase, idle_max).await
            }
        };
        if let Err(error) = ended {
            self.note(&error);
        }
    }

    /// The protocol, if the client shows one in time. hyper has no timer before a protocol is chosen.
    async fn sniff(&self, stream: TcpStream, activity: &Arc<Activity>) -> Option<(Socket, Protocol)> {
        let drained = async {
            self.phase.reached(Phase::Draining).await;
            sleep(DRAIN_FIRST_BYTES).await;
        };
        let sniffed = tokio::select! {
            sniffed = timeout(self.head_timeout, Socket::sniff(stream, Arc::clone(activity))) => sniffed,
            () = drained => return None,
        };
        if sniffed.is_err() {
            self.metrics.hit(Limit::HeadTime);
        }
        sniffed.ok()?.ok()?
    }

    /// Counts an end that a limit caused; the rest are clients that left.
    fn note(&self, error: &hyper::Error) {
        if error.is_parse_too_large() {
            self.metrics.hit(Limit::Headers);
        }
        tracing::debug!(%error, "a connection ended");
    }
}

fn http1_builder(config: &ShellConfig) -> http1::Builder {
    let head_max = config.header_bytes_max + config.uri_bytes_max + HEAD_SLACK;
    let mut builder = http1::Builder::new();
    // Its own limit on the time for a head would set a timer for each request; `drive` has one for all.
    builder.header_read_timeout(None);
    builder.max_header_size(head_max).max_buf_size(head_max.max(64 << 10));
    if config.headers_max != ShellConfig::default().headers_max {
        // hyper's own limit is the same 100; naming it would cost an allocation per request.
        builder.max_headers(config.headers_max);
    }
    builder
}

fn http2_builder(config: &ShellConfig) -> http2::Builder<TokioExecutor> {
    // HTTP/2 counts 32 bytes more per field than its name and value (RFC 9113, section 6.5.2).
    let list_max = config.header_bytes_max + config.uri_bytes_max + 32 * config.headers_max;
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder.timer(TokioTimer::new());
    builder.keep_alive_interval(config.head_timeout).keep_alive_timeout(config.head_timeout);
    builder.max_concurrent_streams(STREAMS_MAX);
    builder.max_header_list_size(u32::try_from(list_max).unwrap_or(u32::MAX));
    builder.initial_stream_window_size(256 << 10);
    builder
}

/// Sets what hyper cannot: small answers go out at once, and a peer that takes nothing is given up.
fn prepare(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    socket2::SockRef::from(stream).set_tcp_user_timeout(Some(UNACKNOWLEDGED_MAX))
}

/// How long a connection may be without a request, which is also the time for a request's head.
struct IdleMax {
    time: Duration,
    metrics: Metrics,
}

/// Runs a connection to its end. Without a request for so long, or when the drain begins, it is ended gracefully;
/// a client that then does not take its last answers is left.
#[expect(clippy::manual_async_fn, reason = "the compiler proves Send only where it is written down")]
fn drive<C: GracefulConnection<Error = hyper::Error> + Send>(
    connection: C,
    activity: Arc<Activity>,
    phase: PhaseWatch,
    idle_max: IdleMax,
) -> impl Future<Output = hyper::Result<()>> + Send {
    async move {
        let mut connection = pin!(connection);
        let mut flush_max = UNACKNOWLEDGED_MAX;
        tokio::select! {
            // First, so that a request whose bytes have arrived is seen before the drain is.
            biased;
            ended = connection.as_mut() => return ended,
            () = phase.reached(Phase::Draining) => {}
            () = activity.idle_for(idle_max.time) => {
                idle_max.metrics.hit(Limit::HeadTime);
                // Who has not shown one whole head in that time has no answer to take.
                if !activity.has_begun() {
                    flush_max = Duration::ZERO;
                }
            }
        }
        connection.as_mut().graceful_shutdown();
        let drained = async {
            phase.reached(Phase::Draining).await;
            activity.idle_for(DRAIN_IDLE).await;
        };
        tokio::select! {
            biased;
            ended = connection => ended,
            () = activity.idle_for(flush_max) => Ok(()),
            () = drained => Ok(()),
        }
    }
}
