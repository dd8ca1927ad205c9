//! The barest server: hyper that sends ready bytes, on the runtime that a service has.

use std::{
    collections::HashMap,
    convert::Infallible,
    io::{self, BufRead, Write},
    sync::Arc,
};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{
    HeaderMap, Method, Request, Response, StatusCode,
    body::Incoming,
    header::{CONTENT_LENGTH, DATE, HeaderName, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::Failed;

/// The word that makes this program such a server.
pub(crate) const COMMAND: &str = "serve-bare";

/// Answers kept whole, by method and target.
#[derive(Default)]
struct Answers(HashMap<String, HashMap<Method, Response<Bytes>>>);

impl Answers {
    fn to(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let mut answer = Response::new(Full::default());
        match self.0.get(target).and_then(|by_method| by_method.get(request.method())) {
            Some(kept) => {
                *answer.body_mut() = Full::new(kept.body().clone());
                *answer.status_mut() = kept.status();
                answer.headers_mut().clone_from(kept.headers());
            }
            None => *answer.status_mut() = StatusCode::NOT_FOUND,
        }
        answer
    }
}

/// Hands over an answer, as it was on the wire, to a `request` of that method and target.
pub(crate) fn teach(out: &mut impl Write, method: &str, target: &str, answer: &[u8]) -> io::Result<()> {
    writeln!(out, "{method} {target} {}", answer.len())?;
    out.write_all(answer)
}

/// Serves the answers that were handed over until it is killed.
pub(crate) fn serve(address: &str) -> Result<(), Failed> {
    let answers = Arc::new(learn(&mut io::stdin().lock())?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let answers = Arc::clone(&answers);
            let service = service_fn(move |request: Request<Incoming>| {
                let answer = answers.to(&request);
                async move {
                    // A body is read to its end, as a service must.
                    let _ = request.into_body().collect().await;
                    Ok::<_, Infallible>(answer)
                }
            });
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    })
}

fn learn(input: &mut impl BufRead) -> Result<Answers, Failed> {
    let mut answers = Answers::default();
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        let [method, target, length] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            return Err(format!("no answer begins with {line:?}").into());
        };
        let mut bytes = vec![0; length.parse()?];
        input.read_exact(&mut bytes)?;
        answers.0.entry(target.to_owned()).or_default().insert(method.parse()?, answer(&bytes)?);
        line.clear();
    }
    Ok(answers)
}

/// An answer as it was on the wire; hyper writes the date and the length again.
fn answer(bytes: &[u8]) -> Result<Response<Bytes>, Failed> {
    let head = bytes.windows(4).position(|end| end == b"\r\n\r\n").ok_or("an answer without a head")?;
    let mut lines = std::str::from_utf8(&bytes[..head])?.lines();
    let status: StatusCode = lines.next().and_then(|line| line.get(9..12)).ok_or("no status")?.parse()?;
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        headers.append(name.parse::<HeaderName>()?, value.parse::<HeaderValue>()?);
    }
    headers.remove(DATE);
    headers.remove(CONTENT_LENGTH);
    let mut answer = Response::new(Bytes::copy_from_slice(&bytes[head + 4..]));
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    Ok(answer)
}
