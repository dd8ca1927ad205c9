//! Feeds, followed with a client.

use std::{collections::VecDeque, ops::Deref};

use futures_util::StreamExt;

use super::{Client, Platform};
use crate::{
    error::{ApiError, SdkError, Unreadable},
    stream::Feed,
    transport::{Opened, Transport},
};

/// A feed that is followed: it is opened again whenever it ends, behind the last event that came.
///
/// `C` is how the client is held: borrowed, or shared by a host that hands the walk to someone else.
#[derive(Debug)]
pub struct Follow<C, S, E> {
    client: C,
    feed: Feed<E>,
    stream: Option<S>,
    events: VecDeque<E>,
}

impl<T: Transport, P: Platform> Client<T, P> {
    /// Follows a feed.
    pub fn follow<E>(&self, feed: Feed<E>) -> Follow<&Self, T::Stream, E> {
        Follow::new(self, feed)
    }
}

impl<C, S, E> Follow<C, S, E> {
    /// Follows a feed with a client.
    pub fn new(client: C, feed: Feed<E>) -> Self {
        Self { client, feed, stream: None, events: VecDeque::new() }
    }
}

impl<C, T, P, E> Follow<C, T::Stream, E>
where
    C: Deref<Target = Client<T, P>>,
    T: Transport,
    P: Platform,
{
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
