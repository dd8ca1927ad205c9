//! Feeds: a list that goes on, as `text/event-stream` (WHATWG HTML, server-sent events).

use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream;

use super::{
    cursor::Cursor,
    document::{Resource, write_resource},
    fault::{Fault, Problem},
    query::{PAGE_SIZE_MAX, Query, Window},
    request::EventStream,
    value::Value,
};
use crate::engine::{Reads, Site, StoreError, Watch};

/// A resource that is one event of a feed; its id is its `seq`.
pub trait Event: Resource<Id = u64> {
    /// What happened: the event's name in a stream.
    fn kind(&self) -> &str;
}

/// Where a stream starts: behind the newest event, unless the client names a place.
pub async fn start<R: Event, S: Reads<R>>(store: &S, after: Option<u64>) -> Result<u64, StoreError> {
    if let Some(seq) = after {
        return Ok(seq);
    }
    let mut newest = Query::<R>::first_page();
    newest.window = Window::Cursor { size: 1, after: None, before: Some(seq_cursor(u64::MAX)) };
    Ok(store.page(&newest).await?.items.first().map_or(0, |event| *event.id()))
}

/// Checks that the feed still reaches back to the event after `seq`.
pub async fn check_kept<R: Event, S: Reads<R>>(store: &S, seq: u64) -> Result<Option<Fault>, StoreError> {
    let mut oldest = Query::<R>::first_page();
    oldest.window = Window::Cursor { size: 1, after: None, before: None };
    let first = store.page(&oldest).await?.items.first().map_or(0, |event| *event.id());
    Ok((first > seq.saturating_add(1)).then(|| {
        let detail = format!("Events after {seq} were asked for; the oldest one kept is {first}.");
        Fault::new(Problem::EventsExpired, detail).meta(serde_json::json!({ "oldest": first }))
    }))
}

/// The events behind `after` that `query` lets through, and then each new one as it is committed.
///
/// It ends only when the store fails or the host drops it; the client comes back with the last id it saw.
pub fn stream<R, S>(store: Arc<S>, mut query: Query<R>, after: u64, site: Arc<Site>) -> EventStream
where
    R: Event,
    S: Reads<R> + Watch,
{
    query.window = window(after);
    // The first bytes say at once that the stream is open, and where: who is cut off before the first event
    // comes misses none.
    let opened = stream::iter([Bytes::from(format!(": open\nid: {after}\n\n"))]);
    let events = stream::unfold((store, query, site), |(store, mut query, site)| async move {
        loop {
            let committed = store.listen();
            let page = store.page(&query).await.ok()?;
            if let Some(last) = page.items.last() {
                query.window = window(*last.id());
                let frames = frames(&page.items, &query, &site);
                return Some((frames, (store, query, site)));
            }
            committed.await;
        }
    });
    Box::pin(futures_util::StreamExt::chain(opened, events))
}

fn window(after: u64) -> Window {
    Window::Cursor { size: PAGE_SIZE_MAX, after: Some(seq_cursor(after)), before: None }
}

fn seq_cursor(seq: u64) -> Cursor {
    Cursor(vec![Value::Int(i64::try_from(seq).unwrap_or(i64::MAX))])
}

fn frames<R: Event>(events: &[R], query: &Query<R>, site: &Site) -> Bytes {
    let mut out = Vec::with_capacity(events.len() * 512);
    for event in events {
        out.extend_from_slice(format!("id: {}\nevent: {}\ndata: ", event.id(), event.kind()).as_bytes());
        write_resource(event, &mut out, &query.selection, site, None);
        out.extend_from_slice(b"\n\n");
    }
    out.into()
}
