//! Somebody who is told: an HTTP server of a few lines that does as it is bidden.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// What to do with a message.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Answer with this status.
    Answer(u16),
    /// Answer that it is somewhere else.
    Redirect(String),
    /// Answer and never end.
    Flood,
    /// Say nothing.
    Hang,
    /// Close the connection.
    Cut,
}

/// A message as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Got {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Got {
    pub(crate) fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines
            .filter(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .next()
            .unwrap_or("")
    }

    /// The `seq` of the event.
    pub(crate) fn event(&self) -> u64 {
        let document: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        document["data"]["id"].as_str().unwrap().parse().unwrap()
    }
}

/// The receiver. Whatever no act is left for is answered with 204.
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
    closed: Arc<AtomicBool>,
    listening: Option<thread::JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    acts: Mutex<VecDeque<Act>>,
    got: Mutex<Vec<Got>>,
    connections: Mutex<Vec<TcpStream>>,
}

impl Receiver {
    pub(crate) fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        let shared = Arc::new(Shared { acts: Mutex::new(acts.into_iter().collect()), ..Shared::default() });
        Self::listen("127.0.0.1:0".parse().unwrap(), shared)
    }

    /// It is gone until it [comes back](Self::come_back).
    pub(crate) fn go(&mut self) {
        self.closed.store(true, Ordering::Release);
        let _ = TcpStream::connect(self.address);
        self.listening.take().into_iter().for_each(|listening| listening.join().unwrap());
        for connection in self.shared.connections.lock().unwrap().drain(..) {
            let _ = connection.shutdown(Shutdown::Both);
        }
    }

    pub(crate) fn come_back(&mut self) {
        *self = Self::listen(self.address, Arc::clone(&self.shared));
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hook?who=us", self.address)
    }

    pub(crate) fn got(&self) -> Vec<Got> {
        self.shared.got.lock().unwrap().clone()
    }

    /// The events that came, in order, once there are as many as are waited for.
    pub(crate) fn events(&self, count: usize) -> Vec<u64> {
        let began = Instant::now();
        while self.got().len() < count {
            assert!(began.elapsed() < Duration::from_secs(20), "{} of {count} came", self.got().len());
            thread::sleep(Duration::from_millis(5));
        }
        self.got().iter().map(Got::event).collect()
    }

    fn listen(address: SocketAddr, shared: Arc<Shared>) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let (address, closed) = (listener.local_addr().unwrap(), Arc::new(AtomicBool::new(false)));
        let (theirs, until) = (Arc::clone(&shared), Arc::clone(&closed));
        let listening = thread::spawn(move || {
            for stream in listener.incoming() {
                if until.load(Ordering::Acquire) {
                    return;
                }
                let (stream, shared) = (stream.unwrap(), Arc::clone(&theirs));
                shared.connections.lock().unwrap().push(stream.try_clone().unwrap());
                thread::spawn(move || shared.serve(&stream));
            }
        });
        Self { address, shared, closed, listening: Some(listening) }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.go();
    }
}

impl Shared {
    fn serve(&self, mut stream: &TcpStream) {
        let mut reader = BufReader::new(stream);
        while let Some(got) = read(&mut reader) {
            self.got.lock().unwrap().push(got);
            let act = self.acts.lock().unwrap().pop_front().unwrap_or(Act::Answer(204));
            let more = match act {
                Act::Answer(status) => {
                    let length = if status == 204 { "" } else { "content-length: 0\r\n" };
                    write!(stream, "HTTP/1.1 {status} Word\r\n{length}\r\n").is_ok()
                }
                Act::Redirect(to) => {
                    write!(stream, "HTTP/1.1 307 Word\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n").is_ok()
                }
                Act::Flood => {
                    let _ = write!(stream, "HTTP/1.1 200 Word\r\ntransfer-encoding: chunked\r\n\r\n");
                    while write!(stream, "400\r\n{}\r\n", "x".repeat(0x400)).is_ok() {}
                    false
                }
                Act::Hang => {
                    // Until the other side, or the end of the test, closes the connection.
                    let _ = reader.read(&mut [0; 1]);
                    false
                }
                Act::Cut => false,
            };
            if !more {
                break;
            }
        }
        let _ = stream.shutdown(Shutdown::Both);
    }
}

/// One request with a body of a known length.
fn read(reader: &mut BufReader<&TcpStream>) -> Option<Got> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let mut got = Got { head, body: Vec::new() };
    got.body = vec![0; got.header("content-length").parse().ok()?];
    reader.read_exact(&mut got.body).ok()?;
    Some(got)
}
