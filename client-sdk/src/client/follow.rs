//! Feeds, followed with a client.

use std::collections::VecDeque;

use catalog_core::api::feed::Event;
use futures_util::StreamExt;

use super::{Client, Platform};
use crate::{
    error::{ApiError, SdkError, Unreadable},
    stream::Feed,
    transport::{Opened, Transport},
};

/// A feed that is followed: it is opened again whenever it ends, behind the last event that came.
#[derive(Debug)]
pub struct Follow<'c, T: Transport, P, E> {
    client: &'c Client<T, P>,
    feed: Feed<E>,
    stream: Option<T::Stream>,
    events: VecDeque<E>,
}

impl<T: Transport, P: Platform> Client<T, P> {
    /// Follows a feed.
    pub fn follow<E: Event>(&self, feed: Feed<E>) -> Follow<'_, T, P, E> {
        Follow { client: self, feed, stream: None, events: VecDeque::new() }
    }
}

impl<T: Transport, P: Platform, E: Event> Follow<'_, T, P, E> {
    /// The next event. It waits for one as long as the service can be reached again.
    ///
    /// # Errors
    /// What asking again cannot mend, such as `events-expired`: begin again with a list, then follow.
    pub async fn next(&mut self) -> Result<E, SdkError> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Ok(event);
            }
            if let Err(error) = self.step().await {
                self.stream = None;
                let random = self.client.random_number();
                match self.feed.ended(error.as_ref(), random) {
                    Some(wait) => self.client.platform().wait(wait).await,
                    None => return Err(error.unwrap_or_else(|| unreadable("the stream ended"))),
                }
            }
        }
    }

    /// Opens the stream or reads a chunk of it; `Err(None)` is its plain end.
    async fn step(&mut self) -> Result<(), Option<SdkError>> {
        let Some(stream) = &mut self.stream else {
            let request = self.feed.request(self.client.site()).map_err(SdkError::from)?;
            let opened = self.client.transport().open(request).await.map_err(SdkError::from)?;
            return match opened {
                Opened::Stream(stream) => {
                    self.stream = Some(stream);
                    Ok(())
                }
                Opened::Answer(response) => Err(Some(ApiError::read(&response).map_or_else(
                    || Unreadable::new(&response, "it is neither a stream nor an error document").into(),
                    |error| Box::new(error).into(),
                ))),
            };
        };
        let chunk = stream.next().await.ok_or(None)?.map_err(SdkError::from)?;
        self.events.extend(self.feed.read(&chunk).map_err(|detail| unreadable(&detail))?);
        Ok(())
    }
}

fn unreadable(detail: &str) -> SdkError {
    Unreadable { status: 200, detail: detail.to_owned(), request_id: None }.into()
}
