//! Walking a list page by page, by number or by cursor: both follow `links.next`.

use catalog_core::api::field::Listed;
use http::Method;

use crate::exchange::{Call, Exchange, List, Page, Service};

/// Where a walk through a list is.
///
/// It cannot go round for ever: a page without items ends it, and so does a link that was followed before
/// (found as Brent finds cycles: one remembered link, replaced at every power of two).
#[derive(Clone, Debug)]
pub struct Pager<T> {
    next: Option<Exchange<Page<T>>>,
    service: Service,
    path: &'static str,
    reader: fn(&crate::transport::Response) -> Result<Page<T>, String>,
    remembered: String,
    steps: u64,
    remember_at: u64,
}

/// Why a walk cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Astray {
    /// The next link leads to a page that was there already.
    #[error("the link to the next page leads round in a circle: {0}")]
    Circle(String),
    /// The next link leads out of the list.
    #[error("the link to the next page leads elsewhere: {0}")]
    Elsewhere(String),
}

impl<T> Pager<T> {
    /// A walk that begins with the page `list` asks for.
    pub fn new<R: Listed>(
        list: &List<R>,
        service: Service,
        reader: fn(&crate::transport::Response) -> Result<Page<T>, String>,
    ) -> Self {
        Self::begin(list.call(service), R::PATH, reader)
    }

    /// A walk that begins with a call for a page of the list at `path`.
    pub fn begin(
        call: Call,
        path: &'static str,
        reader: fn(&crate::transport::Response) -> Result<Page<T>, String>,
    ) -> Self {
        Self {
            remembered: call.target.clone(),
            service: call.service,
            next: Some(Exchange::new(call, reader)),
            path,
            reader,
            steps: 0,
            remember_at: 1,
        }
    }

    /// What to ask for next; `None` behind the last page.
    pub fn next(&self) -> Option<&Exchange<Page<T>>> {
        self.next.as_ref()
    }

    /// Takes the page that came, and finds the one behind it.
    pub fn take(&mut self, page: &Page<T>) -> Result<(), Astray> {
        self.next = None;
        let Some(link) = page.links.next.as_deref().filter(|_| !page.items.is_empty()) else { return Ok(()) };
        if link.split_once('?').is_none_or(|(path, _)| path != self.path) {
            return Err(Astray::Elsewhere(link.to_owned()));
        }
        if link == self.remembered {
            return Err(Astray::Circle(link.to_owned()));
        }
        self.steps += 1;
        if self.steps == self.remember_at {
            link.clone_into(&mut self.remembered);
            self.remember_at = self.remember_at.saturating_mul(2);
        }
        self.next = Some(Exchange::new(Call::new(self.service, Method::GET, link), self.reader));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use catalog_core::product::Product;

    use super::*;
    use crate::exchange::{Links, objects};

    fn page(next: Option<&str>) -> Page<catalog_core::api::document::ResourceObject> {
        let links = Links { next: next.map(str::to_owned), ..Links::default() };
        Page { items: vec![<_>::default()], total: None, number: None, size: None, pages: None, links }
    }

    fn pager() -> Pager<catalog_core::api::document::ResourceObject> {
        Pager::new(&List::<Product>::new().size(2), Service::Product, objects)
    }

    #[test]
    fn it_follows_next_to_the_end() {
        let mut pager = pager();
        assert_eq!(pager.next().unwrap().call.target, "/api/v1/products?page%5Bsize%5D=2");
        pager.take(&page(Some("/api/v1/products?page=2"))).unwrap();
        assert_eq!(pager.next().unwrap().call.target, "/api/v1/products?page=2");
        pager.take(&page(None)).unwrap();
        assert!(pager.next().is_none());
    }

    #[test]
    fn a_page_without_items_ends_it() {
        let mut pager = pager();
        pager.take(&Page { items: Vec::new(), ..page(Some("/api/v1/products?page=2")) }).unwrap();
        assert!(pager.next().is_none());
    }

    #[test]
    fn no_circle_is_walked_for_ever() {
        for length in 1..40_u64 {
            let mut pager = pager();
            let circle = (0_u64..).map(|step| format!("/api/v1/products?page={}", step % length));
            let walked = circle.take_while(|link| pager.take(&page(Some(link))).is_ok()).count();
            assert!(walked as u64 <= 4 * length, "{length}: {walked}");
        }
    }

    #[test]
    fn a_link_out_of_the_list_is_refused() {
        for link in ["/api/v1/tags?x", "https://elsewhere.example/api/v1/products?x", "/api/v1/products"] {
            assert_eq!(pager().take(&page(Some(link))), Err(Astray::Elsewhere(link.to_owned())));
        }
    }
}
