//! Opening, renaming and closing places.

use super::{Refusal, Refusals, expire::begin};
use crate::{
    error::StockError,
    model::{Change, CreateLocation, Location, LocationId, Stamp, UpdateLocation, View},
};

pub(super) fn create(view: &dyn View, command: &CreateLocation) -> Result<Change, Vec<Refusal>> {
    let mut refusals = Refusals::default();
    if view.location(command.id).is_some() {
        refusals.add(StockError::IdTaken, "/id");
    }
    refusals.end()?;
    let CreateLocation { id, name, priority, active } = command.clone();
    let location = Location { id, name, priority, active, version: 1 };
    Ok(Change { location: Some(location), ..Change::default() })
}

/// A location is emptied before it is closed, so that nothing that is counted as sellable is out of reach. What
/// is due there is held no more.
pub(super) fn update(
    view: &dyn View,
    command: &UpdateLocation,
    stamp: &Stamp,
) -> Result<Change, Vec<Refusal>> {
    let Some(before) = view.location(command.id) else {
        return Err(vec![Refusal { error: StockError::TargetMissing, pointer: None }]);
    };
    let after = command.patch.applied(before);
    if after == *before {
        return Ok(Change::default());
    }
    let closes = before.active && !after.active;
    let stocked = if closes { view.stocked_at(before.id) } else { Vec::new() };
    let draft = begin(view, stamp, stocked.iter().map(|id| id.product))?;
    let mut refusals = Refusals::default();
    if closes && before.id == LocationId::Main {
        refusals.add(StockError::LocationIsMain, "/attributes/active");
    } else if !stocked.iter().all(|id| draft.level(*id).is_empty()) {
        refusals.add(StockError::LocationNotEmpty(before.id), "/attributes/active");
    }
    refusals.end()?;
    Ok(Change { location: Some(after), ..draft.finish() })
}
