//! Query texts over things, and what to do with the links of a page.

use catalog_core::{
    api::{
        document::{ResourceObject, list_document},
        field::Listed,
        query::{Parameters, Query, page_of},
    },
    engine::Site,
};
use proptest::{prelude::*, sample::subsequence};
use serde_json::Value as Json;

use super::{Thing, ThingId};

/// A list as an answer shows it.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) document: Json,
    pub(crate) ids: Vec<String>,
}

impl Shown {
    /// The page of `rows` that `query` asks for.
    pub(crate) fn page<R: catalog_core::api::document::Resource>(query: &Query<R>, rows: &[R]) -> Self {
        let bytes = list_document(query, &page_of(query, rows.iter()), &[], &Site::default());
        let document: Json = serde_json::from_slice(&bytes).unwrap();
        let ids = document["data"].as_array().unwrap().iter();
        let ids = ids.map(|item| item["id"].as_str().unwrap().to_owned()).collect();
        Self { document, ids }
    }

    /// A link of the page; none when it is null. It must be there.
    pub(crate) fn link(&self, name: &str) -> Option<String> {
        let link = self.document["links"].get(name).unwrap();
        assert!(link.is_null() || link.is_string());
        link.as_str().map(str::to_owned)
    }

    /// The cursor of the item at `place`.
    pub(crate) fn cursor(&self, place: usize) -> String {
        self.document["data"][place]["meta"]["page"]["cursor"].as_str().unwrap().to_owned()
    }

    /// The items, read back.
    pub(crate) fn items<R: catalog_core::api::document::Resource>(&self) -> Vec<R> {
        let items = self.document["data"].as_array().unwrap().iter();
        items.map(|item| R::read(&ResourceObject::from_json(item).unwrap()).unwrap()).collect()
    }
}

/// Reads a list's link as its server would; `profile` says that the client names the cursor profile.
pub(crate) fn follow<R: Listed>(link: &str, profile: bool) -> Query<R> {
    let (path, text) = link.split_once('?').unwrap();
    assert_eq!(path, R::listing().path);
    read(text, profile)
}

/// Reads a query that has no fault.
pub(crate) fn read<R: Listed>(text: &str, profile: bool) -> Query<R> {
    Query::read(&mut Parameters::new(text), profile).unwrap()
}

/// What tells two queries apart.
pub(crate) fn essence<R: Listed>(query: &Query<R>) -> impl PartialEq + std::fmt::Debug + use<R> {
    let mut selection = query.selection.clone();
    selection.cursor_profile = false;
    (
        query.window.clone(),
        query.order.iter().map(|order| (order.sort.name, order.descending)).collect::<Vec<_>>(),
        query
            .conditions
            .iter()
            .map(|condition| (condition.filter.name, condition.values.clone(), condition.text.clone()))
            .collect::<Vec<_>>(),
        selection,
    )
}

/// Sort and filters of a list of things, as a query string without pages.
pub(crate) fn lists() -> impl Strategy<Value = String> {
    let steps = ["label", "amount", "shelf", "both"]
        .map(|name| prop_oneof![Just(name.to_owned()), Just(format!("-{name}"))]);
    let order = (steps.to_vec(), subsequence(vec![0, 1, 2, 3], 0..=3).prop_shuffle())
        .prop_map(|(steps, places)| places.iter().map(|place| steps[*place].clone()).collect::<Vec<_>>());
    let filters = subsequence(
        vec![
            ("filter[label]", "b,é"),
            ("filter[amount]", "-1,0,2"),
            ("filter[amount][gte]", "-1"),
            ("filter[amount][lte]", "1"),
            ("filter[shelf]", "x"),
            ("filter[mark]", "m,o"),
            ("filter[search]", "a"),
        ],
        0..=2,
    );
    (order, filters).prop_map(|(order, filters)| {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(filters);
        if !order.is_empty() {
            text.append_pair("sort", &order.join(","));
        }
        text.finish()
    })
}

/// The ids that a list gives in all, by a sort and filters that are none of the code under test.
pub(crate) fn oracle(list: &str, things: &[Thing]) -> Vec<String> {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(list.as_bytes()).into_owned().collect();
    let asked = |name: &str| pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
    let mut found: Vec<&Thing> = things
        .iter()
        .filter(|thing| asked("filter[label]").is_none_or(|label| thing.label == label))
        .filter(|thing| asked("filter[amount]").is_none() || [-1, 0, 2].contains(&thing.amount))
        .filter(|thing| asked("filter[amount][gte]").is_none() || thing.amount >= -1)
        .filter(|thing| asked("filter[amount][lte]").is_none() || thing.amount <= 1)
        .filter(|thing| {
            asked("filter[shelf]").is_none() || matches!(thing.shelf.as_deref(), Some("x" | "x/y"))
        })
        .filter(|thing| {
            asked("filter[mark]").is_none() || thing.marks.iter().any(|mark| mark == "m" || mark == "o")
        })
        .filter(|thing| {
            asked("filter[search]").is_none() || thing.label.split(' ').any(|word| word.starts_with('a'))
        })
        .collect();
    let steps: Vec<&str> = asked("sort").unwrap_or("-label").split(',').collect();
    found.sort_by(|a, b| {
        let key = |thing: &Thing| (thing.shelf.clone(), thing.amount);
        let compare = |step: &str| match step.trim_start_matches('-') {
            "label" => a.label.cmp(&b.label),
            "amount" => a.amount.cmp(&b.amount),
            "shelf" => a.shelf.cmp(&b.shelf),
            _ => key(a).cmp(&key(b)),
        };
        let directed = |step: &&str| {
            if step.starts_with('-') { compare(step).reverse() } else { compare(step) }
        };
        let tie = a.id.cmp(&b.id);
        let tie = if steps.last().unwrap().starts_with('-') { tie.reverse() } else { tie };
        steps.iter().map(directed).fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then).then(tie)
    });
    found.iter().map(|thing| thing.id.to_string()).collect()
}

/// The ids of things, as a document shows them.
pub(crate) fn ids(things: &[Thing]) -> Vec<String> {
    things.iter().map(|thing| thing.id).map(|id: ThingId| id.to_string()).collect()
}
