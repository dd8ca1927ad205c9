//! Feeds: event streams that go on where they were cut.
//!
//! ```text
//!   Feed::request ──► transport opens ──► chunks ──► Feed::read ──► events
//!        ▲                                   │ ends, or never opened
//!        └────────── wait ◄── Feed::ended ◄──┘
//! ```

mod frames;

use std::time::Duration;

use catalog_core::api::{document::ResourceObject, feed::Event};

use http::HeaderName;

pub use frames::{FRAME_BYTES_MAX, Frame, Frames, TooLong};

use crate::{
    error::SdkError,
    exchange::{Call, CallOptions, List, Media, Service, Site},
    transport::{Request, Unsent},
};

/// The shortest wait before a stream is opened again, where the service asks for none.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// No wait is longer.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Where a stream begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// With what happens from now on.
    Now,
    /// Behind an event; 0 is from the first one that is kept.
    After(u64),
}

/// One feed, followed: what to ask for, what came, and when to ask again.
#[derive(Debug)]
pub struct Feed<E> {
    call: Call,
    kind: &'static str,
    reader: fn(&ResourceObject) -> Result<E, String>,
    last: Option<u64>,
    frames: Frames,
    asked_wait: Option<Duration>,
    failures: u32,
}

impl<E: Event> Feed<E> {
    /// A feed with the filters of `list`.
    pub fn new(service: Service, list: &List<E>, begin: From) -> Self {
        Self::read_by(service, list, begin, E::read)
    }
}

impl Feed<ResourceObject> {
    /// The same feed, its events as they were written.
    pub fn of_objects<R: Event>(service: Service, list: &List<R>, begin: From) -> Self {
        Self::read_by(service, list, begin, |object| Ok(object.clone()))
    }
}

impl<E> Feed<E> {
    fn read_by<R: Event>(
        service: Service,
        list: &List<R>,
        begin: From,
        reader: fn(&ResourceObject) -> Result<E, String>,
    ) -> Self {
        let seen = match begin {
            From::Now => None,
            From::After(seq) => Some(seq),
        };
        let mut call = list.call(service);
        call.media = Media::Events;
        Self {
            call,
            kind: R::KIND,
            reader,
            last: seen,
            frames: Frames::default(),
            asked_wait: None,
            failures: 0,
        }
    }

    /// The `seq` of the last event read.
    pub fn last(&self) -> Option<u64> {
        self.last
    }

    /// The request that opens the stream, or opens it again behind the last event.
    pub fn request(&mut self, site: &Site) -> Result<Request, Unsent> {
        self.frames = Frames::default();
        let mut request = self.call.request(site, &CallOptions::default())?;
        if let Some(last) = self.last {
            request.headers_mut().insert(LAST_EVENT_ID, last.into());
        }
        Ok(request)
    }

    /// Reads a chunk: the events that it completes.
    pub fn read(&mut self, chunk: &[u8]) -> Result<Vec<E>, String> {
        let mut events = Vec::new();
        for frame in self.frames.push(chunk).map_err(|error| error.to_string())? {
            self.asked_wait = frame.retry.or(self.asked_wait);
            if frame.data.is_empty() {
                // Where the stream begins: whatever happens from here on is not to be missed.
                self.last = self.last.or(frame.id.and_then(|id| id.parse().ok()));
                continue;
            }
            let json = serde_json::from_slice(frame.data.as_bytes()).map_err(|error| error.to_string())?;
            let object = ResourceObject::from_json(&json)?;
            if object.kind != self.kind {
                return Err(format!("an event of type {:?}", object.kind));
            }
            let seq = object.id.parse().map_err(|_| format!("an event with the id {:?}", object.id))?;
            let event = (self.reader)(&object)?;
            self.failures = 0;
            // What was seen already is dropped: a stream that is opened again may overlap.
            if self.last.is_none_or(|last| seq > last) {
                self.last = Some(seq);
                events.push(event);
            }
        }
        Ok(events)
    }

    /// Notes that the stream ended or could not be opened, and says how long to wait before it is opened
    /// again; `None` where that is of no use. `random` spreads the wait.
    pub fn ended(&mut self, error: Option<&SdkError>, random: u64) -> Option<Duration> {
        let lasting = |error: &SdkError| match error {
            SdkError::Unsent(Unsent::Unfit(_)) | SdkError::Unreadable(_) => true,
            SdkError::Unsent(_) => false,
            SdkError::Api(error) => !matches!(error.status, 408 | 429 | 500..),
        };
        if error.is_some_and(lasting) {
            return None;
        }
        let asked = error.and_then(SdkError::api).and_then(|error| error.retry_after).or(self.asked_wait);
        let step = FIRST_WAIT.saturating_mul(1 << self.failures.min(6)).min(LONGEST_WAIT);
        self.failures = self.failures.saturating_add(1);
        // Half of the step at least, so that a service that closes at once is not asked without a pause.
        let half = step / 2;
        let spread = u64::try_from(half.as_millis()).unwrap_or_default() + 1;
        Some(asked.unwrap_or(half).max(half) + Duration::from_millis(random % spread))
    }
}

impl<E> Clone for Feed<E> {
    fn clone(&self) -> Self {
        Self {
            call: self.call.clone(),
            kind: self.kind,
            reader: self.reader,
            last: self.last,
            frames: Frames::default(),
            asked_wait: self.asked_wait,
            failures: self.failures,
        }
    }
}

#[cfg(test)]
mod tests {
    use catalog_core::product::ProductEvent;

    use super::*;
    use crate::error::ApiError;

    fn feed(from: From) -> Feed<ProductEvent> {
        Feed::new(Service::Product, &List::new(), from)
    }

    fn frame(seq: u64) -> String {
        let data = serde_json::json!({
            "type": "product-events", "id": seq.to_string(),
            "attributes": {
                "seq": seq, "kind": "product.deleted", "at": "2026-01-01T00:00:00.000Z", "actor": "a",
                "product": { "id": uuid::Uuid::nil().to_string(), "sku": "A" },
            },
        });
        format!("id: {seq}\nevent: product.deleted\ndata: {data}\n\n")
    }

    #[test]
    fn it_goes_on_behind_the_last_event_and_drops_what_it_saw() {
        let site = Site::new("http://p", "http://i", "k");
        let mut feed = feed(From::After(0));
        assert_eq!(feed.request(&site).unwrap().headers()["last-event-id"], "0");
        let first = format!(": open\n\n{}{}", frame(1), frame(2));
        assert_eq!(feed.read(first.as_bytes()).unwrap().len(), 2);
        assert!(feed.ended(None, 0).is_some());
        assert_eq!(feed.request(&site).unwrap().headers()["last-event-id"], "2");
        let again: Vec<u64> = feed
            .read(format!("{}{}", frame(2), frame(3)).as_bytes())
            .unwrap()
            .iter()
            .map(|event| event.seq)
            .collect();
        assert_eq!(again, [3]);
    }

    #[test]
    fn half_an_event_is_dropped_with_its_stream() {
        let site = Site::new("http://p", "http://i", "k");
        let mut feed = feed(From::Now);
        assert!(feed.request(&site).unwrap().headers().get("last-event-id").is_none());
        assert!(feed.read(b"id: 1\ndata: {").unwrap().is_empty());
        feed.request(&site).unwrap();
        assert_eq!(feed.read(frame(1).as_bytes()).unwrap().len(), 1);
    }

    #[test]
    fn cut_off_before_the_first_event_it_goes_on_from_where_the_stream_began() {
        let site = Site::new("http://p", "http://i", "k");
        let mut feed = feed(From::Now);
        assert!(feed.read(b": open\nid: 41\n\n").unwrap().is_empty());
        assert_eq!(feed.request(&site).unwrap().headers()["last-event-id"], "41");
        assert_eq!(feed.read(frame(42).as_bytes()).unwrap().len(), 1);
    }

    #[test]
    fn waits_grow_are_bounded_and_end_where_asking_is_of_no_use() {
        let mut feed = feed(From::Now);
        let waits: Vec<Duration> = (0..12).map(|_| feed.ended(None, u64::MAX).unwrap()).collect();
        assert!(waits.is_sorted() && waits.iter().all(|wait| *wait <= LONGEST_WAIT));
        let gone = ApiError { status: 410, faults: Vec::new(), request_id: None, retry_after: None };
        assert_eq!(feed.ended(Some(&SdkError::Api(Box::new(gone))), 0), None);
        let refused = SdkError::Unsent(Unsent::Refused(String::new()));
        assert!(feed.ended(Some(&refused), 0).is_some());
    }
}
