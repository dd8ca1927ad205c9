//! The steps that every endpoint of every service goes through, in the order of the contract.

mod admit;
mod reading;
mod respond;
mod writing;

use std::sync::Arc;

use http::HeaderMap;

use super::{
    fault::{Fault, Problem},
    media::Accepts,
    request::{Context, Request},
};
use crate::engine::{Answer, Refused, Shows, Site, StoreError};

pub use admit::{admit, describe, lacking};
pub use reading::{feed, get, get_in_pieces, list, list_in_pieces};
pub use respond::{refusal, respond};
pub use writing::Write;

/// One request on its way: what was asked, by whom, and what may be answered.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    /// The request.
    pub request: &'a Request,
    /// What the host knows beside it.
    pub context: &'a Context,
    /// What is configured about links.
    pub site: &'a Arc<Site>,
    /// What the client accepts.
    pub accepts: Accepts,
}

/// What an endpoint gives: a whole answer, or a stream.
#[derive(Debug)]
pub enum Given {
    /// A document or nothing, and what a read shows, where that is known.
    Answer(Answer, Option<Shows>),
    /// Events as they come.
    Stream(StreamOf),
}

/// An event stream to be answered with.
pub struct StreamOf(pub super::request::EventStream);

impl std::fmt::Debug for StreamOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StreamOf")
    }
}

/// Why an endpoint gives no answer of its own.
#[derive(Debug)]
pub enum Failure {
    /// The request has faults.
    Faults(Vec<Fault>),
    /// The method is not offered; the text is the value of `Allow`.
    Method(Fault, String),
    /// The store did not take the call.
    Refused(Refused),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Faults(vec![fault])
    }
}

impl From<Vec<Fault>> for Failure {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Faults(faults)
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Refused(Refused::Store(error))
    }
}

impl From<Answer> for Given {
    fn from(answer: Answer) -> Self {
        Self::Answer(answer, None)
    }
}

impl From<(Answer, Shows)> for Given {
    fn from((answer, shows): (Answer, Shows)) -> Self {
        Self::Answer(answer, Some(shows))
    }
}

impl<'a> Exchange<'a> {
    /// Takes a request up: the first step is what the client accepts. An event stream alone is
    /// acceptable only where `feed` says that the endpoint is one.
    pub fn open(
        request: &'a Request,
        context: &'a Context,
        site: &'a Arc<Site>,
        feed: bool,
    ) -> Result<Self, Fault> {
        let accepts = Accepts::read(request.headers())?;
        if !accepts.document && !feed {
            let detail = "This endpoint is no feed; it is served as application/vnd.api+json.";
            return Err(Fault::new(Problem::NotAcceptable, detail).header("Accept"));
        }
        Ok(Self { request, context, site, accepts })
    }

    /// The query string.
    pub fn query_text(&self) -> &'a str {
        self.request.uri().query().unwrap_or_default()
    }

    /// The headers.
    pub fn headers(&self) -> &'a HeaderMap {
        self.request.headers()
    }
}

/// The fault of an address whose id names nothing of that type.
pub fn missing(kind: &str, id: &str) -> Fault {
    Fault::new(Problem::NotFound, format!("There is no {kind} with the id {id:?}."))
}
