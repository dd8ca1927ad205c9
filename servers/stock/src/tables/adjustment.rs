//! Adjustments.

use catalog_core::{
    api::{field::Column, instant::UnixMillis},
    product::ProductId,
};
use stock_core::model::{
    Adjustment, AdjustmentAction, AdjustmentId, AdjustmentKind, Bucket, Difference, LocationId, Quantity,
    StockPile, Units,
};
use trastienda_storage::{Table, unreadable};

use super::{fields::Fields, whole};

pub(crate) const ADJUSTMENTS: Table<Adjustment> = Table {
    name: "adjustments",
    stored: &[
        Column { name: "product_id", value: |adjustment| adjustment.product.to_string().into() },
        Column { name: "location_id", value: |adjustment| adjustment.location.to_string().into() },
        Column { name: "kind", value: |adjustment| adjustment.action.kind().name().into() },
        Column { name: "units", value: |adjustment| figures(adjustment.action).0.into() },
        Column { name: "expected", value: |adjustment| figures(adjustment.action).1.into() },
        Column { name: "bucket", value: |adjustment| figures(adjustment.action).2.map(Bucket::name).into() },
        Column { name: "expected_at", value: |adjustment| expected_at(adjustment.action).into() },
        Column { name: "reason", value: |adjustment| adjustment.reason.as_ref().into() },
        Column { name: "reference", value: |adjustment| adjustment.reference.as_deref().into() },
        Column { name: "actor", value: |adjustment| adjustment.actor.as_ref().into() },
        Column { name: "version", value: |adjustment| whole(adjustment.version) },
    ],
    columns: &[
        "id",
        "product_id",
        "location_id",
        "kind",
        "units",
        "expected",
        "bucket",
        "expected_at",
        "reason",
        "reference",
        "at",
        "actor",
        "version",
    ],
    from_row: |row| read(&mut Fields::of_row(row)?),
    key: |id| id.to_string().into(),
};

fn read(fields: &mut Fields) -> rusqlite::Result<Adjustment> {
    Ok(Adjustment {
        id: fields.text(AdjustmentId::parse)?,
        product: fields.text(ProductId::parse)?,
        location: fields.text(LocationId::parse)?,
        action: {
            let kind = fields.text(AdjustmentKind::parse)?;
            let units = fields.number(Some)?;
            let expected = fields.optional_number(Some)?;
            let bucket = fields.optional_text(Bucket::parse)?;
            let expected_at = fields.optional_number(|millis| Some(UnixMillis::new(millis)))?;
            action(kind, units, expected, bucket, expected_at)
                .ok_or_else(|| unreadable(4, "no figures of that kind"))?
        },
        reason: fields.text(|text| Some(text.into()))?,
        reference: fields.optional_text(|text| Some(text.into()))?,
        at: UnixMillis::new(fields.number(Some)?),
        actor: fields.text(|text| Some(text.into()))?,
        version: fields.whole()?,
    })
}

/// The units, what was expected of a count, and the bucket that is named beside the kind.
fn figures(action: AdjustmentAction) -> (i64, Option<i64>, Option<Bucket>) {
    match action {
        AdjustmentAction::Receive(quantity)
        | AdjustmentAction::Arrive(quantity)
        | AdjustmentAction::Quarantine(quantity)
        | AdjustmentAction::Restore(quantity) => (quantity.get(), None, None),
        AdjustmentAction::Correct(difference) => (difference.get(), None, None),
        AdjustmentAction::Count { counted, expected } => (counted.get(), expected, None),
        AdjustmentAction::WriteOff(quantity, pile) => (quantity.get(), None, Some(pile.into())),
        AdjustmentAction::Announce { quantity, .. } | AdjustmentAction::GiveUp(quantity) => {
            (quantity.get(), None, Some(Bucket::Incoming))
        }
    }
}

/// When announced goods should be here.
fn expected_at(action: AdjustmentAction) -> Option<i64> {
    match action {
        AdjustmentAction::Announce { expected_at, .. } => expected_at.map(UnixMillis::get),
        _ => None,
    }
}

fn action(
    kind: AdjustmentKind,
    units: i64,
    expected: Option<i64>,
    bucket: Option<Bucket>,
    expected_at: Option<UnixMillis>,
) -> Option<AdjustmentAction> {
    Some(match kind {
        AdjustmentKind::Receive if bucket == Some(Bucket::Incoming) => {
            AdjustmentAction::Announce { quantity: Quantity::new(units)?, expected_at }
        }
        AdjustmentKind::Receive => AdjustmentAction::Receive(Quantity::new(units)?),
        AdjustmentKind::Arrive => AdjustmentAction::Arrive(Quantity::new(units)?),
        AdjustmentKind::Correct => AdjustmentAction::Correct(Difference::new(units)?),
        AdjustmentKind::Count => AdjustmentAction::Count { counted: Units::new(units)?, expected },
        AdjustmentKind::WriteOff => match bucket? {
            Bucket::Incoming => AdjustmentAction::GiveUp(Quantity::new(units)?),
            Bucket::Unavailable => AdjustmentAction::WriteOff(Quantity::new(units)?, StockPile::Unavailable),
            Bucket::Sellable => AdjustmentAction::WriteOff(Quantity::new(units)?, StockPile::Sellable),
            _ => return None,
        },
        AdjustmentKind::Quarantine => AdjustmentAction::Quarantine(Quantity::new(units)?),
        AdjustmentKind::Restore => AdjustmentAction::Restore(Quantity::new(units)?),
    })
}
