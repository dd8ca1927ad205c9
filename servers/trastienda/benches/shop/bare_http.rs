//! The barest server: hyper that sends ready bytes, on the runtime that a service has.

use std::{convert::Infallible, fs, path::Path, sync::Arc};

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

/// Answers kept whole: to a list, to a single resource, to a purchase.
struct Answers([Response<Bytes>; 3]);

/// The names of their files.
pub(crate) const FILES: [&str; 3] = ["list", "one", "purchase"];

impl Answers {
    fn to(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let [list, one, purchase] = &self.0;
        let kept = match request.uri().query() {
            _ if request.method() == Method::POST => purchase,
            Some(_) => list,
            None => one,
        };
        let mut answer = Response::new(Full::new(kept.body().clone()));
        *answer.status_mut() = kept.status();
        *answer.headers_mut() = kept.headers().clone();
        answer
    }
}

/// Serves the answers in `folder` until it is killed.
pub(crate) fn serve(address: &str, folder: &str) -> Result<(), Failed> {
    let read = |name| answer(&fs::read(Path::new(folder).join(name))?);
    let [list, one, purchase] = FILES.map(read);
    let answers = Arc::new(Answers([list?, one?, purchase?]));
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
