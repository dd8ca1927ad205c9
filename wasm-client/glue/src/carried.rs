//! Calls that one module decides on and another one makes.
//!
//! An import is decided on by the module with the rules, and sent by the one with the client. Between them
//! TypeScript carries JSON text and does not look inside.

use client_sdk::{
    exchange::{Call, Media, Service},
    transport::Response,
};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use serde_json::{Map, Value as Json, json};

use crate::{error::Failure, json};

/// The headers of an answer that the SDK looks at.
pub const HEADERS: [HeaderName; 4] = [
    header::ETAG,
    header::RETRY_AFTER,
    HeaderName::from_static("x-request-id"),
    HeaderName::from_static("idempotency-replayed"),
];

/// A call with several changes of one service, all or none.
pub fn call(call: &Call) -> String {
    let body = String::from_utf8_lossy(&call.body);
    json::text(&json!({ "stock": call.service == Service::Inventory, "target": call.target, "body": body }))
}

/// The call again.
pub fn read_call(text: &str) -> Result<Call, Failure> {
    let json = json::read(text)?;
    let service = if json["stock"] == true { Service::Inventory } else { Service::Product };
    let mut call = Call::new(service, Method::POST, member(&json, "target")?);
    call.body = member(&json, "body")?.to_owned().into();
    call.media = Media::Atomic;
    Ok(call)
}

/// The answer to a call.
pub fn answer(response: &Response) -> String {
    let mut headers = Map::new();
    for name in HEADERS {
        if let Some(value) = response.headers().get(&name).and_then(|value| value.to_str().ok()) {
            headers.insert(name.as_str().to_owned(), json!(value));
        }
    }
    let body = String::from_utf8_lossy(response.body());
    json::text(&json!({ "status": response.status().as_u16(), "headers": headers, "body": body }))
}

/// The answer again.
pub fn read_answer(text: &str) -> Result<Response, Failure> {
    let json = json::read(text)?;
    let mut response = Response::new(member(&json, "body")?.to_owned().into());
    let status = json["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    *response.status_mut() = status.ok_or_else(|| Failure::argument("An answer has a status."))?;
    for name in HEADERS {
        let value = json["headers"][name.as_str()].as_str();
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}

fn member<'a>(json: &'a Json, name: &str) -> Result<&'a str, Failure> {
    json[name].as_str().ok_or_else(|| Failure::argument(format!("What is carried has no {name}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_arrives_as_it_was_decided_on() {
        for service in [Service::Product, Service::Inventory] {
            let mut sent = Call::new(service, Method::POST, "/api/v1/operations?fields%5Bproducts%5D=");
            sent.body = r#"{"atomic:operations":[{"name":"Taza «azul»"}]}"#.into();
            sent.media = Media::Atomic;
            assert_eq!(read_call(&call(&sent)).unwrap(), sent);
        }
    }

    #[test]
    fn an_answer_arrives_as_it_came() {
        let mut sent = Response::new("{\"errors\":[]}".into());
        *sent.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        sent.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("3"));
        sent.headers_mut().insert("x-request-id", HeaderValue::from_static("r-1"));
        let came = read_answer(&answer(&sent)).unwrap();
        assert_eq!(
            (came.status(), came.headers(), came.body()),
            (sent.status(), sent.headers(), sent.body())
        );
    }

    #[test]
    fn what_is_no_answer_is_an_argument_that_is_none() {
        for text in ["", "{}", r#"{"body":""}"#, r#"{"body":"","status":1}"#] {
            assert_eq!(read_answer(text).unwrap_err().errors[0].code, "argument-invalid", "{text}");
        }
    }
}
