//! Lists: what is asked for, and the page that comes.

use std::{fmt, marker::PhantomData};

use catalog_core::api::{
    fault::Fault,
    field::Listed,
    query::{Parameters, Query},
};
use http::Method;
use serde_json::Value as Json;

use super::{Call, Media, Service};

/// A list of `R` to ask for: page, order, filters, members.
///
/// What exists is written in the resource's field table; [`List::check`] holds the list against it, without a
/// request.
pub struct List<R> {
    pairs: Vec<(String, String)>,
    by_cursor: bool,
    kind: PhantomData<fn() -> R>,
}

impl<R: Listed> Default for List<R> {
    fn default() -> Self {
        Self { pairs: Vec::new(), by_cursor: false, kind: PhantomData }
    }
}

impl<R> Clone for List<R> {
    fn clone(&self) -> Self {
        Self { pairs: self.pairs.clone(), by_cursor: self.by_cursor, kind: PhantomData }
    }
}

impl<R> fmt::Debug for List<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("List").field(&self.pairs).finish()
    }
}

impl<R: Listed> List<R> {
    /// The first page in the default order.
    pub fn new() -> Self {
        Self::default()
    }

    /// Items a page: 1 to 100.
    #[must_use]
    pub fn size(self, size: u32) -> Self {
        self.set("page[size]", size.to_string())
    }

    /// The page's number, from 1.
    #[must_use]
    pub fn number(self, number: u64) -> Self {
        self.set("page[number]", number.to_string())
    }

    /// Pages by cursor from the first one on: they stay in step while items come and go.
    #[must_use]
    pub fn by_cursor(mut self) -> Self {
        self.by_cursor = true;
        self
    }

    /// What comes behind a cursor.
    #[must_use]
    pub fn after(self, cursor: impl Into<String>) -> Self {
        self.set("page[after]", cursor.into())
    }

    /// What comes before a cursor.
    #[must_use]
    pub fn before(self, cursor: impl Into<String>) -> Self {
        self.set("page[before]", cursor.into())
    }

    /// The order: names with commas between them, `-` before one that descends.
    #[must_use]
    pub fn sort(self, sort: &str) -> Self {
        self.set("sort", sort.to_owned())
    }

    /// A filter by the full name of its parameter: `filter[status]`, `filter[price][gte]`.
    #[must_use]
    pub fn filter(self, name: &str, value: impl fmt::Display) -> Self {
        self.set(name, value.to_string())
    }

    /// The only members that resources of type `kind` are to have; read the answer as objects then.
    #[must_use]
    pub fn fields(self, kind: &str, members: &[&str]) -> Self {
        self.set(&format!("fields[{kind}]"), members.join(","))
    }

    /// What to include.
    #[must_use]
    pub fn include(self, names: &str) -> Self {
        self.set("include", names.to_owned())
    }

    /// Everything that the field table does not allow, as the service would report it.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        Query::<R>::read(&mut Parameters::new(&self.query()), self.by_cursor).map(|_| ())
    }

    /// The query string, without its `?`.
    pub fn query(&self) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(&self.pairs);
        text.finish()
    }

    /// The call for this list.
    pub fn call(&self, service: Service) -> Call {
        let (path, query) = (R::PATH, self.query());
        let target = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        let mut call = Call::new(service, Method::GET, target);
        if self.by_cursor {
            call.media = Media::Cursors;
        }
        call
    }

    fn set(mut self, name: &str, value: String) -> Self {
        self.pairs.retain(|(other, _)| other != name);
        self.pairs.push((name.to_owned(), value));
        self
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// How many there are in all pages, where the service counts them.
    pub total: Option<u64>,
    /// The page's number; none for a page by cursor.
    pub number: Option<u64>,
    /// How many items a page has at most.
    pub size: Option<u64>,
    /// How many pages there are; none for a page by cursor.
    pub pages: Option<u64>,
    /// Where other pages are.
    pub links: Links,
}

/// Path and query of a page's neighbours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// This page.
    pub this: Option<String>,
    /// The first page.
    pub first: Option<String>,
    /// The page before.
    pub prev: Option<String>,
    /// The page behind.
    pub next: Option<String>,
    /// The last page.
    pub last: Option<String>,
}

impl Links {
    /// Reads the links of a page, plain or as objects.
    pub(super) fn read(links: Option<&Json>) -> Self {
        let link = |name: &str| {
            let link = links?.get(name)?;
            link.as_str().or_else(|| link.get("href")?.as_str()).map(str::to_owned)
        };
        Self {
            this: link("self"),
            first: link("first"),
            prev: link("prev"),
            next: link("next"),
            last: link("last"),
        }
    }
}
