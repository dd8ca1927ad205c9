//! Feeds: resumed where the client left them, told when they no longer reach back.

use std::sync::Arc;

use bytes::Bytes;
use catalog_core::{
    api::{
        endpoint::{Exchange, Failure, Given, feed},
        fault::{Fault, Source},
        id::IdSource,
        instant::UnixMillis,
        media::EVENT_STREAM,
        query::Selection,
        request::{Caller, Context, EventStream},
    },
    engine::{Call, Commands, Envelope, Memory, Meta, Shape, Site},
};
use futures_util::{FutureExt, StreamExt};
use proptest::prelude::*;

use crate::toy::{
    Happening,
    shelf::{Command, Shelf, ShelfTables},
};

type Store = Memory<Shelf, ShelfTables>;

fn commit(store: &Store, command: Command) {
    let now = UnixMillis::new(0);
    let shape = Shape {
        request_id: "r".into(),
        envelope: Envelope::Document,
        selection: Selection::default(),
        site: Arc::new(Site::default()),
    };
    let meta = Meta { now, actor: "someone".into(), ids: IdSource::new(now, [0; 16]) };
    let call = Call { commands: vec![command], meta, condition: None, once: None, shape };
    assert_eq!(store.execute(call).now_or_never().unwrap().unwrap().status, 200);
}

/// A store with that many events.
fn store(events: u8) -> Arc<Store> {
    let store = Arc::new(Store::new());
    (0..events).for_each(|id| commit(&store, Command::Add { id, amount: 1 }));
    store
}

fn open(store: &Arc<Store>, query: &str, last_event_id: Option<&[u8]>) -> Result<EventStream, Vec<Fault>> {
    let mut request = http::Request::builder()
        .uri(format!("/api/v1/happenings{query}"))
        .header("accept", EVENT_STREAM)
        .body(Bytes::new())
        .unwrap();
    if let Some(id) = last_event_id {
        request.headers_mut().insert("last-event-id", http::HeaderValue::from_bytes(id).unwrap());
    }
    let caller = Caller::new("someone", ["all"]);
    let context =
        Context { now: UnixMillis::new(0), request_id: "r".into(), caller, seed: [0; 16], traceparent: None };
    let site = Arc::new(Site::default());
    let exchange = Exchange::open(&request, &context, &site, true).unwrap();
    match feed::<Happening, _>(store, &exchange).now_or_never().unwrap() {
        Ok(Given::Stream(stream)) => Ok(stream.0),
        Err(Failure::Faults(faults)) => Err(faults),
        other => panic!("{other:?}"),
    }
}

/// The id of each frame that can be read without waiting, and whether it is an event.
fn frames(stream: &mut EventStream) -> Vec<(u64, bool)> {
    let mut frames = Vec::new();
    while let Some(Some(bytes)) = stream.next().now_or_never() {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        for frame in text.split_terminator("\n\n") {
            let id = frame.lines().find_map(|line| line.strip_prefix("id: ")).unwrap();
            frames.push((id.parse().unwrap(), frame.contains("\ndata: ")));
        }
    }
    frames
}

/// The ids of all events that can be read without waiting.
fn ready(stream: &mut EventStream) -> Vec<u64> {
    frames(stream).into_iter().filter_map(|(id, is_event)| is_event.then_some(id)).collect()
}

#[test]
fn a_stream_opens_with_the_place_where_it_begins() {
    let store = store(5);
    for (last, begins) in [(None, 5), (Some("0"), 0), (Some("3"), 3)] {
        let mut stream = open(&store, "", last.map(str::as_bytes)).unwrap();
        assert_eq!(frames(&mut stream).first(), Some(&(begins, false)), "{last:?}");
    }
    let mut empty = open(&self::store(0), "", None).unwrap();
    assert_eq!(frames(&mut empty), [(0, false)]);
}

#[test]
fn a_stream_goes_on_where_the_client_left_it() {
    let store = store(5);
    for (query, last, expected) in [
        ("", None, vec![]),
        ("", Some("0"), vec![1, 2, 3, 4, 5]),
        ("", Some("3"), vec![4, 5]),
        ("?page[after]=4", None, vec![5]),
        ("?page[after]=1", Some("4"), vec![5]),
        ("", Some("99999999"), vec![]),
        ("?filter[kind]=removed", Some("0"), vec![]),
    ] {
        let mut stream = open(&store, query, last.map(str::as_bytes)).unwrap();
        assert_eq!(ready(&mut stream), expected, "{query} {last:?}");
    }
}

#[test]
fn a_stream_gives_what_is_committed_later() {
    let store = store(2);
    let mut stream = open(&store, "", None).unwrap();
    assert!(ready(&mut stream).is_empty());
    commit(&store, Command::Remove { id: 0 });
    commit(&store, Command::Remove { id: 1 });
    assert_eq!(ready(&mut stream), [3, 4]);
    commit(&store, Command::Add { id: 0, amount: 2 });
    assert_eq!(ready(&mut stream), [5]);
}

#[test]
fn a_stream_of_more_than_a_page_is_whole() {
    let store = store(250);
    let mut stream = open(&store, "", Some(b"10")).unwrap();
    assert_eq!(ready(&mut stream), (11..=250).collect::<Vec<_>>());
}

#[test]
fn a_feed_says_when_it_no_longer_reaches_back() {
    let store = store(5);
    for seq in [1, 2] {
        store.tables().events.remove(&seq);
    }
    for expired in ["0", "1"] {
        let fault = open(&store, "", Some(expired.as_bytes())).err().unwrap().remove(0);
        assert_eq!((fault.code.status, fault.code.name), (410, "events-expired"));
        assert_eq!(fault.meta.unwrap()["oldest"], 3);
    }
    assert_eq!(ready(&mut open(&store, "", Some(b"2")).unwrap()), [3, 4, 5]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_last_event_id_is_read_or_refused(bytes in prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..12),
        "[+]?[0-9]{1,24}".prop_map(String::into_bytes),
    ]) {
        prop_assume!(http::HeaderValue::from_bytes(&bytes).is_ok());
        let digits = !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit);
        match open(&store(1), "", Some(&bytes)) {
            Ok(_) => prop_assert!(digits),
            Err(faults) => {
                prop_assert_eq!((faults[0].code.name, &faults[0].source), ("cursor-invalid", &Source::Header("Last-Event-ID")));
                prop_assert!(!digits || bytes.len() > 18);
            }
        }
    }
}
