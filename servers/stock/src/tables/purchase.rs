//! Purchases.

use catalog_core::{
    api::{field::Column, instant::UnixMillis, value::Value},
    product::{
        ProductId,
        money::{Currency, Money},
    },
};
use stock_core::model::{
    BoughtFrom, Fulfilment, LocationId, Purchase, PurchaseId, PurchaseLine, PurchaseStatus, Quantity,
    ReservationId, ReservationStatus, Units,
};
use trastienda_storage::Table;

use super::{
    fields::{Fields, read_lines, write_lines},
    whole,
};

pub(crate) const PURCHASES: Table<Purchase> = Table {
    name: "purchases",
    stored: &[
        Column { name: "total_currency", value: |purchase| purchase.total.currency().code().into() },
        Column { name: "total_amount", value: |purchase| purchase.total.amount().into() },
        Column { name: "lines", value: lines_value },
        Column {
            name: "reservation_id",
            value: |purchase| purchase.bought_from.map(|from| from.reservation.to_string()).into(),
        },
        Column {
            name: "reservation_status",
            value: |purchase| purchase.bought_from.map(|from| from.status.name()).into(),
        },
        Column { name: "fulfilment", value: |purchase| purchase.fulfilment.name().into() },
        Column { name: "customer", value: |purchase| purchase.customer.as_deref().into() },
        Column { name: "actor", value: |purchase| purchase.actor.as_ref().into() },
        Column { name: "version", value: |purchase| whole(purchase.version) },
    ],
    columns: &[
        "id",
        "total_currency",
        "total_amount",
        "lines",
        "reservation_id",
        "reservation_status",
        "fulfilment",
        "status",
        "reference",
        "customer",
        "at",
        "actor",
        "version",
    ],
    from_row: |row| read(&mut Fields::of_row(row)?),
    key: |id| id.to_string().into(),
};

fn read(fields: &mut Fields) -> rusqlite::Result<Purchase> {
    let id = fields.text(PurchaseId::parse)?;
    let currency = fields.text(|code| Currency::parse(code).ok())?;
    let total = fields.number(|amount| Money::new(amount, currency).ok())?;
    Ok(Purchase {
        id,
        lines: fields.text(|text| read_lines(text, |line| read_line(line, currency)))?,
        total,
        bought_from: {
            let reservation = fields.optional_text(ReservationId::parse)?;
            let status = fields.optional_text(ReservationStatus::parse)?;
            reservation.zip(status).map(|(reservation, status)| BoughtFrom { reservation, status })
        },
        fulfilment: fields.text(Fulfilment::parse)?,
        status: fields.text(PurchaseStatus::parse)?,
        reference: fields.optional_text(|text| Some(text.into()))?,
        customer: fields.optional_text(|text| Some(text.into()))?,
        at: UnixMillis::new(fields.number(Some)?),
        actor: fields.text(|text| Some(text.into()))?,
        version: fields.whole()?,
    })
}

/// Product, location, quantity, price, the product's version, returned. A purchase has one currency, so the
/// price is its amount alone.
type Line = (ProductId, String, i64, i64, u64, i64);

fn lines_value(purchase: &Purchase) -> Value {
    write_lines(purchase.lines.iter().map(|line| -> Line {
        (
            line.product,
            line.location.to_string(),
            line.quantity.get(),
            line.price.amount(),
            line.product_version,
            line.returned.get(),
        )
    }))
}

fn read_line(
    (product, location, quantity, price, version, returned): Line,
    currency: Currency,
) -> Option<PurchaseLine> {
    Some(PurchaseLine {
        product,
        location: LocationId::parse(&location)?,
        quantity: Quantity::new(quantity)?,
        price: Money::new(price, currency).ok()?,
        product_version: version,
        returned: Units::new(returned)?,
    })
}
