//! Typed queries: which page of a list, in which order, with which filters, showing which members.
//!
//! A [`Query`] is read from a query string by a resource's field table with all faults reported at once,
//! runs over memory ([`page_of`]), becomes SQL in a store, and writes itself back as a link.

mod over_memory;
mod parameters;
mod read;
mod selection;

use super::{
    cursor::{Binding, Cursor},
    field::{Column, Filter, Listed, Paging, Sort},
    value::Value,
};

pub use over_memory::page_of;
pub use parameters::Parameters;
pub use selection::{Selection, read_selection};

/// The page size where none is asked for.
pub const PAGE_SIZE_DEFAULT: u32 = 20;
/// The largest page size.
pub const PAGE_SIZE_MAX: u32 = 100;
/// The most values one filter takes.
pub const FILTER_VALUES_MAX: usize = 100;

/// A list's query.
#[derive(Debug)]
pub struct Query<R: Listed> {
    /// Which page.
    pub window: Window,
    /// The order, most significant first; ids break ties.
    pub order: Vec<Order<R>>,
    /// What must hold of every item.
    pub conditions: Vec<Condition<R>>,
    /// Which members are shown.
    pub selection: Selection,
}

/// Which page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Window {
    /// By number, from 1.
    Number {
        /// The page's number.
        number: u64,
        /// Items a page.
        size: u32,
    },
    /// By cursor.
    Cursor {
        /// Items a page.
        size: u32,
        /// Items behind this place.
        after: Option<Cursor>,
        /// Items before this place.
        before: Option<Cursor>,
    },
}

/// One step of the order.
#[derive(Debug)]
pub struct Order<R: 'static> {
    /// By what.
    pub sort: &'static Sort<R>,
    /// Largest first.
    pub descending: bool,
}

/// One filter with the values asked for.
#[derive(Debug)]
pub struct Condition<R: 'static> {
    /// Which filter.
    pub filter: &'static Filter<R>,
    /// The values; several mean any of them.
    pub values: Vec<Value>,
    /// The parameter's value as it was sent, for links.
    pub text: String,
}

impl<R: Listed> Query<R> {
    /// The first page in the default order, with no filter.
    pub fn first_page() -> Self {
        let window = match R::listing().paging {
            Paging::NumberOrCursor => Window::Number { number: 1, size: PAGE_SIZE_DEFAULT },
            Paging::Seq => Window::Cursor { size: PAGE_SIZE_DEFAULT, after: None, before: None },
        };
        Self { window, order: default_order(), conditions: Vec::new(), selection: Selection::default() }
    }

    /// Reads a query string, without the `?`.
    pub fn parse(text: &str) -> Result<Self, Vec<super::fault::Fault>> {
        Self::read(&mut Parameters::new(text), false)
    }

    /// Items a page.
    pub fn size(&self) -> u32 {
        match self.window {
            Window::Number { size, .. } | Window::Cursor { size, .. } => size,
        }
    }

    /// The columns of the order, the id last in the direction of the last step; `true` descends.
    pub fn columns(&self) -> Vec<(&'static Column<R>, bool)> {
        let mut columns: Vec<_> = self
            .order
            .iter()
            .flat_map(|order| order.sort.columns.iter().map(|column| (column, order.descending)))
            .collect();
        let descending = self.order.last().is_some_and(|order| order.descending);
        columns.push((&R::listing().id, descending));
        columns
    }

    /// What writes the cursors of this list.
    pub fn cursors(&self) -> Cursors<R> {
        let binding = match R::listing().paging {
            Paging::NumberOrCursor => Some(binding(&self.order, &self.conditions)),
            Paging::Seq => None,
        };
        Cursors { columns: self.columns(), binding }
    }

    /// The links to the pages of this list.
    pub fn links(&self) -> Links<R> {
        let path = format!("{}?", R::PATH);
        let mut text = form_urlencoded::Serializer::for_suffix(path, R::PATH.len() + 1);
        text.extend_pairs(list_pairs(&self.order, &self.conditions));
        self.selection.append_to(&mut text);
        Links { base: text.finish(), cursors: self.cursors() }
    }
}

/// Writes the cursors of a list. What is the same for all of them is worked out once.
#[derive(Debug)]
pub struct Cursors<R: 'static> {
    columns: Vec<(&'static Column<R>, bool)>,
    /// None for a journal or feed, whose cursors are bound to nothing.
    binding: Option<Binding>,
}

impl<R> Cursors<R> {
    /// The place of an item.
    pub fn place(&self, item: &R) -> Cursor {
        Cursor(self.columns.iter().map(|(column, _)| (column.value)(item)).collect())
    }

    /// A place as text.
    pub fn text(&self, place: &Cursor) -> String {
        self.binding.map_or_else(|| place.encode_seq(), |binding| place.encode(binding))
    }
}

/// Writes the links to the pages of a list.
#[derive(Debug)]
pub struct Links<R: 'static> {
    /// Path, sort, filters and selection.
    base: String,
    /// Its cursors.
    pub cursors: Cursors<R>,
}

impl<R: Listed> Links<R> {
    /// The link to a page.
    pub fn to(&self, window: &Window) -> String {
        let mut text = form_urlencoded::Serializer::for_suffix(self.base.clone(), R::PATH.len() + 1);
        match window {
            Window::Number { number, size } => {
                text.append_pair("page[number]", &number.to_string());
                text.append_pair("page[size]", &size.to_string());
            }
            Window::Cursor { size, after, before } => {
                text.append_pair("page[size]", &size.to_string());
                for (name, cursor) in [("page[after]", after), ("page[before]", before)] {
                    if let Some(cursor) = cursor {
                        text.append_pair(name, &self.cursors.text(cursor));
                    }
                }
            }
        }
        text.finish()
    }
}

fn list_pairs<R: Listed>(order: &[Order<R>], conditions: &[Condition<R>]) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = conditions
        .iter()
        .map(|condition| (condition.filter.name.to_owned(), condition.text.clone()))
        .collect();
    if R::listing().paging == Paging::NumberOrCursor {
        let steps: Vec<String> = order
            .iter()
            .map(|order| format!("{}{}", if order.descending { "-" } else { "" }, order.sort.name))
            .collect();
        pairs.push(("sort".to_owned(), steps.join(",")));
    }
    pairs
}

fn binding<R: Listed>(order: &[Order<R>], conditions: &[Condition<R>]) -> Binding {
    let mut text = form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(list_pairs(order, conditions));
    Binding::of(&text.finish())
}

fn default_order<R: Listed>() -> Vec<Order<R>> {
    let listing = R::listing();
    listing.sorts.first().map(|sort| Order { sort, descending: listing.newest_first }).into_iter().collect()
}

impl<R: Listed> Clone for Query<R> {
    fn clone(&self) -> Self {
        Self {
            window: self.window.clone(),
            order: self.order.iter().map(|order| Order { ..*order }).collect(),
            conditions: self.conditions.iter().map(Condition::clone).collect(),
            selection: self.selection.clone(),
        }
    }
}

impl<R> Clone for Condition<R> {
    fn clone(&self) -> Self {
        Self { filter: self.filter, values: self.values.clone(), text: self.text.clone() }
    }
}
