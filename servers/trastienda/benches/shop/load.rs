//! Load: kept connections that send ready bytes and read no more of an answer than must be known.
//!
//! It must be cheaper than the barest server, else it would be the load that is measured.

use std::{
    cell::Cell,
    io::{self, ErrorKind, Read, Write},
    net::SocketAddr,
    rc::Rc,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::LocalSet,
};

use crate::{Failed, child::KEY};

/// Room for one answer; the largest is a page of a hundred products.
const ANSWER_MAX: usize = 128 << 10;
/// Where the number of an idempotency key is put: as many digits as this has characters.
const KEY_MARK: &[u8] = b"################";

/// It is looked for in the head only.
const KEY_MARK_WITHIN: usize = 256;

/// What each connection sends, in turn.
#[derive(Debug)]
pub(crate) struct Requests {
    /// Whole requests, sent one after another and then again.
    pub(crate) bytes: Vec<Vec<u8>>,
    /// The status that every answer must have.
    pub(crate) status: u16,
    /// The next idempotency key.
    next_key: Rc<Cell<u64>>,
}

impl Requests {
    /// Requests that must all be answered with `status`.
    pub(crate) fn new(bytes: Vec<Vec<u8>>, status: u16) -> Self {
        Self { bytes, status, next_key: Rc::default() }
    }
}

/// What a round of load saw.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Answers, all with the right status.
    pub(crate) answers: u32,
    /// From the first request to the last answer.
    pub(crate) time: Duration,
    /// Time to each answer in microseconds, sorted.
    latencies: Vec<u32>,
}

impl Seen {
    /// Answers per second.
    pub(crate) fn rate(&self) -> f64 {
        f64::from(self.answers) / self.time.as_secs_f64()
    }

    /// The time within which so many per cent of the answers came, in microseconds.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let place = self.latencies.len() * percent / 100;
        self.latencies.get(place).or(self.latencies.last()).copied().map_or(0.0, f64::from)
    }
}

/// Puts a server under load from `connections` connections for `time`.
pub(crate) fn run(
    address: SocketAddr,
    connections: usize,
    time: Duration,
    requests: &Rc<Requests>,
) -> Result<Seen, Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    LocalSet::new().block_on(&runtime, async {
        let mut wires = Vec::with_capacity(connections);
        for _ in 0..connections {
            wires.push(Wire::open(address).await?);
        }
        let began = Instant::now();
        let callers: Vec<_> = wires
            .into_iter()
            .enumerate()
            .map(|(first, wire)| {
                tokio::task::spawn_local(call_until(began + time, wire, Rc::clone(requests), first))
            })
            .collect();
        let mut latencies = Vec::new();
        for caller in callers {
            latencies.extend(caller.await??);
        }
        let time = began.elapsed();
        latencies.sort_unstable();
        Ok(Seen { answers: u32::try_from(latencies.len())?, time, latencies })
    })
}

/// Sends one request after another; the time to each answer.
async fn call_until(
    end: Instant,
    mut wire: Wire,
    requests: Rc<Requests>,
    first: usize,
) -> Result<Vec<u32>, Failed> {
    let mut latencies = Vec::with_capacity(1 << 12);
    let mut keyed = Vec::new();
    let mut began = Instant::now();
    for request in requests.bytes.iter().cycle().skip(first) {
        if began >= end {
            break;
        }
        let status = match request.windows(KEY_MARK.len()).take(KEY_MARK_WITHIN).position(|at| at == KEY_MARK)
        {
            None => wire.call(request).await?,
            Some(place) => {
                keyed.clear();
                keyed.extend_from_slice(request);
                let number = requests.next_key.replace(requests.next_key.get() + 1);
                let digits = format!("{number:016}");
                keyed[place..place + digits.len()].copy_from_slice(digits.as_bytes());
                wire.call(&keyed).await?
            }
        };
        if status != requests.status {
            return Err(format!("an answer has status {status} instead of {}", requests.status).into());
        }
        let now = Instant::now();
        latencies.push(u32::try_from((now - began).as_micros()).unwrap_or(u32::MAX));
        began = now;
    }
    Ok(latencies)
}

/// One kept connection.
struct Wire {
    stream: TcpStream,
    answer: Vec<u8>,
}

impl Wire {
    async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, answer: vec![0; ANSWER_MAX] })
    }

    /// Sends a request and reads its answer; the status.
    async fn call(&mut self, request: &[u8]) -> io::Result<u16> {
        self.stream.write_all(request).await?;
        let (mut filled, mut whole) = (0, None);
        while whole.is_none_or(|whole| filled < whole) {
            let room = self.answer.get_mut(filled..).unwrap_or_default();
            match self.stream.read(room).await? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                read => filled += read,
            }
            whole = whole.or_else(|| length(&self.answer[..filled]));
        }
        status(&self.answer).ok_or_else(|| ErrorKind::InvalidData.into())
    }
}

/// The length of an answer whose head is there.
fn length(answer: &[u8]) -> Option<usize> {
    let head = answer.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    let name = b"\ncontent-length: ";
    let value =
        answer[..head].windows(name.len()).position(|line| line.eq_ignore_ascii_case(name))? + name.len();
    let digits = answer[value..head].iter().take_while(|byte| byte.is_ascii_digit());
    Some(head + digits.fold(0, |length, digit| length * 10 + usize::from(digit - b'0')))
}

/// The status of an answer, from its first line.
fn status(answer: &[u8]) -> Option<u16> {
    std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()
}

/// One request on a connection of its own; the whole answer, if there is one.
pub(crate) fn once(address: SocketAddr, request: &[u8]) -> Option<Vec<u8>> {
    let mut stream = std::net::TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_mins(1))).ok()?;
    stream.write_all(request).ok()?;
    let mut answer = Vec::new();
    let mut part = vec![0; ANSWER_MAX];
    while length(&answer).is_none_or(|whole| answer.len() < whole) {
        match stream.read(&mut part).ok()? {
            0 => return None,
            read => answer.extend_from_slice(&part[..read]),
        }
    }
    Some(answer)
}

/// A GET with the key.
pub(crate) fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: shop\r\nX-API-Key: {KEY}\r\n\r\n").into_bytes()
}

/// A POST with the key, of a document or of an extension's.
pub(crate) fn post(path: &str, extension: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: shop\r\nX-API-Key: {KEY}\r\n\
         Content-Type: application/vnd.api+json{extension}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}
