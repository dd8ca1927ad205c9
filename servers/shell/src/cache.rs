//! Answers to reads, kept as they went out, until what they show has changed.
//!
//! An answer is kept with how many batches had been run before it was asked for. It serves whoever asks the same
//! while none since has changed what it shows, so nobody reads what was true before a change that he has heard of.
//! One answer serves `GET`, `HEAD` and conditional requests alike.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use bytes::Bytes;
use catalog_core::{
    api::host::RouteInfo,
    engine::{Generations, Shows},
};
use http::{HeaderMap, Method, header, request::Parts};

use crate::{coding::Coding, metrics::Series};

/// The largest body kept: a few of these must not push out everything else.
const BODY_BYTES_MAX: usize = 1 << 20;
/// What an answer takes beside its bytes and its question: its head and its place in the map.
const ANSWER_BYTES: usize = 1 << 10;

/// The answers of one server, in bounded memory.
#[derive(Debug)]
pub(crate) struct Cache {
    /// Room for each half.
    half_max: usize,
    kept: RwLock<Kept>,
}

/// When the newer half is full it becomes the older one, and what was that goes. What is asked for often is soon
/// in the newer half again.
#[derive(Debug, Default)]
struct Kept {
    bytes: usize,
    newer: Answers,
    older: Answers,
}

type Answers = HashMap<Box<[u8]>, (u64, Arc<Answer>)>;

/// A whole answer with status 200, but for what belongs to one request.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The route that gave it.
    pub(crate) route: RouteInfo,
    /// Its headers.
    pub(crate) headers: HeaderMap,
    /// Its body, coded as the question says.
    pub(crate) body: Bytes,
    /// What it shows; none is anything.
    pub(crate) shows: Option<Shows>,
    /// Where it is counted when it goes out whole.
    pub(crate) series: Series,
}

/// What was asked, and after how many batches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    batches: u64,
    /// All of a request that its answer depends on.
    text: Box<[u8]>,
}

impl Question {
    /// What a read asks of a service after so many batches; none where its answer is not kept.
    pub(crate) fn new(head: &Parts, coding: Option<Coding>, batches: u64) -> Option<Self> {
        if !matches!(head.method, Method::GET | Method::HEAD) {
            return None;
        }
        let target = head.uri.path_and_query()?.as_str().as_bytes();
        let coding = coding.map_or("", Coding::name).as_bytes();
        let accepts = || head.headers.get_all(header::ACCEPT).iter();
        let length = accepts().map(|value| value.len() + 1).sum::<usize>() + target.len() + 1 + coding.len();
        let mut text = Vec::with_capacity(length);
        text.extend_from_slice(target);
        // A line feed is neither in a target nor in a header.
        text.push(b'\n');
        for value in accepts() {
            text.extend_from_slice(value.as_bytes());
            text.push(b'\n');
        }
        text.extend_from_slice(coding);
        Some(Self { batches, text: text.into() })
    }
}

impl Cache {
    /// A cache of at most `bytes_max` bytes.
    pub(crate) fn new(bytes_max: usize) -> Self {
        Self { half_max: bytes_max / 2, kept: RwLock::default() }
    }

    /// Whether it keeps anything.
    pub(crate) fn is_on(&self) -> bool {
        self.half_max > ANSWER_BYTES
    }

    /// The answer to a question, where that still holds.
    pub(crate) fn recall(&self, question: &Question, generations: &Generations) -> Option<Arc<Answer>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let (batches, answer) = kept.newer.get(&question.text).or_else(|| kept.older.get(&question.text))?;
        generations.still_hold(*batches, answer.shows.as_ref()).then(|| Arc::clone(answer))
    }

    /// Keeps an answer.
    pub(crate) fn keep(&self, question: Question, answer: Answer) {
        let bytes = weight(&question.text, &answer);
        if answer.body.len() > BODY_BYTES_MAX || bytes > self.half_max {
            return;
        }
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.newer.get(&question.text).is_some_and(|(batches, _)| *batches > question.batches) {
            return;
        }
        if kept.bytes + bytes > self.half_max {
            let full = std::mem::take(&mut *kept);
            kept.older = full.newer;
        }
        kept.bytes += bytes;
        let Question { batches, text } = question;
        if let Some((_, before)) = kept.newer.remove(&text) {
            kept.bytes -= weight(&text, &before);
        }
        kept.newer.insert(text, (batches, Arc::new(answer)));
    }
}

/// The bytes that an answer counts for.
fn weight(question: &[u8], answer: &Answer) -> usize {
    question.len() + answer.body.len() + ANSWER_BYTES
}

#[cfg(test)]
mod tests {
    use catalog_core::engine::Aspect;
    use http::{Request, StatusCode};

    use super::*;
    use crate::metrics::Metrics;

    fn question(target: &str, accept: &str, batches: u64) -> Question {
        let request = Request::get(target).header(header::ACCEPT, accept).body(()).unwrap();
        Question::new(&request.into_parts().0, None, batches).unwrap()
    }

    fn keep(cache: &Cache, question: Question, body: &'static [u8]) {
        keep_shown(cache, question, body, None);
    }

    fn keep_shown(cache: &Cache, question: Question, body: &'static [u8], shows: Option<Shows>) {
        let answer = Answer {
            route: RouteInfo { path: "/", scope: "", name: "" },
            headers: HeaderMap::new(),
            body: Bytes::from_static(body),
            shows,
            series: Metrics::new().series(&Method::GET, "/", StatusCode::OK),
        };
        cache.keep(question, answer);
    }

    fn recall(cache: &Cache, question: &Question, generations: &Generations) -> Option<Bytes> {
        cache.recall(question, generations).map(|answer| answer.body.clone())
    }

    /// After so many batches that changed nothing that anyone named.
    fn after(batches: u64) -> Generations {
        let generations = Generations::default();
        (0..batches).for_each(|_| generations.raise(&[]));
        generations
    }

    #[test]
    fn the_same_question_gets_the_same_answer_until_the_next_batch() {
        let cache = Cache::new(1 << 20);
        keep(&cache, question("/a", "x", 7), b"seven");
        assert_eq!(recall(&cache, &question("/a", "x", 7), &after(7)).as_deref(), Some(&b"seven"[..]));
        for other in [question("/a?b", "x", 7), question("/a", "y", 7)] {
            assert_eq!(recall(&cache, &other, &after(7)), None, "{other:?}");
        }
        assert_eq!(recall(&cache, &question("/a", "x", 8), &after(8)), None);
    }

    #[test]
    fn what_was_asked_before_a_change_does_not_replace_what_came_after_it() {
        let cache = Cache::new(1 << 20);
        keep(&cache, question("/a", "x", 8), b"eight");
        keep(&cache, question("/a", "x", 7), b"seven");
        assert_eq!(recall(&cache, &question("/a", "x", 8), &after(8)).as_deref(), Some(&b"eight"[..]));
    }

    #[test]
    fn an_answer_outlives_batches_that_change_nothing_it_shows() {
        let (cache, generations) = (Cache::new(1 << 20), Generations::default());
        for row in 1..=2 {
            let question = question(&format!("/{row}"), "x", 0);
            keep_shown(&cache, question, b"a row", Some(Shows::row(&row)));
        }
        generations.raise(&[Aspect::row(&1)]);
        assert_eq!(recall(&cache, &question("/1", "x", 1), &generations), None);
        assert!(recall(&cache, &question("/2", "x", 1), &generations).is_some());
    }

    #[test]
    fn only_reads_are_asked_for() {
        let request = |method| Request::builder().method(method).uri("/a").body(()).unwrap().into_parts().0;
        let get = Question::new(&request(Method::GET), None, 1);
        assert!(get.is_some());
        assert_eq!(Question::new(&request(Method::HEAD), None, 1), get);
        assert_eq!(Question::new(&request(Method::POST), None, 1), None);
    }

    #[test]
    fn memory_stays_bounded_and_the_newest_are_there() {
        let cache = Cache::new(20 * ANSWER_BYTES);
        for n in 0..1_000 {
            keep(&cache, question(&format!("/{n}"), "x", 7), b"some bytes");
            // Kept again, it counts once.
            keep(&cache, question(&format!("/{n}"), "x", 8), b"other bytes");
            let kept = cache.kept.read().unwrap();
            assert!(kept.bytes <= 10 * ANSWER_BYTES && kept.newer.len() < 10 && kept.older.len() < 10);
            let counted: usize = kept.newer.iter().map(|(text, (_, answer))| weight(text, answer)).sum();
            assert_eq!(kept.bytes, counted);
        }
        for n in 991..1_000 {
            assert!(recall(&cache, &question(&format!("/{n}"), "x", 8), &after(8)).is_some(), "{n}");
        }
        let off = Cache::new(0);
        keep(&off, question("/a", "x", 7), b"");
        assert!(!off.is_on());
        assert_eq!(recall(&off, &question("/a", "x", 7), &after(7)), None);
    }
}
