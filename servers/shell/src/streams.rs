//! Streams on their way out. Events of our own get a comment when nothing happens; those and the ones that are
//! handed on end when the server drains.

use std::{future::pending, io, time::Duration};

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
    hosted::Passing,
    shutdown::{Phase, PhaseWatch},
};

/// A comment: clients skip it, and a dead connection shows by it (WHATWG HTML, server-sent events).
const HEARTBEAT: &[u8] = b": heartbeat\n\n";
/// The last word of a stream whose server goes away; clients resume elsewhere with `Last-Event-ID`.
const FAREWELL: &[u8] = b": draining\n\n";

/// The frames of a stream.
pub(crate) type Frames = StreamBody<BoxStream<'static, io::Result<Frame<Bytes>>>>;

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
) -> Frames {
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

/// Bytes from elsewhere, as they come. With `ends_at_drain` the end comes then, between two pieces and without
/// a last word: a piece need not end where an event does.
pub(crate) fn passing(bytes: Passing, ends_at_drain: bool, phase: PhaseWatch, working: Working) -> Frames {
    let bytes = unfold(Some((bytes, phase, working)), move |open| async move {
        let (mut bytes, phase, working) = open?;
        let draining = async {
            if ends_at_drain {
                phase.reached(Phase::Draining).await;
            } else {
                pending::<()>().await;
            }
        };
        tokio::select! {
            biased;
            () = draining => None,
            piece = bytes.next() => piece.map(|piece| (piece, Some((bytes, phase, working)))),
        }
    });
    StreamBody::new(bytes.map(|piece| piece.map(Frame::data)).boxed())
}
