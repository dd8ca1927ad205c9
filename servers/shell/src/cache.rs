//! Answers to reads, kept as they went out, until the service has changed.
//!
//! An answer is kept under the generation that the service was in before it was asked. It serves whoever asks
//! the same while that is still the generation, so nobody reads what was true before a change that he has heard
//! of. A new generation lets all go at once.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header, request::Parts, response};

use crate::coding::Coding;

/// The largest body kept: a few of these must not push out everything else.
const BODY_BYTES_MAX: usize = 1 << 20;
/// What an answer takes beside its bytes and its question: its head and its place in the map.
const ANSWER_BYTES: usize = 512;

/// The answers of one server, in bounded memory.
#[derive(Debug)]
pub(crate) struct Cache {
    bytes_max: usize,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    generation: u64,
    bytes: usize,
    answers: HashMap<Vec<u8>, Answer>,
}

#[derive(Clone, Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// What was asked, and in which generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    generation: u64,
    /// All of a request that its answer depends on.
    text: Vec<u8>,
}

impl Question {
    /// What a request asks of a service in this generation; none where its answer is not kept.
    pub(crate) fn new(head: &Parts, coding: Option<Coding>, generation: Option<u64>) -> Option<Self> {
        let generation = generation.filter(|_| head.method == Method::GET)?;
        let target = head.uri.path_and_query()?.as_str().as_bytes();
        let mut text = Vec::with_capacity(target.len() + 64);
        text.extend_from_slice(target);
        // A line feed is neither in a target nor in a header.
        for name in [header::ACCEPT, header::IF_NONE_MATCH] {
            text.push(b'\n');
            for value in head.headers.get_all(name) {
                text.extend_from_slice(value.as_bytes());
                text.push(b'\n');
            }
        }
        text.extend_from_slice(coding.map_or("", Coding::name).as_bytes());
        Some(Self { generation, text })
    }
}

impl Cache {
    /// A cache of at most `bytes_max` bytes.
    pub(crate) fn new(bytes_max: usize) -> Self {
        Self { bytes_max, kept: Mutex::new(Kept::default()) }
    }

    /// The answer to a question.
    pub(crate) fn recall(&self, question: &Question) -> Option<http::Response<Bytes>> {
        let answer = self.lock().of(question.generation)?.answers.get(&question.text)?.clone();
        let mut response = http::Response::new(answer.body);
        (*response.status_mut(), *response.headers_mut()) = (answer.status, answer.headers);
        Some(response)
    }

    /// Keeps an answer as it goes out, if it is one of those that depend on the question alone.
    pub(crate) fn keep(&self, question: Question, head: &response::Parts, body: &Bytes) {
        let lasts = matches!(head.status, StatusCode::OK | StatusCode::NOT_MODIFIED);
        let bytes = question.text.len() + body.len() + ANSWER_BYTES;
        if !lasts || body.len() > BODY_BYTES_MAX || bytes > self.bytes_max {
            return;
        }
        let mut kept = self.lock();
        if question.generation < kept.generation {
            return;
        }
        if question.generation > kept.generation || kept.bytes + bytes > self.bytes_max {
            *kept = Kept { generation: question.generation, ..Kept::default() };
        }
        let answer = Answer { status: head.status, headers: head.headers.clone(), body: body.clone() };
        if kept.answers.insert(question.text, answer).is_none() {
            kept.bytes += bytes;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn of(&self, generation: u64) -> Option<&Self> {
        (self.generation == generation).then_some(self)
    }
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn question(target: &str, accept: &str, generation: u64) -> Question {
        let request = Request::get(target).header(header::ACCEPT, accept).body(()).unwrap();
        Question::new(&request.into_parts().0, None, Some(generation)).unwrap()
    }

    fn keep(cache: &Cache, question: Question, status: StatusCode, body: &'static [u8]) {
        let (head, ()) = http::Response::builder().status(status).body(()).unwrap().into_parts();
        cache.keep(question, &head, &Bytes::from_static(body));
    }

    fn recall(cache: &Cache, question: &Question) -> Option<Bytes> {
        cache.recall(question).map(http::Response::into_body)
    }

    #[test]
    fn the_same_question_gets_the_same_answer_within_a_generation() {
        let cache = Cache::new(1 << 20);
        keep(&cache, question("/a", "x", 7), StatusCode::OK, b"seven");
        assert_eq!(recall(&cache, &question("/a", "x", 7)).as_deref(), Some(&b"seven"[..]));
        for other in [question("/a?b", "x", 7), question("/a", "y", 7), question("/a", "x", 8)] {
            assert_eq!(recall(&cache, &other), None, "{other:?}");
        }
    }

    #[test]
    fn what_was_asked_before_a_change_is_not_kept_after_it() {
        let cache = Cache::new(1 << 20);
        keep(&cache, question("/b", "x", 8), StatusCode::OK, b"eight");
        keep(&cache, question("/a", "x", 7), StatusCode::OK, b"seven");
        assert_eq!(recall(&cache, &question("/a", "x", 7)), None);
        assert_eq!(recall(&cache, &question("/b", "x", 8)).as_deref(), Some(&b"eight"[..]));
    }

    #[test]
    fn a_refusal_names_its_request_and_is_not_kept() {
        let cache = Cache::new(1 << 20);
        keep(&cache, question("/a", "x", 7), StatusCode::NOT_FOUND, b"");
        assert_eq!(recall(&cache, &question("/a", "x", 7)), None);
    }

    #[test]
    fn only_reads_of_a_known_generation_are_asked_for() {
        let request = |method| Request::builder().method(method).uri("/a").body(()).unwrap().into_parts().0;
        assert!(Question::new(&request(Method::GET), None, Some(1)).is_some());
        assert_eq!(Question::new(&request(Method::GET), None, None), None);
        assert_eq!(Question::new(&request(Method::HEAD), None, Some(1)), None);
        assert_eq!(Question::new(&request(Method::POST), None, Some(1)), None);
    }

    #[test]
    fn memory_stays_bounded() {
        let cache = Cache::new(10 * ANSWER_BYTES);
        for n in 0..1_000 {
            keep(&cache, question(&format!("/{n}"), "x", 7), StatusCode::OK, b"some bytes");
            let kept = cache.lock();
            assert!(kept.bytes <= 10 * ANSWER_BYTES && kept.answers.len() < 10);
        }
        assert!(recall(&cache, &question("/999", "x", 7)).is_some(), "the newest is there");
        let off = Cache::new(0);
        keep(&off, question("/a", "x", 7), StatusCode::OK, b"");
        assert_eq!(recall(&off, &question("/a", "x", 7)), None);
    }
}
