//! Changing how the stock of a product is treated.

use super::{Refusal, draft::Draft};
use crate::{
    error::StockError,
    model::{Change, Stamp, UpdateInventory, View},
};

pub(super) fn decide(
    view: &dyn View,
    command: &UpdateInventory,
    stamp: &Stamp,
) -> Result<Change, Vec<Refusal>> {
    let Some(before) = view.inventory(command.product) else {
        return Err(vec![Refusal { error: StockError::TargetMissing, pointer: None }]);
    };
    let settings = command.settings.applied(before.settings);
    if settings == before.settings {
        return Ok(Change::default());
    }
    let mut draft = Draft::new(view, stamp);
    // Only the safety stock enters a figure, so it alone can bring one out of range.
    draft
        .set(command.product, settings)
        .map_err(|error| vec![Refusal::at(error, "/attributes/safetyStock")])?;
    Ok(draft.finish())
}
