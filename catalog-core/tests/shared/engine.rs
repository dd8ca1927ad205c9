//! The engine: batches are what their calls would be one by one, and what fails leaves no trace.

use std::sync::Arc;

use catalog_core::{
    api::{condition::IfMatch, id::IdSource, instant::UnixMillis, query::Selection},
    engine::{Answer, Call, Envelope, Fingerprint, KEPT_MILLIS, Meta, Once, Refused, Scope, Shape, Site},
};
use http::Method;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::toy::{
    journal::Store,
    shelf::{AMOUNT_MAX, Command, Row, UNLUCKY},
};

#[derive(Clone, Debug)]
struct Asked {
    commands: Vec<Command>,
    tag: Option<u64>,
    key: Option<u8>,
}

impl Asked {
    fn one(command: Command) -> Self {
        Self { commands: vec![command], tag: None, key: None }
    }

    fn with_key(mut self, key: u8) -> Self {
        self.key = Some(key);
        self
    }

    fn with_tag(mut self, tag: u64) -> Self {
        self.tag = Some(tag);
        self
    }

    fn call(&self, request_id: &str) -> Call<Command> {
        self.call_at(request_id, 0)
    }

    fn call_at(&self, request_id: &str, now: i64) -> Call<Command> {
        let now = UnixMillis::new(now);
        let body = format!("{:?}", (&self.commands, self.tag));
        let once = self.key.map(|key| Once {
            scope: Scope::new("someone", &Method::POST, "/rows", &key.to_string()),
            fingerprint: Fingerprint::new(b"", "", body.as_bytes()),
        });
        let envelope = if self.commands.len() == 1 { Envelope::Document } else { Envelope::Operations };
        Call {
            commands: self.commands.clone(),
            meta: Meta { now, actor: "someone".into(), ids: IdSource::new(now, [0; 16]) },
            condition: self.tag.map(|tag| IfMatch::Tags(vec![tag.to_string()])),
            once,
            shape: Shape {
                request_id: request_id.into(),
                envelope,
                selection: Selection::default(),
                site: Arc::new(Site::default()),
            },
        }
    }
}

fn command() -> impl Strategy<Value = Command> {
    (0..4_u8, 0..24_u8, 0..5_u8).prop_map(|(id, amount, what)| match what {
        0 | 1 => Command::Add { id, amount },
        2 | 3 => Command::Change { id, amount },
        _ => Command::Remove { id },
    })
}

fn asked() -> impl Strategy<Value = Asked> {
    let commands = prop_oneof![3 => proptest::collection::vec(command(), 1), 1 => proptest::collection::vec(command(), 2..4)];
    (commands, proptest::option::weighted(0.2, 0..6_u64), proptest::option::weighted(0.6, 0..5_u8))
        .prop_map(|(commands, tag, key)| Asked { commands, tag, key })
}

fn batches() -> impl Strategy<Value = Vec<Vec<Asked>>> {
    proptest::collection::vec(proptest::collection::vec(asked(), 1..6), 1..6)
}

fn ask(store: &Store, asked: &Asked) -> Answer {
    store.engine().run(vec![asked.call("r")]).remove(0).unwrap()
}

fn errors(answer: &Answer) -> Vec<(String, String)> {
    let document: Json = serde_json::from_slice(&answer.body).unwrap();
    let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    let errors = document["errors"].as_array().cloned().unwrap_or_default();
    errors.iter().map(|error| (text(&error["code"]), text(&error["source"]["pointer"]))).collect()
}

fn codes(answer: &Answer) -> Vec<String> {
    errors(answer).into_iter().map(|(code, _)| code).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Batching, restarting between batches, and asking one by one are the same.
    #[test]
    fn a_batch_is_its_calls_one_by_one(batches in batches(), restarts in any::<bool>()) {
        let (together, alone) = (Store::default(), Store::default());
        let mut engine = together.engine();
        for batch in &batches {
            if restarts {
                engine = together.engine();
            }
            let answers = engine.run(batch.iter().map(|asked| asked.call("r")).collect());
            let expected: Vec<_> = batch.iter().map(|asked| Ok(ask(&alone, asked))).collect();
            prop_assert_eq!(answers, expected);
            prop_assert_eq!(together.book(), alone.book());
        }
        prop_assert!(together.book().events.iter().map(|event| event.seq).eq(1..=together.book().events.len() as u64));
    }

    #[test]
    fn a_refused_call_changes_nothing(batches in batches(), refused in asked()) {
        let store = Store::default();
        for batch in &batches {
            store.engine().run(batch.iter().map(|asked| asked.call("r")).collect());
        }
        let before = store.book();
        let answer = ask(&store, &refused);
        let after = store.book();
        if answer.status >= 400 {
            prop_assert_eq!((&after.rows, &after.events), (&before.rows, &before.events));
        }
    }

    #[test]
    fn a_failed_commit_leaves_no_trace(before in batches(), lost in proptest::collection::vec(asked(), 1..6), after in batches()) {
        let store = Store::default();
        let mut engine = store.engine();
        for batch in &before {
            engine.run(batch.iter().map(|asked| asked.call("r")).collect());
        }
        let book = store.book();
        store.fail(true);
        let answers = engine.run(lost.iter().map(|asked| asked.call("r")).collect());
        prop_assert!(answers.iter().all(|answer| matches!(answer, Err(Refused::Store(_)))));
        prop_assert_eq!(store.book(), book);
        store.fail(false);
        for batch in &after {
            // What an engine that never failed answers.
            let twin = Store::with(store.book());
            let expected = twin.engine().run(batch.iter().map(|asked| asked.call("r")).collect());
            prop_assert_eq!(engine.run(batch.iter().map(|asked| asked.call("r")).collect()), expected);
        }
    }

    #[test]
    fn the_same_key_twice_answers_the_same_bytes_and_applies_once(
        batches in batches(), asked in asked(), in_one_batch in any::<bool>(), restarts in any::<bool>(),
    ) {
        let store = Store::default();
        let mut engine = store.engine();
        for batch in &batches {
            engine.run(batch.iter().map(|asked| asked.call("r")).collect());
        }
        let asked = asked.with_key(99);
        let (first, second, between) = if in_one_batch {
            let mut answers = engine.run(vec![asked.call("one"), asked.call("two")]);
            (answers.remove(0).unwrap(), answers.remove(0).unwrap(), None)
        } else {
            let first = engine.run(vec![asked.call("one")]).remove(0).unwrap();
            let between = store.book();
            if restarts {
                engine = store.engine();
            }
            (first, engine.run(vec![asked.call("two")]).remove(0).unwrap(), Some(between))
        };
        let replayed = second.headers.contains_key("idempotency-replayed");
        // A missing target and a failed precondition are looked at afresh each time.
        prop_assert_eq!(replayed, first.status < 400 || !["not-found", "precondition-failed"].contains(&codes(&first)[0].as_str()));
        if replayed {
            prop_assert_eq!((second.status, &second.body), (first.status, &first.body));
            prop_assert_eq!(&second.headers["content-type"], &first.headers["content-type"]);
            prop_assert_eq!(second.headers.get("etag"), first.headers.get("etag"));
        } else {
            prop_assert_eq!((second.status, codes(&second)), (first.status, codes(&first)));
        }
        if let Some(between) = between {
            prop_assert_eq!(store.book(), between);
        }
    }
}

fn stocked() -> Store {
    let store = Store::default();
    assert_eq!(ask(&store, &Asked::one(Command::Add { id: 1, amount: 5 })).status, 200);
    store
}

#[test]
fn checks_come_in_their_order() {
    let store = stocked();
    let bad = AMOUNT_MAX + 1; // a multiple of three, and so against two rules
    let absent = Asked::one(Command::Change { id: 2, amount: bad }).with_tag(7);
    assert_eq!(codes(&ask(&store, &absent)), ["not-found"], "target before precondition and rules");
    let stale = Asked::one(Command::Change { id: 1, amount: bad }).with_tag(7);
    assert_eq!(codes(&ask(&store, &stale)), ["precondition-failed"], "precondition before rules");
    let fresh = Asked::one(Command::Change { id: 1, amount: bad }).with_tag(1);
    assert_eq!(codes(&ask(&store, &fresh)), ["too-much", "thirds"], "all faults of the step");
    let unlucky = Asked::one(Command::Add { id: 1, amount: UNLUCKY });
    assert_eq!(codes(&ask(&store, &unlucky)), ["unlucky"], "the check before the rules");
    let change = Asked::one(Command::Change { id: 1, amount: 1 }).with_tag(1).with_key(1);
    let done = ask(&store, &change);
    let again = ask(&store, &change);
    assert_eq!((done.status, again.body), (200, done.body), "the kept answer before the precondition");
}

#[test]
fn only_the_first_failing_step_of_a_request_is_reported() {
    let store = stocked();
    let all = |commands: Vec<Command>| errors(&ask(&store, &Asked { commands, tag: None, key: None }));
    let (add, change) =
        (|id, amount| Command::Add { id, amount }, |id, amount| Command::Change { id, amount });
    assert_eq!(
        all(vec![change(7, 1), add(2, 3), add(3, UNLUCKY), change(8, 1)]),
        [("not-found", 0), ("not-found", 3)]
            .map(|(code, place)| (code.to_owned(), format!("/atomic:operations/{place}")))
    );
    // What is missing behind a refused addition may be what it would have added.
    assert_eq!(
        all(vec![add(2, 3), change(2, 1)]),
        [("thirds".to_owned(), "/atomic:operations/0/data/attributes/amount".to_owned())]
    );
    assert_eq!(
        all(vec![add(2, 3), add(3, UNLUCKY)]),
        [("unlucky".to_owned(), "/atomic:operations/1/data/attributes/amount".to_owned())]
    );
    // A refused operation is as if it were absent: the last one finds the id free.
    assert_eq!(
        all(vec![add(2, 3), add(2, 1), add(2, 2)]),
        [
            ("thirds".to_owned(), "/atomic:operations/0/data/attributes/amount".to_owned()),
            ("id-taken".to_owned(), "/atomic:operations/2/data/id".to_owned()),
        ]
    );
    assert_eq!(store.book().rows.len(), 1);
}

#[test]
fn later_operations_see_earlier_ones() {
    let store = Store::default();
    let commands = vec![Command::Add { id: 1, amount: 1 }, Command::Change { id: 1, amount: 2 }];
    assert_eq!(ask(&store, &Asked { commands, tag: None, key: None }).status, 200);
    assert_eq!(store.book().rows[&1], Row { amount: 2, version: 2 });
}

#[test]
fn a_key_stands_for_one_request_of_one_caller() {
    let store = stocked();
    let first = Asked::one(Command::Change { id: 1, amount: 1 }).with_key(1);
    let other = Asked::one(Command::Change { id: 1, amount: 2 }).with_key(1);
    assert_eq!(ask(&store, &first).status, 200);
    let book = store.book();
    let refused = ask(&store, &other);
    assert_eq!((refused.status, codes(&refused)), (422, vec!["idempotency-key-reused".to_owned()]));
    assert_eq!(store.book(), book);
    let mut foreign = other.call("r");
    foreign.once =
        foreign.once.map(|once| Once { scope: Scope::new("other", &Method::POST, "/rows", "1"), ..once });
    assert_eq!(store.engine().run(vec![foreign]).remove(0).unwrap().status, 200);
}

#[test]
fn a_key_counts_for_a_day() {
    let store = stocked();
    let change = Asked::one(Command::Change { id: 1, amount: 1 }).with_key(1);
    let at = |now| {
        let answer = store.engine().run(vec![change.call_at("r", now)]).remove(0).unwrap();
        answer.headers.contains_key("idempotency-replayed")
    };
    assert_eq!(
        [at(0), at(KEPT_MILLIS - 1), at(KEPT_MILLIS), at(KEPT_MILLIS + 1)],
        [false, true, false, true]
    );
}

#[test]
fn an_accepted_call_says_what_it_did() {
    let answer = ask(&stocked(), &Asked::one(Command::Remove { id: 1 }));
    let document: Json = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(document, json!({ "request": "r", "rows": [[1, null]] }));
}
