//! Taking goods back.

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
        Bucket, Change, CreateReturn, LocationId, MovementKind, Part, Purchase, PurchaseForm, Quantity,
        Return, ReturnLine, Stamp, View,
        line::{Merged, merge},
    },
};

/// Returns are written with lines only.
const FORM: PurchaseForm = PurchaseForm::Lines;

pub(super) fn decide(view: &dyn View, command: &CreateReturn, stamp: &Stamp) -> Result<Change, Vec<Refusal>> {
    let mut refusals = Refusals::default();
    if view.has_return(command.id) {
        refusals.add(StockError::IdTaken, "/id");
    }
    let purchase = command.purchase.and_then(|id| view.purchase(id));
    if let (Some(id), None) = (command.purchase, purchase) {
        refusals.add(StockError::PurchaseNotFound(id), "/relationships/purchase");
    }
    let products = command.lines.as_slice().iter().map(|line| line.product);
    let mut draft = begin(view, stamp, products)?;
    if let Some(Err(error)) = command.location.map(|location| draft.check_location(location)) {
        refusals.add(error, "/relationships/location");
    }
    let mut lines = Vec::new();
    for line in merge(&command.lines, |line| line.product, |line| line.quantity) {
        match bring_back(&mut draft, command, purchase, &line) {
            Ok(line) => lines.push(line),
            Err((error, pointer)) => refusals.add(error, pointer),
        }
    }
    refusals.end()?;
    let mut change = draft.finish();
    let version = change.version();
    change.purchase = purchase.map(|before| {
        let mut after = Purchase { version, ..before.clone() };
        for line in &lines {
            after.bring_back(line.product, line.quantity);
        }
        after
    });
    change.returned = Some(Return {
        id: command.id,
        purchase: command.purchase,
        location: command.location,
        lines,
        to: command.to,
        reason: command.reason.clone(),
        reference: command.reference.clone(),
        at: stamp.at,
        actor: Arc::clone(&stamp.actor),
        version,
    });
    Ok(change)
}

/// Puts the units of one line back.
fn bring_back(
    draft: &mut Draft<'_>,
    command: &CreateReturn,
    purchase: Option<&Purchase>,
    line: &Merged<ProductId>,
) -> Result<ReturnLine, (StockError, String)> {
    let product = line.key;
    let at_quantity = |error| (error, FORM.quantity_pointer(line.place));
    draft.inventory(product).map_err(|error| (error, FORM.product_pointer(line.place)))?;
    let quantity = line.quantity.ok_or_else(|| at_quantity(StockError::QuantityOverflow(product)))?;
    if let Some(purchase) = purchase {
        let (requested, returnable) = (quantity.get(), purchase.returnable(product));
        if requested > returnable {
            return Err(at_quantity(StockError::ReturnExceedsPurchase { product, requested, returnable }));
        }
    }
    for part in parts(draft, command, purchase, product, quantity) {
        let posting = Posting {
            kind: MovementKind::Return,
            location: part.location,
            destination: None,
            from: Bucket::Customer,
            to: command.to.into(),
            quantity: part.quantity,
            reason: command.reason.as_ref(),
            reference: command.reference.as_ref(),
            group: command.id.into(),
            floor: None,
            cached: false,
        };
        draft.post(product, &posting).map_err(at_quantity)?;
    }
    Ok(ReturnLine { product, quantity })
}

/// Where units go: to the place that is named, or else to where they were bought from, line after line. What
/// has no such place, or one where stock is kept no more, goes to the main location.
fn parts(
    draft: &Draft<'_>,
    command: &CreateReturn,
    purchase: Option<&Purchase>,
    product: ProductId,
    quantity: Quantity,
) -> Vec<Part> {
    let whole = |location| vec![Part { location, quantity }];
    match (command.location, purchase) {
        (Some(location), _) => whole(location),
        (None, None) => whole(LocationId::Main),
        (None, Some(purchase)) => {
            let kept = |location| draft.check_location(location).is_ok();
            let parts = purchase.origins(product, quantity).into_iter();
            parts
                .map(
                    |part| {
                        if kept(part.location) { part } else { Part { location: LocationId::Main, ..part } }
                    },
                )
                .collect()
        }
    }
}
