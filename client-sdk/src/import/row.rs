//! From a record to a row: a product's attributes that keep the rules, and a quantity.

use catalog_core::{
    api::{
        fault::{Fault, Source},
        json,
        read::Incoming,
    },
    product::{Currency, Money, Sku, Status},
    service::read_patch,
};
use serde_json::{Map, Value as Json, json};

use super::records::{Content, Record};
use crate::{error::ApiFault, exchange::ProductOperation, sheet::Column};

/// A row that can be sent.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// As it stands in the file.
    pub(super) record: Record,
    /// By what it is told apart.
    pub(super) sku: Sku,
    /// The upsert, as it is sent.
    pub(super) operation: Vec<u8>,
    /// Units in the house, where the row says so.
    pub(super) quantity: Option<u64>,
}

/// A row that did not go in, or not wholly.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The line it begins in, from 1.
    pub line: u64,
    /// Its SKU, where that could be read.
    pub sku: Option<String>,
    /// Everything that is wrong with it.
    pub reasons: Vec<Reason>,
    record: Record,
}

/// One thing that is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// A stable code: a service's own, or `row-unreadable`.
    pub code: String,
    /// A sentence.
    pub detail: String,
    /// The column it is about, where it is about one.
    pub column: Option<Column>,
}

impl Refused {
    pub(super) fn new(record: Record, sku: Option<String>, reasons: Vec<Reason>) -> Self {
        Self { line: record.line, sku, reasons, record }
    }

    /// The row as a line of a file of refused rows: as it was, and why.
    pub fn to_line(&self) -> Vec<u8> {
        let reasons: Vec<String> =
            self.reasons.iter().map(|reason| format!("{}: {}", reason.code, reason.detail)).collect();
        self.record.refused(&reasons.join(" "))
    }
}

impl Reason {
    fn unreadable(detail: impl Into<String>) -> Self {
        Self { code: "row-unreadable".to_owned(), detail: detail.into(), column: None }
    }
}

/// The column that an attribute is from, by a pointer into a resource object or a document around it.
fn column_of(pointer: &str) -> Option<Column> {
    let (_, below) = pointer.split_once("/attributes/")?;
    Column::parse(below.split('/').next()?)
}

impl From<&Fault> for Reason {
    fn from(fault: &Fault) -> Self {
        let column = match &fault.source {
            Source::Pointer(pointer) => column_of(pointer),
            Source::None | Source::Parameter(_) | Source::Header(_) => None,
        };
        Self { code: fault.code.name.to_owned(), detail: fault.detail.clone(), column }
    }
}

impl From<&ApiFault> for Reason {
    fn from(fault: &ApiFault) -> Self {
        let column = fault.pointer().and_then(column_of);
        Self { code: fault.code.clone(), detail: fault.detail.clone(), column }
    }
}

impl Row {
    /// Reads a record, or says everything that is wrong with it.
    pub(super) fn read(record: Record, bytes_max: usize) -> Result<Self, Refused> {
        let mut draft = Draft::default();
        match &record.content {
            Content::Cells(columns, cells) => draft.read_cells(columns, cells),
            Content::Line(text) => draft.read_line(text),
        }
        let sku = draft.attributes.get("sku").and_then(Json::as_str).map(str::to_owned);
        match draft.finish(bytes_max) {
            Ok((sku, operation, quantity)) => Ok(Self { record, sku, operation, quantity }),
            Err(reasons) => Err(Refused::new(record, sku, reasons)),
        }
    }

    /// How much of a body it takes.
    pub(super) fn bytes(&self) -> usize {
        self.operation.len()
    }
}

/// A row that is being read.
#[derive(Default)]
struct Draft {
    attributes: Map<String, Json>,
    price: Option<String>,
    currency: Option<String>,
    quantity: Option<u64>,
    reasons: Vec<Reason>,
}

impl Draft {
    fn read_cells(&mut self, columns: &[Column], cells: &[String]) {
        if columns.len() != cells.len() {
            let detail = format!("The row has {} cells under {} columns.", cells.len(), columns.len());
            self.reasons.push(Reason::unreadable(detail));
            return;
        }
        for (column, cell) in columns.iter().zip(cells) {
            let value = match column {
                Column::Tags if !cell.is_empty() => json!(cell.split('|').collect::<Vec<_>>()),
                Column::Options | Column::Images | Column::Metadata if !cell.is_empty() => {
                    match json::parse(cell.as_bytes()) {
                        Ok(value) => value,
                        Err(fault) => {
                            self.wrong(*column, &fault.detail);
                            continue;
                        }
                    }
                }
                Column::Quantity if !cell.is_empty() => {
                    cell.parse::<u64>().map_or(json!(cell), |units| json!(units))
                }
                _ if cell.is_empty() => Json::Null,
                _ => json!(cell),
            };
            self.put(*column, value);
        }
    }

    fn read_line(&mut self, text: &str) {
        let members = match json::parse(text.as_bytes()) {
            Ok(Json::Object(members)) => members,
            Ok(_) => return self.reasons.push(Reason::unreadable("The line is no JSON object.")),
            Err(fault) => return self.reasons.push(Reason::unreadable(fault.detail)),
        };
        for column in Column::REQUIRED {
            if !members.contains_key(column.name()) {
                self.wrong(column, "must be there.");
            }
        }
        for (name, value) in members {
            match Column::parse(&name) {
                Some(column) => self.put(column, value),
                None => self.reasons.push(Reason::unreadable(format!("There is no column {name:?}."))),
            }
        }
    }

    /// Puts a value under its attribute; `null` is the default.
    fn put(&mut self, column: Column, value: Json) {
        match column {
            Column::Refused => {}
            Column::Price => self.price = self.text(column, value),
            Column::Currency => self.currency = self.text(column, value),
            Column::Quantity => match (value.as_u64(), value.is_null()) {
                (_, true) => {}
                (Some(units), _) => self.quantity = Some(units),
                (None, _) => self.wrong(column, &format!("is {value}; it must be a whole number from 0.")),
            },
            _ => {
                let value = if value.is_null() { default(column) } else { value };
                self.attributes.insert(column.name().to_owned(), value);
            }
        }
    }

    fn text(&mut self, column: Column, value: Json) -> Option<String> {
        match value {
            Json::String(text) => Some(text),
            Json::Null => {
                self.wrong(column, "must not be empty.");
                None
            }
            other => {
                self.wrong(column, &format!("is {other}; it must be a string."));
                None
            }
        }
    }

    fn wrong(&mut self, column: Column, what: &str) {
        let reason = Reason::unreadable(format!("{} {what}", column.name()));
        self.reasons.push(Reason { column: Some(column), ..reason });
    }

    fn finish(mut self, bytes_max: usize) -> Result<(Sku, Vec<u8>, Option<u64>), Vec<Reason>> {
        if let (Some(price), Some(currency)) = (&self.price, &self.currency) {
            match Currency::parse(currency).and_then(|currency| Money::from_major(price, currency)) {
                Ok(price) => {
                    self.attributes.insert("price".to_owned(), json!(price));
                }
                Err(error) => {
                    let reason = Reason::unreadable(format!("{error}."));
                    self.reasons.push(Reason { column: Some(Column::Price), ..reason });
                }
            }
        }
        let object = json!({ "type": "products", "attributes": self.attributes });
        let patch = Incoming::read(&object, "products").and_then(read_patch);
        let faults = patch.as_ref().err().into_iter().flatten();
        self.reasons.extend(faults.map(Reason::from));
        let patch = patch.unwrap_or_default();
        let Some(sku) = patch.sku.clone().filter(|_| self.reasons.is_empty()) else {
            return Err(self.reasons);
        };
        let operation = ProductOperation::Upsert(patch).to_json().to_string().into_bytes();
        if operation.len() > bytes_max {
            let detail = format!("The row takes {} bytes; a request takes {bytes_max}.", operation.len());
            return Err(vec![Reason::unreadable(detail)]);
        }
        Ok((sku, operation, self.quantity))
    }
}

/// What an empty cell sets. An empty SKU or name is refused by its own rule.
fn default(column: Column) -> Json {
    match column {
        Column::Status => json!(Status::default()),
        Column::Tags | Column::Images => json!([]),
        Column::Options | Column::Metadata => json!({}),
        Column::Category | Column::Group => Json::Null,
        _ => json!(""),
    }
}
