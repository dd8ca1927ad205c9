//! Pages by number and by cursor (JSON:API cursor pagination profile): each item once, in order, both ways.

use catalog_core::api::query::Query;
use proptest::{prelude::*, sample::Index};

use crate::toy::{
    Happening, Thing,
    queries::{Shown, follow, ids, lists, oracle, read},
    thing::{thing, things},
};

/// More steps than any walk here can take.
const STEPS_MAX: usize = 64;

/// Every page from `query` on, by the links of that name.
fn walk(query: &Query<Thing>, link: &str, things: &[Thing]) -> Vec<Shown> {
    let mut pages = vec![Shown::page(query, things)];
    while let Some(next) = pages.last().unwrap().link(link) {
        pages.push(Shown::page(&follow::<Thing>(&next, true), things));
        assert!(pages.len() < STEPS_MAX, "the links go round");
    }
    pages
}

fn all_ids(pages: &[Shown]) -> Vec<String> {
    pages.iter().flat_map(|page| page.ids.clone()).collect()
}

fn with(list: &str, page: &str) -> String {
    [list, page].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("&")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn number_pages_visit_each_item_once_in_order(things in things(), list in lists(), size in 1..7_u32) {
        let first = read(&with(&list, &format!("page[size]={size}&page[number]=1")), false);
        let pages = walk(&first, "next", &things);
        let expected = oracle(&list, &things);
        prop_assert_eq!(&all_ids(&pages), &expected);
        let total = expected.len() as u64;
        for (place, page) in pages.iter().enumerate() {
            let meta = &page.document["meta"]["page"];
            prop_assert_eq!(&meta["total"], total);
            prop_assert_eq!(&meta["pages"], total.div_ceil(size.into()));
            prop_assert_eq!(&meta["number"], place as u64 + 1);
            prop_assert_eq!(page.link("first"), pages[0].link("self"));
            prop_assert_eq!(page.link("last"), pages.last().unwrap().link("self"));
            let prev = place.checked_sub(1).and_then(|place| pages[place].link("self"));
            prop_assert_eq!(page.link("prev"), prev);
        }
    }

    #[test]
    fn past_the_end_is_an_empty_page_after_the_last(things in things(), beyond in 1..1000_u64) {
        let pages = (things.len() as u64).div_ceil(4).max(1);
        let query = read(&format!("page[size]=4&page[number]={}", pages + beyond), false);
        let page = Shown::page::<Thing>(&query, &things);
        prop_assert!(page.ids.is_empty() && page.link("next").is_none());
        prop_assert_eq!(page.link("prev"), page.link("last"));
    }

    #[test]
    fn cursor_pages_visit_each_item_once_both_ways(things in things(), list in lists(), size in 1..7_u32) {
        let expected = oracle(&list, &things);
        let there = walk(&read(&with(&list, &format!("page[size]={size}")), true), "next", &things);
        prop_assert_eq!(&all_ids(&there), &expected);
        let last = there.last().unwrap();
        let mut back = walk(&follow(&last.link("self").unwrap(), true), "prev", &things);
        back.reverse();
        prop_assert_eq!(&all_ids(&back), &expected);
        // A page is full unless the list runs out on its far side.
        prop_assert!(there.iter().rev().skip(1).all(|page| page.ids.len() == size as usize));
        prop_assert!(there.iter().all(|page| page.link("last").is_none()));
    }

    #[test]
    fn prev_and_next_are_null_exactly_at_the_ends(
        things in things(), list in lists(), size in 1..5_u32, place in any::<Index>(), forward in any::<bool>(),
    ) {
        let expected = oracle(&list, &things);
        prop_assume!(!expected.is_empty());
        let at = place.index(expected.len());
        let whole = Shown::page::<Thing>(&read(&with(&list, "page[size]=100"), true), &things);
        let side = if forward { "after" } else { "before" };
        let query = read(&with(&list, &format!("page[size]={size}&page[{side}]={}", whole.cursor(at))), false);
        let page = Shown::page::<Thing>(&query, &things);
        let size = size as usize;
        let (start, end) = if forward {
            (at + 1, (at + 1 + size).min(expected.len()))
        } else {
            (at.saturating_sub(size), at)
        };
        prop_assert_eq!(&page.ids, &expected[start..end]);
        prop_assert_eq!(page.link("next").is_some(), end < expected.len());
        prop_assert_eq!(page.link("prev").is_some(), start > 0 && start < end);
        // Before everything comes an empty page; the whole list follows it.
        if let Some(next) = page.link("next").filter(|_| page.ids.is_empty()) {
            let next = Shown::page::<Thing>(&follow(&next, true), &things);
            prop_assert_eq!(&next.ids, &expected[..size.min(expected.len())]);
        }
    }

    #[test]
    fn a_range_gives_what_lies_between_its_cursors(
        things in things(), list in lists(), size in proptest::option::of(1..6_u32),
        (one, other) in any::<(Index, Index)>(),
    ) {
        let expected = oracle(&list, &things);
        prop_assume!(!expected.is_empty());
        let (after, before) = (one.index(expected.len()), other.index(expected.len()));
        let whole = Shown::page::<Thing>(&read(&with(&list, "page[size]=100"), true), &things);
        let ends = format!("page[after]={}&page[before]={}", whole.cursor(after), whole.cursor(before));
        let sized = size.map_or(ends.clone(), |size| format!("{ends}&page[size]={size}"));
        let between = expected.get(after + 1..before).unwrap_or_default();
        let pages = walk(&read(&with(&list, &sized), false), "next", &things);
        prop_assert_eq!(&all_ids(&pages), between);
        let size = size.map_or(100, |size| size as usize);
        prop_assert_eq!(&pages[0].document["meta"]["page"]["size"], size);
        let truncated = pages[0].document["meta"]["page"].get("rangeTruncated");
        prop_assert_eq!(truncated.is_some_and(|truncated| truncated == true), between.len() > size);
        // The same data as without the end.
        if between.len() > size {
            let open = format!("page[after]={}&page[size]={size}", whole.cursor(after));
            let open = Shown::page::<Thing>(&read(&with(&list, &open), false), &things);
            prop_assert_eq!(&pages[0].ids, &open.ids);
        }
    }

    /// What is there all the time is seen exactly once and in order, whatever comes and goes meanwhile.
    #[test]
    fn a_cursor_walk_is_steady_while_items_come_and_go(
        things in things(), list in lists(), size in 1..4_u32, backward in any::<bool>(),
        coming in proptest::collection::vec(thing(), 40),
        going in proptest::collection::vec(any::<Index>(), 40),
    ) {
        let (mut now, mut steady) = (things.clone(), things.clone());
        let mut query = read::<Thing>(&with(&list, &format!("page[size]={size}")), true);
        if backward {
            // Start behind everything: the walk goes back from the page after the last item.
            let whole = Shown::page::<Thing>(&read(&with(&list, "page[size]=100"), true), &now);
            prop_assume!(!whole.ids.is_empty());
            let last = whole.cursor(whole.ids.len() - 1);
            query = read(&with(&list, &format!("page[size]={size}&page[before]={last}")), true);
            let gone = whole.ids.last().unwrap().clone();
            steady.retain(|thing| thing.id.to_string() != gone);
        }
        let mut seen: Vec<String> = Vec::new();
        for (new, old) in coming.into_iter().zip(going) {
            let page = Shown::page::<Thing>(&query, &now);
            if backward { seen.splice(0..0, page.ids.clone()); } else { seen.extend(page.ids.clone()); }
            let Some(next) = page.link(if backward { "prev" } else { "next" }) else { break };
            query = follow(&next, true);
            if now.iter().all(|thing| thing.id != new.id) && things.iter().all(|thing| thing.id != new.id) {
                now.push(new);
            }
            if !now.is_empty() {
                let gone = now.swap_remove(old.index(now.len()));
                steady.retain(|thing| thing.id != gone.id);
            }
        }
        let steady = oracle(&list, &steady);
        seen.retain(|id| steady.contains(id));
        prop_assert_eq!(seen, steady);
    }

    #[test]
    fn a_feed_is_walked_by_its_numbers(seqs in proptest::collection::btree_set(1..200_u64, 0..24), size in 1..6) {
        let rows: Vec<Happening> =
            seqs.iter().map(|seq| Happening { seq: *seq, kind: format!("k{}", seq % 2) }).collect();
        let mut seen = Vec::new();
        let mut link = Some(format!("/api/v1/happenings?page[size]={size}"));
        while let Some(next) = link {
            let page = Shown::page::<Happening>(&follow(&next, false), &rows);
            prop_assert_eq!(&page.document["meta"]["page"]["total"], rows.len());
            for (place, id) in page.ids.iter().enumerate() {
                prop_assert_eq!(&page.cursor(place), id);
            }
            seen.extend(page.ids.clone());
            link = page.link("next");
        }
        prop_assert_eq!(seen, seqs.iter().map(u64::to_string).collect::<Vec<_>>());
        let filtered = Shown::page::<Happening>(&read("filter[kind]=k1", false), &rows);
        prop_assert!(filtered.document["meta"]["page"].get("total").is_none());
    }
}

#[test]
fn a_cursor_belongs_to_its_sort_and_filters() {
    let things = [Thing {
        id: crate::toy::ThingId(1),
        label: "a".into(),
        amount: 1,
        shelf: None,
        marks: vec![],
        box_id: None,
    }];
    let page = Shown::page::<Thing>(&read("sort=label", true), &things);
    let cursor = page.cursor(0);
    assert_eq!(page.ids, ids(&things));
    for other in ["sort=-label", "sort=amount", "sort=label&filter[label]=a", ""] {
        let faults = Query::<Thing>::parse(&with(other, &format!("page[after]={cursor}"))).unwrap_err();
        assert_eq!(faults[0].code.name, "cursor-invalid", "{other}");
    }
}
