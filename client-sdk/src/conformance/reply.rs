//! An answer, and what can be asked of it.

use serde_json::Value as Json;

use super::check::{ensure, ensure_eq};
use crate::transport::{Request, Response};

/// An answer with the request it is of.
#[derive(Clone, Debug)]
pub struct Reply {
    pub(super) request: Request,
    pub(super) response: Response,
    pub(super) json: Json,
}

impl Reply {
    /// An answer; its body is `null` where it is no JSON.
    pub fn new(request: Request, response: Response) -> Self {
        let json = serde_json::from_slice(response.body()).unwrap_or_default();
        Self { request, response, json }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.response.headers().get(name)?.to_str().ok()
    }

    /// A value of the document; `null` where there is none.
    pub fn at(&self, pointer: &str) -> &Json {
        self.json.pointer(pointer).unwrap_or(&Json::Null)
    }

    /// A text of the document; empty where there is none.
    pub fn text(&self, pointer: &str) -> &str {
        self.at(pointer).as_str().unwrap_or_default()
    }

    /// The items of the primary data.
    pub fn items(&self) -> &[Json] {
        self.at("/data").as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// The ids of the primary data.
    pub fn ids(&self) -> Vec<&str> {
        self.items().iter().filter_map(|item| item.get("id")?.as_str()).collect()
    }

    /// The answer, if it has this status.
    pub fn is(self, status: u16) -> Result<Self, String> {
        ensure_eq!(self.status(), status, "{self}");
        Ok(self)
    }

    /// The answer, if it is a refusal with this status whose first fault has this code and source: a pointer, a
    /// `?parameter` or a `Header`, empty for none.
    pub fn refused(self, status: u16, code: &str, source: &str) -> Result<Self, String> {
        let reply = self.is(status)?;
        reply.has_fault(code, source)?;
        ensure_eq!(reply.text("/errors/0/code"), code, "the first fault of {reply}");
        Ok(reply)
    }

    /// Checks that some fault has this code and source.
    pub fn has_fault(&self, code: &str, source: &str) -> Result<(), String> {
        let found = self.faults();
        let wanted = (code.to_owned(), source.to_owned());
        ensure!(found.contains(&wanted), "{self}: {wanted:?} is not among {found:?}");
        Ok(())
    }

    /// Code and source of every fault.
    pub fn faults(&self) -> Vec<(String, String)> {
        let errors = self.at("/errors").as_array().into_iter().flatten();
        errors.map(|error| (text_of(error, "/code"), source(error))).collect()
    }
}

fn text_of(json: &Json, pointer: &str) -> String {
    json.pointer(pointer).and_then(Json::as_str).unwrap_or_default().to_owned()
}

fn source(error: &Json) -> String {
    let parameter = text_of(error, "/source/parameter");
    let header = text_of(error, "/source/header");
    if !parameter.is_empty() {
        format!("?{parameter}")
    } else if !header.is_empty() {
        header
    } else {
        text_of(error, "/source/pointer")
    }
}

impl std::fmt::Display for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let cut = |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().take(600).collect::<String>();
        let (request, response) = (&self.request, &self.response);
        let sent = cut(request.body());
        let came = cut(response.body());
        write!(f, "{} {} {sent} -> {} {came}", request.method(), request.uri(), response.status().as_u16())
    }
}
