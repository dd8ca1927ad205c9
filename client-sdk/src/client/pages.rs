//! Lists, walked with a client.

use std::collections::VecDeque;

use catalog_core::api::document::{Resource, ResourceObject};

use super::{Client, Platform};
use crate::{
    error::{SdkError, Unreadable},
    exchange::{List, Page, Service, list_of, objects},
    pager::Pager,
    transport::Transport,
};

/// A walk through a list.
#[derive(Debug)]
pub struct Pages<'c, C, I> {
    client: &'c C,
    pager: Pager<I>,
    items: VecDeque<I>,
}

impl<T: Transport, P: Platform> Client<T, P> {
    /// Walks a list from the page that `list` asks for.
    pub fn pages<R: Resource>(&self, service: Service, list: &List<R>) -> Pages<'_, Self, R> {
        Pages { client: self, pager: Pager::new(list, service, list_of), items: VecDeque::new() }
    }

    /// The same, with resources that have not all their members.
    pub fn object_pages<R: Resource>(
        &self,
        service: Service,
        list: &List<R>,
    ) -> Pages<'_, Self, ResourceObject> {
        Pages { client: self, pager: Pager::new(list, service, objects), items: VecDeque::new() }
    }
}

impl<T: Transport, P: Platform, I> Pages<'_, Client<T, P>, I> {
    /// The next page; `None` behind the last one.
    pub async fn next_page(&mut self) -> Result<Option<Page<I>>, SdkError> {
        let Some(exchange) = self.pager.next() else { return Ok(None) };
        let page = self.client.send(exchange).await?;
        self.pager.take(&page).map_err(|astray| Unreadable {
            status: 200,
            detail: astray.to_string(),
            request_id: None,
        })?;
        Ok(Some(page))
    }

    /// The next item; `None` behind the last one.
    pub async fn next(&mut self) -> Result<Option<I>, SdkError> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Ok(Some(item));
            }
            match self.next_page().await? {
                Some(page) => self.items = page.items.into(),
                None => return Ok(None),
            }
        }
    }
}
