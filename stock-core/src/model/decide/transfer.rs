//! Sending stock from one location to another, and receiving it.

use std::sync::Arc;

use catalog_core::product::ProductId;

use super::{
    Refusal, Refusals,
    draft::{Draft, Posting},
    expire::begin,
};
use crate::{
    error::StockError,
    model::{
        Bucket, Change, CreateTransfer, LevelId, LocationId, MovementKind, PurchaseForm, Quantity, Stamp,
        Transfer, TransferLine, TransferStatus, UpdateTransfer, View,
        line::{Merged, merge},
    },
};

/// Transfers are written with lines only.
const FORM: PurchaseForm = PurchaseForm::Lines;

pub(super) fn create(
    view: &dyn View,
    command: &CreateTransfer,
    stamp: &Stamp,
) -> Result<Change, Vec<Refusal>> {
    let mut refusals = Refusals::default();
    if view.transfer(command.id).is_some() {
        refusals.add(StockError::IdTaken, "/id");
    }
    let mut draft = begin(view, stamp, command.lines.as_slice().iter().map(|line| line.product))?;
    let ends = [(command.passage.from(), "/relationships/from"), (command.passage.to(), "/relationships/to")];
    for (location, pointer) in ends {
        if let Err(error) = draft.check_location(location) {
            refusals.add(error, pointer);
        }
    }
    refusals.end()?;
    let mut transfer = Transfer {
        id: command.id,
        passage: command.passage,
        lines: Vec::new(),
        status: command.status,
        expected_at: command.expected_at,
        reason: command.reason.clone(),
        reference: command.reference.clone(),
        at: stamp.at,
        actor: Arc::clone(&stamp.actor),
        version: 0,
    };
    let mut refusals = Refusals::default();
    for line in merge(&command.lines, |line| line.product, |line| line.quantity) {
        match send(&mut draft, &transfer, &line) {
            Ok(line) => transfer.lines.push(line),
            Err((error, pointer)) => refusals.add(error, pointer),
        }
    }
    if command.status == TransferStatus::Received {
        for line in transfer.lines.clone() {
            if let Err(error) = receive(&mut draft, &transfer, line) {
                refusals.add(error, "/attributes/lines");
            }
        }
    }
    refusals.end()?;
    let mut change = draft.finish();
    transfer.version = change.version();
    change.transfer = Some(transfer);
    Ok(change)
}

/// A transfer is received whole; what is missing or broken then is an adjustment there.
pub(super) fn update(
    view: &dyn View,
    command: &UpdateTransfer,
    stamp: &Stamp,
) -> Result<Change, Vec<Refusal>> {
    let Some(before) = view.transfer(command.id) else {
        return Err(vec![Refusal { error: StockError::TargetMissing, pointer: None }]);
    };
    let refuse = |error| vec![Refusal::at(error, "/attributes/status")];
    let (from, to) = (before.status, command.status);
    let mut draft = begin(view, stamp, before.lines.iter().map(|line| line.product))?;
    match (from, to) {
        (TransferStatus::Shipped, TransferStatus::Received) => {}
        (TransferStatus::Received, TransferStatus::Shipped) => {
            return Err(refuse(StockError::TransferStatusConflict { from, to }));
        }
        _ => return Ok(draft.finish()),
    }
    for line in &before.lines {
        receive(&mut draft, before, *line).map_err(refuse)?;
    }
    let mut change = draft.finish();
    change.transfer = Some(Transfer { status: to, version: change.version(), ..before.clone() });
    Ok(change)
}

/// Takes the units of one line from where they are.
fn send(
    draft: &mut Draft<'_>,
    transfer: &Transfer,
    line: &Merged<ProductId>,
) -> Result<TransferLine, (StockError, String)> {
    let product = line.key;
    let at_quantity = |error| (error, FORM.quantity_pointer(line.place));
    draft.inventory(product).map_err(|error| (error, FORM.product_pointer(line.place)))?;
    let quantity = line.quantity.ok_or_else(|| at_quantity(StockError::QuantityOverflow(product)))?;
    let origin = transfer.passage.from();
    let held = draft.level(LevelId::new(product, origin)).buckets.sellable;
    let requested = quantity.get();
    if requested > held {
        let bucket = Bucket::Sellable;
        return Err(at_quantity(StockError::BucketShort { product, bucket, requested, held }));
    }
    let destination = Some(transfer.passage.to());
    let buckets = (Bucket::Sellable, Bucket::Incoming);
    let posting = posting(transfer, (origin, destination), buckets, quantity);
    draft.post(product, &Posting { floor: Some(0), ..posting }).map_err(at_quantity)?;
    Ok(TransferLine { product, quantity })
}

/// Puts the units of one line on sale where they came to.
fn receive(draft: &mut Draft<'_>, transfer: &Transfer, line: TransferLine) -> Result<(), StockError> {
    let buckets = (Bucket::Incoming, Bucket::Sellable);
    let posting = posting(transfer, (transfer.passage.to(), None), buckets, line.quantity);
    draft.post(line.product, &posting)
}

fn posting(
    transfer: &Transfer,
    (location, destination): (LocationId, Option<LocationId>),
    (from, to): (Bucket, Bucket),
    quantity: Quantity,
) -> Posting<'_> {
    Posting {
        kind: MovementKind::Transfer,
        location,
        destination,
        from,
        to,
        quantity,
        reason: transfer.reason.as_ref(),
        reference: transfer.reference.as_ref(),
        group: transfer.id.into(),
        floor: None,
        cached: false,
    }
}
