//! Products and stock from and to files.

use std::{cell::RefCell, rc::Rc};

use client_sdk::{
    error::SdkError,
    exchange::{Exchange, OperationResult},
    import::{Import, ImportError, ImportOptions, Refused, Report, Step},
    sheet::Format,
};
use js_sys::{Function, Uint8Array};
use serde_json::{Value as Json, json};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::{
    connection::{Asked, PageClient, call, unless_aborted},
    error::Failure,
};

/// An import on its way. The bytes come from TypeScript, which knows files.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Importing {
    client: Rc<PageClient>,
    import: RefCell<Import>,
}

impl Importing {
    pub(crate) fn new(client: Rc<PageClient>, options: ImportOptions) -> Self {
        Self { client, import: RefCell::new(Import::new(options)) }
    }

    /// What is to be done, in a form that can be kept while it is done.
    fn next(&self) -> Result<Next, Failure> {
        Ok(match self.import.borrow_mut().step().map_err(failure)? {
            Step::Read => Next::Read,
            Step::Send(exchange) => Next::Send(exchange.clone()),
            Step::Refused(refused) => Next::Refused(refused),
            Step::Done => Next::Done,
        })
    }

    /// What was done, as JSON.
    fn told(&self, done: &str, refused: Option<&Refused>) -> String {
        let import = self.import.borrow();
        let header = String::from_utf8_lossy(&import.refused_header()).into_owned();
        json!({ "done": done, "report": report(import.report(), &header), "refused": refused.map(refused_row) })
            .to_string()
    }
}

#[wasm_bindgen]
impl Importing {
    /// Takes the next bytes of the file. Chunks may end anywhere.
    pub fn push(&self, bytes: &[u8]) {
        self.import.borrow_mut().push(bytes);
    }

    /// Notes the end of the file.
    pub fn finish(&self) {
        self.import.borrow_mut().finish();
    }

    /// Does one thing and tells it: `read` wants more bytes, `sent` was a request, `refused` is a row that did
    /// not go in, `all` is the end.
    pub async fn step(&self, asked: &Asked) -> Result<String, JsValue> {
        let exchange = match self.next()? {
            Next::Read => return Ok(self.told("read", None)),
            Next::Send(exchange) => exchange,
            Next::Refused(refused) => return Ok(self.told("refused", Some(&refused))),
            Next::Done => return Ok(self.told("all", None)),
        };
        let answer =
            unless_aborted(asked.aborted(), async { Ok(call(&self.client, &exchange, asked).await) });
        let answer = answer.await?;
        self.import.borrow_mut().answer(answer).map_err(failure)?;
        Ok(self.told("sent", None))
    }
}

enum Next {
    Read,
    Send(Exchange<Vec<OperationResult>>),
    Refused(Refused),
    Done,
}

/// Gives everything to `write`, piece by piece, and how many products it was.
pub(crate) async fn export(
    client: &PageClient,
    format: Format,
    write: &Function,
    asked: &Asked,
) -> Result<f64, JsValue> {
    let write = |bytes: &[u8]| {
        // The listener is TypeScript's own and throws nothing.
        let _ = write.call1(&JsValue::UNDEFINED, &Uint8Array::from(bytes));
        Ok::<(), SdkError>(())
    };
    let work = async { client.export(format, write).await.map_err(|error| Failure::from(error).into()) };
    #[expect(clippy::cast_precision_loss, reason = "no shop has 2^53 products")]
    Ok(unless_aborted(asked.aborted(), work).await? as f64)
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
        let column = reason.column.map(client_sdk::import::Column::name);
        json!({ "code": reason.code, "detail": reason.detail, "column": column })
    });
    json!({
        "line": refused.line,
        "sku": refused.sku,
        "code": first.map(|reason| &reason.code),
        "detail": first.map(|reason| &reason.detail),
        "column": first.and_then(|reason| reason.column).map(client_sdk::import::Column::name),
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
