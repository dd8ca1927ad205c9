//! The SQL of any query gives what memory gives.

use catalog_core::{
    api::{
        cursor::Cursor,
        field::Listed,
        query::{Condition, Order, Query, Selection, Window, page_of},
        value::Value,
    },
    engine::{Commands, Reads},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::{
    thing::{Note, Thing},
    toy::{Command, Scratch, call, open, wait},
};

/// Few values, so that many rows share them, and some that a careless comparison would take for others.
const TEXTS: [&str; 8] = ["", "5", "-1", "a", "a/b", "é", "Z", "a0"];
const PATHS: [&str; 8] = ["a", "a/b", "a/b/c", "a0", "a b", "ab", "b", "b/ä"];
const WORDS: [&str; 7] = ["red", "reddish", "blue", "élan", "日本", "12", "or"];

fn text(from: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(from).prop_map(str::to_owned)
}

fn thing(number: usize) -> impl Strategy<Value = Thing> {
    let columns = (
        text(&TEXTS),
        -2..6_i64,
        option::of(-1..3_i64),
        option::of(text(&TEXTS)),
        option::of(text(&PATHS)),
        vec(text(&["x", "y", "z"]), 0..3),
        vec(text(&WORDS), 0..4),
    );
    columns.prop_map(move |(name, size, rank, note, path, marks, words)| Thing {
        // The ids are in no order that another column has.
        id: format!("{:02}", (number * 37) % 97),
        name,
        size,
        rank,
        note,
        path,
        marks,
        words,
    })
}

fn things() -> impl Strategy<Value = Vec<Thing>> {
    (0..25_usize).prop_flat_map(|count| (0..count).map(thing).collect::<Vec<_>>())
}

/// A value of any type, as a forged cursor might hold it.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => Just(Value::Null),
        3 => (-2..7_i64).prop_map(Value::Int),
        3 => text(&TEXTS).prop_map(Value::Text),
    ]
}

fn condition() -> impl Strategy<Value = Condition<Thing>> {
    let filters = Thing::listing().filters;
    (0..filters.len()).prop_flat_map(|place| {
        let filter = &filters[place];
        let values = match filter.name {
            "filter[path]" => vec(text(&PATHS).prop_map(Value::Text), 1..2).boxed(),
            "filter[mark]" => vec(text(&["x", "y", "none"]).prop_map(Value::Text), 1..3).boxed(),
            "filter[search]" => {
                let words = vec(text(&["red", "re", "blue", "él", "日", "1", "and", "or"]), 0..3);
                vec(words.prop_map(|words| Value::Text(words.join(" "))), 1..2).boxed()
            }
            _ if filter.test.takes_many() => vec(value(), 0..4).boxed(),
            _ => vec(value(), 1..2).boxed(),
        };
        values.prop_map(move |values| Condition { filter, values, text: String::new() })
    })
}

fn order() -> impl Strategy<Value = Vec<Order<Thing>>> {
    let sorts = Thing::listing().sorts;
    vec((0..sorts.len(), any::<bool>()), 0..3).prop_map(move |steps| {
        steps.into_iter().map(|(place, descending)| Order { sort: &sorts[place], descending }).collect()
    })
}

/// A place: that of one of the rows, by its number, or one that no row has.
#[derive(Clone, Debug)]
enum Place {
    Row(usize),
    Forged(Vec<Value>),
}

fn place() -> impl Strategy<Value = Option<Place>> {
    option::of(prop_oneof![
        3 => (0..25_usize).prop_map(Place::Row),
        1 => vec(value(), 6).prop_map(Place::Forged),
    ])
}

#[derive(Clone, Debug)]
enum Wanted {
    Number(u64),
    Cursor(Option<Place>, Option<Place>),
}

fn query() -> impl Strategy<Value = (Query<Thing>, Wanted, u32)> {
    let wanted = prop_oneof![
        (1..5_u64).prop_map(Wanted::Number),
        (place(), place()).prop_map(|(a, b)| Wanted::Cursor(a, b))
    ];
    let conditions = prop_oneof![2 => vec(condition(), 0..1), 3 => vec(condition(), 1..3)];
    (order(), conditions, wanted, 1..8_u32).prop_map(|(order, conditions, wanted, size)| {
        let window = Window::Number { number: 1, size };
        (Query { window, order, conditions, selection: Selection::default() }, wanted, size)
    })
}

fn window(query: &Query<Thing>, wanted: Wanted, size: u32, things: &[Thing]) -> Window {
    let columns = query.columns();
    let cursor = |place: Place| match place {
        Place::Row(number) => {
            let thing = things.get(number % things.len().max(1))?;
            Some(Cursor(columns.iter().map(|(column, _)| (column.value)(thing)).collect()))
        }
        Place::Forged(mut values) => {
            values.truncate(columns.len());
            Some(Cursor(values))
        }
    };
    match wanted {
        Wanted::Number(number) => Window::Number { number, size },
        Wanted::Cursor(after, before) => {
            Window::Cursor { size, after: after.and_then(cursor), before: before.and_then(cursor) }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn sql_gives_what_memory_gives(before in things(), things in things(), queries in vec(query(), 40)) {
        let scratch = Scratch::new();
        let store = open(&scratch.file());
        wait(async {
            // Rows that were something else before, or are no more, leave nothing behind.
            let earlier = before.iter().cloned().map(Command::Put).collect();
            store.execute(call(earlier, None)).await.unwrap();
            let removed = before.into_iter().skip(things.len()).map(|thing| Command::Remove(thing.id));
            store.execute(call(removed.collect(), None)).await.unwrap();
            let puts = things.iter().cloned().map(Command::Put).collect();
            store.execute(call(puts, None)).await.unwrap();
            for (mut query, wanted, size) in queries {
                query.window = window(&query, wanted, size, &things);
                let page = store.page(&query).await.unwrap();
                prop_assert_eq!(page, page_of(&query, things.iter()), "{:?}", query);
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_feed_gives_what_memory_gives(
        count in 0..20_usize,
        queries in vec((1..8_u32, option::of(-1..25_i64), option::of(-1..25_i64), any::<bool>()), 30),
    ) {
        let scratch = Scratch::new();
        let store = open(&scratch.file());
        wait(async {
            let commands = (0..count).map(|number| match number % 3 {
                0 => Command::Remove("none".to_owned()),
                _ => Command::Put(crate::toy::thing("one", 1)),
            });
            store.execute(call(commands.collect(), None)).await.unwrap();
            // All but the newest note are older than the feed reaches back.
            let newest = count as u64;
            let notes: Vec<Note> = (newest.max(1)..=newest)
                .map(|seq| Note { seq, at: 0, kind: if seq % 3 == 1 { "removed" } else { "put" }.to_owned() })
                .collect();
            for (size, after, before, filtered) in queries {
                let cursor = |seq: Option<i64>| seq.map(|seq| Cursor(vec![Value::Int(seq)]));
                let mut query = Query::<Note>::first_page();
                query.window = Window::Cursor { size, after: cursor(after), before: cursor(before) };
                if filtered {
                    let filter = &Note::listing().filters[0];
                    let values = vec!["put".into()];
                    query.conditions.push(Condition { filter, values, text: "put".to_owned() });
                }
                prop_assert_eq!(store.page(&query).await.unwrap(), page_of(&query, notes.iter()), "{:?}", query);
            }
            Ok(())
        })?;
    }
}
