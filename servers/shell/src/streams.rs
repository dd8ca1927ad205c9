//! Event streams on their way out: a comment when nothing happens, and an end when the server drains.

use std::{convert::Infallible, time::Duration};

use bytes::Bytes;
use catalog_core::api::request::EventStream;
use futures_util::{
    StreamExt,
    stream::{BoxStream, unfold},
};
use http_body::Frame;
use http_body_util::StreamBody;
use tokio::time::sleep;

use crate::{
    activity::Working,
    shutdown::{Phase, PhaseWatch},
};

/// A comment: clients skip it, and a dead connection shows by it (WHATWG HTML, server-sent events).
const HEARTBEAT: &[u8] = b": heartbeat\n\n";
/// The last word of a stream whose server goes away; clients resume elsewhere with `Last-Event-ID`.
const FAREWELL: &[u8] = b": draining\n\n";

/// The frames of an event stream.
pub(crate) type EventFrames = StreamBody<BoxStream<'static, Result<Frame<Bytes>, Infallible>>>;

struct Open {
    events: EventStream,
    heartbeat: Duration,
    phase: PhaseWatch,
    /// A stream counts as a running request for as long as it is sent.
    _working: Working,
}

/// The events with heartbeats between them, up to the drain.
pub(crate) fn frames(
    events: EventStream,
    heartbeat: Duration,
    phase: PhaseWatch,
    working: Working,
) -> EventFrames {
    let open = Open { events, heartbeat, phase, _working: working };
    let bytes = unfold(Some(open), |open| async move {
        let mut open = open?;
        tokio::select! {
            biased;
            () = open.phase.reached(Phase::Draining) => Some((Bytes::from_static(FAREWELL), None)),
            event = open.events.next() => event.map(|event| (event, Some(open))),
            () = sleep(open.heartbeat) => Some((Bytes::from_static(HEARTBEAT), Some(open))),
        }
    });
    StreamBody::new(bytes.map(|bytes| Ok(Frame::data(bytes))).boxed())
}
