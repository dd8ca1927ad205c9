//! The same over HTTP/2: the host stands in `:authority`, and an answer has no connection to speak of.

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;

use crate::{
    server::{KEY, Server},
    upstream::{Deed, Event, whole},
};

async fn connect(server: &Server) -> SendRequest<Empty<Bytes>> {
    let stream = TcpStream::connect(server.address()).await.unwrap();
    let (sender, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    sender
}

fn get(url: &str) -> Request<Empty<Bytes>> {
    Request::get(url).body(Empty::new()).unwrap()
}

#[tokio::test]
async fn a_call_goes_on_and_its_answer_comes_back() {
    let mut server = Server::new().await;
    let headers = "Connection: keep-alive\r\nKeep-Alive: timeout=5\r\nETag: \"4\"\r\n";
    server.product.does(Deed::Answer(whole(200, headers, "body")));
    let mut connection = connect(&server).await;
    let answer = connection.send_request(get("http://localhost/api/v1/products?a=b")).await.unwrap();
    assert_eq!((answer.status(), &answer.headers()["etag"]), (StatusCode::OK, &"\"4\"".parse().unwrap()));
    assert_eq!(answer.into_body().collect().await.unwrap().to_bytes(), "body");
    let asked = server.product.asked().await;
    assert!(asked.starts_with("GET /api/v1/products?a=b HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains(&format!("host: {}\r\n", server.product.address)), "{asked}");
    assert!(asked.contains(&format!("x-api-key: {KEY}\r\n")), "{asked}");

    let answer = connection.send_request(get("http://evil.example/api/v1/products")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_stream_that_is_given_up_is_closed_behind_while_others_go_on() {
    let mut server = Server::new().await;
    let open = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    server.product.does(Deed::Then(open.as_bytes().to_vec()));
    let mut connection = connect(&server).await;
    let mut feed =
        connection.send_request(get("http://localhost/api/v1/product-events")).await.unwrap().into_body();
    server.product.says("5\r\n: hi\n\r\n");
    let piece = feed.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(piece, ": hi\n");
    server.product.asked().await;
    drop(feed);
    assert!(matches!(server.product.event().await, Event::Left));
    let answer = connection.send_request(get("http://localhost/web.json")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}
