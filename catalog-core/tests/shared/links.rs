//! Queries and links: what one writes, the other reads.

use std::collections::{BTreeMap, BTreeSet};

use catalog_core::api::{
    cursor::Cursor,
    query::{Query, Selection, Window},
    value::Value,
};
use proptest::{prelude::*, sample::subsequence};

use crate::toy::{
    Happening, Thing,
    queries::{Shown, essence, follow, lists, read},
    thing::things,
};

fn selections() -> impl Strategy<Value = Selection> {
    let members = subsequence(vec!["label", "amount", "shelf", "marks", "box"], 0..=5);
    let fields = proptest::option::of(members).prop_map(|members| {
        let owned = |members: Vec<&str>| members.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
        members.map(|members| ("things".to_owned(), owned(members))).into_iter().collect::<BTreeMap<_, _>>()
    });
    let include = proptest::option::of(subsequence(vec!["box"], 0..=1));
    (fields, include).prop_map(|(fields, include)| Selection { fields, include, cursor_profile: false })
}

/// A cursor of a list ordered by `columns` values and the id.
fn cursors(columns: usize) -> impl Strategy<Value = Cursor> {
    let value = prop_oneof![Just(Value::Null), any::<i64>().prop_map(Value::Int), ".*".prop_map(Value::Text)];
    (proptest::collection::vec(value, columns), ".*").prop_map(|(mut values, id)| {
        values.push(Value::Text(id));
        Cursor(values)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_query_reads_back_from_its_link(
        list in lists(), selection in selections(), number in 1..u64::MAX, size in 1..=100_u32,
    ) {
        let mut query = read::<Thing>(&list, false);
        query.selection = selection;
        query.window = Window::Number { number, size };
        let again = follow::<Thing>(&query.links().to(&query.window), false);
        prop_assert_eq!(essence(&again), essence(&query));
    }

    #[test]
    fn a_place_reads_back_from_its_link(
        list in lists(), size in 1..=100_u32, (after, before) in (cursors(6), cursors(6)), sides in 0..4_u8,
    ) {
        let mut query = read::<Thing>(&list, true);
        let columns = query.columns().len();
        let cut = |cursor: Cursor| Cursor(cursor.0[7 - columns..].to_vec());
        let (after, before) = (Some(cut(after)).filter(|_| sides & 1 > 0), Some(cut(before)).filter(|_| sides & 2 > 0));
        query.window = Window::Cursor { size, after, before };
        let again = follow::<Thing>(&query.links().to(&query.window), true);
        prop_assert_eq!(essence(&again), essence(&query));
    }

    #[test]
    fn a_seq_reads_back_from_its_link(size in 1..=100_u32, after in 0..i64::MAX, kind in "[^,]{1,9}") {
        let mut text = form_urlencoded::Serializer::new(String::new());
        let text = text.append_pair("filter[kind]", &kind).append_pair("page[after]", &after.to_string());
        let mut query = read::<Happening>(&text.finish(), false);
        let Window::Cursor { size: asked, .. } = &mut query.window else { panic!("a feed has cursors") };
        *asked = size;
        prop_assert_eq!(essence(&follow::<Happening>(&query.links().to(&query.window), false)), essence(&query));
    }

    /// JSON:API 1.1: fetching `self` gives the same document.
    #[test]
    fn self_gives_the_same_document(things in things(), list in lists(), selection in selections(), size in 1..9_u32) {
        for profile in [false, true] {
            let mut query = read::<Thing>(&format!("{list}&page[size]={size}"), profile);
            query.selection = Selection { cursor_profile: profile, ..selection.clone() };
            let page = Shown::page(&query, &things);
            let again = Shown::page::<Thing>(&follow(&page.link("self").unwrap(), profile), &things);
            prop_assert_eq!(again.document, page.document);
        }
    }

    #[test]
    fn names_may_be_encoded_or_not(list in lists()) {
        let raw = list.replace("%5B", "[").replace("%5D", "]").replace("%2C", ",");
        prop_assert_eq!(essence(&read::<Thing>(&raw, false)), essence(&read::<Thing>(&list, false)));
    }
}

#[test]
fn every_fault_of_a_query_comes_at_once() {
    let text = "sort=colour,-label,label&filter[amount]=x&page[size]=0&page[number]=-1&fields[things]=colour\
                &fields[cups]=a&include=cups&colour=red&filter[label]=a&filter[label]=b&filter[mark]=";
    let mut found: Vec<_> = Query::<Thing>::parse(text)
        .unwrap_err()
        .into_iter()
        .map(|fault| (fault.code.name, fault.source))
        .map(|(name, source)| (name, format!("{source:?}")))
        .collect();
    found.sort();
    let expected = [
        ("fields-unknown", "fields[cups]"),
        ("fields-unknown", "fields[things]"),
        ("filter-invalid", "filter[amount]"),
        ("filter-invalid", "filter[mark]"),
        ("include-unsupported", "include"),
        ("page-invalid", "page[number]"),
        ("page-invalid", "page[size]"),
        ("parameter-repeated", "filter[label]"),
        ("parameter-unknown", "colour"),
        ("sort-unsupported", "sort"),
        ("sort-unsupported", "sort"),
    ];
    assert_eq!(found, expected.map(|(name, parameter)| (name, format!("Parameter({parameter:?})"))));
}

#[test]
fn a_page_over_the_largest_says_how_large_it_may_be() {
    for size in ["101", "1000000000"] {
        let fault = Query::<Thing>::parse(&format!("page[size]={size}")).unwrap_err().remove(0);
        assert_eq!(fault.code.name, "page-size-too-large");
        assert_eq!(fault.meta.unwrap()["page"]["maxSize"], 100);
        assert!(fault.link_type.unwrap().ends_with("/max-size-exceeded"));
    }
    for size in ["0", "-1", "+5", "1.5", "ten", "", " 5", "99999999999999999999"] {
        let text = form_urlencoded::Serializer::new(String::new()).append_pair("page[size]", size).finish();
        assert_eq!(Query::<Thing>::parse(&text).unwrap_err()[0].code.name, "page-invalid", "{size}");
    }
}

#[test]
fn a_filter_takes_a_hundred_values() {
    let of = |count: usize| format!("filter[amount]={}", vec!["1"; count].join(","));
    assert_eq!(read::<Thing>(&of(100), false).conditions[0].values.len(), 100);
    assert_eq!(Query::<Thing>::parse(&of(101)).unwrap_err()[0].code.name, "filter-too-long");
}
