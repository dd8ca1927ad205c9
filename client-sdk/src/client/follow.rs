//! Feeds, followed with a client.

use std::{collections::VecDeque, ops::Deref, time::Duration};

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
    wait: Option<Duration>,
}

/// What a feed that is followed comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Followed<E> {
    /// The stream is open: what happens from now on comes at once.
    Opened,
    /// An event came.
    Event(E),
    /// The stream ended; it is opened again at the next call, after a pause.
    Lost,
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
        Self { client, feed, stream: None, events: VecDeque::new(), wait: None }
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
            if let Followed::Event(event) = self.observe().await? {
                return Ok(event);
            }
        }
    }

    /// The next event, or a change between open and lost, for whoever must know how far to trust what came.
    ///
    /// # Errors
    /// As [`next`](Self::next).
    pub async fn observe(&mut self) -> Result<Followed<E>, SdkError> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Ok(Followed::Event(event));
            }
            if let Some(wait) = self.wait.take() {
                self.client.platform().wait(wait).await;
            }
            match self.step().await {
                Ok(Step::Opened) => return Ok(Followed::Opened),
                Ok(Step::Read) => {}
                Err(error) => {
                    self.stream = None;
                    let random = self.client.random_number();
                    let Some(wait) = self.feed.ended(error.as_ref(), random) else {
                        return Err(error.unwrap_or_else(|| unreadable("the stream ended")));
                    };
                    self.wait = Some(wait);
                    return Ok(Followed::Lost);
                }
            }
        }
    }

    /// Opens the stream or reads a chunk of it; `Err(None)` is its plain end.
    async fn step(&mut self) -> Result<Step, Option<SdkError>> {
        let Some(stream) = &mut self.stream else {
            let request = self.feed.request(self.client.site()).map_err(SdkError::from)?;
            let opened = self.client.transport().open(request).await.map_err(SdkError::from)?;
            return match opened {
                Opened::Stream(stream) => {
                    self.stream = Some(stream);
                    Ok(Step::Opened)
                }
                Opened::Answer(response) => Err(Some(ApiError::read(&response).map_or_else(
                    || Unreadable::new(&response, "it is neither a stream nor an error document").into(),
                    |error| Box::new(error).into(),
                ))),
            };
        };
        let chunk = stream.next().await.ok_or(None)?.map_err(SdkError::from)?;
        self.events.extend(self.feed.read(&chunk).map_err(|detail| unreadable(&detail))?);
        Ok(Step::Read)
    }
}

/// What one step did.
enum Step {
    Opened,
    Read,
}

fn unreadable(detail: &str) -> SdkError {
    Unreadable { status: 200, detail: detail.to_owned(), request_id: None }.into()
}
