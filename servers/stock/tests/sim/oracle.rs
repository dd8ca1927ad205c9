//! What must be so after every step, told by nothing but the disk and the answers that went out.
//!
//! It keeps its own books and shares no arithmetic with the model. The model's own [`Verifier`] is asked as
//! well, as a second opinion.
//!
//! [`Verifier`]: stock_core::model::Verifier

mod belongs;
mod books;
mod meaning;
mod promises;
mod stand;

use std::{collections::BTreeMap, sync::Arc};

use catalog_core::api::instant::UnixMillis;

use crate::{asked::Asked, disk::Disk, tally::Tally};

use books::Books;
use promises::Promises;
pub(crate) use promises::Said;

/// Whether all is as it must be; if not, a sentence says what is not.
pub(crate) type Held = Result<(), String>;

/// Ends with a sentence unless something is so.
macro_rules! hold {
    ($holds:expr, $($sentence:tt)*) => {
        if !$holds {
            return Err(format!($($sentence)*));
        }
    };
}
pub(crate) use hold;

/// Everything that was asked, promised and done.
#[derive(Default)]
pub(crate) struct Oracle {
    asked: BTreeMap<String, Arc<Asked>>,
    books: Books,
    promises: Promises,
}

impl Oracle {
    /// A client is about to ask.
    pub(crate) fn asks(&mut self, asked: &Arc<Asked>) {
        self.asked.insert(asked.name.clone(), Arc::clone(asked));
    }

    /// A request reached the service at `now` by its clock. Gives how far the feed had come.
    pub(crate) fn arrives(&mut self, asked: &Asked, now: UnixMillis) -> u64 {
        self.promises.arrives(asked, now);
        self.books.events()
    }

    /// Something may have been committed.
    pub(crate) fn look(&mut self, disk: &Disk, tally: &mut Tally) -> Held {
        self.books.look(disk, &self.asked, tally)
    }

    /// Calls were decided, the last of them at `now` by the service's clock.
    pub(crate) fn decided(&mut self, now: UnixMillis) {
        self.books.decided(now);
        self.promises.decided(now);
    }

    /// The service let an answer go; whether it reaches anyone is the network's affair.
    pub(crate) fn answered(&mut self, disk: &Disk, asked: &Asked, said: &Said, tally: &mut Tally) -> Held {
        self.promises.answered(asked, said, tally)?;
        meaning::holds(&mut self.books, disk, asked, said, tally)
    }

    /// Everything that was ever seen or acknowledged is there, from the first movement on.
    pub(crate) fn look_again(&self, disk: &Disk) -> Held {
        self.books.look_again(disk)
    }
}
