//! Numbered pages, found by rank or by a walk that ranks bound, are what memory gives.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use catalog_core::{
    api::{
        field::Listed,
        query::{Condition, Order, Query, Selection, Window, page_of},
    },
    engine::{Commands, Reads},
};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    thing::Thing,
    toy::{Command, Scratch, Store, call, open, thing, wait},
};

fn numbered(sort: usize, descending: bool, number: u64, size: u32) -> Query<Thing> {
    Query {
        window: Window::Number { number, size },
        order: vec![Order { sort: &Thing::listing().sorts[sort], descending }],
        conditions: Vec::new(),
        selection: Selection::default(),
    }
}

fn condition((name, value): (&str, &str)) -> Condition<Thing> {
    let filter = Thing::listing().filters.iter().find(|filter| filter.name == name).unwrap();
    Condition { filter, values: vec![value.into()], text: value.to_owned() }
}

/// A thing whose columns are in other orders than its number, with many that are alike and some without value.
fn nth(number: usize, shift: usize) -> Thing {
    let mixed = i64::try_from((number * 7_919 + shift * 131) % 2_003).unwrap();
    Thing {
        name: format!("{:03}", mixed % 211),
        rank: (mixed % 5 > 0).then_some(mixed % 13),
        note: (mixed % 7 > 0).then(|| format!("{}", mixed % 700)),
        path: Some(if mixed % 4 > 0 { "a/b" } else { "b" }.to_owned()),
        marks: vec![if mixed % 3 > 0 { "x" } else { "y" }.to_owned()],
        words: ["red", if mixed % 50 > 0 { "reddish" } else { "blue" }].map(str::to_owned).to_vec(),
        ..thing(&format!("{number:04}"), mixed % 300)
    }
}

#[derive(Clone, Debug)]
enum Action {
    /// Things from a number on, new ones and others than before.
    Put(usize, usize, usize),
    Remove(usize, usize),
    Ask(usize, bool, u64, u32, Option<(&'static str, &'static str)>),
}

/// What nearly all rows have, and what few have.
const FILTERS: [(&str, &str); 9] = [
    ("filter[search]", "red"),
    ("filter[search]", "red re"),
    ("filter[search]", "reddish blu"),
    ("filter[search]", "blue"),
    ("filter[mark]", "x"),
    ("filter[mark]", "none"),
    ("filter[path]", "a"),
    ("filter[name][lte]", "150"),
    ("filter[either]", "007"),
];

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        2 => (0..2_500_usize, 1..500_usize, 0..9_usize).prop_map(|(from, count, shift)| Action::Put(from, count, shift)),
        1 => (0..2_500_usize, 1..500_usize).prop_map(|(from, count)| Action::Remove(from, count)),
        8 => (0..6_usize, any::<bool>(), 1..120_u64, 1..40_u32)
            .prop_map(|(sort, descending, number, size)| Action::Ask(sort, descending, number, size, None)),
        8 => (0..6_usize, any::<bool>(), 1..6_u64, 1..40_u32, select(&FILTERS[..]))
            .prop_map(|(sort, descending, number, size, filter)| Action::Ask(sort, descending, number, size, Some(filter))),
    ]
}

async fn put(store: &Store, things: &mut BTreeMap<String, Thing>, from: usize, count: usize, shift: usize) {
    let put: Vec<Thing> = (from..from + count).map(|number| nth(number, shift)).collect();
    things.extend(put.iter().map(|thing| (thing.id.clone(), thing.clone())));
    store.execute(call(put.into_iter().map(Command::Put).collect(), None)).await.unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn numbered_pages_stay_right_through_any_history(first in 0..2_000_usize, actions in vec(action(), 60)) {
        let scratch = Scratch::new();
        let store = open(&scratch.file());
        wait(async {
            let mut things = BTreeMap::new();
            put(&store, &mut things, 0, first, 0).await;
            for action in actions {
                match action {
                    Action::Put(from, count, shift) => put(&store, &mut things, from, count, shift).await,
                    Action::Remove(from, count) => {
                        let ids: Vec<String> = things.keys().skip(from).take(count).cloned().collect();
                        things.retain(|id, _| !ids.contains(id));
                        store.execute(call(ids.into_iter().map(Command::Remove).collect(), None)).await.unwrap();
                    }
                    Action::Ask(sort, descending, number, size, filter) => {
                        let mut query = numbered(sort, descending, number, size);
                        query.conditions.extend(filter.map(condition));
                        let page = store.page(&query).await.unwrap();
                        prop_assert_eq!(page, page_of(&query, things.values()), "{:?}", query);
                    }
                }
            }
            Ok(())
        })?;
    }
}

/// Each batch puts ten things before all others, so a list's total says which things it has.
#[test]
fn a_page_is_of_one_moment_while_batches_are_committed() {
    const LAST: usize = 9_000;
    let front = |number: usize| Command::Put(thing(&format!("{:05}", LAST - number), 1));
    let scratch = Scratch::new();
    let store = open(&scratch.file());
    wait(store.execute(call((0..3_000).map(front).collect(), None))).unwrap();
    let written = AtomicBool::new(false);
    let read = |offset: u64| {
        let mut pages = 0;
        while !written.load(Ordering::Relaxed) {
            let descending = pages % 2 == 0;
            let query = numbered(0, descending, 1 + (pages * 7 + offset) % 60, 50);
            let page = wait(store.page(&query)).unwrap();
            let total = usize::try_from(page.total.unwrap()).unwrap();
            let Window::Number { number, size } = query.window else { unreachable!() };
            let start = usize::try_from(number - 1).unwrap() * size as usize;
            let expected = (start..(start + size as usize).min(total))
                .map(|place| if descending { LAST - place } else { LAST + 1 - total + place });
            let found: Vec<String> = page.items.into_iter().map(|thing| thing.id).collect();
            assert_eq!(found, expected.map(|number| format!("{number:05}")).collect::<Vec<_>>());
            pages += 1;
        }
        pages
    };
    thread::scope(|scope| {
        let readers = [0, 20, 40].map(|offset| scope.spawn(move || read(offset)));
        for batch in 300..800 {
            let things = (batch * 10..batch * 10 + 10).map(front);
            wait(store.execute(call(things.collect(), None))).unwrap();
        }
        written.store(true, Ordering::Relaxed);
        let pages: Vec<u64> = readers.into_iter().map(|reader| reader.join().unwrap()).collect();
        assert!(pages.iter().all(|pages| *pages > 20), "{pages:?}");
    });
}

/// A batch that fails, or a panic, leaves no ranks behind of what never came to pass.
#[test]
fn ranks_outlive_a_panic_and_a_failed_commit() {
    let scratch = Scratch::new();
    let store = open(&scratch.file());
    wait(async {
        let mut things = BTreeMap::new();
        put(&store, &mut things, 0, 1_500, 0).await;
        let check = async |things: &BTreeMap<String, Thing>| {
            let query = numbered(1, true, 60, 20);
            assert_eq!(store.page(&query).await.unwrap(), page_of(&query, things.values()));
        };
        check(&things).await;
        // Refused by the table after the batch was written in part.
        let refused = vec![Command::Put(thing("0007", 5)), Command::Put(thing("x", -2_000))];
        store.execute(call(refused, None)).await.unwrap_err();
        check(&things).await;
        store.execute(call(vec![Command::Put(thing("y", 1)), Command::Panic], None)).await.unwrap_err();
        check(&things).await;
        put(&store, &mut things, 1_000, 600, 3).await;
        check(&things).await;
    });
}
