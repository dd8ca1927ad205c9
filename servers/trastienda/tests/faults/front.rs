//! A Product service that can fall ill: a front that passes requests on to the real one, or does worse.

use std::{
    io::{self, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use crate::wire::Wire;

/// What the front does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Health {
    /// Passes it on.
    Well,
    /// Reads it and says nothing.
    Silent,
    /// Closes the connection.
    Reset,
    /// Says nothing that is HTTP.
    Noise,
    /// Answers with these bytes.
    Says(&'static str),
    /// Announces more than it sends, then closes.
    CutShort,
    /// Sends its answer a byte at a time.
    Dripping,
}

/// The front.
pub(crate) struct Front {
    address: SocketAddr,
    health: Arc<Mutex<Health>>,
}

impl Front {
    /// A front of the service at `behind`. Its threads end with the test's process.
    pub(crate) fn before(behind: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let front =
            Self { address: listener.local_addr().unwrap(), health: Arc::new(Mutex::new(Health::Well)) };
        let health = Arc::clone(&front.health);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let health = Arc::clone(&health);
                thread::spawn(move || serve(stream, behind, &health));
            }
        });
        front
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Makes it ill, or well.
    pub(crate) fn turn(&self, health: Health) {
        *self.health.lock().unwrap() = health;
    }
}

/// One connection; any failure ends it.
fn serve(stream: TcpStream, behind: SocketAddr, health: &Mutex<Health>) -> io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut wire = Wire::accepted(stream)?;
    loop {
        let head = wire.head()?;
        let health = *health.lock().unwrap();
        match health {
            Health::Well => pass_on(&head, behind, &mut out)?,
            Health::Silent => thread::sleep(Duration::from_secs(5)),
            Health::Reset => return out.shutdown(Shutdown::Both),
            Health::Noise => return out.write_all(&[0x16, 0x03, 0x01, 0xFF, 0x00, 0x0A, 0x0D, 0x0A]),
            Health::Says(text) => out.write_all(text.as_bytes())?,
            Health::CutShort => {
                return out.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"data\":[");
            }
            Health::Dripping => {
                for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"data\":[]}                  " {
                    out.write_all(&[*byte])?;
                    thread::sleep(Duration::from_millis(100));
                }
            }
        }
    }
}

fn pass_on(head: &[String], behind: SocketAddr, out: &mut TcpStream) -> io::Result<()> {
    let mut request = head.join("\r\n");
    request.push_str("\r\n\r\n");
    let gone = |_| io::Error::from(io::ErrorKind::ConnectionAborted);
    let answer = Wire::open(behind)?.send(request.as_bytes()).map_err(gone)?;
    let headers = answer.headers.join("\r\n");
    let mut bytes = format!("HTTP/1.1 {} Passed\r\n{headers}\r\n\r\n", answer.status).into_bytes();
    bytes.extend(&answer.body);
    out.write_all(&bytes)
}
