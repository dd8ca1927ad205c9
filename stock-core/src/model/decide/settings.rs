//! Changing how the stock of a product is treated.

use super::{Refusal, expire::begin};
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
    let mut draft = begin(view, stamp, [command.product])?;
    let settings = command.settings.applied(before.settings);
    if settings == before.settings {
        return Ok(draft.finish());
    }
    // Only the safety stock enters a figure, so it alone can bring one out of range.
    draft
        .set(command.product, settings)
        .map_err(|error| vec![Refusal::at(error, "/attributes/safetyStock")])?;
    Ok(draft.finish())
}
