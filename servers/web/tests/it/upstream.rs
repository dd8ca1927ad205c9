//! A service that does as it is told, and remembers what it was asked.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};

/// What a service does with the next request on a connection.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// Answers with these bytes and takes the next one.
    Answer(Vec<u8>),
    /// Sends these bytes and closes.
    Last(Vec<u8>),
    /// Sends these bytes, says nothing more and waits for the other side to leave.
    Then(Vec<u8>),
}

/// What came to pass at a service.
#[derive(Debug)]
pub(crate) enum Event {
    /// A connection was opened.
    Opened,
    /// A request came, whole.
    Asked(String),
    /// A connection that had been asked something was closed by the other side.
    Left,
}

/// The service.
pub(crate) struct Upstream {
    pub(crate) address: SocketAddr,
    deed: Arc<Mutex<Deed>>,
    more: Arc<Mutex<Vec<UnboundedSender<Vec<u8>>>>>,
    events: UnboundedReceiver<Event>,
}

impl Upstream {
    /// One that answers 200 without a body.
    pub(crate) async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (sender, events) = unbounded_channel();
        let upstream = Self {
            address: listener.local_addr().unwrap(),
            deed: Arc::new(Mutex::new(Deed::Answer(whole(200, "", "")))),
            more: Arc::default(),
            events,
        };
        let (deed, more) = (Arc::clone(&upstream.deed), Arc::clone(&upstream.more));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = sender.send(Event::Opened);
                tokio::spawn(serve(stream, Arc::clone(&deed), Arc::clone(&more), sender.clone()));
            }
        });
        upstream
    }

    /// Tells it what to do from now on.
    pub(crate) fn does(&self, deed: Deed) {
        *self.deed.lock().unwrap() = deed;
    }

    /// Sends more on the connections that wait after [`Deed::Then`]; nothing closes them.
    pub(crate) fn says(&self, bytes: &str) {
        let mut waiting = self.more.lock().unwrap();
        if bytes.is_empty() {
            waiting.clear();
        }
        for connection in waiting.iter() {
            let _ = connection.send(bytes.as_bytes().to_vec());
        }
    }

    /// The next thing that came to pass.
    pub(crate) async fn event(&mut self) -> Event {
        timeout(Duration::from_secs(5), self.events.recv()).await.expect("something happens").unwrap()
    }

    /// The next request, whatever connections were opened for it.
    pub(crate) async fn asked(&mut self) -> String {
        loop {
            if let Event::Asked(request) = self.event().await {
                return request;
            }
        }
    }

    /// What came to pass so far.
    pub(crate) fn so_far(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.events.try_recv().ok()).collect()
    }
}

async fn serve(
    mut stream: TcpStream,
    deed: Arc<Mutex<Deed>>,
    more: Arc<Mutex<Vec<UnboundedSender<Vec<u8>>>>>,
    events: UnboundedSender<Event>,
) {
    let mut read = Vec::new();
    while let Some(request) = next_request(&mut stream, &mut read).await {
        let _ = events.send(Event::Asked(request));
        let deed = deed.lock().unwrap().clone();
        match deed {
            Deed::Answer(bytes) => stream.write_all(&bytes).await.unwrap(),
            Deed::Last(bytes) => {
                stream.write_all(&bytes).await.unwrap();
                return;
            }
            Deed::Then(bytes) => {
                stream.write_all(&bytes).await.unwrap();
                let (sender, mut further) = unbounded_channel();
                more.lock().unwrap().push(sender);
                let mut scratch = [0; 64];
                loop {
                    tokio::select! {
                        bytes = further.recv() => match bytes {
                            Some(bytes) => stream.write_all(&bytes).await.unwrap(),
                            None => return,
                        },
                        read = stream.read(&mut scratch) => if read.unwrap_or(0) == 0 {
                            let _ = events.send(Event::Left);
                            return;
                        },
                    }
                }
            }
        }
    }
}

/// The next whole request, with a body as long as it says.
async fn next_request(stream: &mut TcpStream, read: &mut Vec<u8>) -> Option<String> {
    loop {
        let text = String::from_utf8_lossy(read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                read.drain(..head.len() + 4 + length);
                return Some(text.get(..head.len() + 4 + length)?.to_owned());
            }
        }
        if stream.read_buf(read).await.ok()? == 0 {
            return None;
        }
    }
}

/// An answer with its length.
pub(crate) fn whole(status: u16, headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} As Told\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len()).into_bytes()
}
