//! Opening, renaming and closing places.

use super::{Refusal, Refusals};
use crate::{
    error::StockError,
    model::{Change, CreateLocation, Location, LocationId, UpdateLocation, View},
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

/// A location is emptied before it is closed, so that nothing that is counted as sellable is out of reach.
pub(super) fn update(view: &dyn View, command: &UpdateLocation) -> Result<Change, Vec<Refusal>> {
    let Some(before) = view.location(command.id) else {
        return Err(vec![Refusal { error: StockError::TargetMissing, pointer: None }]);
    };
    let after = command.patch.applied(before);
    if after == *before {
        return Ok(Change::default());
    }
    let mut refusals = Refusals::default();
    if before.active && !after.active {
        if before.id == LocationId::Main {
            refusals.add(StockError::LocationIsMain, "/attributes/active");
        } else if !view.is_vacant(before.id) {
            refusals.add(StockError::LocationNotEmpty(before.id), "/attributes/active");
        }
    }
    refusals.end()?;
    Ok(Change { location: Some(after), ..Change::default() })
}
