//! One batch: its products, then its stock. A refused batch is sent again without the rows it was refused for.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::json;
use stock_core::error::StockCode;

use super::{
    ImportError, ImportOptions, Report,
    row::{Reason, Refused, Row},
};
use crate::{
    error::{ApiError, SdkError},
    exchange::{Exchange, OperationResult, Outcome, Service, operations_exchange},
};

/// Only ids are read of the results, so no attributes are asked for.
const PRODUCTS: &str = "/api/v1/operations?fields%5Bproducts%5D=";
const STOCK: &str = "/api/v1/stock-operations";
/// What a count says as its reason.
const REASON: &str = "import";

/// A batch that was sent.
#[derive(Debug)]
pub(super) struct Batch {
    options: ImportOptions,
    exchange: Arc<Exchange<Vec<OperationResult>>>,
    sent: Sent,
}

#[derive(Debug)]
enum Sent {
    Products(Vec<Row>),
    Stock(Vec<StockRow>),
}

/// The stock that a row sets.
#[derive(Debug)]
struct StockRow {
    row: Row,
    product: String,
    units: u64,
    counts: bool,
}

/// What comes of an answer.
#[derive(Debug, Default)]
pub(super) struct Next {
    /// What to send next.
    pub(super) batch: Option<Batch>,
    /// Rows that did not go in.
    pub(super) refused: Vec<Refused>,
    /// Rows that belong to a later batch.
    pub(super) put_off: Vec<Row>,
}

impl Batch {
    /// The products of rows; none for no rows.
    pub(super) fn of_products(rows: Vec<Row>, options: ImportOptions) -> Option<Self> {
        let operations = rows.iter().map(|row| row.operation.as_slice());
        let exchange = Arc::new(operations_exchange(Service::Product, PRODUCTS, operations));
        (!rows.is_empty()).then_some(Self { options, exchange, sent: Sent::Products(rows) })
    }

    fn of_stock(rows: Vec<StockRow>, options: ImportOptions) -> Option<Self> {
        let operations: Vec<Vec<u8>> = rows.iter().map(StockRow::operation).collect();
        let operations = operations.iter().map(Vec::as_slice);
        let exchange = Arc::new(operations_exchange(Service::Inventory, STOCK, operations));
        (!rows.is_empty()).then_some(Self { options, exchange, sent: Sent::Stock(rows) })
    }

    pub(super) fn exchange(&self) -> &Arc<Exchange<Vec<OperationResult>>> {
        &self.exchange
    }

    /// Takes the answer.
    pub(super) fn take(
        self,
        answer: Result<Vec<OperationResult>, SdkError>,
        report: &mut Report,
    ) -> Result<Next, ImportError> {
        let options = self.options;
        match (self.sent, answer) {
            (Sent::Products(rows), Ok(results)) => {
                let stock = products_done(rows, results, report)?;
                Ok(Next { batch: Self::of_stock(stock, options), ..Next::default() })
            }
            (Sent::Stock(rows), Ok(_)) => {
                for row in rows {
                    *(if row.counts { &mut report.counted } else { &mut report.initialised }) += 1;
                }
                Ok(Next::default())
            }
            (Sent::Products(rows), Err(error)) => refuse_products(rows, error, options),
            (Sent::Stock(rows), Err(error)) => refuse_stock(rows, error, options, report),
        }
    }
}

impl StockRow {
    fn operation(&self) -> Vec<u8> {
        let relationships = json!({ "product": { "data": { "type": "products", "id": self.product } } });
        let data = if self.counts {
            let attributes = json!({ "kind": "count", "counted": self.units, "reason": REASON });
            json!({ "type": "adjustments", "attributes": attributes, "relationships": relationships })
        } else {
            let attributes = json!({ "quantity": self.units });
            json!({ "type": "inventory", "attributes": attributes, "relationships": relationships })
        };
        json!({ "op": "add", "data": data }).to_string().into_bytes()
    }
}

/// Counts what happened to the products, and gives the stock that is to be set.
fn products_done(
    rows: Vec<Row>,
    results: Vec<OperationResult>,
    report: &mut Report,
) -> Result<Vec<StockRow>, ImportError> {
    if rows.len() != results.len() {
        return Err(ImportError::Answer(format!("{} results for {} operations", results.len(), rows.len())));
    }
    let mut stock = Vec::new();
    for (row, result) in rows.into_iter().zip(results) {
        match result.outcome() {
            Some(Outcome::Created) => report.created += 1,
            Some(Outcome::Updated) => report.updated += 1,
            Some(Outcome::Unchanged) => report.unchanged += 1,
            None => return Err(ImportError::Answer("an upsert without outcome".to_owned())),
        }
        let Some(units) = row.quantity else { continue };
        let product = result.data.ok_or_else(|| ImportError::Answer("an upsert without data".to_owned()))?.id;
        stock.push(StockRow { row, product, units, counts: false });
    }
    Ok(stock)
}

fn refuse_products(rows: Vec<Row>, error: SdkError, options: ImportOptions) -> Result<Next, ImportError> {
    let mut by_row = match faults(&error, rows.len()) {
        Some(by_row) => by_row,
        // The service takes shorter bodies than was said: half of it, then.
        None if error.api().is_some_and(|error| error.status == 413) && rows.len() > 1 => {
            let mut first = rows;
            let put_off = first.split_off(first.len() / 2);
            return Ok(Next { batch: Batch::of_products(first, options), put_off, ..Next::default() });
        }
        None => return Err(error.into()),
    };
    let mut next = Next::default();
    let mut left = Vec::new();
    for (place, row) in rows.into_iter().enumerate() {
        match by_row.remove(&place) {
            Some(reasons) => next.refused.push(row.refuse(reasons)),
            None => left.push(row),
        }
    }
    next.batch = Batch::of_products(left, options);
    Ok(next)
}

fn refuse_stock(
    rows: Vec<StockRow>,
    error: SdkError,
    options: ImportOptions,
    report: &mut Report,
) -> Result<Next, ImportError> {
    let mut by_row = faults(&error, rows.len()).ok_or(error)?;
    let mut next = Next::default();
    let mut left = Vec::new();
    for (place, mut row) in rows.into_iter().enumerate() {
        match by_row.remove(&place) {
            Some(reasons) if !row.counts && exists(&reasons) => {
                if options.set_stock {
                    row.counts = true;
                    left.push(row);
                } else {
                    report.kept += 1;
                }
            }
            Some(reasons) => next.refused.push(row.row.refuse(reasons)),
            None => left.push(row),
        }
    }
    next.batch = Batch::of_stock(left, options);
    Ok(next)
}

fn exists(reasons: &[Reason]) -> bool {
    reasons.iter().all(|reason| reason.code == StockCode::InventoryExists.code().name)
}

impl Row {
    fn refuse(self, reasons: Vec<Reason>) -> Refused {
        let sku = self.sku.as_str().to_owned();
        Refused::new(self.record, Some(sku), reasons)
    }
}

/// What is wrong with which operation; `None` where the refusal is about none in particular.
fn faults(error: &SdkError, operations: usize) -> Option<BTreeMap<usize, Vec<Reason>>> {
    let error: &ApiError = error.api().filter(|error| matches!(error.status, 400 | 403 | 404 | 409 | 422))?;
    let mut by_row: BTreeMap<usize, Vec<Reason>> = BTreeMap::new();
    for fault in &error.faults {
        let place = fault.pointer().and_then(operation_of).filter(|place| *place < operations);
        if let Some(place) = place {
            by_row.entry(place).or_default().push(fault.into());
        }
    }
    if by_row.is_empty() && operations == 1 && error.status != 403 {
        by_row.insert(0, error.faults.iter().map(Reason::from).collect());
    }
    (!by_row.is_empty()).then_some(by_row)
}

/// The place of the operation that a pointer leads into.
fn operation_of(pointer: &str) -> Option<usize> {
    let rest = pointer.strip_prefix("/atomic:operations/")?;
    rest.split('/').next()?.parse().ok()
}
