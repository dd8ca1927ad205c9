//! Reading a list's query by the resource's field table, with every fault reported at once.

use serde_json::json;

use super::{
    Condition, FILTER_VALUES_MAX, Order, PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX, Parameters, Query, Window,
    binding, default_order, selection,
};
use crate::api::{
    cursor::Cursor,
    fault::{Fault, Problem},
    field::{Filter, Listed, Paging},
    value::Value,
};

/// Where the profile defines the fault of a page that is too large.
const MAX_SIZE_EXCEEDED: &str =
    "https://jsonapi.org/profiles/ethanresnick/cursor-pagination/max-size-exceeded";

impl<R: Listed> Query<R> {
    /// Reads the parameters of a list. `cursor_profile` says that the profile was asked for.
    pub fn read(parameters: &mut Parameters, cursor_profile: bool) -> Result<Self, Vec<Fault>> {
        let listing = R::listing();
        let mut selection = selection::read(parameters, listing);
        selection.cursor_profile = cursor_profile;
        let order = read_order(parameters);
        let conditions: Vec<_> =
            listing.filters.iter().filter_map(|filter| read_filter(parameters, filter)).collect();
        let window = read_window::<R>(parameters, cursor_profile, &order, &conditions);
        parameters.finish()?;
        Ok(Self { window, order, conditions, selection })
    }
}

fn read_order<R: Listed>(parameters: &mut Parameters) -> Vec<Order<R>> {
    let listing = R::listing();
    if listing.paging == Paging::Seq {
        return default_order();
    }
    let Some(text) = parameters.take("sort") else { return default_order() };
    let mut order: Vec<Order<R>> = Vec::new();
    for step in text.split(',') {
        let (name, descending) = step.strip_prefix('-').map_or((step, false), |name| (name, true));
        match listing.sorts.iter().find(|sort| sort.name == name) {
            Some(sort) if order.iter().any(|order| order.sort.name == sort.name) => {
                let detail = format!("{:?} is named twice.", sort.name);
                parameters.fault(Fault::new(Problem::SortUnsupported, detail).parameter("sort"));
            }
            Some(sort) => order.push(Order { sort, descending }),
            None => {
                let names: Vec<&str> = listing.sorts.iter().map(|sort| sort.name).collect();
                let detail =
                    format!("{} cannot be sorted by {name:?}, only by {}.", listing.kind, names.join(", "));
                parameters.fault(Fault::new(Problem::SortUnsupported, detail).parameter("sort"));
            }
        }
    }
    order
}

fn read_filter<R>(parameters: &mut Parameters, filter: &'static Filter<R>) -> Option<Condition<R>> {
    let text = parameters.take(filter.name)?;
    let pieces: Vec<&str> = if filter.test.takes_many() { text.split(',').collect() } else { vec![&text] };
    if pieces.len() > FILTER_VALUES_MAX {
        let detail = format!("{} values are given; at most {FILTER_VALUES_MAX} are taken.", pieces.len());
        let fault = Fault::new(Problem::FilterTooLong, detail).parameter(filter.name);
        parameters.fault(fault.meta(json!({ "maxValues": FILTER_VALUES_MAX })));
        return None;
    }
    let mut values = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (filter.read)(piece) {
            Ok(value) => values.push(value),
            Err(rule) => {
                let detail = format!("{piece:?} {rule}.");
                parameters.fault(Fault::new(Problem::FilterInvalid, detail).parameter(filter.name));
            }
        }
    }
    Some(Condition { filter, values, text })
}

fn read_window<R: Listed>(
    parameters: &mut Parameters,
    cursor_profile: bool,
    order: &[Order<R>],
    conditions: &[Condition<R>],
) -> Window {
    let number = parameters.take("page[number]");
    let size = parameters.take("page[size]");
    let after = parameters.take("page[after]");
    let before = parameters.take("page[before]");
    let seq = R::listing().paging == Paging::Seq;
    let by_cursor = after.is_some() || before.is_some() || (cursor_profile && number.is_none()) || seq;
    // The profile wants a range without a size to be as long as a page can be.
    let default = if after.is_some() && before.is_some() { PAGE_SIZE_MAX } else { PAGE_SIZE_DEFAULT };
    let size = read_size(parameters, size.as_deref(), default);
    if !by_cursor {
        let number = number.map_or(1, |text| {
            positive(&text).unwrap_or_else(|| {
                let detail = format!("page[number] is {text:?}; it must be a whole number from 1.");
                parameters.fault(Fault::new(Problem::PageInvalid, detail).parameter("page[number]"));
                1
            })
        });
        return Window::Number { number, size };
    }
    if number.is_some() {
        let detail = if seq {
            "This list has no page numbers; use page[after].".to_owned()
        } else {
            "page[number] cannot be used together with a cursor.".to_owned()
        };
        parameters.fault(Fault::new(Problem::PageInvalid, detail).parameter("page[number]"));
    }
    let mut cursor = |name: &str, text: Option<String>| {
        let text = text?;
        let cursor = read_cursor(&text, order, conditions);
        if cursor.is_none() {
            let detail = format!("{text:?} is no cursor of this list with this sort and these filters.");
            parameters.fault(Fault::new(Problem::CursorInvalid, detail).parameter(name));
        }
        cursor
    };
    Window::Cursor { size, after: cursor("page[after]", after), before: cursor("page[before]", before) }
}

fn read_cursor<R: Listed>(text: &str, order: &[Order<R>], conditions: &[Condition<R>]) -> Option<Cursor> {
    if R::listing().paging == Paging::Seq {
        return Cursor::decode_seq(text);
    }
    let length = order.iter().map(|order| order.sort.columns.len()).sum::<usize>() + 1;
    let cursor = Cursor::decode(text, binding(order, conditions), length)?;
    // The id's own column is text in every such list.
    matches!(cursor.0.last(), Some(Value::Text(_))).then_some(cursor)
}

fn read_size(parameters: &mut Parameters, text: Option<&str>, default: u32) -> u32 {
    let Some(text) = text else { return default };
    let Some(size) = positive(text) else {
        let detail = format!("page[size] is {text:?}; it must be a whole number from 1 to {PAGE_SIZE_MAX}.");
        parameters.fault(Fault::new(Problem::PageInvalid, detail).parameter("page[size]"));
        return default;
    };
    match u32::try_from(size) {
        Ok(size) if size <= PAGE_SIZE_MAX => size,
        _ => {
            let detail = format!("page[size] is {size}; at most {PAGE_SIZE_MAX} items are given at a time.");
            let fault = Fault::new(Problem::PageSizeTooLarge, detail)
                .parameter("page[size]")
                .meta(json!({ "page": { "maxSize": PAGE_SIZE_MAX } }))
                .link_type(MAX_SIZE_EXCEEDED);
            parameters.fault(fault);
            default
        }
    }
}

/// A positive whole number in decimal digits, without a sign.
fn positive(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok().filter(|number| *number > 0) } else { None }
}
