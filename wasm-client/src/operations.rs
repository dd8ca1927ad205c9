//! Several changes in one request, all or none.

use client_sdk::exchange::{Call, Media, Service, operations_body};
use http::Method;
use serde_json::{Value as Json, json};
use wasm_glue::{error::Failure, json};

use crate::resource::Kind;

/// The request for changes of the catalogue.
pub fn of_products(operations: &Json) -> Result<Call, Failure> {
    let products = Kind::named("products")?;
    let call = |written: Vec<_>| request(Service::Product, "/api/v1/operations", &written);
    let reference = |id: Json| json!({ "type": products.name, "id": id });
    each(operations, |op, member| {
        let product = || products.written(member("product")?, None);
        Ok(match op {
            "create" => json!({ "op": "add", "data": product()? }),
            "upsert" => json!({ "op": "add", "data": product()?, "meta": { "upsertBy": "sku" } }),
            "update" => {
                let id = member("id")?;
                let data = products.written(member("patch")?, id.as_str())?;
                json!({ "op": "update", "ref": reference(member("id")?), "data": data })
            }
            "delete" => json!({ "op": "remove", "ref": reference(member("id")?) }),
            other => return Err(unknown(other, "create, upsert, update or delete")),
        })
    })
    .map(call)
}

/// The request for changes of stock.
pub fn of_stock(operations: &Json) -> Result<Call, Failure> {
    let call = |written: Vec<_>| request(Service::Inventory, "/api/v1/stock-operations", &written);
    each(operations, |op, member| {
        let data = match op {
            "initialise" => Kind::named("inventory")?.written(member("inventory")?, None)?,
            "adjust" => Kind::named("adjustments")?.written(member("adjustment")?, None)?,
            other => return Err(unknown(other, "initialise or adjust")),
        };
        Ok(json!({ "op": "add", "data": data }))
    })
    .map(call)
}

/// Each operation, written by `write` from its word and its members.
fn each(
    operations: &Json,
    write: impl Fn(&str, &dyn Fn(&str) -> Result<Json, Failure>) -> Result<Json, Failure>,
) -> Result<Vec<Vec<u8>>, Failure> {
    let Json::Array(operations) = operations else {
        return Err(Failure::argument("Operations are an array."));
    };
    let written = operations.iter().enumerate().map(|(place, operation)| {
        let member = |name: &str| {
            let missing = || Failure::argument(format!("Operation {place} has no {name}."));
            operation.get(name).cloned().ok_or_else(missing)
        };
        let op = member("op")?;
        Ok(json::text(&write(op.as_str().unwrap_or_default(), &member)?).into_bytes())
    });
    written.collect()
}

fn unknown(op: &str, known: &str) -> Failure {
    Failure::argument(format!("The op is {op:?}; it can be {known}."))
}

fn request(service: Service, path: &str, written: &[Vec<u8>]) -> Call {
    let mut call = Call::new(service, Method::POST, path);
    call.body = operations_body(written.iter().map(Vec::as_slice));
    call.media = Media::Atomic;
    call
}
