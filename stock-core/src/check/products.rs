//! The port to the catalogue.

use std::future::Future;

use catalog_core::{
    api::{fault::Fault, request::Context},
    product::ProductId,
};

use crate::{
    error::{CheckFailure, StockError},
    model::Sightings,
};

/// The catalogue gave no answer that counts. Whoever waited may come again: nothing was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckFailed {
    /// Why.
    pub cause: CheckFailure,
}

impl CheckFailed {
    /// The error object.
    pub fn fault(self) -> Fault {
        StockError::ProductServiceUnavailable(self.cause).fault()
    }
}

impl From<CheckFailure> for CheckFailed {
    fn from(cause: CheckFailure) -> Self {
        Self { cause }
    }
}

/// Whoever knows what the catalogue says of products.
pub trait Products: Send + Sync + 'static {
    /// What is known of these products at this moment without asking anyone; none where any must be asked about.
    fn known(&self, ids: &[ProductId]) -> Option<Sightings> {
        let _ = ids;
        None
    }

    /// What is known of these products, all of them or none; one that the answer does not name does not
    /// exist. `context` is that of the request the question is asked for: its moment, id and trace.
    fn look_up(
        &self,
        ids: &[ProductId],
        context: &Context,
    ) -> impl Future<Output = Result<Sightings, CheckFailed>> + Send;
}
