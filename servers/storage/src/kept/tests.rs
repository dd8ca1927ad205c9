use proptest::prelude::*;

use super::*;

fn kept(key: &str, body: impl Into<Bytes>) -> Kept {
    let scope = Scope::new("ana", &http::Method::POST, "/things", key);
    let body = body.into();
    let once = Once { scope, fingerprint: Fingerprint::new(b"", "", &body) };
    let answer = Answer::json(201, body).with(http::header::LOCATION, "/things/1");
    Kept { once, at: UnixMillis::new(7), answer }
}

/// A database, and whoever writes to it.
struct Desk {
    db: Connection,
    places: Places,
}

impl Desk {
    fn new() -> Self {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(SCHEMA).unwrap();
        db.execute_batch(PLACES_SCHEMA).unwrap();
        let places = open(&db);
        Self { db, places }
    }

    fn commit(&mut self, kept: &[Kept]) {
        let first = self.db.query_row("SELECT min(number) FROM kept", (), |row| row.get(0)).unwrap();
        let transaction = self.db.unchecked_transaction().unwrap();
        let appended = append(&transaction, kept).unwrap();
        let step = self.places.write(&transaction, appended, first).unwrap();
        transaction.commit().unwrap();
        self.places.committed(step);
    }

    /// A commit that fails at its end.
    fn fail(&mut self, kept: &[Kept]) {
        let transaction = self.db.unchecked_transaction().unwrap();
        let appended = append(&transaction, kept).unwrap();
        let _ = self.places.write(&transaction, appended, None).unwrap();
    }

    fn restart(&mut self) {
        self.places = open(&self.db);
    }

    fn find(&self, kept: &Kept) -> Option<Kept> {
        find(&self.db, self.places.newest(), &kept.once).unwrap()
    }

    fn count(&self, sql: &str) -> i64 {
        self.db.query_row(sql, (), |row| row.get(0)).unwrap()
    }

    fn in_index(&self) -> i64 {
        self.count("SELECT count(*) FROM kept_places")
    }
}

/// With runs so short that a test sees many.
fn open(db: &Connection) -> Places {
    let mut places = Places::open(db, std::sync::Arc::default()).unwrap();
    places.run_len = 100;
    places
}

fn answers(numbers: std::ops::Range<usize>) -> Vec<Kept> {
    numbers.map(|number| kept(&number.to_string(), number.to_string())).collect()
}

#[test]
fn an_answer_is_found_as_it_was_given() {
    let mut desk = Desk::new();
    let (one, two) = (kept("one", &b"{\"n\":1}"[..]), kept("two", &b"\xff\x00"[..]));
    desk.commit(&[one.clone(), two.clone()]);
    assert_eq!(desk.find(&two), Some(two));
    assert_eq!(desk.find(&one), Some(one));
    assert_eq!(desk.find(&kept("three", "")), None);
}

#[test]
fn scopes_that_share_a_short_hash_are_told_apart() {
    let mut desk = Desk::new();
    let one = kept("one", "1");
    let mut other = kept("two", "2");
    other.once.scope.0[..8].copy_from_slice(&one.once.scope.0[..8]);
    desk.commit(&[one.clone(), other.clone()]);
    for _ in ["in memory", "in the index"] {
        assert_eq!(desk.find(&one).as_ref(), Some(&one));
        assert_eq!(desk.find(&other).as_ref(), Some(&other));
        desk.places.write_all(&desk.db).unwrap();
        desk.restart();
    }
}

#[test]
fn the_newest_are_in_memory_and_what_is_older_in_the_index() {
    let mut desk = Desk::new();
    let all = answers(0..1_000);
    for batch in all.chunks(7) {
        desk.commit(batch);
        let in_memory = desk.places.newest().state().numbers.len();
        assert!(in_memory <= 2 * 100 + 2 * 64, "{in_memory}");
    }
    assert!(desk.in_index() > 600);
    for _ in ["before a crash", "after it"] {
        assert!(all.iter().all(|kept| desk.find(kept).as_ref() == Some(kept)));
        desk.restart();
    }
}

#[test]
fn a_file_that_was_closed_has_all_in_the_index() {
    let mut desk = Desk::new();
    let all = answers(0..150);
    all.chunks(9).for_each(|batch| desk.commit(batch));
    desk.places.write_all(&desk.db).unwrap();
    desk.restart();
    assert_eq!((desk.in_index(), desk.places.newest().state().numbers.len()), (150, 0));
    assert!(all.iter().all(|kept| desk.find(kept).as_ref() == Some(kept)));
}

#[test]
fn blocks_go_with_their_answers() {
    let mut desk = Desk::new();
    let all = answers(0..600);
    desk.commit(&all[..100]);
    // The rest stands in the next block.
    desk.db.execute("UPDATE kept SET number = number + (1 << 20) - 101 WHERE number = 100", ()).unwrap();
    desk.restart();
    all[100..350].chunks(5).for_each(|batch| desk.commit(batch));
    assert!(all[..350].iter().all(|kept| desk.find(kept).as_ref() == Some(kept)));
    assert_eq!(desk.count("SELECT count(DISTINCT block) FROM kept_places"), 2);
    desk.db.execute("DELETE FROM kept WHERE number < 1 << 20", ()).unwrap();
    all[350..].chunks(5).for_each(|batch| desk.commit(batch));
    assert_eq!(desk.count("SELECT count(*) FROM kept_places WHERE block = 0"), 0);
    assert!(all[..100].iter().all(|kept| desk.find(kept).is_none()));
    assert!(all[101..].iter().all(|kept| desk.find(kept).as_ref() == Some(kept)));
}

#[test]
fn an_older_file_finds_what_it_kept() {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(SCHEMA).unwrap();
    let one = kept("one", "1");
    let Once { scope, fingerprint } = one.once;
    let sql = "INSERT INTO kept (short, scope, fingerprint, at, status, headers, body) VALUES (?, ?, ?, 7, 201, ?, ?)";
    let (headers, body) = (headers_text(&one.answer.headers), &one.answer.body[..]);
    db.execute(sql, (scope.short(), &scope.0[..], &fingerprint.0[..], headers, body)).unwrap();
    db.execute_batch(PLACES_SCHEMA).unwrap();
    let places = open(&db);
    let desk = Desk { db, places };
    assert_eq!(desk.find(&one), Some(one));
}

/// So few that each is used again and again.
const KEYS: u8 = 40;

#[derive(Clone, Debug)]
enum Action {
    Commit(Vec<u8>),
    Fail(Vec<u8>),
    Restart,
    Close,
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let keys = || proptest::collection::vec(0..KEYS, 0..60);
    let action = prop_oneof![
        8 => keys().prop_map(Action::Commit),
        2 => keys().prop_map(Action::Fail),
        1 => Just(Action::Restart),
        1 => Just(Action::Close),
    ];
    proptest::collection::vec(action, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Keys are used again and again, so that answers of one scope stand in memory, in a run and in the index.
    #[test]
    fn the_newest_answer_of_each_key_is_found(actions in actions()) {
        let mut desk = Desk::new();
        let mut newest = std::collections::BTreeMap::new();
        let mut count = 0;
        let mut batch = |keys: &[u8]| -> Vec<(u8, Kept)> {
            let answer = |key: &u8| {
                count += 1;
                (*key, kept(&key.to_string(), count.to_string()))
            };
            keys.iter().map(answer).collect()
        };
        for action in actions {
            match action {
                Action::Commit(keys) => {
                    let batch = batch(&keys);
                    desk.commit(&batch.iter().map(|(_, kept)| kept.clone()).collect::<Vec<_>>());
                    newest.extend(batch);
                }
                Action::Fail(keys) => {
                    desk.fail(&batch(&keys).into_iter().map(|(_, kept)| kept).collect::<Vec<_>>());
                }
                Action::Restart => desk.restart(),
                Action::Close => {
                    desk.places.write_all(&desk.db).unwrap();
                    desk.restart();
                }
            }
            for key in 0..KEYS {
                prop_assert_eq!(desk.find(&kept(&key.to_string(), "")), newest.get(&key).cloned());
            }
        }
    }
}
