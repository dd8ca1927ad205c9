//! A journal that fails when it is told to, and that has a bug where one is wanted.

use std::sync::Mutex;

use catalog_core::engine::{Batch, Journal, Kept, Once, StoreError};
use stock_core::service::{Key, Stock};

use crate::bug::Bug;

/// Where a batch fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Rows cannot be loaded.
    Load,
    /// A kept answer cannot be looked for.
    Kept,
    /// The commit fails, and nothing of it is there.
    Commit,
    /// The commit fails, and all of it is there: the process dies before it learns that.
    Unsure,
}

/// A journal over another.
pub(crate) struct Faulty {
    inner: Mutex<Box<dyn Journal<Stock>>>,
    planned: Mutex<(Option<Fault>, Option<Fault>)>,
    bug: Option<Bug>,
}

impl Faulty {
    pub(crate) fn new(inner: Box<dyn Journal<Stock>>, bug: Option<Bug>) -> Self {
        Self { inner: Mutex::new(inner), planned: Mutex::default(), bug }
    }

    /// What the next batch meets.
    pub(crate) fn plan(&self, fault: Option<Fault>) {
        *self.planned.lock().unwrap() = (fault, None);
    }

    /// The fault that was met.
    pub(crate) fn struck(&self) -> Option<Fault> {
        self.planned.lock().unwrap().1
    }

    /// As a reader sees it.
    pub(crate) fn recorded(&self, once: &Once) -> Result<Option<Kept>, StoreError> {
        let mut kept = self.inner.lock().unwrap().kept(once)?;
        if self.bug == Some(Bug::AnswersAnew)
            && let Some(kept) = &mut kept
        {
            kept.answer.body = [&kept.answer.body[..], b"\n"].concat().into();
        }
        Ok(kept)
    }

    /// Strikes once, at the first occasion.
    fn meets(&self, fault: Fault) -> Result<(), StoreError> {
        let mut planned = self.planned.lock().unwrap();
        if planned.0 != Some(fault) {
            return Ok(());
        }
        *planned = (None, Some(fault));
        Err(StoreError(format!("{fault:?} fails")))
    }
}

impl Journal<Stock> for Faulty {
    fn load(&mut self, stock: &mut Stock, keys: &[Key]) -> Result<(), StoreError> {
        self.meets(Fault::Load)?;
        self.inner.get_mut().unwrap().load(stock, keys)?;
        if self.bug == Some(Bug::ForgetsPurchases) {
            for key in keys {
                if let Key::Purchase(id) = key {
                    stock.purchases.load(*id, None);
                }
            }
        }
        Ok(())
    }

    fn kept(&mut self, once: &Once) -> Result<Option<Kept>, StoreError> {
        self.meets(Fault::Kept)?;
        self.recorded(once)
    }

    fn commit(&mut self, batch: &Batch<'_, Stock>) -> Result<(), StoreError> {
        self.meets(Fault::Commit)?;
        let kept = if self.bug == Some(Bug::LosesKeptAnswers) { &[] } else { batch.kept };
        self.inner.get_mut().unwrap().commit(&Batch { kept, ..*batch })?;
        self.meets(Fault::Unsure)
    }
}
