//! Parameters, made from a resource's field table: what the query parser reads is what the document says.

use utoipa::openapi::{
    Object,
    path::{Parameter, ParameterIn, ParameterStyle},
};

use super::{
    parameter,
    schema::{SAFE_INTEGER_MAX, UUID_PATTERN, about, array, moment, one_of, text, whole},
};
use crate::api::{
    field::{Filter, Listed, Listing, Paging},
    query::{FILTER_VALUES_MAX, PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX},
    value::Value,
};

/// Every parameter of a list.
pub(super) fn of_list<R: Listed>() -> Vec<Parameter> {
    let listing = R::listing();
    let mut parameters = pages(listing);
    parameters.extend(sort(listing));
    parameters.extend(listing.filters.iter().map(filter));
    parameters.extend(of_one(listing));
    parameters
}

/// The parameters that choose what a document shows.
pub(super) fn of_one<R>(listing: &Listing<R>) -> Vec<Parameter> {
    let mut parameters = of_results(listing);
    if !listing.includes.is_empty() {
        let names: Vec<&str> = listing.includes.iter().map(|include| include.name).collect();
        let sentence = "Related resources to send along, with commas between.";
        parameters.push(several("include", sentence, &or_nothing(&names), None));
        parameters.extend(listing.includes.iter().map(|include| fields(include.kind, include.members)));
    }
    parameters
}

/// The same for the results of operations, which include nothing.
pub(super) fn of_results<R>(listing: &Listing<R>) -> Vec<Parameter> {
    let members: Vec<&str> = [listing.attributes, listing.relationships].concat();
    vec![fields(listing.kind, &members)]
}

/// A query parameter.
fn query(name: &str, sentence: impl Into<String>, schema: Object) -> Parameter {
    parameter(ParameterIn::Query, name, sentence, schema)
}

/// A query parameter that takes several words with commas between.
fn several<S: AsRef<str>>(name: &str, sentence: &str, words: &[S], most: Option<usize>) -> Parameter {
    let mut list = array(one_of(words), most);
    list.min_items = most.map(|_| 1);
    let mut parameter = parameter(ParameterIn::Query, name, sentence, list);
    parameter.style = Some(ParameterStyle::Form);
    parameter.explode = Some(false);
    parameter
}

fn pages<R>(listing: &Listing<R>) -> Vec<Parameter> {
    let mut size = whole(1, PAGE_SIZE_MAX.into());
    size.default = Some(PAGE_SIZE_DEFAULT.into());
    let size = query("page[size]", "How many items a page has at most.", size);
    let (pattern, what) = match listing.paging {
        Paging::NumberOrCursor => {
            ("^[A-Za-z0-9_-]+$", "a cursor of this list with the same sort and filters")
        }
        Paging::Seq => ("^[0-9]+$", "the decimal `seq` of an entry"),
    };
    let cursor = |name: &str, side: &str| {
        let sentence = format!("Items {side} this place: {what}.");
        query(name, sentence, text(1, usize::MAX, pattern))
    };
    let cursors = [cursor("page[after]", "right after"), cursor("page[before]", "right before")];
    let mut parameters = Vec::new();
    if listing.paging == Paging::NumberOrCursor {
        let mut number = whole(1, SAFE_INTEGER_MAX);
        number.maximum = None;
        number.default = Some(1.into());
        let sentence = "Which page, from 1. Not together with a cursor.";
        parameters.push(query("page[number]", sentence, number));
    }
    parameters.push(size);
    parameters.extend(cursors);
    parameters
}

fn sort<R>(listing: &Listing<R>) -> Option<Parameter> {
    let first = listing.sorts.first().filter(|_| listing.paging == Paging::NumberOrCursor)?;
    let words: Vec<String> =
        listing.sorts.iter().flat_map(|sort| [sort.name.to_owned(), format!("-{}", sort.name)]).collect();
    let default = format!("{}{}", if listing.newest_first { "-" } else { "" }, first.name);
    let sentence = format!(
        "The order, most significant first and with commas between; `-` descends, ids break ties. \
         The default is `{default}`."
    );
    let mut parameter = several("sort", &sentence, &words, Some(listing.sorts.len()));
    if let Some(utoipa::openapi::RefOr::T(utoipa::openapi::Schema::Array(list))) = &mut parameter.schema {
        list.unique_items = true;
    }
    Some(parameter)
}

/// What a filter's values look like is found out from its own reader.
fn filter<R>(filter: &Filter<R>) -> Parameter {
    let takes = |text: &str| (filter.read)(text).is_ok();
    let many = filter.test.takes_many();
    let sentence = if many {
        format!("{} Up to {FILTER_VALUES_MAX} values with commas between.", filter.about)
    } else {
        filter.about.to_owned()
    };
    if !filter.one_of.is_empty() && many {
        return several(filter.name, &sentence, filter.one_of, Some(FILTER_VALUES_MAX));
    }
    let is_whole = !takes("x") && matches!((filter.read)("1"), Ok(Value::Int(1)));
    let schema = if !filter.one_of.is_empty() {
        one_of(filter.one_of)
    } else if is_whole {
        let min = if takes("-1") { -SAFE_INTEGER_MAX } else { 0 };
        whole(min, SAFE_INTEGER_MAX)
    } else if takes("2026-03-01T12:00:00Z") && !takes("x") {
        moment()
    } else if takes("018f2d3a-0000-7000-8000-0123456789ab") && !takes("x") {
        ids(many, ["main"].into_iter().find(|word| takes(word)))
    } else {
        text(usize::from(!takes("")), usize::MAX, "")
    };
    query(filter.name, sentence, schema)
}

/// One id or several with commas between; some lists have an id that is a word.
fn ids(many: bool, word: Option<&str>) -> Object {
    let uuid = UUID_PATTERN.trim_start_matches('^').trim_end_matches('$');
    let id = word.map_or_else(|| uuid.to_owned(), |word| format!("({word}|{uuid})"));
    let pattern =
        if many { format!("^{id}(,{id}){{0,{}}}$", FILTER_VALUES_MAX - 1) } else { format!("^{id}$") };
    text(0, usize::MAX, &pattern)
}

fn fields(kind: &str, members: &[&str]) -> Parameter {
    let sentence = format!("Which members of `{kind}` are sent, with commas between; empty for none.");
    several(&format!("fields[{kind}]"), &sentence, &or_nothing(members), None)
}

/// The words and the empty one, which stands for none of them.
fn or_nothing<'a>(words: &[&'a str]) -> Vec<&'a str> {
    [words, &[""]].concat()
}

/// The headers that a request may have, each with when it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequestHeader {
    IdempotencyKey,
    IfMatch,
    IfNoneMatch,
    LastEventId,
}

impl RequestHeader {
    /// The parameter. Schemas say no more than what makes the header itself wrong.
    pub(super) fn parameter(self) -> Parameter {
        let (name, sentence, schema) = match self {
            Self::IdempotencyKey => (
                "Idempotency-Key",
                "Makes it safe to send the request again: the same key with the same request gets the first \
                 answer again, for 24 hours. 1 to 255 visible ASCII characters.",
                text(1, 257, "^[!-~]+$"),
            ),
            Self::IfMatch => (
                "If-Match",
                "Only if the resource still has one of these strong entity tags; `*` for any.",
                about(text(1, usize::MAX, ""), "`*`, or a list of tags such as `\"12\"`."),
            ),
            Self::IfNoneMatch => (
                "If-None-Match",
                "Entity tags that the caller has already: 304 when one of them is still current.",
                text(0, usize::MAX, ""),
            ),
            Self::LastEventId => (
                "Last-Event-ID",
                "Where a stream is resumed: the `seq` last seen, `0` for the start. It counts with \
                 `Accept: text/event-stream` alone.",
                text(0, usize::MAX, ""),
            ),
        };
        parameter(ParameterIn::Header, name, sentence, schema)
    }
}
