//! Products and stock from and to files.

use std::{cell::RefCell, rc::Rc};

use client_sdk::{
    CallOptions, SdkError,
    exchange::{Call, Service, objects},
    export::{lines, products, stock_of},
    import::{Column, Import, ImportError, ImportOptions, Refused, Report, Step},
    pager::Pager,
    sheet::{Format, header},
};
use js_sys::{Function, Promise, Uint8Array};
use serde_json::{Value as Json, json};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::{
    connection::{Asked, PageClient, answer, promise, unreadable},
    error::Failure,
};

/// An import on its way. The bytes come from TypeScript, which knows files.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Importing {
    client: Rc<PageClient>,
    import: Rc<RefCell<Import>>,
}

impl Importing {
    pub(crate) fn new(client: Rc<PageClient>, options: ImportOptions) -> Self {
        Self { client, import: Rc::new(RefCell::new(Import::new(options))) }
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
    pub fn step(&self, asked: &Asked) -> Promise {
        let (client, import, options) = (Rc::clone(&self.client), Rc::clone(&self.import), asked.options());
        promise(asked, async move {
            let told = step(client, &import, options).await?;
            Ok(JsValue::from_str(&told.to_string()))
        })
    }
}

async fn step(
    client: Rc<PageClient>,
    import: &RefCell<Import>,
    options: CallOptions,
) -> Result<Json, Failure> {
    let next = match import.borrow_mut().step().map_err(failure)? {
        Step::Read => Err(("read", None)),
        Step::Refused(refused) => Err(("refused", Some(refused))),
        Step::Done => Err(("all", None)),
        Step::Send(exchange) => Ok(exchange.clone()),
    };
    let (done, refused) = match next {
        Ok(exchange) => {
            let answer = answer(client, exchange.call.clone(), options).await;
            let answer = answer.and_then(|response| exchange.read(&response));
            import.borrow_mut().answer(answer).map_err(failure)?;
            ("sent", None)
        }
        Err(told) => told,
    };
    let import = import.borrow();
    let header = String::from_utf8_lossy(&import.refused_header()).into_owned();
    Ok(json!({
        "done": done,
        "report": report(import.report(), &header),
        "refused": refused.as_ref().map(refused_row),
    }))
}

/// Gives everything to `write`, piece by piece.
pub(crate) async fn export(
    client: Rc<PageClient>,
    format: Format,
    write: Function,
    options: CallOptions,
) -> Result<JsValue, Failure> {
    let write = |bytes: &[u8]| {
        // The listener is TypeScript's own and throws nothing.
        let _ = write.call1(&JsValue::UNDEFINED, &Uint8Array::from(bytes));
    };
    let page = async |call: Call| {
        let response = answer(Rc::clone(&client), call, options.clone()).await?;
        objects(&response).map_err(|detail| unreadable(&response, detail))
    };
    write(&header(format));
    let mut pager = Pager::new(&products(), Service::Product, objects);
    while let Some(call) = pager.next().map(|exchange| exchange.call.clone()) {
        let products = page(call).await?;
        pager.take(&products).map_err(|astray| Failure::unreadable(astray.to_string()))?;
        if products.items.is_empty() {
            continue;
        }
        let stock = stock_of(products.items.iter().map(|product| &product.id));
        let stock = page(stock.call(Service::Inventory)).await?;
        write(&lines(format, &products.items, &stock.items).map_err(SdkError::from)?);
    }
    Ok(JsValue::UNDEFINED)
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
