//! Products and stock from a file.

use client_sdk::{
    import::{Column, Import, ImportError, ImportOptions, Refused, Report, Step},
    sheet::Format,
};
use serde_json::{Value as Json, json};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_glue::{carried, error::Failure, json::text};

/// An import on its way. Bytes come from TypeScript, which knows files; what is to be sent goes out through the
/// client's module.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Importing {
    import: Import,
}

#[wasm_bindgen]
impl Importing {
    /// An import of one file.
    #[wasm_bindgen(constructor)]
    pub fn new(format: &str, set_stock: bool, dry_run: bool) -> Result<Self, Failure> {
        let options = ImportOptions { set_stock, dry_run, ..ImportOptions::new(self::format(format)?) };
        Ok(Self { import: Import::new(options) })
    }

    /// Takes the next bytes of the file. Chunks may end anywhere.
    pub fn push(&mut self, bytes: &[u8]) {
        self.import.push(bytes);
    }

    /// Notes the end of the file.
    pub fn finish(&mut self) {
        self.import.finish();
    }

    /// What to do next, as JSON: `read` wants more bytes, `send` a call and its answer, `refused` is a row that did
    /// not go in, `all` is the end.
    pub fn step(&mut self) -> Result<String, Failure> {
        let (next, what) = match self.import.step().map_err(failure)? {
            Step::Read => ("read", Json::Null),
            Step::Send(exchange) => ("send", json!(carried::call(&exchange.call))),
            Step::Refused(refused) => ("refused", refused_row(&refused)),
            Step::Done => ("all", Json::Null),
        };
        let header = String::from_utf8_lossy(&self.import.refused_header()).into_owned();
        Ok(text(&json!({ "next": next, next: what, "report": report(self.import.report(), &header) })))
    }

    /// Takes the answer to what was sent.
    pub fn answer(&mut self, answer: &str) -> Result<(), Failure> {
        let response = carried::read_answer(answer)?;
        let read = match self.import.step().map_err(failure)? {
            Step::Send(exchange) => exchange.read(&response),
            _ => return Err(Failure::argument("Nothing was sent.")),
        };
        self.import.answer(read).map_err(failure)
    }
}

/// The format of a name.
pub(crate) fn format(name: &str) -> Result<Format, Failure> {
    match name {
        "csv" => Ok(Format::Csv),
        "ndjson" => Ok(Format::NdJson),
        other => Err(Failure::argument(format!("The format is {other:?}; it can be csv or ndjson."))),
    }
}

fn report(report: Report, header: &str) -> Json {
    json!({
        "rows": report.rows,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": report.refused,
        "initialised": report.initialised,
        "counted": report.counted,
        "kept": report.kept,
        "refusedHeader": header,
    })
}

fn refused_row(refused: &Refused) -> Json {
    let first = refused.reasons.first();
    let reasons = refused.reasons.iter().map(|reason| {
        let column = reason.column.map(Column::name);
        json!({ "code": reason.code, "detail": reason.detail, "column": column })
    });
    json!({
        "line": refused.line,
        "sku": refused.sku,
        "code": first.map(|reason| &reason.code),
        "detail": first.map(|reason| &reason.detail),
        "column": first.and_then(|reason| reason.column).map(Column::name),
        "reasons": reasons.collect::<Json>(),
        "record": String::from_utf8_lossy(&refused.to_line()),
    })
}

fn failure(error: ImportError) -> Failure {
    match error {
        ImportError::Call(error) => error.into(),
        ImportError::Columns(_) | ImportError::RecordTooLong { .. } => {
            let mut sentence = error.to_string();
            sentence.get_mut(..1).map(str::make_ascii_uppercase);
            Failure::argument(format!("{sentence}."))
        }
        other => Failure::unreadable(other.to_string()),
    }
}
