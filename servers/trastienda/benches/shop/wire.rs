//! One connection: a request goes out, an answer comes back.

use std::{
    io::{self, ErrorKind, Read, Write},
    net::SocketAddr,
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::Failed;

/// Room for one answer to begin with; the largest under load is a page of 20 products.
const ANSWER_ROOM: usize = 32 << 10;
const ANSWER_TIMEOUT: Duration = Duration::from_mins(1);
const NOT_MODIFIED: u16 = 304;

/// One kept connection.
pub(crate) struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
    filled: usize,
}

impl Wire {
    pub(crate) async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; ANSWER_ROOM], filled: 0 })
    }

    /// Sends a request and reads its answer; the status.
    pub(crate) async fn call(&mut self, request: &[u8]) -> io::Result<u16> {
        self.stream.write_all(request).await?;
        self.filled = 0;
        let mut whole = None;
        while whole.is_none_or(|whole| self.filled < whole) {
            self.read().await?;
            whole = whole.or_else(|| length(self.answer()));
        }
        status(self.answer()).ok_or_else(|| ErrorKind::InvalidData.into())
    }

    /// Sends a request whose answer has no end.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> io::Result<()> {
        self.filled = 0;
        self.stream.write_all(request).await
    }

    /// Reads what comes next behind what is there.
    pub(crate) async fn read(&mut self) -> io::Result<()> {
        if self.filled == self.buffer.len() {
            self.buffer.resize(self.filled * 2, 0);
        }
        match self.stream.read(&mut self.buffer[self.filled..]).await? {
            0 => Err(ErrorKind::UnexpectedEof.into()),
            read => {
                self.filled += read;
                Ok(())
            }
        }
    }

    /// What is there.
    pub(crate) fn answer(&self) -> &[u8] {
        &self.buffer[..self.filled]
    }

    /// Lets go of what is there.
    pub(crate) fn clear(&mut self) {
        self.filled = 0;
    }
}

/// The length of an answer whose head is there.
fn length(answer: &[u8]) -> Option<usize> {
    let (mut end, mut body) = (0, 0);
    for line in answer.split_inclusive(|byte| *byte == b'\n') {
        end += line.len();
        if line == b"\r\n" {
            // What was not modified has the length of what is not sent.
            return Some(if status(answer) == Some(NOT_MODIFIED) { end } else { end + body });
        }
        if let Some((name, value)) = line.split_at_checked(b"content-length: ".len())
            && name.eq_ignore_ascii_case(b"content-length: ")
        {
            let digits = value.iter().take_while(|byte| byte.is_ascii_digit());
            body = digits.fold(0, |length, digit| length * 10 + usize::from(digit - b'0'));
        }
    }
    None
}

/// The status of an answer, from its first line.
fn status(answer: &[u8]) -> Option<u16> {
    std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()
}

/// One request on a connection of its own; the whole answer, if there is one.
pub(crate) fn once(address: SocketAddr, request: &[u8]) -> Option<Vec<u8>> {
    let mut stream = std::net::TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(ANSWER_TIMEOUT)).ok()?;
    stream.write_all(request).ok()?;
    let mut answer = Vec::new();
    let mut part = vec![0; ANSWER_ROOM];
    while length(&answer).is_none_or(|whole| answer.len() < whole) {
        match stream.read(&mut part).ok()? {
            0 => return None,
            read => answer.extend_from_slice(&part[..read]),
        }
    }
    Some(answer)
}

/// One request whose answer must have `status`; the answer.
pub(crate) fn expect(address: SocketAddr, request: &[u8], wanted: u16) -> Result<Vec<u8>, Failed> {
    let answer = once(address, request).ok_or("no answer")?;
    if status(&answer) != Some(wanted) {
        return Err(format!("an answer that is not {wanted}: {}", String::from_utf8_lossy(&answer)).into());
    }
    Ok(answer)
}

/// The body of an answer.
pub(crate) fn body(answer: &[u8]) -> &[u8] {
    let head = answer.windows(4).position(|end| end == b"\r\n\r\n").map_or(answer.len(), |place| place + 4);
    &answer[head..]
}
