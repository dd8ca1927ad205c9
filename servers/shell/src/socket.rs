//! A connection's socket: which protocol it speaks, and an end that loses no answer.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Sleep, sleep},
};

use crate::activity::Activity;

/// What an HTTP/2 client without TLS sends first (RFC 9113, section 3.4).
const PREFACE: [u8; 24] = *b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// How long an answered peer may go on sending what nobody wants before the socket is closed.
const LINGER: Duration = Duration::from_secs(1);
/// And how many bytes of it are thrown away: enough for an honest client with a somewhat large body.
const LINGER_BYTES: usize = 8 << 20;

/// The protocol a client chose by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Http1,
    Http2,
}

/// A socket whose first bytes were read to learn the protocol, and are read again from here.
///
/// Closing a socket with unread bytes makes the kernel send RST, which can destroy an answer on its way (RFC
/// 9112, section 9.6). So a shutdown closes the writing side and then throws away, for a while, what comes in.
pub(crate) struct Socket {
    stream: TcpStream,
    first: [u8; PREFACE.len()],
    /// The part of `first` that was not read again yet.
    start: usize,
    end: usize,
    activity: Arc<Activity>,
    linger: Option<Linger>,
}

struct Linger {
    until: Pin<Box<Sleep>>,
    left: usize,
    /// Whether there is something to wait for.
    expects: bool,
}

impl Socket {
    /// Reads first bytes until they tell the protocol; `None` when the peer leaves without a word.
    ///
    /// It has no time limit of its own.
    pub(crate) async fn sniff(
        mut stream: TcpStream,
        activity: Arc<Activity>,
    ) -> io::Result<Option<(Self, Protocol)>> {
        let mut first = [0; PREFACE.len()];
        let mut end = 0;
        let protocol = loop {
            let read = stream.read(first.get_mut(end..).unwrap_or_default()).await?;
            if read == 0 && end == 0 {
                return Ok(None);
            }
            end += read;
            if read == 0 || first.iter().take(end).ne(PREFACE.iter().take(end)) {
                break Protocol::Http1;
            }
            if end == PREFACE.len() {
                break Protocol::Http2;
            }
        };
        Ok(Some((Self { stream, first, start: 0, end, activity, linger: None }, protocol)))
    }

    /// Throws away what comes in until the peer closes, the time is over or the bytes are used up.
    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Self { stream, linger, activity, .. } = self;
        let linger = linger.get_or_insert_with(|| Linger {
            until: Box::pin(sleep(LINGER)),
            left: LINGER_BYTES,
            expects: activity.has_unread(),
        });
        let mut scratch = [0; 8 << 10];
        loop {
            let mut bytes = ReadBuf::new(&mut scratch);
            match Pin::new(&mut *stream).poll_read(cx, &mut bytes) {
                Poll::Ready(Ok(())) if !bytes.filled().is_empty() => {
                    linger.expects = true;
                    linger.left = linger.left.saturating_sub(bytes.filled().len());
                    if linger.left == 0 {
                        return Poll::Ready(());
                    }
                }
                Poll::Pending if linger.expects => return linger.until.as_mut().poll(cx),
                // The peer has closed, or nothing is to come.
                _ => return Poll::Ready(()),
            }
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.start == self.end {
            return Pin::new(&mut self.stream).poll_read(cx, out);
        }
        let taken = (self.end - self.start).min(out.remaining());
        out.put_slice(self.first.get(self.start..self.start + taken).unwrap_or_default());
        self.start += taken;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Socket {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.linger.is_none() {
            ready!(Pin::new(&mut self.stream).poll_shutdown(cx))?;
        }
        self.poll_linger(cx).map(Ok)
    }
}
