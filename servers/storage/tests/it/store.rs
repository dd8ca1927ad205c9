//! Writing, refusing, reopening.

use std::{
    fs,
    sync::{Arc, Mutex, mpsc},
    thread,
};

use catalog_core::{
    api::query::Query,
    engine::{Commands, Fingerprint, Once, Reads, Refused, Scope, Watch},
};
use http::Method;
use rusqlite::Connection;
use trastienda_storage::{OpenError, Options};

use crate::{
    thing::{Note, Thing},
    toy::{Command, Scratch, Store, call, open, thing, wait},
};

fn once(key: &str, body: &[u8]) -> Once {
    let scope = Scope::new("ana", &Method::POST, "/things", key);
    Once { scope, fingerprint: Fingerprint::new(b"", "", body) }
}

async fn size_of(store: &Store, id: &str) -> Option<i64> {
    Reads::<Thing>::get(store, &id.to_owned()).await.unwrap().map(|thing| thing.size)
}

#[test]
fn what_was_answered_is_there_after_reopening() {
    let scratch = Scratch::new();
    let once = once("key", b"body");
    let answer = wait(async {
        let store = open(&scratch.file());
        store.execute(call(vec![Command::Put(thing("a", 1))], Some(once))).await.unwrap()
    });
    wait(async {
        let store = open(&scratch.file());
        assert_eq!(size_of(&store, "a").await, Some(1));
        assert_eq!(store.recorded(&once).await.unwrap().map(|kept| kept.answer), Some(answer.clone()));
        let again = store.execute(call(vec![Command::Put(thing("a", 2))], Some(once))).await.unwrap();
        assert_eq!((again.status, &again.body), (answer.status, &answer.body));
        assert!(again.headers.contains_key("idempotency-replayed"));
        assert_eq!(size_of(&store, "a").await, Some(1));
        let next = store.execute(call(vec![Command::Remove("a".to_owned())], None)).await.unwrap();
        assert_eq!(next.body, "2", "the sequence goes on where it stood");
        assert_eq!(size_of(&store, "a").await, None);
    });
}

#[test]
fn closing_answers_what_waits_and_empties_the_log() {
    let scratch = Scratch::new();
    let store = open(&scratch.file());
    wait(store.execute(call(vec![Command::Put(thing("a", 1))], None))).unwrap();
    store.close();
    store.close();
    assert!(!store.ready());
    assert!(fs::metadata(scratch.file().with_extension("db-wal")).map_or(0, |file| file.len()) == 0);
    let late = wait(store.execute(call(vec![Command::Put(thing("b", 1))], None)));
    assert!(matches!(late, Err(Refused::Store(_))), "{late:?}");
}

#[test]
fn the_log_begins_anew_while_it_is_written() {
    let scratch = Scratch::new();
    let store = open(&scratch.file());
    let note = "x".repeat(1 << 20);
    for number in 0..100 {
        let thing = Thing { note: Some(note.clone()), ..thing("a", number) };
        wait(store.execute(call(vec![Command::Put(thing)], None))).unwrap();
    }
    let log = fs::metadata(scratch.file().with_extension("db-wal")).unwrap().len();
    assert!(log < 48 << 20, "{log} bytes for 100 MiB");
}

#[test]
fn a_failing_commit_undoes_the_whole_batch_and_selling_goes_on() {
    let scratch = Scratch::new();
    let store = Arc::new(open(&scratch.file()));
    let (begun, has_begun) = mpsc::channel();
    let (say, word) = mpsc::channel();
    // While the first call holds the writer, two more gather into one batch; the second breaks a CHECK.
    let held = run(&store, vec![Command::Hold(begun, Mutex::new(word))]);
    has_begun.recv().unwrap();
    let good = run(&store, vec![Command::Put(thing("good", 1))]);
    wait_until(|| good.is_running());
    let bad = run(&store, vec![Command::Put(thing("bad", -1001))]);
    wait_until(|| bad.is_running());
    say.send(()).unwrap();
    assert!(held.answer().is_ok());
    let answers = [good.answer(), bad.answer()];
    assert!(answers.iter().all(|answer| matches!(answer, Err(Refused::Store(_)))), "{answers:?}");
    wait(async {
        assert_eq!(size_of(&store, "good").await, None);
        let next = store.execute(call(vec![Command::Add(thing("good", 2))], None)).await.unwrap();
        assert_eq!((next.status, next.body), (200, "1".into()));
    });
}

#[test]
fn a_full_queue_refuses_at_once() {
    let scratch = Scratch::new();
    let options = Options { queue_max: 2, ..Options::default() };
    let store = Arc::new(Store::open(&scratch.file(), &options).unwrap());
    let (begun, has_begun) = mpsc::channel();
    let (say, word) = mpsc::channel();
    let held = run(&store, vec![Command::Hold(begun, Mutex::new(word))]);
    has_begun.recv().unwrap();
    let waiting: Vec<_> = ["a", "b"].map(|id| run(&store, vec![Command::Put(thing(id, 1))])).into();
    wait_until(|| waiting.iter().all(Running::is_running));
    let refused = wait(store.execute(call(vec![Command::Put(thing("c", 1))], None)));
    assert_eq!(refused, Err(Refused::Overloaded));
    say.send(()).unwrap();
    assert!(held.answer().is_ok());
    assert!(waiting.into_iter().all(|waiting| waiting.answer().is_ok()));
}

#[test]
fn a_panic_costs_its_batch_only() {
    let scratch = Scratch::new();
    let store = open(&scratch.file());
    wait(async {
        store.execute(call(vec![Command::Put(thing("a", 1))], None)).await.unwrap();
        let panicked = store.execute(call(vec![Command::Put(thing("b", 1)), Command::Panic], None)).await;
        assert!(matches!(panicked, Err(Refused::Store(_))), "{panicked:?}");
        assert!(store.ready());
        let next = store.execute(call(vec![Command::Add(thing("b", 2))], None)).await.unwrap();
        assert_eq!((next.status, next.body), (200, "2".into()));
        assert_eq!(size_of(&store, "a").await, Some(1));
    });
}

#[test]
fn a_refusal_is_kept_with_its_key() {
    let scratch = Scratch::new();
    let store = open(&scratch.file());
    wait(async {
        store.execute(call(vec![Command::Put(thing("a", 1))], None)).await.unwrap();
        let add = |id: &str| vec![Command::Add(thing(id, 2))];
        let refused = store.execute(call(add("a"), Some(once("key", b"")))).await.unwrap();
        assert_eq!(refused.status, 409);
        let replayed = store.execute(call(add("b"), Some(once("key", b"")))).await.unwrap();
        assert_eq!((replayed.status, replayed.body), (409, refused.body));
        let other = store.execute(call(add("b"), Some(once("key", b"other")))).await.unwrap();
        assert_eq!(other.status, 422);
    });
}

#[test]
fn a_listener_hears_of_a_commit_that_readers_see() {
    let scratch = Scratch::new();
    let store = open(&scratch.file());
    wait(async {
        let committed = store.listen();
        store.execute(call(vec![Command::Put(thing("a", 1))], None)).await.unwrap();
        committed.await;
        assert_eq!(store.page(&Query::<Note>::first_page()).await.unwrap().items.len(), 1);
    });
}

#[test]
fn one_database_has_one_writer() {
    let scratch = Scratch::new();
    let first = open(&scratch.file());
    let second = Store::open(&scratch.file(), &Options::default());
    assert!(matches!(second, Err(OpenError::InUse(_))), "{second:?}");
    drop(first);
    open(&scratch.file());
}

#[test]
fn what_is_no_database_of_ours_is_refused_and_left_alone() {
    let scratch = Scratch::new();
    let error = || Store::open(&scratch.file(), &Options::default()).unwrap_err();

    fs::write(scratch.file(), "this is a letter, not a database ".repeat(40)).unwrap();
    let before = fs::read(scratch.file()).unwrap();
    assert!(matches!(error(), OpenError::Corrupt(_)), "{:?}", error());
    assert_eq!(fs::read(scratch.file()).unwrap(), before);

    fs::remove_file(scratch.file()).unwrap();
    let other = Connection::open(scratch.file()).unwrap();
    other.execute_batch("CREATE TABLE recipes (a); PRAGMA application_id = 7").unwrap();
    drop(other);
    let before = fs::read(scratch.file()).unwrap();
    assert!(matches!(error(), OpenError::Foreign { .. }), "{:?}", error());
    assert_eq!(fs::read(scratch.file()).unwrap(), before);
}

#[test]
fn a_file_of_a_newer_version_is_refused() {
    let scratch = Scratch::new();
    drop(open(&scratch.file()));
    Connection::open(scratch.file()).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Store::open(&scratch.file(), &Options::default()).unwrap_err();
    assert!(matches!(error, OpenError::Newer { found: 99, .. }), "{error:?}");
}

#[test]
fn a_file_cut_short_is_never_taken_for_a_new_one() {
    let scratch = Scratch::new();
    let store = open(&scratch.file());
    wait(store.execute(call(vec![Command::Put(thing("a", 1))], None))).unwrap();
    drop(store);
    let whole = fs::read(scratch.file()).unwrap();
    for length in [0, 50, 100, 4096, whole.len() / 2, whole.len() - 4096] {
        fs::write(scratch.file(), &whole[..length]).unwrap();
        let opened = Store::open(&scratch.file(), &Options::default());
        let refused = matches!(opened, Err(OpenError::Corrupt(_) | OpenError::Emptied(_)));
        assert!(refused, "cut to {length}: {opened:?}");
    }
    fs::write(scratch.file(), &whole).unwrap();
    assert_eq!(wait(size_of(&open(&scratch.file()), "a")), Some(1));
}

#[test]
fn a_file_that_must_be_there_is_not_made() {
    let scratch = Scratch::new();
    let options = Options { create: false, ..Options::default() };
    let missing = Store::open(&scratch.file(), &options);
    assert!(matches!(missing, Err(OpenError::Missing(_))), "{missing:?}");
    assert!(!scratch.file().exists());
    drop(open(&scratch.file()));
    Store::open(&scratch.file(), &options).unwrap();
}

#[test]
fn a_damaged_file_is_refused_or_read_as_far_as_it_goes() {
    let scratch = Scratch::new();
    let store = open(&scratch.file());
    let puts = (0..100).map(|number| Command::Put(thing(&number.to_string(), number)));
    wait(store.execute(call(puts.collect(), None))).unwrap();
    drop(store);
    let whole = fs::read(scratch.file()).unwrap();
    let mut refused = 0;
    for page in 0..whole.len() / 4096 {
        let mut damaged = whole.clone();
        damaged[page * 4096..(page + 1) * 4096].fill(0);
        fs::write(scratch.file(), damaged).unwrap();
        let Ok(store) = Store::open(&scratch.file(), &Options::default()) else {
            refused += 1;
            continue;
        };
        // Whatever can be read is right; the rest is an error, and neither is a panic.
        wait(async {
            for number in 0..100 {
                let found = Reads::<Thing>::get(&store, &number.to_string()).await;
                if let Ok(Some(thing)) = found {
                    assert_eq!(thing.size, number);
                } else {
                    refused += 1;
                }
            }
            let _ = store.execute(call(vec![Command::Put(thing("new", 1))], None)).await;
        });
    }
    assert!(refused > 0, "some page must matter");
}

/// A call that runs on a thread of its own.
struct Running {
    thread: thread::JoinHandle<Result<catalog_core::engine::Answer, Refused>>,
    sent: Arc<std::sync::atomic::AtomicBool>,
}

impl Running {
    /// Whether it was handed to the writer.
    fn is_running(&self) -> bool {
        self.sent.load(std::sync::atomic::Ordering::Acquire)
    }

    fn answer(self) -> Result<catalog_core::engine::Answer, Refused> {
        self.thread.join().unwrap()
    }
}

fn run(store: &Arc<Store>, commands: Vec<Command>) -> Running {
    let (store, sent) = (Arc::clone(store), Arc::new(std::sync::atomic::AtomicBool::new(false)));
    let told = Arc::clone(&sent);
    let thread = thread::spawn(move || {
        wait(async {
            let mut answer = std::pin::pin!(store.execute(call(commands, None)));
            // Polled once, the call is in the queue.
            let first = std::future::poll_fn(|context| std::task::Poll::Ready(answer.as_mut().poll(context)));
            let first = first.await;
            told.store(true, std::sync::atomic::Ordering::Release);
            match first {
                std::task::Poll::Ready(answer) => answer,
                std::task::Poll::Pending => answer.await,
            }
        })
    });
    Running { thread, sent }
}

fn wait_until(holds: impl Fn() -> bool) {
    for _ in 0..2_000 {
        if holds() {
            return;
        }
        thread::sleep(std::time::Duration::from_millis(1));
    }
    panic!("it did not come to pass in two seconds");
}
