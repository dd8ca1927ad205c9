//! Receiving, correcting, counting, setting aside and writing off.

use std::sync::Arc;

use super::{
    Refusal, Refusals,
    draft::{Draft, Posting},
    expire::begin,
};
use crate::{
    error::StockError,
    model::{
        Adjustment, AdjustmentAction, Bucket, Change, CreateAdjustment, Difference, Level, LevelId,
        MovementKind, Quantity, Stamp, View,
    },
};

pub(super) fn decide(
    view: &dyn View,
    command: &CreateAdjustment,
    stamp: &Stamp,
) -> Result<Change, Vec<Refusal>> {
    let mut refusals = Refusals::default();
    if view.has_adjustment(command.id) {
        refusals.add(StockError::IdTaken, "/id");
    }
    let mut draft = begin(view, stamp, [command.product])?;
    let place = draft.check_location(command.location).map_err(|error| (error, "/relationships/location"));
    let known =
        draft.inventory(command.product).map(|_| ()).map_err(|error| (error, "/relationships/product"));
    let adjusted = if place.is_ok() && known.is_ok() { adjust(&mut draft, command) } else { Ok(()) };
    for (error, pointer) in [place, known, adjusted].into_iter().filter_map(Result::err) {
        refusals.add(error, pointer);
    }
    refusals.end()?;
    let mut change = draft.finish();
    change.adjustment = Some(Adjustment {
        id: command.id,
        product: command.product,
        location: command.location,
        action: command.action,
        reason: Arc::clone(&command.reason),
        reference: command.reference.clone(),
        at: stamp.at,
        actor: Arc::clone(&stamp.actor),
        version: change.version(),
    });
    Ok(change)
}

/// What an adjustment moves.
struct Move {
    kind: MovementKind,
    from: Bucket,
    to: Bucket,
    quantity: Quantity,
    /// The lowest `sellable` that it may leave; the other buckets never go below zero.
    floor: Option<i64>,
}

fn adjust(draft: &mut Draft<'_>, command: &CreateAdjustment) -> Result<(), (StockError, &'static str)> {
    let level = draft.level(LevelId::new(command.product, command.location));
    let pointer = match command.action {
        AdjustmentAction::Count { .. } => "/attributes/counted",
        _ => "/attributes/quantity",
    };
    let Some(moved) = movement(command.action, &level)? else {
        return draft.tell(command.product).map_err(|error| (error, pointer));
    };
    let (held, requested) = (level.buckets.sellable, moved.quantity.get());
    if moved.floor.is_some_and(|floor| held - requested < floor) {
        let (product, bucket) = (command.product, Bucket::Sellable);
        return Err((StockError::BucketShort { product, bucket, requested, held }, pointer));
    }
    let posting = Posting {
        kind: moved.kind,
        location: command.location,
        destination: None,
        from: moved.from,
        to: moved.to,
        quantity: moved.quantity,
        reason: Some(&command.reason),
        reference: command.reference.as_ref(),
        group: command.id.into(),
        floor: moved.floor,
        cached: false,
    };
    draft.post(command.product, &posting).map_err(|error| (error, pointer))
}

/// The move that an action asks for; none for a count without difference.
fn movement(action: AdjustmentAction, level: &Level) -> Result<Option<Move>, (StockError, &'static str)> {
    let moved = |kind, from, to, quantity| {
        let floor = (from == Bucket::Sellable).then_some(0);
        Ok(Some(Move { kind, from, to, quantity, floor }))
    };
    match action {
        AdjustmentAction::Receive(quantity) => {
            moved(MovementKind::Receive, Bucket::Supplier, Bucket::Sellable, quantity)
        }
        AdjustmentAction::Announce { quantity, .. } => {
            moved(MovementKind::Receive, Bucket::Supplier, Bucket::Incoming, quantity)
        }
        AdjustmentAction::Arrive(quantity) => {
            moved(MovementKind::Arrive, Bucket::Incoming, Bucket::Sellable, quantity)
        }
        AdjustmentAction::GiveUp(quantity) => {
            moved(MovementKind::WriteOff, Bucket::Incoming, Bucket::Loss, quantity)
        }
        AdjustmentAction::Correct(difference) => {
            let (from, to) = correction(difference);
            moved(MovementKind::Adjust, from, to, difference.quantity())
        }
        AdjustmentAction::WriteOff(quantity, pile) => {
            moved(MovementKind::WriteOff, pile.into(), Bucket::Loss, quantity)
        }
        AdjustmentAction::Quarantine(quantity) => {
            moved(MovementKind::Quarantine, Bucket::Sellable, Bucket::Unavailable, quantity)
        }
        AdjustmentAction::Restore(quantity) => {
            moved(MovementKind::Restore, Bucket::Unavailable, Bucket::Sellable, quantity)
        }
        AdjustmentAction::Count { counted, expected } => {
            let on_hand = level.buckets.on_hand();
            if let Some(expected) = expected.filter(|expected| *expected != on_hand) {
                return Err((StockError::CountStale { expected, on_hand }, "/attributes/expected"));
            }
            let off = counted.get() - on_hand;
            if off == 0 {
                return Ok(None);
            }
            let difference = Difference::new(off)
                .ok_or((StockError::QuantityOverflow(level.id.product), "/attributes/counted"))?;
            let (from, to) = correction(difference);
            // What was found is so, also when less is left than is promised: no floor.
            let quantity = difference.quantity();
            Ok(Some(Move { kind: MovementKind::Adjust, from, to, quantity, floor: None }))
        }
    }
}

fn correction(difference: Difference) -> (Bucket, Bucket) {
    if difference.get().is_positive() {
        (Bucket::Correction, Bucket::Sellable)
    } else {
        (Bucket::Sellable, Bucket::Correction)
    }
}
