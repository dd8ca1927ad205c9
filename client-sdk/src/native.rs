//! What a native program gives the client: a clock, chance, and a thread that waits.

use std::{
    collections::hash_map::RandomState,
    future::{Future, ready},
    hash::BuildHasher,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
    time::{Duration, Instant},
};

use crate::client::Platform;

/// The standard library's clock and threads.
#[derive(Clone, Copy, Debug)]
pub struct Native {
    started: Instant,
}

impl Default for Native {
    #[expect(clippy::disallowed_methods, reason = "the native host of the client")]
    fn default() -> Self {
        Self { started: Instant::now() }
    }
}

impl Platform for Native {
    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// From the hash keys that the standard library draws from the operating system: good enough that no two
    /// keys meet, no secret.
    fn random(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        for half in bytes.chunks_mut(8) {
            half.copy_from_slice(&RandomState::new().hash_one(self.started).to_be_bytes());
        }
        bytes
    }

    #[expect(clippy::disallowed_methods, reason = "the native host of the client")]
    fn wait(&self, time: Duration) -> impl Future<Output = ()> {
        thread::sleep(time);
        ready(())
    }
}

/// Runs a future to its end on this thread.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
