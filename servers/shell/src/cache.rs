//! Answers to reads, kept as they went out, until what they show has changed.
//!
//! An answer is kept under the generation that its target was in before it was asked. It serves whoever asks the
//! same while that is still the generation, so nobody reads what was true before a change that he has heard of.
//! One answer serves `GET`, `HEAD` and conditional requests alike.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use bytes::Bytes;
use catalog_core::api::host::RouteInfo;
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
    /// Where it is counted when it goes out whole.
    pub(crate) series: Series,
}

/// What was asked, and in which generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    generation: u64,
    /// All of a request that its answer depends on.
    text: Box<[u8]>,
}

impl Question {
    /// What a read asks of a service in this generation of its target; none where its answer is not kept.
    pub(crate) fn new(head: &Parts, coding: Option<Coding>, generation: Option<u64>) -> Option<Self> {
        let generation = generation.filter(|_| matches!(head.method, Method::GET | Method::HEAD))?;
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
        Some(Self { generation, text: text.into() })
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

    /// The answer to a question.
    pub(crate) fn recall(&self, question: &Question) -> Option<Arc<Answer>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let (generation, answer) =
            kept.newer.get(&question.text).or_else(|| kept.older.get(&question.text))?;
        (*generation == question.generation).then(|| Arc::clone(answer))
    }

    /// Keeps an answer.
    pub(crate) fn keep(&self, question: Question, answer: Answer) {
        let bytes = weight(&question.text, &answer);
        if answer.body.len() > BODY_BYTES_MAX || bytes > self.half_max {
            return;
        }
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.newer.get(&question.text).is_some_and(|(generation, _)| *generation > question.generation) {
            return;
        }
        if kept.bytes + bytes > self.half_max {
            let full = std::mem::take(&mut *kept);
            kept.older = full.newer;
        }
        kept.bytes += bytes;
        let Question { generation, text } = question;
        if let Some((_, before)) = kept.newer.remove(&text) {
            kept.bytes -= weight(&text, &before);
        }
        kept.newer.insert(text, (generation, Arc::new(answer)));
    }
}

/// The bytes that an answer counts for.
fn weight(question: &[u8], answer: &Answer) -> usize {
    question.len() + answer.body.len() + ANSWER_BYTES
}

#[cfg(test)]
mod tests {
    use http::{Request, StatusCode};

    use super::*;
    use crate::metrics::Metrics;

    fn question(target: &str, accept: &str, generation: u64) -> Question {
        let request = Request::get(target).header(header::ACCEPT, accept).body(()).unwrap();
        Question::new(&request.into_parts().0, None, Some(generation)).unwrap()
    }

    fn keep(cache: &Cache, question: Question, body: &'static [u8]) {
        let answer = Answer {
            route: RouteInfo { path: "/", scope: "", name: "" },
            headers: HeaderMap::new(),
            body: Bytes::from_static(body),
            series: Metrics::new().series(&Method::GET, "/", StatusCode::OK),
        };
        cache.keep(question, answer);
    }

    fn recall(cache: &Cache, question: &Question) -> Option<Bytes> {
        cache.recall(question).map(|answer| answer.body.clone())
    }

    #[test]
    fn the_same_question_gets_the_same_answer_within_a_generation() {
        let cache = Cache::new(1 << 20);
        keep(&cache, question("/a", "x", 7), b"seven");
        assert_eq!(recall(&cache, &question("/a", "x", 7)).as_deref(), Some(&b"seven"[..]));
        for other in [question("/a?b", "x", 7), question("/a", "y", 7), question("/a", "x", 8)] {
            assert_eq!(recall(&cache, &other), None, "{other:?}");
        }
    }

    #[test]
    fn what_was_asked_before_a_change_does_not_replace_what_came_after_it() {
        let cache = Cache::new(1 << 20);
        keep(&cache, question("/a", "x", 8), b"eight");
        keep(&cache, question("/a", "x", 7), b"seven");
        assert_eq!(recall(&cache, &question("/a", "x", 7)), None);
        assert_eq!(recall(&cache, &question("/a", "x", 8)).as_deref(), Some(&b"eight"[..]));
    }

    #[test]
    fn the_change_of_one_target_leaves_the_others() {
        let cache = Cache::new(1 << 20);
        keep(&cache, question("/a", "x", 7), b"a");
        keep(&cache, question("/b", "x", 8), b"b");
        assert!(recall(&cache, &question("/a", "x", 7)).is_some());
        assert!(recall(&cache, &question("/b", "x", 8)).is_some());
    }

    #[test]
    fn only_reads_of_a_known_generation_are_asked_for() {
        let request = |method| Request::builder().method(method).uri("/a").body(()).unwrap().into_parts().0;
        let get = Question::new(&request(Method::GET), None, Some(1));
        assert!(get.is_some());
        assert_eq!(Question::new(&request(Method::HEAD), None, Some(1)), get);
        assert_eq!(Question::new(&request(Method::GET), None, None), None);
        assert_eq!(Question::new(&request(Method::POST), None, Some(1)), None);
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
            assert!(recall(&cache, &question(&format!("/{n}"), "x", 8)).is_some(), "{n}");
        }
        let off = Cache::new(0);
        keep(&off, question("/a", "x", 7), b"");
        assert!(!off.is_on());
        assert_eq!(recall(&off, &question("/a", "x", 7)), None);
    }
}
